import { parentPort, workerData } from 'node:worker_threads';
import { openLedgersToRead } from '../application/wiring/ledgers-to-read.js';
import { BlockTurns } from './block-turns.js';
import { begunPart } from './report-part-of-task.js';
import type { CountedPart, ReportPartReply, ReportPartTask } from './report-part.js';
import type { Said, SentTask } from './pool-thread.js';

// The program of a thread: it opens the folder for reading by itself, and is ended by its pool.
const { folder } = workerData as { readonly folder: string };
const { ledgers } = openLedgersToRead(folder);

parentPort?.on('message', ({ number, task }: SentTask<ReportPartTask>) => {
  const said: Said<ReportPartReply, never> = { number, reply: replyOf(task) };
  parentPort?.postMessage(said);
});

function replyOf(task: ReportPartTask): ReportPartReply {
  try {
    const part = partOf(task);
    return part === null ? { kind: 'failed' } : { kind: 'counted', part };
  } catch {
    new BlockTurns(task.turns).stop();
    return { kind: 'failed' };
  }
}

/** Null where another has stopped. */
function partOf(task: ReportPartTask): CountedPart | null {
  const { part, turns, view } = begunPart({ ledgers }, task);
  part.foldCases(view);
  return turns.areAllFolded() ? part.foldChildren() : null;
}
