import type { CentsSum } from '../../events/values/cents-sum.js';
import type { Month } from '../../events/values/month.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { EDITIONS, editionOf, linesOfAllEditions, linesOfEditions } from '../form/editions.js';
import type { KnownEditions } from '../form/editions.js';
import { COLUMNS } from '../form/line.js';
import type { Column, LineEntry } from '../form/line.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { cellOf, reportMonths } from '../form/report.js';
import type { Cell, ReportLines } from '../form/report.js';
import { countyOfView, sourcesOf } from '../form/line-sources.js';
import { countyRecordsConcerning, recordsConcerning } from './concerning-records.js';
import { monthRows } from './month-rows.js';
import type { MonthRows } from './month-rows.js';
import { RowTable, subjectAndColumn } from './row-table.js';

/** A cell that has another value in the second report. */
export interface CellDifference {
  readonly line: LineNumber;
  readonly column: Column;
  readonly from: Cell;
  readonly to: Cell;
}

/**
 * A row's side in a difference: not there, there and counted as one, or there with an amount
 * (cents; hundredths on an FTE line; the figure itself in a row of DCSS's).
 */
export type RowSide =
  | { readonly kind: 'absent' }
  | { readonly kind: 'counted' }
  | { readonly kind: 'amount'; readonly amount: CentsSum };

/** A case, child or county record whose membership, column or amount on a line differs. */
export interface RowDifference {
  readonly line: LineNumber;
  readonly column: Column;
  /** Subject number; 0 for a row of the county's own. */
  readonly subject: number;
  readonly from: RowSide;
  readonly to: RowSide;
  /** Positions between the two that concern the subject, ascending. */
  readonly positions: readonly number[];
}

/** What changed in a month's report between two positions, and whose rows changed it. */
export interface MonthDifference {
  readonly cells: readonly CellDifference[];
  readonly rows: readonly RowDifference[];
}

/**
 * Compares a month as of two positions. Per cell the differences of its rows add up to the
 * difference of the cell (a cell that is not reported counts as nothing there).
 *
 * @param view - the whole ledger up to the greater of the positions
 * @param known - what is known of the form on either side: a month may have another edition there
 */
export function differenceOfMonth(
  view: LedgerView,
  month: Month,
  from: number,
  to: number,
  known: KnownSides = { from: EDITIONS, to: EDITIONS },
): MonthDifference {
  const [one] = reportMonths(view, [month], from, known.from);
  const [other] = reportMonths(view, [month], to, known.to);
  if (one === undefined || other === undefined) throw new Error('A replay left out its month.');
  const order = linesOfEditions([editionOf(month, known.from), editionOf(month, known.to)]);
  return {
    cells: differentCells(one.lines, other.lines, order),
    rows: differentRows(
      view,
      month,
      { asOf: from, known: known.from },
      { asOf: to, known: known.to },
      order,
    ),
  };
}

/** What is known of the form on each side of a comparison. */
export interface KnownSides {
  readonly from: KnownEditions;
  readonly to: KnownEditions;
}

/**
 * The cells that differ, in the form's order. A line that one side has not is null there.
 *
 * @param order - of the lines of both
 */
export function differentCells(
  from: ReportLines,
  to: ReportLines,
  order: readonly LineEntry[] = linesOfAllEditions(),
): readonly CellDifference[] {
  return order.flatMap(({ line }) =>
    COLUMNS.map((column) => ({
      line,
      column,
      from: cellOf(from, line, column),
      to: cellOf(to, line, column),
    })).filter((cell) => cell.from !== cell.to),
  );
}

/** A side of a comparison of rows. */
interface Side {
  readonly asOf: number;
  readonly known: KnownEditions;
}

function differentRows(
  view: LedgerView,
  month: Month,
  from: Side,
  to: Side,
  order: readonly LineEntry[],
): readonly RowDifference[] {
  const rowsOf = ({ asOf, known }: Side): MonthRows =>
    monthRows(view, month, asOf, { hasCases: false, known });
  const before = rowsOf(from);
  const after = rowsOf(to);
  const hasSubjects = [from, to].map((side) => subjectsIn(view, month, side));
  const range = { after: Math.min(from.asOf, to.asOf), upTo: Math.max(from.asOf, to.asOf) };
  const changed = order
    .map((entry) => ({
      entry,
      rows: changedRows(before.get(entry.line), after.get(entry.line)),
    }))
    .filter(({ rows }) => rows.length > 0);
  const subjects = new Set(changed.flatMap(({ rows }) => rows.map(({ subject }) => subject)));
  subjects.delete(0);
  const records = recordsConcerning(view, range, subjects);
  return changed.flatMap(({ entry, rows }) => {
    const { line } = entry;
    const ofLine = countyRecordsConcerning(view, range, entry);
    const [had, has] = hasSubjects.map((isIn) => isIn(line));
    const noticed = had === has ? [] : ofLine;
    return rows
      .sort((one, other) => inTrailOrder(view, one, other))
      .map((row) => ({
        line,
        ...row,
        positions: row.subject === 0 ? ofLine : union(records.get(row.subject) ?? [], noticed),
      }));
  });
}

/**
 * Which lines have cases or children as rows. Where a line has them on one side alone, a record of the county's let them
 * in or out: the notice that it is reportable, or a figure of DCSS's in place of the rows that were counted.
 */
function subjectsIn(
  view: LedgerView,
  month: Month,
  { asOf, known }: Side,
): (line: LineNumber) => boolean {
  const countyOf = countyOfView(view, asOf);
  const edition = editionOf(month, known);
  return (line) => {
    const entry = edition.entryOf(line);
    const sources = entry === null ? null : sourcesOf(entry, month, countyOf, known);
    return sources?.some(({ kind }) => kind === 'subjects') ?? false;
  };
}

type ChangedRow = Pick<RowDifference, 'column' | 'subject' | 'from' | 'to'>;

function changedRows(
  before: RowTable = new RowTable(),
  after: RowTable = new RowTable(),
): ChangedRow[] {
  const was = before.byKey();
  const is = after.byKey();
  const changed: ChangedRow[] = [];
  const take = (key: number): void => {
    changed.push({ ...subjectAndColumn(key), from: sideOf(was.get(key)), to: sideOf(is.get(key)) });
  };
  for (const [key, amount] of was) if (is.get(key) !== amount) take(key);
  for (const key of is.keys()) if (!was.has(key)) take(key);
  return changed;
}

function sideOf(amount: CentsSum | null | undefined): RowSide {
  if (amount === undefined) return { kind: 'absent' };
  return amount === null ? { kind: 'counted' } : { kind: 'amount', amount };
}

/** By id of the case or child (bytes), then column; rows of the county's own come last. */
function inTrailOrder(view: LedgerView, one: ChangedRow, other: ChangedRow): number {
  if (one.subject !== other.subject) {
    if (one.subject === 0) return 1;
    if (other.subject === 0) return -1;
    const [oneId, otherId] = [view.subjectIds[one.subject], view.subjectIds[other.subject]];
    if (oneId !== otherId) return (oneId ?? '') < (otherId ?? '') ? -1 : 1;
  }
  return COLUMNS.indexOf(one.column) - COLUMNS.indexOf(other.column);
}

function union(one: readonly number[], other: readonly number[]): readonly number[] {
  if (other.length === 0) return one;
  return [...new Set([...one, ...other])].sort((a, b) => a - b);
}
