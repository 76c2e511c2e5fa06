import { parentPort, workerData } from 'node:worker_threads';
import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { LedgerFolder } from '../stores/sqlite/ledger-folder.js';
import { replayCounty } from './county-replay.js';

/** What a worker is started with: it opens the folder for reading by itself. */
export interface WorkerTask {
  readonly folder: string;
  readonly months: readonly Month[];
}

// The program starts this file with a task and nothing else does.
const { folder, months } = workerData as WorkerTask;
const ledgers = LedgerFolder.open(folder, 'read');

parentPort?.on('message', (county: County | null) => {
  if (county === null) {
    ledgers.close();
    parentPort?.close();
    return;
  }
  const file = ledgers.ledger(county);
  if (file === null)
    throw new Error(`The ledger of county ${county} was removed while it was read.`);
  parentPort?.postMessage(replayCounty(file, months, () => undefined));
});
