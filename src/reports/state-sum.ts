import { plus } from '../../events/values/cents-sum.js';
import { formatCents } from '../../events/values/money.js';
import { linesOfAllEditions } from '../../projections/form/editions.js';
import { COLUMNS } from '../../projections/form/line.js';
import { cellOf, sumOfCell } from '../../projections/form/report.js';
import type { Cell, LineCells, ReportLines } from '../../projections/form/report.js';
import { countIn } from '../../projections/form/counted/tally.js';

/**
 * Counties' reports added up cell by cell; a cell is null where a county's cell is, and so is a line that a county's
 * edition of the form has not. `none` is the report of an empty ledger, which is the sum of no counties and adds nothing
 * to others.
 */
export function sumOfReports(reports: readonly ReportLines[], none: ReportLines): ReportLines {
  const [first, ...others] = reports;
  if (first === undefined) return none;
  const lines = linesOfAllEditions().filter(({ line }) =>
    reports.some((report) => report[line] !== undefined),
  );
  const sums = lines.map(({ line }): readonly [string, LineCells] => {
    const cells = COLUMNS.map((column) => [
      column,
      others.reduce<Cell>(
        (sum, other) => sumOfCells(sum, cellOf(other, line, column)),
        cellOf(first, line, column),
      ),
    ]);
    return [line, Object.fromEntries(cells) as LineCells]; // COLUMNS has every column
  });
  return Object.fromEntries(sums);
}

function sumOfCells(one: Cell, other: Cell): Cell {
  if (one === null || other === null) return null;
  if (typeof one !== typeof other) {
    throw new Error(`The cells "${String(one)}" and "${String(other)}" are of different kinds.`);
  }
  const sum = plus(sumOfCell(one) ?? 0, sumOfCell(other) ?? 0);
  return typeof one === 'number' ? countIn(sum) : formatCents(sum);
}
