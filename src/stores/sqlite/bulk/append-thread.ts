/** The thread that appends packed entries to the ledgers of a data folder; see bulk-append.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { LedgerFolder } from '../ledger-folder.js';
import { erasedIn, packedFailure } from './append-answer.js';
import type { BulkAnswer, AppendQuestion } from './append-answer.js';
import { unpacked } from './packed-entries.js';

/** What the thread is started with. */
export interface AppendThreadTask {
  /** The path of the data folder. */
  readonly folder: string;
}

const port = parentPort;
if (port === null)
  throw new Error('This module is the code of a thread: it is not to be imported.');
// workerData is what bulk-append.ts passes.
const folder = LedgerFolder.open((workerData as AppendThreadTask).folder, 'write');

port.on('message', (question: AppendQuestion | null) => {
  if (question === null) {
    folder.close();
    port.close();
    return;
  }
  const { numbers, bytes } = question.entries;
  const answer: BulkAnswer = { outcome: outcomeOf(question), buffers: { numbers, bytes } };
  port.postMessage(answer, [numbers.buffer, bytes.buffer]);
});

function outcomeOf(question: AppendQuestion): BulkAnswer['outcome'] {
  const { county, expectedSize, erased, entries } = question;
  try {
    const file = folder.ledgerForAppend(county);
    // This connection has seen an erasure that the other one had not when it let the entries be decided. One that
    // neither has seen is noticed by the append.
    const { orders, lastPosition } = erasedIn(file);
    if (orders !== erased.orders || lastPosition !== erased.lastPosition) {
      return { kind: 'sizeDiffers', size: file.size };
    }
    return file.append(expectedSize, unpacked(entries));
  } catch (error) {
    return { kind: 'failed', failure: packedFailure(error) };
  }
}
