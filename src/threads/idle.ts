import { isSameQuestion } from './report-part.js';
import type { ReportPartReply, ReportPartTask, ReportQuestion } from './report-part.js';

/** Lets a part of a report be folded in another thread, over the ledgers of a data folder. */
export type FoldElsewhere = (folder: string, task: ReportPartTask) => Promise<ReportPartReply>;

/** A part that a thread has begun to fold before anybody asked for it, and what will come of it. */
export interface BegunElsewhere {
  readonly task: ReportPartTask;
  readonly reply: Promise<ReportPartReply>;
}

/** A thread that has nothing to do, or does ahead what it will be asked for. */
export interface IdleThread {
  readonly fold: FoldElsewhere;
  /** What it has begun, if anything. */
  readonly begun: () => BegunElsewhere | null;
}

let idle: IdleThread | null = null;

/**
 * Offers a thread that has nothing to do: the first one of the process while a command computes in another. It is there
 * already, where a thread of one's own has yet to be started and to load the program.
 */
export function offerIdleThread(thread: IdleThread): void {
  idle = thread;
}

/** The thread that was offered; null where none was. */
export function idleThread(): IdleThread | null {
  return idle;
}

/** What a thread has begun, where it is a part of just this. */
export function begunOf(
  thread: IdleThread | null,
  question: ReportQuestion,
): BegunElsewhere | null {
  const begun = thread?.begun() ?? null;
  return begun !== null && isSameQuestion(begun.task, question) ? begun : null;
}
