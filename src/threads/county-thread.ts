import { parentPort, workerData } from 'node:worker_threads';
import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { openLedgersToRead } from '../application/wiring/ledgers-to-read.js';
import { replayCounty } from '../reports/county-replay.js';
import type { CountyReplay } from '../reports/county-replay.js';
import { faultOfCounty } from '../reports/left-out.js';
import type { Said, SentTask } from './pool-thread.js';

/** The months of one county. */
export interface MonthsOfCounty {
  readonly county: County;
  readonly months: readonly Month[];
}

/** Its replay, or what is wrong with its ledger. */
export type CountyReply =
  | { readonly kind: 'replayed'; readonly replay: CountyReplay }
  | { readonly kind: 'failed'; readonly county: County; readonly message: string };

// The program of a thread: it opens the folder for reading by itself, and is ended by its pool.
const { folder } = workerData as { readonly folder: string };
const { ledgers, years } = openLedgersToRead(folder);

parentPort?.on('message', ({ number, task }: SentTask<MonthsOfCounty>) => {
  const { county, months } = task;
  const said: Said<CountyReply, never> = { number, reply: replyOf(county, months) };
  parentPort?.postMessage(said);
});

function replyOf(county: County, months: readonly Month[]): CountyReply {
  try {
    const file = ledgers.ledger(county);
    if (file === null) {
      throw new Error(`The ledger of county ${county} was removed while it was read.`);
    }
    return { kind: 'replayed', replay: replayCounty(file, months, years, () => undefined) };
  } catch (error) {
    return { kind: 'failed', county, message: faultOfCounty(error).message };
  }
}
