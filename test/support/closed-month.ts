import type { LedgerRecord } from '../../events/record.js';
import { plus } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { formatCents } from '../../events/values/money.js';
import { CATALOGUE } from '../../projections/form/catalogue.js';
import { COLUMNS } from '../../projections/form/line.js';
import type { LineEntry } from '../../projections/form/line.js';
import { parseLineNumber } from '../../events/line-numbers.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { reportMonths } from '../../projections/form/report.js';
import type { Cell, ReportLines } from '../../projections/form/report.js';
import { trailRows } from '../../projections/form/trail.js';
import type { TrailRow } from '../../projections/form/trail.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { oracleTrail } from '../oracle/report.js';
import type { Entry } from '../oracle/records.js';
import { viewOfRecords } from './view-of-records.js';

/** The month of that name; a spec's months all exist. */
export function monthNamed(text: string): Month {
  const month = parseMonth(text);
  if (month === null) throw new RangeError(`${text} is no month.`);
  return month;
}

/** The line of that number; a spec's lines are all on the form. */
export function lineNamed(text: string): LineNumber {
  const line = parseLineNumber(text);
  if (line === null) throw new RangeError(`The form has no line ${text}.`);
  return line;
}

/** The entry of a line in the first edition of the form. */
export function entryOf(line: LineNumber): LineEntry {
  const entry = CATALOGUE.find((each) => each.line === line);
  if (entry === undefined) throw new RangeError(`Line ${line} is missing from the catalogue.`);
  return entry;
}

/** A cell as a number: counts as they are, dollars and FTE in hundredths; null is null. */
export function cellNumber(cell: Cell): number | null {
  if (typeof cell !== 'string') return cell;
  return Number(cell.replace('.', ''));
}

/** A trail's rows counted or summed by column, (a) being all of them together; see `cellNumber`. */
export function sumsOfRows(rows: readonly TrailRow[]): readonly CentsSum[] {
  return COLUMNS.map((column) =>
    rows
      .filter((row) => column === 'a' || row.column === column)
      .reduce<CentsSum>((sum, row) => plus(sum, row.cents ?? row.hundredths ?? row.value ?? 1), 0),
  );
}

/** One month of a ledger as of a position: what a spec looks at when the month has closed. */
export class ClosedMonth {
  private readonly view: LedgerView;
  private readonly lines: ReportLines;

  constructor(
    private readonly entries: readonly Entry[],
    private readonly county: string,
    private readonly month: string,
    private readonly asOf: number,
  ) {
    const placed = entries.map(({ position, record }) => ({
      position,
      record: record as LedgerRecord, // built by a spec from the record's own fields, and accepted
    }));
    this.view = viewOfRecords(placed).view;
    const [report] = reportMonths(this.view, [monthNamed(month)], asOf);
    if (report === undefined) throw new Error(`There is no report of ${month}.`);
    this.lines = report.lines;
  }

  /**
   * The rows of a line in order of id, as "A b" or "A b 50.00"; a figure is "= 12". On the way it
   * makes sure that they are the line's cells, and that the slow evaluator has the same ones.
   */
  line(number: string): readonly string[] {
    const line = lineNamed(number);
    const rows = trailRows(this.view, monthNamed(this.month), this.asOf, line);
    const text = rows.map((row) => this.textOf(row)).sort();
    expect({ line, cells: this.cellsOfRows(line, rows) }).toEqual({
      line,
      cells: this.cells(number).map(cellNumber),
    });
    const { entries, county, month, asOf } = this;
    const slow = oracleTrail(entries, county, month, asOf, number).map((row) =>
      rowText(row.case ?? row.child ?? '', row.column, row.amount ?? null, row.value ?? null),
    );
    expect({ line, rows: text }).toEqual({ line, rows: [...slow].sort() });
    return text;
  }

  /** The four cells of a line, (a) to (d). */
  cells(number: string): readonly Cell[] {
    const cells = this.lines[lineNamed(number)];
    return COLUMNS.map((column) => cells?.[column] ?? null);
  }

  /** The children of a line with the cases that its rows name: "K-1 A B". */
  throughCases(number: string): readonly string[] {
    const rows = trailRows(this.view, monthNamed(this.month), this.asOf, lineNamed(number));
    const idOf = (subject: number): string => this.view.subjectIds[subject] ?? '';
    return rows.map((row) => [row.subject, ...row.cases].map(idOf).join(' ')).sort();
  }

  /** Types of the records that a line's rows name, in order of position. */
  recordTypes(number: string): readonly string[] {
    const rows = trailRows(this.view, monthNamed(this.month), this.asOf, lineNamed(number));
    const positions = rows.flatMap((row) => row.positions);
    return positions.map((position) => {
      const record = this.entries[position - 1]?.record as LedgerRecord | undefined;
      return record?.type ?? `nothing at ${String(position)}`;
    });
  }

  private textOf(row: TrailRow): string {
    const hundredths = row.cents ?? row.hundredths;
    const amount = hundredths === null ? null : formatCents(hundredths);
    return rowText(this.view.subjectIds[row.subject] ?? '', row.column, amount, row.value);
  }

  private cellsOfRows(line: LineNumber, rows: readonly TrailRow[]): readonly (CentsSum | null)[] {
    const { columns } = entryOf(line);
    const cells = this.lines[line];
    return sumsOfRows(rows).map((sum, index) => {
      const column = COLUMNS[index] ?? 'a';
      // A line that is not reported yet has no cell; of the others, (a) and its own columns have one.
      if ((cells?.a ?? null) === null) return null;
      return column === 'a' || columns.includes(column) ? sum : null;
    });
  }
}

function rowText(id: string, column: string, amount: string | null, value: number | null): string {
  if (id === '') return `= ${String(value ?? amount)}`;
  return amount === null ? `${id} ${column}` : `${id} ${column} ${amount}`;
}
