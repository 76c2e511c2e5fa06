import { availableParallelism } from 'node:os';
import type { Month } from '../../events/values/month.js';
import type { Checkpoints } from '../ports/checkpoints.js';
import type { LedgerReader, OnRecords } from '../ports/ledger-reader.js';
import { replayCounty } from '../reports/county-replay.js';
import type { CountyReplay } from '../reports/county-replay.js';
import { KeptYears } from '../reports/kept-years.js';
import { faultOfCounty, leftOutOf } from '../reports/left-out.js';
import type { LeftOut } from '../reports/left-out.js';
import type { ReplayCounties, ReplayedCounties } from '../reports/state-report.js';
import type { Years } from '../reports/year-checkpoints.js';
import type { CountyReply, MonthsOfCounty } from './county-thread.js';
import { areKept, countiesApart, replayByAll } from './large-counties.js';
import { foldMonthsOf } from './report-in-parts.js';
import { ThreadPool } from './thread-pool.js';

/** With fewer records than this in all, starting threads costs more than it saves. */
export const THREADS_WORTH_RECORDS = 500_000;

/** Threads start from built files only. */
const PROGRAM = new URL('./county-thread.js', import.meta.url);
const IS_BUILT = import.meta.url.endsWith('.js');

/** No county takes so long, milliseconds: a timer bears no more. */
const REPLAY_MS_MAX = 2 ** 31 - 1;

/**
 * Replays months of many counties, each at its own size, on as many threads as the machine has cores, which are ended
 * with it, those left out that are damaged. For a process that has no threads: one that has asks those, see `replayOn`.
 *
 * @param folder - the data folder that the ledgers are in; threads open it for themselves
 * @param openCheckpoints - its kept years
 */
export function replayCountiesOf(
  folder: string,
  openCheckpoints: () => Promise<Checkpoints>,
): ReplayCounties {
  return async (listFiles, months, onRecords) => {
    const files = listFiles();
    const total = files.reduce((sum, { size }) => sum + size, 0);
    const threads = Math.min(availableParallelism(), files.length);
    const checkpoints = await openCheckpoints();
    if (!IS_BUILT || threads < 2 || total < THREADS_WORTH_RECORDS) {
      return replayHere(new KeptYears(checkpoints))(() => files, months, onRecords);
    }
    const { large, others } = countiesApart(files, threads, (file) =>
      areKept(checkpoints, file, months),
    );
    const byAll = await replayByAll(foldMonthsOf(folder), large, months, (count) => {
      onRecords(count, total);
    });
    const before = large.reduce((sum, { size }) => sum + size, 0);
    const singly = await replayInThreads(folder, threads, others, months, (count) => {
      onRecords(before + count, total);
    });
    return {
      replays: inOrder([...byAll.replays, ...singly.replays]),
      leftOut: leftOutOf(byAll.leftOut, singly.leftOut),
    };
  };
}

/** A county is one thread's work. */
async function replayInThreads(
  folder: string,
  threads: number,
  files: readonly LedgerReader[],
  months: readonly Month[],
  onRecords: OnRecords,
): Promise<ReplayedCounties> {
  const pool = new ThreadPool<MonthsOfCounty, CountyReply>({
    name: 'replay',
    program: PROGRAM,
    workerData: { folder },
    threads: Math.max(1, Math.min(threads, files.length)),
    waitingMax: 1,
    msMax: REPLAY_MS_MAX,
    kindOf: () => null,
    onFault: () => undefined,
  });
  try {
    return await replayOn(
      (begin, onReply) => pool.askAll(begin, onReply),
      () => files,
      months,
      onRecords,
    );
  } finally {
    await pool.close();
  }
}

/** Replays one county after the other in the thread that asks, where its months are not kept. */
export function replayHere(years: Years): ReplayCounties {
  return (files, months, onRecords) => {
    const replays: CountyReplay[] = [];
    const leftOut: LeftOut[] = [];
    let before = 0;
    const listed = files();
    const total = listed.reduce((sum, { size }) => sum + size, 0);
    for (const file of listed) {
      try {
        const replay = replayCounty(file, months, years, (count) => {
          onRecords(before + count, total);
        });
        replays.push(replay);
      } catch (error) {
        leftOut.push({ county: file.county, fault: faultOfCounty(error) });
      }
      before += file.size;
      onRecords(before, total);
    }
    return Promise.resolve({ replays, leftOut });
  };
}

/** Threads that replay counties, as a pool asks them: see `ThreadPool.askAll`. */
export type AskCounties = (
  begin: () => readonly MonthsOfCounty[],
  onReply: (reply: CountyReply) => void,
) => Promise<readonly CountyReply[]>;

/** Replays counties on threads: a county is the unit of work, the largest first. Tells of no records as it begins. */
export async function replayOn(
  ask: AskCounties,
  files: () => readonly LedgerReader[],
  months: readonly Month[],
  onRecords: OnRecords,
): Promise<ReplayedCounties> {
  let total = 0;
  const begin = (): readonly MonthsOfCounty[] => {
    onRecords(0);
    const listed = files();
    total = listed.reduce((sum, { size }) => sum + size, 0);
    return listed
      .toSorted((one, other) => other.size - one.size)
      .map(({ county }) => ({ county, months }));
  };
  let done = 0;
  const replies = await ask(begin, (reply) => {
    if (reply.kind === 'failed') return;
    done += reply.replay.asOf;
    onRecords(done, total);
  });
  const replays = replies.flatMap((reply) => (reply.kind === 'replayed' ? [reply.replay] : []));
  const leftOut = replies.flatMap((reply) =>
    reply.kind === 'failed' ? [{ county: reply.county, fault: new Error(reply.message) }] : [],
  );
  return {
    replays: inOrder(replays),
    leftOut: leftOutOf(leftOut),
  };
}

function inOrder(replays: readonly CountyReplay[]): readonly CountyReplay[] {
  return replays.toSorted((one, other) => (one.county < other.county ? -1 : 1));
}
