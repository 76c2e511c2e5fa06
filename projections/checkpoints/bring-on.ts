import { TYPE_CODE } from '../../events/registry.js';
import { firstDayOfFfy, firstMonthOf, lastDayOf, lastMonthOf } from '../../events/values/month.js';
import type { Ffy, Month } from '../../events/values/month.js';
import type { LedgerView } from '../columns/ledger-view.js';
import type { RecordedColumns } from '../columns/record-columns.js';
import type { CountyMonth } from '../county/county-fold.js';
import { MonthMembers } from '../form/counted/month-members.js';
import type { MemberColumns } from '../form/counted/month-members.js';
import type { KnownEditions } from '../form/editions.js';
import { windowOf } from '../month-window.js';
import type { MonthWindow } from '../month-window.js';
import { ChildLinks } from '../replay/child-links-of-months.js';
import { ChildRows } from '../replay/child-rows.js';
import { ChildReplay, replay, smallMaxOf } from '../replay/replay.js';
import type { ReplaySink } from '../replay/replay.js';
import { casesSince, foldFromBefore, yearToFoldFrom } from './cases-from-before.js';
import type { CasesBefore } from './cases-from-before.js';
import { ChildrenByCase } from './children-by-case.js';
import { countyMonthFrom } from './kept-county.js';
import type { KeptYear, YearBase } from './kept-year.js';
import { ResumedCases } from './resumed-cases.js';
import type { ResumedRequest } from './resumed-cases.js';
import { touchedBy } from './touched.js';
import type { Touched } from './touched.js';
import { YearCheckpoint } from './year-checkpoint.js';
import { YearRows, isOfChild } from './year-rows.js';

/** What a kept year is brought on with. */
export interface LaterRecords {
  readonly asOf: number;
  /** One more than the greatest subject number now. */
  readonly subjectCount: number;
  /** The records since the year was kept, in order of position. */
  readonly tail: RecordedColumns;
  /** The day on which a record before them is effective, by its position. */
  readonly dayOf: (position: number) => number;
  /** Whether a subject is a child. */
  readonly isChild: (subject: number) => boolean;
  /**
   * Where some cases stand at the beginning of an earlier year, as of the position at which this one was kept, and their
   * records of the years up to this one; null where that is not kept.
   */
  readonly casesBefore: (from: Ffy, cases: ReadonlySet<number>) => CasesBefore | null;
  /** All records of some cases, up to now. */
  readonly ofCases: (cases: ReadonlySet<number>) => LedgerView;
  /** What the county's own records say now; null where nothing that a line rests on is new in them. */
  readonly county: ((window: MonthWindow) => CountyMonth) | null;
}

/**
 * A kept year as it is: reports of the months that it was read with.
 * @param subjectCount - one more than the greatest subject number
 * @param readMonth - reads a month when it is asked about, and it is not held; left out where all are read
 */
export function keptAsItIs(
  kept: KeptYear,
  subjectCount: number,
  known: KnownEditions,
  readMonth?: (month: Month) => MemberColumns,
): YearCheckpoint {
  const { ffy, asOf, children } = kept;
  const members =
    readMonth === undefined
      ? membersOf(kept, subjectCount)
      : {
          get: (month: Month) => MonthMembers.of(readMonth(month), subjectCount),
          values: () => [],
        };
  return YearCheckpoint.from({
    of: { ffy, asOf, subjectCount, known },
    members,
    counties: new Map([...kept.counties].map(([month, of]) => [month, countyMonthFrom(of)])),
    children: () => new ChildrenByCase(children).toMap(),
  });
}

/** A kept year as of a later position: equal to one that is replayed there from the first record. Pure. */
export function broughtOn(
  kept: KeptYear,
  base: YearBase,
  later: LaterRecords,
  known: KnownEditions,
): YearCheckpoint {
  return new BringingOn(kept, base, later).year(known);
}

function membersOf(kept: KeptYear, subjectCount: number): ReadonlyMap<Month, MonthMembers> {
  return new Map(
    [...kept.members].map(([month, columns]) => [month, MonthMembers.of(columns, subjectCount)]),
  );
}

const NO_TYPE = 0;

class BringingOn {
  readonly #kept: KeptYear;
  readonly #base: YearBase;
  readonly #later: LaterRecords;
  readonly #windows: readonly MonthWindow[];
  /** In order of the windows. */
  readonly #months: readonly MonthMembers[];
  readonly #links: ChildLinks;
  readonly #rows: YearRows;
  readonly #children: ChildrenByCase;
  readonly #touched: Touched;

  constructor(kept: KeptYear, base: YearBase, later: LaterRecords) {
    const { ffy } = kept;
    const { subjectCount, tail, dayOf } = later;
    this.#kept = kept;
    this.#base = base;
    this.#later = later;
    this.#windows = [...kept.members.keys()].sort((one, other) => one - other).map(windowOf);
    const members = membersOf(kept, subjectCount);
    this.#months = this.#windows.flatMap(({ month }) => members.get(month) ?? []);
    this.#links = new ChildLinks(this.#windows, subjectCount);
    this.#rows = new YearRows(base.rows, tail, subjectCount);
    this.#children = new ChildrenByCase(kept.children);
    this.#touched = touchedBy({
      tail,
      firstDay: firstDayOfFfy(ffy),
      lastDay: lastDayOf(lastMonthOf(ffy)),
      dayOf: (position) => this.#rows.dayOf(position) ?? dayOf(position),
      isChild: (subject) => this.#isChild(subject),
      children: this.#children,
    });
  }

  /** A void says of nobody what he is: then the ledger has to be asked. */
  #isChild(subject: number): boolean {
    const type = this.#rows.firstTypeOf(subject);
    const isTold = type !== NO_TYPE && type !== TYPE_CODE.RecordVoided;
    return isTold ? isOfChild(type) : this.#later.isChild(subject);
  }

  year(known: KnownEditions): YearCheckpoint {
    this.#clear();
    const sink = this.#sink();
    const children = this.#resume(sink);
    this.#replayChildren(children, sink);
    const { asOf, subjectCount } = this.#later;
    return YearCheckpoint.from({
      of: { ffy: this.#kept.ffy, asOf, subjectCount, known },
      members: new Map(this.#windows.map(({ month }, index) => [month, this.#months[index]!])),
      counties: this.#counties(),
      children: () => this.#children.toMap(),
    });
  }

  /** Nobody of those who are folded anew stands where he stood. */
  #clear(): void {
    const { cases, stale, children, staleChildren } = this.#touched;
    this.#months.forEach((members, index) => {
      for (const subject of index === 0 ? stale : cases) members.clear(subject);
      for (const subject of index === 0 ? staleChildren : children) members.clear(subject);
    });
    for (const subject of cases) this.#children.set(subject, []);
  }

  get #request(): Omit<ResumedRequest, 'states' | 'first' | 'from'> {
    const { asOf, subjectCount } = this.#later;
    const smallMax = smallMaxOf(subjectCount);
    return { windows: this.#windows, asOf, smallMax, links: this.#links };
  }

  /** The first window is the September before the year: only what reaches behind the year changes it. */
  #sink(): ReplaySink {
    const { cases, stale, children, staleChildren } = this.#touched;
    return {
      onCase: (index, subject, c, fold) => {
        if (!(index === 0 ? stale : cases).has(subject)) return;
        this.#months[index]!.setCase(subject, c);
        const named = fold.members.all;
        if (named.length <= this.#children.of(subject).length) return;
        this.#children.set(
          subject,
          named.map(({ child }) => child),
        );
      },
      onChild: (index, subject, k) => {
        if (!(index === 0 ? staleChildren : children).has(subject)) return;
        this.#months[index]!.setChild(subject, k);
      },
    };
  }

  /** Folds the cases, and puts the children's records aside. */
  #resume(sink: ReplaySink): ChildRows {
    const { asOf, ofCases } = this.#later;
    const { resumed, beforeYear, children } = this.#touched;
    const { states } = this.#base;
    const eve = firstDayOfFfy(this.#kept.ffy) - 1;
    const fromBefore = new Map(beforeYear);
    const first = firstMonthOf(this.#kept.ffy);
    const cases = new ResumedCases({ ...this.#request, states, first, from: 1 }, sink);
    const rows = new ChildRows();
    // Every subject of the ledger is looked up.
    const wanted = new Uint8Array(this.#later.subjectCount);
    for (const some of [resumed, children]) for (const subject of some) wanted[subject] = 1;
    for (const block of this.#rows.blocks((subject) => wanted[subject] === 1)) {
      for (let place = 0; place < block.subjectCount; place += 1) {
        const subject = block.firstSubject + place;
        if (children.has(subject)) rows.take(block, subject);
        // What it would have to know may be within the year before.
        else if (resumed.has(subject) && !cases.replay(block, subject)) {
          fromBefore.set(subject, eve);
        }
      }
    }
    const fromRecords = new Set(this.#foldFromBefore(fromBefore, sink));
    if (fromRecords.size > 0) {
      const { onCase } = sink;
      const request = { windows: this.#windows, asOf, isTraced: false, links: this.#links };
      replay(ofCases(fromRecords), request, { onCase, onChild: () => undefined });
    }
    return rows;
  }

  /**
   * Folds cases from the beginning of an earlier year on; answers those that have to be folded from their first record.
   * @param days - by case, see `Touched.beforeYear`
   */
  #foldFromBefore(days: ReadonlyMap<number, number>, sink: ReplaySink): Iterable<number> {
    const { subjectCount, tail, casesBefore } = this.#later;
    const from = yearToFoldFrom(days, this.#kept.ffy, this.#base.recordCount);
    if (from === null) return days.keys();
    const cases = casesSince(days, from);
    const before = casesBefore(from, cases);
    if (before === null) return days.keys();
    const left = foldFromBefore(
      { states: before.states, rows: [...before.rows, ...this.#base.rows] },
      { ...this.#request, cases, from, tail, subjectCount },
      sink,
    );
    return [...days.keys()].filter((subject) => !cases.has(subject) || left.has(subject));
  }

  #replayChildren(children: ChildRows, sink: ReplaySink): void {
    const request = { windows: this.#windows, asOf: this.#later.asOf, isTraced: false };
    const replayed = new ChildReplay(request, this.#links, sink);
    const block = children.finish();
    children.children.forEach((subject, place) => {
      replayed.replay(block, place, subject);
    });
  }

  #counties(): ReadonlyMap<Month, CountyMonth> {
    const { county } = this.#later;
    return new Map(
      this.#windows.map((window) => {
        if (county !== null) return [window.month, county(window)];
        const kept = this.#kept.counties.get(window.month);
        if (kept === undefined) throw new RangeError('A month of the county is missing.');
        return [window.month, countyMonthFrom(kept)];
      }),
    );
  }
}
