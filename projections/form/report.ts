import { centsSumOf, plus } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { formatCents } from '../../events/values/money.js';
import { ffyOf, firstMonthOf, addMonths } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { countyMonth } from '../county/county-fold.js';
import type { CountyMonth } from '../county/county-fold.js';
import { fteHundredths } from '../county/staff-fte.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { windowOf } from '../month-window.js';
import { distinctMonths, replay } from '../replay/replay.js';
import { CATALOGUE, entryOf } from './catalogue.js';
import { Counter } from './counted/counter.js';
import { COLUMNS } from './line.js';
import type { Column, LineEntry } from './line.js';
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
  const countyMonths = new Map(
    months.map((month) => [month, countyMonth(view, windowOf(month), asOf)]),
  );
  const needed = distinctMonths(
    [...countyMonths].flatMap(([month, county]) => monthsNeededFor(month, county)),
  );
  const windows = needed.map(windowOf);
  const counter = new Counter(windows.length);
  const countsCases = windows.map(({ month }) => COUNTS_CASES_BEFORE || countyMonths.has(month));
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
  return months.map((month) => {
    const county = countyMonths.get(month) ?? countyMonth(view, windowOf(month), asOf);
    const priorSeptember = (): Tally => tallyOf(priorSeptemberOf(month));
    return { month, asOf, lines: linesOf(tallyOf(month), county, priorSeptember) };
  });
}

/** Whether a line of the September before is needed that cases are on; else its children will do. */
const COUNTS_CASES_BEFORE = CATALOGUE.some(
  ({ rule }) => rule.kind === 'suppliedOrPriorSeptember' && entryOf(rule.line).unit !== 'children',
);

/** September of the fiscal year before the month's own: where Line 5a comes from. */
export function priorSeptemberOf(month: Month): Month {
  return addMonths(firstMonthOf(ffyOf(month)), -1);
}

/** A month, and the prior September where DCSS supplied no Line 5a. */
function monthsNeededFor(month: Month, county: CountyMonth): Month[] {
  return county.supplied('5a') === null ? [month, priorSeptemberOf(month)] : [month];
}

/**
 * The lines of a report from the tally of its month.
 *
 * @param priorSeptember - the tally of `priorSeptemberOf` the month; asked only where DCSS supplied no Line 5a
 */
export function linesOf(
  tally: Tally,
  county: CountyMonth,
  priorSeptember: () => Tally,
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
  tally: Tally,
  county: CountyMonth,
  priorSeptember: () => Tally,
): LineCells {
  const { rule } = entry;
  switch (rule.kind) {
    case 'countCases':
    case 'countChildren':
      return columnsOf(entry, tally, countIn);
    case 'sumByStatus':
    case 'sumCases':
      return columnsOf(entry, tally, formatCents);
    case 'supplied':
      return inTotal(county.supplied(entry.line)?.value ?? 0);
    case 'suppliedOrPriorSeptember':
      return inTotal(
        county.supplied(entry.line)?.value ?? countIn(totalOf(priorSeptember(), rule.line)),
      );
    case 'sumOfLines':
      return inTotal(
        rule.lines
          .map((line) => county.supplied(line)?.value ?? countIn(totalOf(tally, line)))
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
function totalOf(tally: Tally, line: LineNumber): CentsSum {
  const index = lineIndexOf(line);
  return COLUMNS.reduce<CentsSum>((sum, column) => plus(sum, tally[cellIndex(index, column)]!), 0);
}

/** Columns as the line reports them; (a) is their sum, or the one column's value (rules.md 8). */
function columnsOf(entry: LineEntry, tally: Tally, cell: (sum: CentsSum) => Cell): LineCells {
  const index = lineIndexOf(entry.line);
  const own = (column: Column): Cell =>
    entry.columns.includes(column) ? cell(tally[cellIndex(index, column)]!) : null;
  return { a: cell(totalOf(tally, entry.line)), b: own('b'), c: own('c'), d: own('d') };
}
