import { CATALOGUE } from './catalogue.js';
import type { Column } from './line.js';

const COLUMN_INDEX: Readonly<Record<Column, number>> = { a: 0, b: 1, c: 2, d: 3 };
/** Cells of a line in a tally: a, b, c, d. */
export const CELLS_OF_LINE = 4;

/** Counts and sums of one month's cells, in form order: cell = line index * 4 + column index. */
export type Tally = Float64Array;

/** An empty tally. */
export function emptyTally(): Tally {
  return new Float64Array(CATALOGUE.length * CELLS_OF_LINE);
}

/** The cell of a line's column in a tally. */
export function cellIndex(lineIndex: number, column: Column): number {
  return lineIndex * CELLS_OF_LINE + COLUMN_INDEX[column];
}
