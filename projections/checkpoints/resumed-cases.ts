import { TYPE_CODE } from '../../events/registry.js';
import type { Month } from '../../events/values/month.js';
import { COLLECTION_MONTHS } from '../case/activity.js';
import { CaseFold } from '../case/case-fold.js';
import { CaseMonth } from '../case/case-month.js';
import { lookAheadOf } from '../case/look-ahead.js';
import { visitCaseRecord } from '../case/replay-case.js';
import { resumedCase } from '../case/resumed-case.js';
import { ActiveRows } from '../columns/active-rows.js';
import type { RecordColumns, SubjectBlock } from '../columns/record-columns.js';
import type { MonthWindow } from '../month-window.js';
import type { ChildLinks } from '../replay/child-links-of-months.js';
import type { ReplaySink } from '../replay/replay.js';
import type { CaseStates } from './case-states.js';

/** How cases are folded on from the beginning of a fiscal year. */
export interface ResumedRequest {
  /** Where they stand at its beginning. */
  readonly states: CaseStates;
  /** Its first month. */
  readonly first: Month;
  /** Those of `windows` from this place on are answered: months of the fiscal year, ascending. */
  readonly from: number;
  readonly windows: readonly MonthWindow[];
  readonly asOf: number;
  /** The most that may have moved in a case whose sums are numbers, cents. */
  readonly smallMax: number;
  readonly links: ChildLinks;
}

/** Told of each case when it has been folded to the end of the last month. */
export type OnEnd = (subject: number, fold: CaseFold) => void;

/**
 * Folds cases from where they stood at the beginning of a fiscal year through its records, with the same answers as from
 * the first record. Where a record reaches back behind what a state keeps, it says so, and the case has to be folded
 * from its first record: a distribution of a collection that is not among the latest, a reversal of an earlier year's
 * distribution, a last grant long ago, sums beyond what numbers hold. (What it answered until then is the same.)
 */
export class ResumedCases {
  readonly #active = new ActiveRows();
  readonly #request: ResumedRequest;
  readonly #sink: Pick<ReplaySink, 'onCase'>;
  readonly #onEnd: OnEnd | null;

  constructor(
    request: ResumedRequest,
    sink: Pick<ReplaySink, 'onCase'>,
    onEnd: OnEnd | null = null,
  ) {
    this.#request = request;
    this.#sink = sink;
    this.#onEnd = onEnd;
  }

  /** @returns false where the case has to be folded from its first record */
  replay(block: SubjectBlock, subject: number): boolean {
    const { states, asOf, first, windows, from } = this.#request;
    const standing = states.of(subject);
    if (standing.kind === 'fromRecords') return false;
    const { columns } = block;
    const active = this.#active;
    active.collect(block, subject, asOf, windows[windows.length - 1]!.lastDay);
    const isNew = standing.kind === 'none';
    if (isNew && active.count === 0) return true;
    if (reversesEarlier(columns, active)) return false;
    const fold = isNew
      ? new CaseFold(lookAheadOf(columns, active), null)
      : resumedCase(standing.state, first, columns, active);
    let next = 0;
    for (let index = from; index < windows.length; index += 1) {
      next = this.#feed(fold, columns, windows[index]!, next);
      if (next < 0) return false;
      if (isNew && next === 0) continue;
      this.#answer(subject, index, fold);
    }
    if (!isNew || next > 0) this.#onEnd?.(subject, fold);
    return true;
  }

  /** Feeds the records up to M-end; answers the place of the next one, or -1 where the case has to begin anew. */
  #feed(fold: CaseFold, columns: RecordColumns, window: MonthWindow, from: number): number {
    const { rows, count } = this.#active;
    const { effective } = columns;
    const { smallMax, first } = this.#request;
    let next = from;
    for (; next < count; next += 1) {
      const row = rows[next]!;
      if (effective[row]! > window.lastDay) break;
      if (reachesBack(fold, columns, row, first)) return -1;
      visitCaseRecord(fold, columns, row);
    }
    fold.advanceTo(window.month);
    return fold.money.moved > smallMax ? -1 : next;
  }

  #answer(subject: number, index: number, fold: CaseFold): void {
    const c = new CaseMonth(fold, this.#request.windows[index]!);
    this.#sink.onCase(index, subject, c, fold);
    if (fold.members.all.length > 0) this.#request.links.note(index, subject, c, fold);
  }
}

function reachesBack(fold: CaseFold, columns: RecordColumns, row: number, first: Month): boolean {
  const type: number = columns.type[row]!;
  if (type === TYPE_CODE.CollectionDistributed) {
    return !fold.money.knows(columns.args[columns.argsStart[row]! + 1]!);
  }
  if (type !== TYPE_CODE.TanfTerminationReported) return false;
  return columns.args[columns.argsStart[row]!]! < first - COLLECTION_MONTHS;
}

/** Whether a distribution that is reversed is not among the records that are folded. */
function reversesEarlier(columns: RecordColumns, { rows, count }: ActiveRows): boolean {
  const { type, args, argsStart } = columns;
  for (let i = 0; i < count; i += 1) {
    if (type[rows[i]!] !== TYPE_CODE.DistributionReversed) continue;
    const distribution = args[argsStart[rows[i]!]!]!;
    if (!hasDistribution(columns, { rows, count }, distribution)) return true;
  }
  return false;
}

function hasDistribution(
  { type, args, argsStart }: RecordColumns,
  { rows, count }: Pick<ActiveRows, 'rows' | 'count'>,
  ref: number,
): boolean {
  for (let i = 0; i < count; i += 1) {
    const row = rows[i]!;
    if (type[row] === TYPE_CODE.CollectionDistributed && args[argsStart[row]!] === ref) return true;
  }
  return false;
}

/**
 * Whether nothing in the records of a case up to a fiscal year's end is about what comes later: every distribution has its
 * collection before it, and every reversal its distribution. Only then a state at that end can be gone on from.
 *
 * @param active - collected up to that end
 */
export function isSelfContained(columns: RecordColumns, active: ActiveRows): boolean {
  const { type, args, argsStart } = columns;
  const collections = new Set<number>();
  for (let i = 0; i < active.count; i += 1) {
    const row = active.rows[i]!;
    const at = argsStart[row]!;
    if (type[row] === TYPE_CODE.CollectionReceived) collections.add(args[at]!);
    else if (type[row] === TYPE_CODE.CollectionDistributed && !collections.has(args[at + 1]!)) {
      return false;
    }
  }
  return !reversesEarlier(columns, active);
}
