import type { CentsSum } from '../../events/values/cents-sum.js';
import { COLUMNS } from '../form/line.js';
import type { Column } from '../form/line.js';

/** One row of a line without the records behind it: what makes a cell, and no more. */
export interface MonthRow {
  readonly column: Column;
  /** Subject number of the case or child; 0 for a row of the county's own. */
  readonly subject: number;
  /**
   * Cents on a dollar line, hundredths on an FTE line, the figure in a row of DCSS's; null where
   * the row counts one case or child.
   */
  readonly amount: CentsSum | null;
  /** Subject numbers of the cases that a child is counted through; empty where not asked for. */
  readonly cases: readonly number[];
}

const COLUMN_COUNT = COLUMNS.length;
const NO_CASES: readonly number[] = [];

/** The rows of one line, whatever else is kept of them. */
export interface RowsOfLine {
  readonly count: number;
  /** The row at a place from 0 to `count - 1`. */
  row(place: number): MonthRow;
  /** Places of the rows in order of `rankOf` their subject, then of column. */
  placesBy(rankOf: (subject: number) => number): readonly number[];
}

/**
 * Places of rows in order of `rankOf` their subject, then of column.
 *
 * @param keys - subject * 4 + column index of each row
 */
export function placesByRank(
  keys: readonly number[],
  rankOf: (subject: number) => number,
): readonly number[] {
  const ranks = Float64Array.from(keys, (key) => {
    const column = key % COLUMN_COUNT;
    return rankOf((key - column) / COLUMN_COUNT) * COLUMN_COUNT + column;
  });
  return Array.from(ranks.keys()).sort((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0));
}

/**
 * The rows of one line as numbers: a caseload has millions of rows, and an object for each would
 * take more memory than its records. Filled by its maker, then only read.
 */
export class RowTable implements RowsOfLine {
  /** subject * 4 + column index. */
  readonly #keys: number[] = [];
  /** One a row as soon as any row has an amount, NaN for none. */
  readonly #amounts: CentsSum[] = [];
  readonly #cases = new Map<number, readonly number[]>();

  get count(): number {
    return this.#keys.length;
  }

  add({ column, subject, amount, cases }: MonthRow): void {
    const place = this.#keys.length;
    this.#keys.push(subject * COLUMN_COUNT + COLUMNS.indexOf(column));
    if (amount !== null) {
      while (this.#amounts.length < place) this.#amounts.push(NaN);
      this.#amounts.push(amount);
    }
    if (cases.length > 0) this.#cases.set(place, cases);
  }

  /** The row at a place from 0 to `count - 1`. */
  row(place: number): MonthRow {
    const key = this.#keys[place];
    if (key === undefined) throw new RangeError(`There is no row ${String(place)}.`);
    return {
      column: COLUMNS[key % COLUMN_COUNT] ?? 'a',
      subject: Math.floor(key / COLUMN_COUNT),
      amount: this.#amountAt(place),
      cases: this.#cases.get(place) ?? NO_CASES,
    };
  }

  placesBy(rankOf: (subject: number) => number): readonly number[] {
    return placesByRank(this.#keys, rankOf);
  }

  /** All rows in the order in which they were added. */
  *rows(): Generator<MonthRow> {
    for (let place = 0; place < this.count; place += 1) yield this.row(place);
  }

  /** Amounts by key, null for a counted row; a line has one row at most for a subject and column. */
  byKey(): ReadonlyMap<number, CentsSum | null> {
    return new Map(this.#keys.map((key, place) => [key, this.#amountAt(place)]));
  }

  #amountAt(place: number): CentsSum | null {
    const amount = this.#amounts[place];
    return amount === undefined || Number.isNaN(amount) ? null : amount;
  }
}

/** Subject and column of a key of `RowTable.byKey`. */
export function subjectAndColumn(key: number): Pick<MonthRow, 'subject' | 'column'> {
  return {
    subject: Math.floor(key / COLUMN_COUNT),
    column: COLUMNS[key % COLUMN_COUNT] ?? 'a',
  };
}
