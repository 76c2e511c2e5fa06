import { centsSumOf, plus } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { formatCents } from '../../events/values/money.js';
import type { Month } from '../../events/values/month.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { windowOf } from '../month-window.js';
import { distinctMonths, replay } from '../replay/replay.js';
import { CATALOGUE, entryOf } from './catalogue.js';
import { Counter } from './counted/counter.js';
import { COLUMNS, isInHundredths } from './line.js';
import type { Column, LineEntry } from './line.js';
import { countyOfView, hasOwnSubjects, isReported, sourcesOf } from './line-sources.js';
import type { CountyOfMonth, LineSource } from './line-sources.js';
import { lineIndexOf } from '../../events/line-numbers.js';
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
/** All lines of a report, keyed by line in the form's order. */
export type ReportLines = Readonly<Record<LineNumber, LineCells>>;

/** One month's CS 1257 as of a position. */
export interface MonthReport {
  readonly month: Month;
  readonly asOf: number;
  readonly lines: ReportLines;
}

/**
 * Evaluates months of one county as of a position, in one pass over the records. Pure: the same
 * view, months and position give the same reports for ever.
 *
 * @param months - any months; answered in the order given
 * @param asOf - only records at positions 1..asOf count
 */
export function reportMonths(
  view: LedgerView,
  months: readonly Month[],
  asOf: number,
): readonly MonthReport[] {
  const countyOf = countyOfView(view, asOf);
  const needed = distinctMonths(months.flatMap((month) => monthsNeededFor(month, countyOf)));
  const windows = needed.map(windowOf);
  const counter = new Counter(windows.length);
  const countsCases = windows.map(({ month }) => COUNTS_CASES_BEFORE || months.includes(month));
  replay(
    view,
    { windows, asOf, isTraced: false },
    {
      onCase: (monthIndex, _subject, c) => {
        if (countsCases[monthIndex] === true) counter.countCase(monthIndex, c);
      },
      onChild: (monthIndex, _subject, k) => {
        counter.countChild(monthIndex, k);
      },
    },
  );
  const tallies = counter.tallies();
  const tallyOf = (month: Month): Tally => tallies[needed.indexOf(month)]!;
  return months.map((month) => ({ month, asOf, lines: linesOf(month, countyOf, tallyOf) }));
}

/** Whether a line of the September before is needed that cases are on; else its children will do. */
const COUNTS_CASES_BEFORE = CATALOGUE.some(
  ({ rule }) => rule.kind === 'suppliedOrPriorSeptember' && entryOf(rule.line).unit !== 'children',
);

/** A month, and those that a line of it rests on: the prior September where DCSS supplied no Line 5a. */
function monthsNeededFor(month: Month, countyOf: CountyOfMonth): Month[] {
  const sources = CATALOGUE.flatMap((entry) => sourcesOf(entry, month, countyOf));
  return [month, ...sources.flatMap((source) => (source.kind === 'subjects' ? source.month : []))];
}

/**
 * The lines of a report from tallies.
 *
 * @param tallyOf - the tally of the month, or of `priorSeptemberOf` it; asked for that only where DCSS supplied no Line 5a
 */
export function linesOf(
  month: Month,
  countyOf: CountyOfMonth,
  tallyOf: (month: Month) => Tally,
): ReportLines {
  const lines: Partial<Record<LineNumber, LineCells>> = {};
  const county = countyOf(month);
  for (const entry of CATALOGUE) {
    lines[entry.line] = isReported(entry, county)
      ? cellsOf(entry, sourcesOf(entry, month, countyOf), tallyOf)
      : NOT_REPORTED;
  }
  return lines as ReportLines; // the catalogue has every line, see its test
}

const NOT_REPORTED: LineCells = { a: null, b: null, c: null, d: null };

function cellsOf(
  entry: LineEntry,
  sources: readonly LineSource[],
  tallyOf: (month: Month) => Tally,
): LineCells {
  if (hasOwnSubjects(entry)) {
    const [source] = sources;
    if (source?.kind === 'subjects') return columnsOf(entry, tallyOf(source.month));
  }
  const total = sources.reduce<CentsSum>((sum, source) => {
    switch (source.kind) {
      case 'subjects':
        return plus(sum, totalOf(tallyOf(source.month), source.entry.line));
      case 'figure':
        return plus(sum, source.amount);
    }
  }, 0);
  return { a: shown(entry, total), b: null, c: null, d: null };
}

/** Sum of a line's columns, whatever columns it reports. */
function totalOf(tally: Tally, line: LineNumber): CentsSum {
  const index = lineIndexOf(line);
  return COLUMNS.reduce<CentsSum>((sum, column) => plus(sum, tally[cellIndex(index, column)]!), 0);
}

/** Columns as the line reports them; (a) is their sum, or the one column's value (rules.md 8). */
function columnsOf(entry: LineEntry, tally: Tally): LineCells {
  const index = lineIndexOf(entry.line);
  const own = (column: Column): Cell =>
    entry.columns.includes(column) ? shown(entry, tally[cellIndex(index, column)]!) : null;
  return { a: shown(entry, totalOf(tally, entry.line)), b: own('b'), c: own('c'), d: own('d') };
}

function shown(entry: LineEntry, sum: CentsSum): Cell {
  return isInHundredths(entry) ? formatCents(sum) : countIn(sum);
}
