import { TYPE_CODE } from '../../events/registry.js';
import { NUMBER_CENTS_MAX } from '../../events/values/cents-sum.js';
import type { Month } from '../../events/values/month.js';
import { CaseFold } from '../case/case-fold.js';
import { CaseMonth } from '../case/case-month.js';
import type { LookAhead } from '../case/case-fold.js';
import { lookAheadOf, mustFoldEachMonth } from '../case/look-ahead.js';
import { MoneyTrace } from '../case/money-trace.js';
import { visitCaseRecord } from '../case/replay-case.js';
import { ChildFold, visitChildRecord } from '../child/child-fold.js';
import { ChildMonth } from '../child/child-month.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { ActiveRows } from '../columns/active-rows.js';
import type { RecordColumns, SubjectBlock } from '../columns/record-columns.js';
import type { MonthWindow } from '../month-window.js';
import { ChildLinks } from './child-links-of-months.js';
import { ChildRows } from './child-rows.js';

/** Takes what a replay finds, one case or child at the end of one month at a time. */
export interface ReplaySink {
  /** `fold` stands at the end of the month: its records can be asked for now, not later. */
  readonly onCase: (monthIndex: number, subject: number, c: CaseMonth, fold: CaseFold) => void;
  readonly onChild: (monthIndex: number, subject: number, k: ChildMonth, fold: ChildFold) => void;
}

/** What is replayed: months in ascending order, as of a position. */
export interface ReplayRequest {
  readonly windows: readonly MonthWindow[];
  readonly asOf: number;
  /** Keep the records behind money facts; costs time and memory. */
  readonly isTraced: boolean;
  /** Takes the links of children to cases as they come; for trails and explanations. */
  readonly links?: ChildLinks;
}

/**
 * Replays a ledger once for any number of months: every case is folded in business order and asked
 * at each month's end, then every child is. Pure: the same view, months and position give the same
 * calls in the same order.
 *
 * Sums of money are exact at any size: a case in which more has moved than its share of 2^53 - 1 cents, which is one in
 * so many as the ledger has subjects, is folded in large sums. The others' figures added up, each at most its share,
 * are therefore numbers and exact.
 */
export function replay(view: LedgerView, request: ReplayRequest, sink: ReplaySink): void {
  const { windows } = request;
  if (windows.length === 0) return;
  const links = request.links ?? new ChildLinks(windows, view.subjectCount);
  const whole = new PartOfReplay(view.subjectCount, request, links, sink);
  for (const block of view.blocks()) whole.fold(block);
  whole.foldChildren();
}

/**
 * A part of a replay: the cases of some blocks, and the children that are registered in these. The blocks of a ledger may
 * be folded in several parts, in whatever order, each with a sink of its own and all with the same links; the children
 * are asked when every part has folded its cases.
 */
export class PartOfReplay {
  private readonly cases: CaseReplay;
  private readonly children = new ChildRows();
  /** How many children have been asked; null before the first. */
  private asked: { replay: ChildReplay; block: SubjectBlock; count: number } | null = null;

  /** @param subjectCount - that of the whole ledger */
  constructor(
    subjectCount: number,
    private readonly request: ReplayRequest,
    private readonly links: ChildLinks,
    private readonly sink: ReplaySink,
  ) {
    this.cases = new CaseReplay(request, links, sink, smallMaxOf(subjectCount));
  }

  /** Folds the cases of a block, and puts its children aside. A part's blocks come in ascending order. */
  fold(block: SubjectBlock): void {
    if (this.request.windows.length === 0) return;
    for (let place = 0; place < block.subjectCount; place += 1) {
      const subject = block.firstSubject + place;
      switch (kindOf(block, place)) {
        case 'case':
          this.cases.replay(block, subject);
          break;
        case 'child':
          this.children.take(block, subject);
          break;
        case 'none':
          break;
      }
    }
  }

  /**
   * Asks the children that were put aside, or so many at most of those that were not asked yet.
   * @returns whether there are others
   */
  foldChildren(countMax = Infinity): boolean {
    this.asked ??= {
      replay: new ChildReplay(this.request, this.links, this.sink),
      block: this.children.finish(),
      count: 0,
    };
    const { asked } = this;
    const { children } = this.children;
    const end = Math.min(children.length, asked.count + countMax);
    for (; asked.count < end; asked.count += 1) {
      asked.replay.replay(asked.block, asked.count, children[asked.count]!);
    }
    return end < children.length;
  }
}

/** The most that may have moved in a case whose sums are numbers, cents. */
export function smallMaxOf(subjectCount: number): number {
  return Math.floor(NUMBER_CENTS_MAX / Math.max(1, subjectCount));
}

/** A child's first record is its registration; the county's subject and missing ones have no kind. */
function kindOf(block: SubjectBlock, place: number): 'case' | 'child' | 'none' {
  const first = block.start[place]!;
  if (block.firstSubject + place === 0 || first === block.start[place + 1]!) return 'none';
  return block.columns.type[first] === TYPE_CODE.ChildRegistered ? 'child' : 'case';
}

class CaseReplay {
  private readonly active = new ActiveRows();

  constructor(
    private readonly request: ReplayRequest,
    private readonly links: ChildLinks,
    private readonly sink: ReplaySink,
    private readonly smallMax: number,
  ) {}

  replay(block: SubjectBlock, subject: number): void {
    const { active, request } = this;
    const { windows, asOf } = request;
    active.collect(block, subject, asOf, windows[windows.length - 1]!.lastDay);
    if (active.count === 0) return;
    const lookAhead = lookAheadOf(block.columns, active);
    if (mustFoldEachMonth(block.columns, active, lookAhead)) {
      windows.forEach((window, index) => {
        this.foldMonthAlone(block, subject, window, index);
      });
      return;
    }
    let fold = this.newFold(lookAhead);
    let next = 0;
    for (let index = 0; index < windows.length; index += 1) {
      next = this.foldThrough(fold, block.columns, windows[index]!, next);
      if (next === 0) continue;
      fold = this.exact(fold, block.columns, windows[index]!);
      this.answer(subject, windows[index]!, index, fold);
    }
  }

  /** For the rare case in which a month depends on how far the records reach. */
  private foldMonthAlone(
    block: SubjectBlock,
    subject: number,
    window: MonthWindow,
    index: number,
  ): void {
    const { active, request } = this;
    active.collect(block, subject, request.asOf, window.lastDay);
    if (active.count === 0) return;
    const lookAhead = lookAheadOf(block.columns, active);
    const fold = this.newFold(lookAhead);
    this.foldThrough(fold, block.columns, window, 0);
    this.answer(subject, window, index, this.exact(fold, block.columns, window));
  }

  private newFold(lookAhead: LookAhead, isLarge = false): CaseFold {
    return new CaseFold(lookAhead, this.request.isTraced ? new MoneyTrace() : null, isLarge);
  }

  /** The fold at a month's end; where its sums are not small any more, another one that is there in large sums. */
  private exact(fold: CaseFold, columns: RecordColumns, window: MonthWindow): CaseFold {
    if (fold.money.moved <= this.smallMax || fold.money.isLarge) return fold;
    const large = this.newFold(fold.lookAhead, true);
    this.foldThrough(large, columns, window, 0);
    return large;
  }

  /** Feeds the records up to M-end; answers the place of the next one. */
  private foldThrough(
    fold: CaseFold,
    columns: RecordColumns,
    window: MonthWindow,
    from: number,
  ): number {
    const { rows, count } = this.active;
    const { effective } = columns;
    const { lastDay } = window;
    let next = from;
    for (; next < count; next += 1) {
      const row = rows[next]!;
      if (effective[row]! > lastDay) break;
      visitCaseRecord(fold, columns, row);
    }
    if (next > 0) fold.advanceTo(window.month);
    return next;
  }

  private answer(subject: number, window: MonthWindow, index: number, fold: CaseFold): void {
    const c = new CaseMonth(fold, window);
    this.sink.onCase(index, subject, c, fold);
    if (fold.members.all.length > 0) this.links.note(index, subject, c, fold);
  }
}

/** Children, once all of their cases have left their links. */
export class ChildReplay {
  private readonly active = new ActiveRows();

  constructor(
    private readonly request: ReplayRequest,
    private readonly links: ChildLinks,
    private readonly sink: ReplaySink,
  ) {}

  /** @param place - the child's place in the block of children */
  replay(block: SubjectBlock, place: number, subject: number): void {
    const { active, links } = this;
    const { windows, asOf } = this.request;
    active.collect(block, place, asOf, windows[windows.length - 1]!.lastDay);
    const { effective } = block.columns;
    const fold = new ChildFold();
    let next = 0;
    for (let index = 0; index < windows.length; index += 1) {
      const window = windows[index]!;
      while (next < active.count && effective[active.rows[next]!]! <= window.lastDay) {
        visitChildRecord(fold, block.columns, active.rows[next]!);
        next += 1;
      }
      // A child that is not registered by M-end is on no line, whatever its cases say.
      if (fold.registrationPosition === 0) continue;
      const bits = links.bitsOf(index, subject);
      const k = new ChildMonth(fold, bits, links.firstOpeningOf(index, subject), window);
      this.sink.onChild(index, subject, k, fold);
    }
  }
}

/** The months of a request, distinct and ascending. */
export function distinctMonths(months: Iterable<Month>): Month[] {
  return [...new Set(months)].sort((a, b) => a - b);
}
