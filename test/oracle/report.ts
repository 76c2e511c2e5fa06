import { fullTimeEquivalentHundredths, moneyOf, sumOf } from './amounts.js';
import { monthBefore, firstMonthOfFfy, type MonthText } from './calendar.js';
import { CASE_LINES } from './case-lines.js';
import { columnOf } from './case-state.js';
import { CHILD_LINES } from './child-lines.js';
import { DOLLAR_LINES } from './dollar-lines.js';
import { FORM_LINES, formLine, type Column, type FormLine } from './form.js';
import { lastOf, ofTypes, within, type Entry, type Held } from './records.js';
import { worldOf, type World } from './world.js';

/** A row of a line's trail, without the records behind it. */
export interface OracleRow {
  readonly line: string;
  readonly column: Column;
  readonly case?: string;
  readonly child?: string;
  /** Dollars or staff, two decimals. */
  readonly amount?: string;
  /** A figure that DCSS supplied. */
  readonly value?: number;
}

/** A row while it is computed: the amount in cents (staff: hundredths). */
interface Row extends Omit<OracleRow, 'amount'> {
  readonly cents?: bigint;
}

/** The cells of one line: counts are numbers, dollars and staff text, null where nothing is reported. */
export type OracleCells = Readonly<Record<Column, number | string | null>>;

/** A report in the shape of cli.md. */
export interface OracleReport {
  readonly form: 'CS 1257' | 'CS 157';
  readonly county: string;
  readonly month: MonthText;
  readonly asOf: number;
  readonly lines: Readonly<Record<string, OracleCells>>;
}

/**
 * The report of a county and month as of a position, read slowly off the rules.
 * @throws RangeError for a CS 157 of a month that is not September.
 */
export function oracleReport(
  entries: readonly Entry[],
  county: string,
  month: MonthText,
  asOf: number,
  form: 'cs1257' | 'cs157' = 'cs1257',
): OracleReport {
  if (form === 'cs157' && !month.endsWith('-09')) {
    throw new RangeError(`The CS 157 is the September report; ${month} has none.`);
  }
  const world = worldOf(entries, county, month, asOf);
  // "CS 157: the September report without the lines that form.json marks `stateOnly`."
  const lines = FORM_LINES.filter((line) => form === 'cs1257' || line.isStateOnly !== true);
  return {
    form: form === 'cs157' ? 'CS 157' : 'CS 1257',
    county,
    month,
    asOf,
    lines: Object.fromEntries(
      lines.map((line) => [
        line.line,
        isReported(world, line)
          ? cellsOf(line, rowsOf(world, entries, county, asOf, line.line))
          : { a: null, b: null, c: null, d: null },
      ]),
    ),
  };
}

/** The rows of a line's trail, ordered "by id (bytes), then column"; none where the line is not reported. */
export function oracleTrail(
  entries: readonly Entry[],
  county: string,
  month: MonthText,
  asOf: number,
  line: string,
): readonly OracleRow[] {
  const world = worldOf(entries, county, month, asOf);
  if (!isReported(world, formLine(line))) return [];
  return rowsOf(world, entries, county, asOf, line).map(({ cents, ...row }) =>
    cents === undefined ? row : { ...row, amount: moneyOf(cents) },
  );
}

/**
 * "Phase-in lines are `null` in every column until a `LineMadeReportable` naming the line, effective by
 * M-end, has `from` <= the report month."
 */
function isReported(world: World, line: FormLine): boolean {
  if (line.isPhasedIn !== true) return true;
  return ofTypes(world.countyRecords, 'LineMadeReportable').some(
    (notice) => notice.data.lines.includes(line.line) && notice.data.from <= world.month,
  );
}

/**
 * "Column (a) of a line reported in b-d is their sum; of a line reported in one column only, that column's
 * value. Columns that a line does not report are `null`."
 */
function cellsOf(line: FormLine, rows: readonly Row[]): OracleCells {
  const isAmount = line.unit === 'dollars' || line.unit === 'fte';
  const cell = (columns: string): number | string => {
    const inColumns = rows.filter((row) => columns.includes(row.column));
    if (isAmount) return moneyOf(sumOf(inColumns.map((row) => row.cents ?? 0n)));
    return inColumns.reduce((sum, row) => sum + (row.value ?? 1), 0);
  };
  const reported = (column: Column): number | string | null =>
    line.columns.includes(column) ? cell(column) : null;
  return { a: cell(line.columns), b: reported('b'), c: reported('c'), d: reported('d') };
}

/** "The rows of a cell, counted or summed, are the cell". */
function rowsOf(
  world: World,
  entries: readonly Entry[],
  county: string,
  asOf: number,
  line: string,
): readonly Row[] {
  if (line in CASE_LINES) return caseRows(world, line);
  if (line in DOLLAR_LINES) return dollarRows(world, line);
  if (line in CHILD_LINES) return childRows(world, line);
  if (line === '5a') return rowsOf5a(world, entries, county, asOf);
  if (line === '9') {
    // "9 those of 16, then the `value` row of 10, all with "line":"9","column":"a"": "Line 10 + Line 16 (b+c+d)"
    return [...childRows(world, '16'), ...figureRows(world, '10')].map((row) => ({
      ...row,
      line: '9',
      column: 'a',
    }));
  }
  if (line === '8' || line === '8a' || line === '10') return figureRows(world, line);
  if (line === '30' || line === '31') return staffRows(world, line);
  if (line === '32') return []; // "32: not reported by counties"
  throw new Error(`No rule reads line ${line}.`);
}

function caseRows(world: World, line: string): readonly Row[] {
  const { columns } = formLine(line);
  const isOn = CASE_LINES[line] ?? ((): boolean => false);
  return world.cases
    .filter((file) => isOn(world, file))
    .map((file) => ({
      line,
      column: columns === 'bcd' ? columnOf(world, file) : columns,
      case: file.id,
    }));
}

/** "a case with money in two columns has a row in each, an amount of 0.00 has none" */
function dollarRows(world: World, line: string): readonly Row[] {
  const sharesOf = DOLLAR_LINES[line] ?? ((): [] => []);
  return world.cases.flatMap((file) => {
    const shares = sharesOf(world, file);
    return (['a', 'b', 'c', 'd'] as const)
      .map((column) => ({
        line,
        column,
        case: file.id,
        cents: sumOf(shares.filter((share) => share.column === column).map((share) => share.cents)),
      }))
      .filter((row) => row.cents !== 0n);
  });
}

function childRows(world: World, line: string): readonly Row[] {
  const columnOn = CHILD_LINES[line] ?? ((): null => null);
  return world.children.flatMap((child) => {
    const column = columnOn(world, child);
    return column === null ? [] : [{ line, column, child: child.id }];
  });
}

/** "8, 8a, 10: the value of the latest `StatewideFigureRecorded` of that line effective in FFY-to-date; 0 if none" */
function figureRows(world: World, line: string): readonly Row[] {
  const figure = lastOf(
    within(
      ofTypes(world.countyRecords, 'StatewideFigureRecorded'),
      world.ffyFirst,
      world.monthEnd,
    ).filter((record) => record.data.line === line),
  );
  return figure === undefined ? [] : [{ line, column: 'a', value: figure.data.value }];
}

/**
 * "5a: the latest `StatewideFigureRecorded` of line 5a effective in the FFY (business order); else Line 5 of
 * the prior FFY's September, as of the same n"
 */
function rowsOf5a(
  world: World,
  entries: readonly Entry[],
  county: string,
  asOf: number,
): readonly Row[] {
  const figure = figureRows(world, '5a');
  if (figure.length > 0) return figure;
  const september = monthBefore(firstMonthOfFfy(world.month));
  return childRows(worldOf(entries, county, september, asOf), '5').map((row) => ({
    ...row,
    line: '5a',
  }));
}

/**
 * "30, 31: of the latest `StaffingReported` effective in the month: `fullTime` + `partTimeHours` / 173,
 * rounded half up to two decimals; "0.00" if none."
 */
function staffRows(world: World, line: '30' | '31'): readonly Row[] {
  const reported: Held<'StaffingReported'> | undefined = lastOf(
    within(ofTypes(world.countyRecords, 'StaffingReported'), world.monthFirst, world.monthEnd),
  );
  if (reported === undefined) return [];
  const { fullTime, partTimeHours } = line === '30' ? reported.data.line30 : reported.data.line31;
  const cents = fullTimeEquivalentHundredths(fullTime, partTimeHours);
  return cents === 0n ? [] : [{ line, column: 'a', cents }];
}
