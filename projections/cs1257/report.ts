import { formatCents } from '../../events/values/money.js';
import { ffyOf, firstMonthOf, addMonths } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { countyMonth } from '../county/county-fold.js';
import type { CountyMonth } from '../county/county-fold.js';
import { fteHundredths } from '../county/staff-fte.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { windowOf } from '../month-window.js';
import { distinctMonths, replay } from '../replay/replay.js';
import { CATALOGUE } from './catalogue.js';
import type { Column, LineEntry } from './line.js';
import { lineIndexOf } from './line-numbers.js';
import type { LineNumber } from './line-numbers.js';
import { caseRows, childColumn } from './rows.js';

/** A cell: a count, dollars or FTE with two decimals, or null where nothing is reported. */
export type Cell = number | string | null;
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

const COLUMN_INDEX: Readonly<Record<Column, number>> = { a: 0, b: 1, c: 2, d: 3 };
const STRIDE = 4;

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
  const needed = distinctMonths(months.flatMap((month) => monthsNeededFor(view, month, asOf)));
  const windows = needed.map(windowOf);
  const tallies = windows.map(() => new Float64Array(CATALOGUE.length * STRIDE));
  const counters = CATALOGUE.map((entry, index) => new LineCounter(entry, index * STRIDE));
  replay(
    view,
    { windows, asOf, isTraced: false },
    {
      onCase: (monthIndex, _subject, c) => {
        const tally = tallies[monthIndex]!;
        for (const counter of counters) counter.countCase(tally, c);
      },
      onChild: (monthIndex, _subject, k) => {
        const tally = tallies[monthIndex]!;
        for (const counter of counters) counter.countChild(tally, k);
      },
    },
  );
  const tallyOf = (month: Month): Float64Array => tallies[needed.indexOf(month)]!;
  return months.map((month) => ({
    month,
    asOf,
    lines: linesOf(tallyOf(month), countyMonth(view, windowOf(month), asOf), () =>
      tallyOf(priorSeptemberOf(month)),
    ),
  }));
}

/** September of the fiscal year before the month's own: where Line 5a comes from. */
export function priorSeptemberOf(month: Month): Month {
  return addMonths(firstMonthOf(ffyOf(month)), -1);
}

/** A month, and the prior September where DCSS supplied no Line 5a. */
function monthsNeededFor(view: LedgerView, month: Month, asOf: number): Month[] {
  const county = countyMonth(view, windowOf(month), asOf);
  return county.supplied('5a') === null ? [month, priorSeptemberOf(month)] : [month];
}

/** Adds the rows of cases and children to a month's tally: the cell is its rows. */
class LineCounter {
  private tally: Float64Array = new Float64Array(0);
  private readonly take = (column: Column, cents: number | null): void => {
    this.tally[this.at + COLUMN_INDEX[column]]! += cents ?? 1;
  };

  constructor(
    private readonly entry: LineEntry,
    private readonly at: number,
  ) {}

  countCase(tally: Float64Array, c: Parameters<typeof caseRows>[1]): void {
    this.tally = tally;
    caseRows(this.entry, c, this.take);
  }

  countChild(tally: Float64Array, k: Parameters<typeof childColumn>[1]): void {
    const column = childColumn(this.entry, k);
    if (column !== null) tally[this.at + COLUMN_INDEX[column]]! += 1;
  }
}

function linesOf(
  tally: Float64Array,
  county: CountyMonth,
  priorSeptember: () => Float64Array,
): ReportLines {
  const lines: Partial<Record<LineNumber, LineCells>> = {};
  for (const entry of CATALOGUE) {
    lines[entry.line] =
      entry.isPhasedIn && county.reportableBy(entry.line) === null
        ? NOT_REPORTED
        : cellsOf(entry, tally, county, priorSeptember);
  }
  return lines as ReportLines; // the catalogue has every line, see its test
}

const NOT_REPORTED: LineCells = { a: null, b: null, c: null, d: null };

function cellsOf(
  entry: LineEntry,
  tally: Float64Array,
  county: CountyMonth,
  priorSeptember: () => Float64Array,
): LineCells {
  const { rule } = entry;
  switch (rule.kind) {
    case 'countCases':
    case 'countChildren':
      return columnsOf(entry, tally, (count) => count);
    case 'sumByStatus':
    case 'sumCases':
      return columnsOf(entry, tally, formatCents);
    case 'supplied':
      return inTotal(county.supplied(entry.line)?.value ?? 0);
    case 'suppliedOrPriorSeptember':
      return inTotal(county.supplied(entry.line)?.value ?? totalOf(priorSeptember(), rule.line));
    case 'sumOfLines':
      return inTotal(
        rule.lines
          .map((line) => county.supplied(line)?.value ?? totalOf(tally, line))
          .reduce((sum, value) => sum + value, 0),
      );
    case 'staff': {
      const staff = county.staff?.[rule.staff];
      return inTotal(formatCents(staff === undefined ? 0 : fteHundredths(staff)));
    }
    case 'notReportedByCounties':
      return inTotal(formatCents(0));
  }
}

function inTotal(a: Cell): LineCells {
  return { a, b: null, c: null, d: null };
}

/** Sum of a line's columns, whatever columns it reports. */
function totalOf(tally: Float64Array, line: LineNumber): number {
  const at = lineIndexOf(line) * STRIDE;
  return tally[at]! + tally[at + 1]! + tally[at + 2]! + tally[at + 3]!;
}

/** Columns as the line reports them; (a) is their sum, or the one column's value (rules.md 8). */
function columnsOf(entry: LineEntry, tally: Float64Array, cell: (n: number) => Cell): LineCells {
  const at = lineIndexOf(entry.line) * STRIDE;
  const reports = (column: Column): boolean => entry.columns.includes(column);
  const own = (column: Column): Cell =>
    reports(column) ? cell(tally[at + COLUMN_INDEX[column]]!) : null;
  return { a: cell(totalOf(tally, entry.line)), b: own('b'), c: own('c'), d: own('d') };
}
