import { centsSumOf, plus } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { formatCents } from '../../events/values/money.js';
import type { Month } from '../../events/values/month.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { windowOf } from '../month-window.js';
import type { SubjectBlock } from '../columns/record-columns.js';
import { ChildLinks } from '../replay/child-links-of-months.js';
import type { SharedLinks } from '../replay/child-links-of-months.js';
import { PartOfReplay, distinctMonths } from '../replay/replay.js';
import { EDITIONS, editionOf } from './editions.js';
import type { Edition, KnownEditions } from './editions.js';
import { Counter } from './counted/counter.js';
import { COLUMNS, isInHundredths } from './line.js';
import type { Column, LineEntry } from './line.js';
import { countyOfView, hasOwnSubjects, sourcesOf } from './line-sources.js';
import type { CountyByMonth, LineSource, SubjectSource } from './line-sources.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { cellIndex, countIn } from './counted/tally.js';
import type { Tally } from './counted/tally.js';

/** A cell: a count, dollars or FTE with two decimals, or null where nothing is reported. */
export type Cell = number | string | null;
/**
 * A cell as a whole number: counts as they are, dollars and FTE in hundredths; null where nothing is reported. A sum may be
 * larger than any one amount of a record, and is exact at any size. Throws where a text is no number with two decimals.
 */
export function sumOfCell(cell: Cell): CentsSum | null {
  if (typeof cell !== 'string') return cell;
  if (/^-?\d+\.\d\d$/u.test(cell)) return centsSumOf(BigInt(cell.replace('.', '')));
  throw new Error(`The cell "${cell}" is no number with two decimals.`);
}

/** The four cells of a line. */
export type LineCells = Readonly<Record<Column, Cell>>;
/** The lines of a report, those of its edition, keyed by line. */
export type ReportLines = Readonly<Partial<Record<LineNumber, LineCells>>>;

/** A cell of a report; null too where its edition has no such line. */
export function cellOf(lines: ReportLines, line: LineNumber, column: Column): Cell {
  return lines[line]?.[column] ?? null;
}

/** One month's CS 1257 as of a position. */
export interface MonthReport {
  readonly month: Month;
  readonly asOf: number;
  /** Id of the edition of the form that the month has. */
  readonly edition: string;
  readonly lines: ReportLines;
}

/**
 * Evaluates months of one county as of a position, in one pass over the records. Pure: the same
 * view, months and position give the same reports for ever.
 *
 * @param months - any months; answered in the order given
 * @param asOf - only records at positions 1..asOf count
 * @param known - what is known of the form, which gives each month its edition
 */
export function reportMonths(
  view: LedgerView,
  months: readonly Month[],
  asOf: number,
  known: KnownEditions = EDITIONS,
): readonly MonthReport[] {
  const folding = new ReportFolding(view, { months, asOf, known });
  const whole = folding.part();
  for (const block of view.blocks()) whole.fold(block);
  whole.foldChildren();
  return folding.reports([whole.tallies()]);
}

/** The months of a report, as of a position, by what is known of the form. */
interface ReportedMonths {
  readonly months: readonly Month[];
  readonly asOf: number;
  readonly known: KnownEditions;
}

/** Reports of months of one county as they are put together of parts: each counts what some of the ledger's blocks hold. */
export class ReportFolding {
  /** The months that the reports rest on, ascending: those asked for, and a September before where DCSS supplied no Line 5a. */
  readonly needed: readonly Month[];
  private readonly view: LedgerView;
  private readonly asked: ReportedMonths;
  private readonly countyOf: CountyByMonth;
  /** By needed month. */
  private readonly countsCases: readonly boolean[];

  constructor(view: LedgerView, asked: ReportedMonths) {
    const { months, asOf, known } = asked;
    this.view = view;
    this.asked = asked;
    this.countyOf = countyOfView(view, asOf);
    const sources = months.flatMap((month) => sourcesOfMonth(month, this.countyOf, known));
    this.needed = distinctMonths([...months, ...sources.map((source) => source.month)]);
    this.countsCases = this.needed.map((month) =>
      sources.some((source) => source.month === month && source.of === 'cases'),
    );
  }

  /** @param shared - the links that all parts have together; null where this part is the whole */
  part(shared: SharedLinks | null = null): PartOfReport {
    const { needed, countsCases } = this;
    const { asOf, known } = this.asked;
    const { subjectCount } = this.view;
    const windows = needed.map(windowOf);
    const counters = countersOf(needed, known);
    const part = new PartOfReplay(
      subjectCount,
      { windows, asOf, isTraced: false },
      new ChildLinks(windows, subjectCount, false, shared),
      {
        onCase: (monthIndex, _subject, c) => {
          if (countsCases[monthIndex] === true) counters[monthIndex]!.countCase(monthIndex, c);
        },
        onChild: (monthIndex, _subject, k) => {
          counters[monthIndex]!.countChild(monthIndex, k);
        },
      },
    );
    return {
      fold: (block) => {
        part.fold(block);
      },
      foldChildren: (countMax) => part.foldChildren(countMax),
      tallies: () => talliesOf(counters),
    };
  }

  /** The reports, in the order of the months asked for, from the tallies of all parts, in whatever order these stand. */
  reports(parts: readonly (readonly Tally[])[]): readonly MonthReport[] {
    const { months, asOf, known } = this.asked;
    const sums = this.needed.map((_, at) => sumOfTallies(parts.map((tallies) => tallies[at]!)));
    const tallyOf = (month: Month): Tally => sums[this.needed.indexOf(month)]!;
    return months.map((month) => {
      const lines = linesOf(month, this.countyOf, tallyOf, known);
      return { month, asOf, edition: editionOf(month, known).id, lines };
    });
  }
}

/** See `PartOfReplay`, which says in which order it is asked what. */
export interface PartOfReport {
  readonly fold: (block: SubjectBlock) => void;
  readonly foldChildren: (countMax?: number) => boolean;
  /** What was counted, one tally for each month that the reports rest on. */
  readonly tallies: () => readonly Tally[];
}

function talliesOf(counters: readonly Counter[]): readonly Tally[] {
  const ofCounter = new Map([...new Set(counters)].map((each) => [each, each.tallies()]));
  const tallies = counters.map((counter) => ofCounter.get(counter) ?? []);
  return tallies.map((ofMonths, monthIndex) => ofMonths[monthIndex]!);
}

/** Cell by cell; a single one stays as it is. */
function sumOfTallies(tallies: readonly Tally[]): Tally {
  return tallies.reduce((sum, tally) => sum.map((cell, at) => plus(cell, tally[at]!)));
}

/** By month, what counts it: months of one edition are counted together. */
function countersOf(months: readonly Month[], known: KnownEditions): readonly Counter[] {
  const byEdition = new Map<Edition, Counter>();
  return months.map((month) => {
    const edition = editionOf(month, known);
    const counter = byEdition.get(edition) ?? new Counter(edition, months.length);
    byEdition.set(edition, counter);
    return counter;
  });
}

/** The cases and children that a month rests on: its own, and the prior September's where DCSS supplied no Line 5a. */
function sourcesOfMonth(
  month: Month,
  countyOf: CountyByMonth,
  known: KnownEditions,
): readonly SubjectSource[] {
  return editionOf(month, known).lines.flatMap((entry) =>
    (sourcesOf(entry, month, countyOf, known) ?? []).filter((source) => source.kind === 'subjects'),
  );
}

/**
 * The lines of a report from tallies.
 *
 * @param tallyOf - the tally of the month, or of `priorSeptemberOf` it, each of its own edition; asked for that only
 * where DCSS supplied no Line 5a
 */
export function linesOf(
  month: Month,
  countyOf: CountyByMonth,
  tallyOf: (month: Month) => Tally,
  known: KnownEditions = EDITIONS,
): ReportLines {
  const lines: Partial<Record<LineNumber, LineCells>> = {};
  for (const entry of editionOf(month, known).lines) {
    const sources = sourcesOf(entry, month, countyOf, known);
    lines[entry.line] =
      sources === null ? NOT_REPORTED : cellsOfLine(entry, sources, tallyOf, known);
  }
  return lines;
}

const NOT_REPORTED: LineCells = { a: null, b: null, c: null, d: null };

function cellsOfLine(
  entry: LineEntry,
  sources: readonly LineSource[],
  tallyOf: (month: Month) => Tally,
  known: KnownEditions,
): LineCells {
  const columnsOf = (source: SubjectSource): Readonly<Record<Column, CentsSum>> => {
    const place = editionOf(source.month, known).indexOf(source.entry.line);
    const tally = tallyOf(source.month);
    const sumOf = (column: Column): CentsSum => tally[cellIndex(place, column)]!;
    return { a: sumOf('a'), b: sumOf('b'), c: sumOf('c'), d: sumOf('d') };
  };
  if (hasOwnSubjects(entry)) {
    const [source] = sources;
    if (source?.kind === 'subjects') return ownCells(entry, columnsOf(source));
  }
  const total = sources.reduce<CentsSum>((sum, source) => {
    switch (source.kind) {
      case 'subjects':
        return plus(sum, totalOf(columnsOf(source)));
      case 'figure':
        return plus(sum, source.amount);
    }
  }, 0);
  return { a: shown(entry, total), b: null, c: null, d: null };
}

/** Sum of a line's columns, whatever columns it reports. */
function totalOf(sums: Readonly<Record<Column, CentsSum>>): CentsSum {
  return COLUMNS.reduce<CentsSum>((total, column) => plus(total, sums[column]), 0);
}

/** Columns as the line reports them; (a) is their sum, or the one column's value (rules.md 8). */
function ownCells(entry: LineEntry, sums: Readonly<Record<Column, CentsSum>>): LineCells {
  const own = (column: Column): Cell =>
    entry.columns.includes(column) ? shown(entry, sums[column]) : null;
  return { a: shown(entry, totalOf(sums)), b: own('b'), c: own('c'), d: own('d') };
}

function shown(entry: LineEntry, sum: CentsSum): Cell {
  return isInHundredths(entry) ? formatCents(sum) : countIn(sum);
}
