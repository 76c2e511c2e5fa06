import { availableParallelism } from 'node:os';
import type { Month } from '../../events/values/month.js';
import type { LedgerReader, OnRecords } from '../ports/ledger-reader.js';
import { replayCounty } from '../reports/county-replay.js';
import type { CountyReplay } from '../reports/county-replay.js';
import { faultOfCounty, leftOutOf } from '../reports/left-out.js';
import type { LeftOut } from '../reports/left-out.js';
import type { ReplayCounties, ReplayedCounties } from '../reports/state-report.js';
import type { CountyReply, CountyTask } from './county-thread.js';
import { ThreadPool } from './thread-pool.js';

/** With fewer records than this in all, starting threads costs more than it saves. */
export const THREADS_WORTH_RECORDS = 500_000;

/** Threads start from built files only. */
const PROGRAM = new URL('./county-thread.js', import.meta.url);
const IS_BUILT = import.meta.url.endsWith('.js');

/** No county takes so long, milliseconds: a timer bears no more. */
const REPLAY_MS_MAX = 2 ** 31 - 1;

/**
 * Replays months of many counties, each at its own size, on as many threads as the machine has
 * cores; counties are the unit of work, the largest first. Answers in order of county, those left out that are damaged.
 *
 * @param folder - the data folder that the ledgers are in; threads open it for themselves
 */
export function replayCountiesOf(folder: string): ReplayCounties {
  return async (files, months, onRecords) => {
    const records = files.reduce((sum, { size }) => sum + size, 0);
    const threads = Math.min(availableParallelism(), files.length);
    return !IS_BUILT || threads < 2 || records < THREADS_WORTH_RECORDS
      ? replayHere(files, months, onRecords)
      : replayOnThreads({ folder, threads }, files, months, onRecords);
  };
}

function replayHere(
  files: readonly LedgerReader[],
  months: readonly Month[],
  onRecords: OnRecords,
): ReplayedCounties {
  const replays: CountyReplay[] = [];
  const leftOut: LeftOut[] = [];
  let before = 0;
  for (const file of files) {
    try {
      const replay = replayCounty(file, months, (count) => {
        onRecords(before + count);
      });
      replays.push(replay);
    } catch (error) {
      leftOut.push({ county: file.county, fault: faultOfCounty(error) });
    }
    before += file.size;
  }
  return { replays, leftOut };
}

async function replayOnThreads(
  { folder, threads }: { readonly folder: string; readonly threads: number },
  files: readonly LedgerReader[],
  months: readonly Month[],
  onRecords: OnRecords,
): Promise<ReplayedCounties> {
  const pool = new ThreadPool<CountyTask, CountyReply>({
    program: PROGRAM,
    workerData: { folder },
    threads,
    waitingMax: files.length,
    msMax: REPLAY_MS_MAX,
    kindOf: () => null,
    onFault: () => undefined,
  });
  let done = 0;
  const replays: CountyReplay[] = [];
  const leftOut: LeftOut[] = [];
  const replay = async ({ county }: LedgerReader): Promise<void> => {
    const reply = await pool.ask({ county, months });
    if (reply.kind === 'failed') {
      leftOut.push({ county, fault: new Error(reply.message) });
      return;
    }
    replays.push(reply.replay);
    done += reply.replay.asOf;
    onRecords(done);
  };
  try {
    const largestFirst = files.toSorted((one, other) => other.size - one.size);
    await Promise.all(largestFirst.map(replay));
    replays.sort((one, other) => (one.county < other.county ? -1 : 1));
    return { replays, leftOut: leftOutOf(leftOut) };
  } finally {
    await pool.close();
  }
}
