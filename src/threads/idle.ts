import type { ReportPartReply, ReportPartTask } from './report-part.js';

/** Lets a part of a report be folded in another thread, over the ledgers of a data folder. */
export type FoldElsewhere = (folder: string, task: ReportPartTask) => Promise<ReportPartReply>;

let idle: FoldElsewhere | null = null;

/**
 * Offers a thread that has nothing to do: the first one of the process while a command computes in another. It is there
 * already, where a thread of one's own has yet to be started and to load the program.
 */
export function offerIdleThread(fold: FoldElsewhere): void {
  idle = fold;
}

/** The thread that was offered; null where none was. */
export function idleThread(): FoldElsewhere | null {
  return idle;
}
