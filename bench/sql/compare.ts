import { formatMonth } from '../../events/values/month.js';
import { formatCents } from '../../events/values/money.js';
import { COLUMNS } from '../../projections/form/line.js';
import { cellOf } from '../../projections/form/report.js';
import type { Cell, MonthReport } from '../../projections/form/report.js';
import { SQL_LINES } from './lines.js';
import type { SqlCell } from './lines.js';

/**
 * The first cell in which SQL and the reports differ, in a sentence; null if there is none. Every
 * column that a report fills in must be among the cells, and no other.
 */
export function firstDifference(
  reports: readonly MonthReport[],
  cells: readonly SqlCell[],
): string | null {
  const bySql = new Map(cells.map((cell) => [keyOf(cell.month, cell.line, cell.column), cell]));
  for (const { month, lines } of reports) {
    for (const line of SQL_LINES) {
      for (const column of COLUMNS) {
        const found = written(bySql.get(keyOf(month, line, column)));
        const expected = cellOf(lines, line, column);
        if (found === expected) continue;
        const cell = `Line ${line} (${column}) of ${formatMonth(month)}`;
        return `${cell} is ${String(expected)} by the replay and ${String(found)} by SQL.`;
      }
    }
  }
  return null;
}

function keyOf(month: number, line: string, column: string): string {
  return `${String(month)} ${line} ${column}`;
}

function written(cell: SqlCell | undefined): Cell {
  if (cell === undefined) return null;
  return cell.isMoney ? formatCents(cell.value) : cell.value;
}

/** Throws where two works' answers, reports of one and cells of the other, differ in a cell. */
export function assertSameCells(reports: string, cells: string): void {
  // Both were written by works of this program.
  const difference = firstDifference(
    JSON.parse(reports) as readonly MonthReport[],
    JSON.parse(cells) as readonly SqlCell[],
  );
  if (difference !== null) throw new Error(`The peer in SQL answers something else. ${difference}`);
}
