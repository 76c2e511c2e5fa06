import type { CentsSum } from '../../events/values/cents-sum.js';
import type { Month } from '../../events/values/month.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { CATALOGUE } from '../form/catalogue.js';
import { COLUMNS } from '../form/line.js';
import type { Column, LineEntry } from '../form/line.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { reportMonths } from '../form/report.js';
import type { Cell, ReportLines } from '../form/report.js';
import { countyOfView, sourcesOf } from '../form/line-sources.js';
import type { CountyOfMonth } from '../form/line-sources.js';
import { countyRecordsConcerning, recordsConcerning } from './concerning-records.js';
import { monthRows } from './month-rows.js';
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
 */
export function differenceOfMonth(
  view: LedgerView,
  month: Month,
  from: number,
  to: number,
): MonthDifference {
  const [one, other] = [from, to].map((asOf) => reportMonths(view, [month], asOf)[0]?.lines);
  if (one === undefined || other === undefined) throw new Error('A replay left out its month.');
  return {
    cells: differentCells(one, other),
    rows: differentRows(view, month, from, to),
  };
}

/** The cells that differ, in the form's order. */
export function differentCells(from: ReportLines, to: ReportLines): readonly CellDifference[] {
  return CATALOGUE.flatMap(({ line }) =>
    COLUMNS.filter((column) => from[line][column] !== to[line][column]).map((column) => ({
      line,
      column,
      from: from[line][column],
      to: to[line][column],
    })),
  );
}

function differentRows(
  view: LedgerView,
  month: Month,
  from: number,
  to: number,
): readonly RowDifference[] {
  const options = { hasCases: false };
  const before = monthRows(view, month, from, options);
  const after = monthRows(view, month, to, options);
  const [countyBefore, countyAfter] = [countyOfView(view, from), countyOfView(view, to)];
  const range = { after: Math.min(from, to), upTo: Math.max(from, to) };
  const changed = CATALOGUE.map((entry) => ({
    entry,
    rows: changedRows(before.get(entry.line), after.get(entry.line)),
  })).filter(({ rows }) => rows.length > 0);
  const subjects = new Set(changed.flatMap(({ rows }) => rows.map(({ subject }) => subject)));
  subjects.delete(0);
  const records = recordsConcerning(view, range, subjects);
  return changed.flatMap(({ entry, rows }) => {
    const { line } = entry;
    const ofLine = countyRecordsConcerning(view, range, line);
    const noticed = isGateMoved(entry, month, countyBefore, countyAfter) ? ofLine : [];
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
 * Whether a record of the county's lets rows of cases or children in or out of a line: the notice
 * that it is reportable, or a figure of DCSS's in place of the rows that were counted.
 */
function isGateMoved(
  entry: LineEntry,
  month: Month,
  before: CountyOfMonth,
  after: CountyOfMonth,
): boolean {
  const hasSubjects = (countyOf: CountyOfMonth): boolean =>
    sourcesOf(entry, month, countyOf).some(({ kind }) => kind === 'subjects');
  return hasSubjects(before) !== hasSubjects(after);
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
