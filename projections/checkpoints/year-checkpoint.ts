import type { Ffy, Month } from '../../events/values/month.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { countyMonth } from '../county/county-fold.js';
import type { CountyMonth } from '../county/county-fold.js';
import { EDITIONS, editionOf } from '../form/editions.js';
import type { Edition, KnownEditions } from '../form/editions.js';
import type { Column } from '../form/line.js';
import { LinePlans } from '../form/counted/line-plans.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { hasOwnSubjects, isSumOfCases, sourcesOf } from '../form/line-sources.js';
import type { Tally } from '../form/counted/tally.js';
import { linesOf } from '../form/report.js';
import type { MonthReport } from '../form/report.js';
import { windowOf } from '../month-window.js';
import type { MonthWindow } from '../month-window.js';
import { monthsOfYear } from './kept-year.js';
import { NamedChildren } from './named-children.js';
import { ChildLinks } from '../replay/child-links-of-months.js';
import { replay } from '../replay/replay.js';
import type { ReplaySink } from '../replay/replay.js';
import { MonthMembers } from '../form/counted/month-members.js';
import type { RowAmount } from '../form/counted/month-members.js';

/** What to fold again, and where from, when a checkpoint goes on to a later position. */
export interface Advance {
  readonly asOf: number;
  readonly subjectCount: number;
  /** Cases with a later record. The view has all records of each. */
  readonly cases: ReadonlySet<number>;
  /**
   * Children with a later record, and those that such a case named before (`childrenOf`) or names since. The view has
   * all records of each and of its cases.
   */
  readonly children: ReadonlySet<number>;
  readonly view: LedgerView;
  /** With the county's own records; null where nothing that a line rests on is new in them. */
  readonly county: LedgerView | null;
}

/** Who is on which line in each month: at hand, or read whenever a month is asked about. */
export interface MembersByMonth {
  get(month: Month): MonthMembers | undefined;
  /** Those at hand. */
  values(): Iterable<MonthMembers>;
}

/** What a checkpoint is made of. */
export interface YearCheckpointParts {
  readonly of: Pick<YearCheckpoint, 'ffy' | 'asOf' | 'subjectCount' | 'known'>;
  readonly members: MembersByMonth;
  readonly counties: ReadonlyMap<Month, CountyMonth>;
  /** Asked for when the checkpoint is brought on, and then once. */
  readonly children: () => ReadonlyMap<number, readonly number[]>;
}

/** How many rows of a trail a subject has. */
export type RowsOfSubject = (subject: number) => number;

/**
 * One fiscal year of a county as of a position: who is on which line in each of its months, and in the September
 * before (Line 5a). Reports of these months need no record then, and a page of a trail only those of its own subjects.
 * It can be dropped at any time: `of` makes the same again, and so does `advancedTo` from an earlier position.
 */
export class YearCheckpoint {
  readonly ffy: Ffy;
  readonly asOf: number;
  readonly subjectCount: number;
  /** What was known of the form when it was made: a checkpoint names the editions of its months by it. */
  readonly known: KnownEditions;
  readonly #members: MembersByMonth;
  /** Of the months that were reported: some hundred numbers each. */
  readonly #tallies = new Map<Month, Tally>();
  readonly #counties: ReadonlyMap<Month, CountyMonth>;
  /** Not asked for yet, or known: whoever could be asked holds what he made the year of, which is many times as much. */
  #childrenMaybe: NamedChildren | YearCheckpointParts['children'];

  private constructor(
    { of, members, counties }: Omit<YearCheckpointParts, 'children'>,
    children: NamedChildren | YearCheckpointParts['children'],
  ) {
    this.ffy = of.ffy;
    this.asOf = of.asOf;
    this.subjectCount = of.subjectCount;
    this.known = of.known;
    this.#members = members;
    this.#counties = counties;
    this.#childrenMaybe = children;
  }

  /** A checkpoint that was made elsewhere; of some months alone, if nothing is asked about others. */
  static from(parts: YearCheckpointParts): YearCheckpoint {
    return new YearCheckpoint(parts, parts.children);
  }

  /** Replays a fiscal year as of a position. */
  static of(
    view: LedgerView,
    ffy: Ffy,
    asOf: number,
    known: KnownEditions = EDITIONS,
  ): YearCheckpoint {
    const windows = windowsOfYear(ffy);
    const { subjectCount } = view;
    const plans = new Map<Edition, LinePlans>();
    const members = windows.map(({ month }) => {
      const edition = editionOf(month, known);
      const ofEdition = plans.get(edition) ?? new LinePlans(edition);
      plans.set(edition, ofEdition);
      return new MonthMembers(ofEdition, subjectCount);
    });
    const children = new Map<number, readonly number[]>();
    replay(view, { windows, asOf, isTraced: false }, writing(members, children));
    return YearCheckpoint.from({
      of: { ffy, asOf, subjectCount, known },
      members: byMonth(windows, members),
      counties: countiesOf(view, windows, asOf),
      children: () => children,
    });
  }

  get #children(): NamedChildren {
    if (this.#childrenMaybe instanceof NamedChildren) return this.#childrenMaybe;
    const known = new NamedChildren(this.#childrenMaybe());
    this.#childrenMaybe = known;
    return known;
  }

  /** About how much memory it takes, what it shares with others included. */
  get bytes(): number {
    return bytesOfYears([this]);
  }

  /** Says about how much memory it takes, part by part: what it shares with others is the same part. */
  addTo(parts: Map<object, number>): void {
    for (const members of this.#members.values()) members.addTo(parts);
    this.#children.addTo(parts);
  }

  /** The children that a case has named by the end of some month of this year. */
  childrenOf(caseSubject: number): readonly number[] {
    return this.#children.of(caseSubject);
  }

  /** The same year as of a later position; this one stays as it is. */
  advancedTo(advance: Advance): YearCheckpoint {
    const { asOf, cases, children, view, county } = advance;
    const windows = windowsOfYear(this.ffy);
    const subjectCount = Math.max(this.subjectCount, advance.subjectCount);
    const members = windows.map(({ month }) => this.#membersOf(month).copy(subjectCount));
    for (const ofMonth of members) {
      for (const subject of cases) ofMonth.clear(subject);
      for (const subject of children) ofMonth.clear(subject);
    }
    const named = this.#children.copy();
    for (const subject of cases) named.set(subject, []);
    const sink = writing(members, named);
    const links = ChildLinks.ofChildren(windows, children);
    replay(
      view,
      { windows, asOf, isTraced: false, links },
      {
        // Cases that the view has for their children's sake alone stand as they stood.
        onCase: (index, subject, c, fold) => {
          if (cases.has(subject)) sink.onCase(index, subject, c, fold);
        },
        onChild: (index, subject, k, fold) => {
          if (children.has(subject)) sink.onChild(index, subject, k, fold);
        },
      },
    );
    const parts = {
      of: { ffy: this.ffy, asOf, subjectCount, known: this.known },
      members: byMonth(windows, members),
      counties: county === null ? this.#counties : countiesOf(county, windows, asOf),
    };
    return new YearCheckpoint(parts, named);
  }

  /** The report of a month of this year: the same as that of `reportMonths`. */
  report(month: Month): MonthReport {
    const tallyOf = (each: Month): Tally => {
      const tally = this.#tallies.get(each) ?? this.#membersOf(each).tally();
      this.#tallies.set(each, tally);
      return tally;
    };
    const lines = linesOf(month, (each) => this.countyOf(each), tallyOf, this.known);
    return { month, asOf: this.asOf, edition: this.#editionOf(month).id, lines };
  }

  /** What the county's own records say for a month of this year, or for the September before it. */
  countyOf(month: Month): CountyMonth {
    return this.#ofThisYear(this.#counties.get(month));
  }

  /**
   * How many of a line's trail rows (`trailRows`) each case or child has; rows of figures have no subject and are
   * not among them.
   *
   * @param column - (a) for the rows of all columns
   */
  rowsOfLine(month: Month, line: LineNumber, column: Column): RowsOfSubject {
    const entry = this.#editionOf(month).entryOf(line);
    if (entry === null) return noRows;
    const isOwn = hasOwnSubjects(entry);
    // The rows of other lines stand in column (a).
    if (!isOwn && column !== 'a') return noRows;
    const cell = column === 'a' ? null : COLUMN_CELLS[column];
    const sources = sourcesOf(entry, month, (each) => this.countyOf(each), this.known) ?? [];
    const parts = sources.flatMap((source) => {
      if (source.kind !== 'subjects') return [];
      const indexOfLine = this.#editionOf(source.month).indexOf(source.entry.line);
      return this.#membersOf(source.month).rowsOfLine(indexOfLine, cell);
    });
    const [first = noRows, ...others] = parts;
    if (others.length === 0) return first;
    return (subject) => parts.reduce((sum, rowsOf) => sum + rowsOf(subject), 0);
  }

  /**
   * The amounts of each case on a line of dollars, as its rows have them; null where the line has no amounts of cases.
   *
   * @param column - (a) for those of all columns
   */
  amountsOfLine(
    month: Month,
    line: LineNumber,
    column: Column,
  ): ((subject: number) => readonly RowAmount[]) | null {
    const edition = this.#editionOf(month);
    const entry = edition.entryOf(line);
    if (entry === null || !isSumOfCases(entry)) return null;
    const sources = sourcesOf(entry, month, (each) => this.countyOf(each), this.known) ?? [];
    if (sources.length === 0) return () => [];
    return this.#membersOf(month).amountsOfLine(edition.indexOf(line), column);
  }

  #editionOf(month: Month): Edition {
    return editionOf(month, this.known);
  }

  #membersOf(month: Month): MonthMembers {
    return this.#ofThisYear(this.#members.get(month));
  }

  #ofThisYear<T>(found: T | undefined): T {
    if (found !== undefined) return found;
    throw new RangeError('A checkpoint was asked for a month that is not of its fiscal year.');
  }
}

/** About how much memory years take together: what they share is counted once. */
export function bytesOfYears(years: Iterable<YearCheckpoint>): number {
  const parts = new Map<object, number>();
  for (const year of years) year.addTo(parts);
  return [...parts.values()].reduce((sum, bytes) => sum + bytes, 0);
}

/** Places of the columns among the cells of a line. */
const COLUMN_CELLS = { b: 1, c: 2, d: 3 } as const;

function noRows(): number {
  return 0;
}

/** The September before the year, then its months. */
export function windowsOfYear(ffy: Ffy): readonly MonthWindow[] {
  return monthsOfYear(ffy).map(windowOf);
}

/** Where the children of cases are written, case by case. */
interface ChildrenWritten {
  get(caseSubject: number): readonly number[] | undefined;
  set(caseSubject: number, children: readonly number[]): unknown;
}

function writing(members: readonly MonthMembers[], children: ChildrenWritten): ReplaySink {
  return {
    onCase: (index, subject, c, fold) => {
      members[index]?.setCase(subject, c);
      const named = fold.members.all;
      // Months come in order and nobody is forgotten, so that the longest list is the last.
      if (named.length > (children.get(subject)?.length ?? 0)) {
        children.set(
          subject,
          named.map(({ child }) => child),
        );
      }
    },
    onChild: (index, subject, k) => {
      members[index]?.setChild(subject, k);
    },
  };
}

function byMonth(
  windows: readonly MonthWindow[],
  members: readonly MonthMembers[],
): ReadonlyMap<Month, MonthMembers> {
  return new Map(
    windows.flatMap(({ month }, index) => {
      const ofMonth = members[index];
      return ofMonth === undefined ? [] : [[month, ofMonth]];
    }),
  );
}

function countiesOf(
  view: LedgerView,
  windows: readonly MonthWindow[],
  asOf: number,
): ReadonlyMap<Month, CountyMonth> {
  return new Map(windows.map((window) => [window.month, countyMonth(view, window, asOf)]));
}
