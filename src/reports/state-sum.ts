import { formatCents } from '../../events/values/money.js';
import { CATALOGUE } from '../../projections/cs1257/catalogue.js';
import { COLUMNS } from '../../projections/cs1257/line.js';
import type { Cell, LineCells, ReportLines } from '../../projections/cs1257/report.js';

/**
 * Counties' reports added up cell by cell; a cell is null where a county's cell is. `none` is the
 * report of an empty ledger, which is the sum of no counties and adds nothing to others.
 */
export function sumOfReports(reports: readonly ReportLines[], none: ReportLines): ReportLines {
  const [first, ...others] = reports;
  if (first === undefined) return none;
  const sums = CATALOGUE.map(({ line }): readonly [string, LineCells] => {
    const cells = COLUMNS.map((column) => [
      column,
      others.reduce<Cell>(
        (sum, other) => sumOfCells(sum, other[line][column]),
        first[line][column],
      ),
    ]);
    return [line, Object.fromEntries(cells) as LineCells];
  });
  // The catalogue has every line, and COLUMNS every column.
  return Object.fromEntries(sums) as ReportLines;
}

function sumOfCells(one: Cell, other: Cell): Cell {
  if (one === null || other === null) return null;
  if (typeof one === 'number' && typeof other === 'number') return one + other;
  return formatCents(centsOf(one) + centsOf(other));
}

/** The hundredths of a cell with two decimals. A sum may be larger than any one amount of a record. */
function centsOf(cell: number | string): number {
  const cents = typeof cell === 'string' ? Number(cell.replace('.', '')) : NaN;
  if (!Number.isSafeInteger(cents)) {
    throw new Error(`The cell "${String(cell)}" is no amount with two decimals.`);
  }
  return cents;
}
