/** The thread that appends packed entries to the ledgers of a data folder; see bulk-append.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { LedgerFolder } from '../ledger-folder.js';
import type { AppendQuestion } from './append-answer.js';
import { AppendWork } from './append-work.js';

/** What the thread is started with. */
export interface AppendThreadTask {
  /** The path of the data folder. */
  readonly folder: string;
}

const port = parentPort;
if (port === null)
  throw new Error('This module is the code of a thread: it is not to be imported.');
// workerData is what bulk-append.ts passes.
const work = new AppendWork(LedgerFolder.open((workerData as AppendThreadTask).folder, 'write'));

port.on('message', (question: AppendQuestion | null) => {
  if (question === null) {
    work.close();
    port.close();
    return;
  }
  const answer = work.answer(question);
  const { numbers, bytes, scalars } = answer.buffers;
  port.postMessage(answer, [numbers.buffer, bytes.buffer, scalars.buffer]);
  // The next entries may be on their way by now.
  work.storeSegments();
});
