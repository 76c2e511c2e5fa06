import type { Edition } from '../editions.js';
import type { CentsSum } from '../../../events/values/cents-sum.js';
import type { Column } from '../line.js';

const COLUMN_INDEX: Readonly<Record<Column, number>> = { a: 0, b: 1, c: 2, d: 3 };
/** Cells of a line in a tally: a, b, c, d. */
export const CELLS_OF_LINE = 4;

/** Counts and sums of one month's cells in the order of the month's edition: cell = place of the line * 4 + column index. */
export type Tally = CentsSum[];

/** Cells of a tally. */
export function cellCountOf({ lines }: Edition): number {
  return lines.length * CELLS_OF_LINE;
}

/** An empty tally. */
export function emptyTally(edition: Edition): Tally {
  return Array.from({ length: cellCountOf(edition) }, () => 0);
}

/** The cell of a line's column in a tally. */
export function cellIndex(lineIndex: number, column: Column): number {
  return lineIndex * CELLS_OF_LINE + COLUMN_INDEX[column];
}

/** A count of cases or children, or figures of DCSS's: a whole number that no ledger brings near 2^53. */
export function countIn(cell: CentsSum): number {
  if (typeof cell === 'number') return cell;
  throw new RangeError(`No ledger counts ${String(cell)} cases or children.`);
}
