import { availableParallelism } from 'node:os';
import type { Month } from '../../events/values/month.js';
import type { LedgerReader, OnRecords } from '../ports/ledger-reader.js';
import { replayCounty } from '../reports/county-replay.js';
import type { CountyReplay } from '../reports/county-replay.js';
import type { ReplayCounties } from '../reports/state-report.js';
import type { CountyTask } from './county-thread.js';
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
 * cores; counties are the unit of work, the largest first. Answers in order of county.
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
): readonly CountyReplay[] {
  let before = 0;
  return files.map((file) => {
    const replay = replayCounty(file, months, (count) => {
      onRecords(before + count);
    });
    before += file.size;
    return replay;
  });
}

async function replayOnThreads(
  { folder, threads }: { readonly folder: string; readonly threads: number },
  files: readonly LedgerReader[],
  months: readonly Month[],
  onRecords: OnRecords,
): Promise<readonly CountyReplay[]> {
  const pool = new ThreadPool<CountyTask, CountyReplay>({
    program: PROGRAM,
    workerData: { folder },
    threads,
    waitingMax: files.length,
    msMax: REPLAY_MS_MAX,
    kindOf: () => null,
    onFault: () => undefined,
  });
  let done = 0;
  const replay = async (file: LedgerReader): Promise<CountyReplay> => {
    const reply = await pool.ask({ county: file.county, months });
    done += reply.asOf;
    onRecords(done);
    return reply;
  };
  try {
    const largestFirst = files.toSorted((one, other) => other.size - one.size);
    const replays = await Promise.all(largestFirst.map(replay));
    return replays.sort((one, other) => (one.county < other.county ? -1 : 1));
  } finally {
    await pool.close();
  }
}
