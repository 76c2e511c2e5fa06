import { parentPort, workerData } from 'node:worker_threads';
import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { openLedgersToRead } from '../application/wiring/ledgers-to-read.js';
import { replayCounty } from '../reports/county-replay.js';
import type { CountyReplay } from '../reports/county-replay.js';
import type { Said, SentTask } from './thread-pool.js';

/** The months of one county. */
export interface CountyTask {
  readonly county: County;
  readonly months: readonly Month[];
}

// The program of a thread: it opens the folder for reading by itself, and is ended by its pool.
const { folder } = workerData as { readonly folder: string };
const ledgers = openLedgersToRead(folder);

parentPort?.on('message', ({ number, task }: SentTask<CountyTask>) => {
  const { county, months } = task;
  const file = ledgers.ledger(county);
  if (file === null) {
    throw new Error(`The ledger of county ${county} was removed while it was read.`);
  }
  const said: Said<CountyReplay, never> = {
    number,
    reply: replayCounty(file, months, () => undefined),
  };
  parentPort?.postMessage(said);
});
