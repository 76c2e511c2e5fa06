import { setImmediate } from 'node:timers/promises';
import { openLedgersToRead } from '../application/wiring/ledgers-to-read.js';
import { BlockTurns } from './block-turns.js';
import { begunPart } from './report-part-of-task.js';
import type { ReportPartReply, ReportPartTask } from './report-part.js';

/** Some hundredths of a second. */
const CHILDREN_AT_A_TIME = 4096;

/**
 * Folds a part of a report in a thread that has to hear other things, too: between two blocks, which take some hundredths
 * of a second, it does.
 */
export async function foldBeside(folder: string, task: ReportPartTask): Promise<ReportPartReply> {
  try {
    const { part, turns, view } = begunPart(openLedgersToRead(folder).ledgers, task);
    while (part.foldNext(view)) await setImmediate();
    if (!(await turns.whenAllFolded())) return { kind: 'failed' };
    while (part.foldSomeChildren(CHILDREN_AT_A_TIME)) await setImmediate();
    return { kind: 'counted', part: part.counted() };
  } catch {
    new BlockTurns(0, task.turns).stop();
    return { kind: 'failed' };
  }
}
