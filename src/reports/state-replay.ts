import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { replayCounty } from './county-replay.js';
import type { CountyReplay } from './county-replay.js';
import type { WorkerTask } from './county-worker.js';
import type { OnRecords } from '../ports/ledger-reader.js';

/** With fewer records than this in all, starting threads costs more than it saves. */
export const THREADS_WORTH_RECORDS = 500_000;

/** Threads start from built files only. */
const WORKER = new URL('./county-worker.js', import.meta.url);
const IS_BUILT = import.meta.url.endsWith('.js');

/**
 * Replays months of many counties, each at its own size, on as many threads as the machine has
 * cores; counties are the unit of work, the largest first. Answers in order of county.
 *
 * @param folder - the data folder that the files are in; threads open it for themselves
 */
export async function replayCounties(
  folder: string,
  files: readonly LedgerReader[],
  months: readonly Month[],
  onRecords: OnRecords,
): Promise<readonly CountyReplay[]> {
  const records = files.reduce((sum, { size }) => sum + size, 0);
  const threads = Math.min(availableParallelism(), files.length);
  if (!IS_BUILT || threads < 2 || records < THREADS_WORTH_RECORDS) {
    return replayHere(files, months, onRecords);
  }
  const largestFirst = [...files].sort((one, other) => other.size - one.size);
  const replays = await replayOnThreads({ folder, months }, largestFirst, threads, onRecords);
  return [...replays].sort((one, other) => (one.county < other.county ? -1 : 1));
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
  task: WorkerTask,
  files: readonly LedgerReader[],
  threads: number,
  onRecords: OnRecords,
): Promise<readonly CountyReplay[]> {
  const waiting = files.map(({ county }) => county);
  const replays: CountyReplay[] = [];
  let done = 0;
  const take = (replay: CountyReplay): void => {
    replays.push(replay);
    done += replay.asOf;
    onRecords(done);
  };
  await Promise.all(
    Array.from({ length: threads }, () => runThread(task, () => waiting.shift() ?? null, take)),
  );
  return replays;
}

/** One thread: asks for the next county until there is none; an error in it fails the whole. */
function runThread(
  task: WorkerTask,
  next: () => County | null,
  take: (replay: CountyReplay) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: task });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`A replay thread ended with code ${String(code)}.`));
    });
    worker.on('message', (replay: CountyReplay) => {
      take(replay);
      worker.postMessage(next());
    });
    worker.postMessage(next());
  });
}
