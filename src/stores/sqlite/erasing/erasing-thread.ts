/** The thread that erases from one ledger of a data folder, and ends; see erasing-aside.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { packedFailure } from '../bulk/append-answer.js';
import { LedgerFolder } from '../ledger-folder.js';
import { eraseIn } from './erasing-work.js';
import type { ErasingAnswer, ErasingWork } from './erasing-work.js';

/** What the thread is started with. */
export interface ErasingTask {
  /** The path of the data folder. */
  readonly folder: string;
  readonly work: ErasingWork;
}

// workerData is what erasing-aside.ts passes.
const { folder: path, work } = workerData as ErasingTask;

function answer(): ErasingAnswer {
  try {
    const folder = LedgerFolder.open(path, 'write');
    try {
      return { kind: 'outcome', outcome: eraseIn(folder.ledgerForAppend(work.county), work) };
    } finally {
      folder.close();
    }
  } catch (error) {
    return { kind: 'failed', failure: packedFailure(error) };
  }
}

parentPort?.postMessage(answer());
