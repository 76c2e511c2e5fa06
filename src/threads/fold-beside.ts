import { setImmediate } from 'node:timers/promises';
import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { EDITIONS } from '../../projections/form/editions.js';
import { ReportFolding } from '../../projections/form/report.js';
import { sharedLinks } from '../../projections/replay/child-links-of-months.js';
import { openLedgersToRead } from '../application/wiring/ledgers-to-read.js';
import { BlockTurns } from './block-turns.js';
import type { BegunElsewhere } from './idle.js';
import { begunPart, seenToItsEnd } from './report-part-of-task.js';
import type { OpenLedger } from './report-part-of-task.js';
import type { ReportPartReply, ReportPartTask } from './report-part.js';

/** Some hundredths of a second. */
const CHILDREN_AT_A_TIME = 4096;

/** What was opened before it is asked about. */
let opened: { readonly folder: string; readonly ledger: OpenLedger } | null = null;

/**
 * Opens a county's ledger ahead of whoever asks for a part, and looks at it as of its end, of which most reports are; what is
 * wrong with it is found by the one who asks.
 */
export function openToFold(folder: string, county: County): void {
  try {
    opened = { folder, ledger: seenToItsEnd(openLedgersToRead(folder).ledgers, county) };
  } catch {
    opened = null;
  }
}

/** Whose turn it is in what was begun before it was asked for; null where nothing was. */
let ahead: BlockTurns | null = null;

/**
 * Begins with a report of a county as of its end before anybody has asked for it. Who asks takes part in it where that is
 * what he asks for; who does not, stops it. Null where there is nothing to begin with; what is wrong with a ledger is found by
 * the one who asks.
 */
export function beginToFold(
  folder: string,
  county: County,
  months: readonly Month[],
): BegunElsewhere | null {
  openToFold(folder, county);
  const seen = opened?.ledger.seen;
  if (seen === undefined) return null;
  const { asOf, view } = seen;
  try {
    const { needed } = new ReportFolding(view, { months, asOf, known: EDITIONS });
    const links = sharedLinks(needed.length, view.subjectCount);
    ahead = BlockTurns.begin(view.blockCount);
    const task = { county, months, asOf, edition: null, links, turns: ahead.memory };
    // The first block takes longest: whoever is told of what was begun is told before it.
    return { task, reply: setImmediate().then(() => foldBeside(folder, task)) };
  } catch {
    return null;
  }
}

/** What was begun ahead ends with the block that is being folded. */
export function stopAhead(): void {
  ahead?.stop();
}

/**
 * Folds a part of a report in a thread that has to hear other things, too: between two blocks, which take some hundredths
 * of a second, it does.
 */
export async function foldBeside(folder: string, task: ReportPartTask): Promise<ReportPartReply> {
  try {
    const ledger =
      opened?.folder === folder ? opened.ledger : { ledgers: openLedgersToRead(folder).ledgers };
    const { part, turns, view } = begunPart(ledger, task);
    while (part.foldNext(view)) await setImmediate();
    if (!(await turns.whenAllFolded())) return { kind: 'failed' };
    while (part.foldSomeChildren(CHILDREN_AT_A_TIME)) await setImmediate();
    return { kind: 'counted', part: part.counted() };
  } catch {
    new BlockTurns(task.turns).stop();
    return { kind: 'failed' };
  }
}
