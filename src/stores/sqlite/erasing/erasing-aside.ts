import { Worker } from 'node:worker_threads';
import { unpackedFailure } from '../bulk/append-answer.js';
import type { LedgerFolder } from '../ledger-folder.js';
import { eraseIn } from './erasing-work.js';
import type { ErasingAnswer, ErasingOutcome, ErasingWork } from './erasing-work.js';
import type { ErasingTask } from './erasing-thread.js';

/** A ledger with fewer records is erased sooner than a thread is started. */
const THREAD_WORTH_RECORDS = 2_000;

/** Threads start from built files only. */
const THREAD = new URL('./erasing-thread.js', import.meta.url);
const IS_BUILT = import.meta.url.endsWith('.js');

/**
 * Erases on a thread of its own, which has a connection of its own, as another process has: readers see the ledger
 * as it was before until it is done, and this process goes on answering. Where the ledger is small it is done here.
 * Nothing may be appended to the ledger by this process meanwhile: that would wait for the thread, and answer nothing.
 */
export async function eraseAside(folder: LedgerFolder, work: ErasingWork): Promise<ErasingOutcome> {
  const file = folder.ledgerForAppend(work.county);
  if (!IS_BUILT || file.refresh() < THREAD_WORTH_RECORDS) return eraseIn(file, work);
  const answer = await answerOf({ folder: folder.path, work });
  if (answer.kind === 'failed') throw unpackedFailure(answer.failure);
  file.refresh();
  return answer.outcome;
}

function answerOf(task: ErasingTask): Promise<ErasingAnswer> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(THREAD, { workerData: task });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      reject(new Error('The thread that erases ended in the midst of it.'));
    });
  });
}
