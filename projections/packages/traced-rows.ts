import type { CentsSum } from '../../events/values/cents-sum.js';
import { COLUMNS } from '../form/line.js';
import { placesByRank } from '../versions/row-table.js';
import type { MonthRow, RowsOfLine } from '../versions/row-table.js';

/** One row of a line's trail: what makes a cell, and the records that put it there. */
export interface TracedRow extends MonthRow {
  /** Positions of the active records that put the row there, ascending. */
  readonly positions: readonly number[];
}

/**
 * The rows of one line with their records, as numbers in a few long lists: the rows of all lines of
 * a caseload are in memory at once, and an object for each would not fit. Filled by its maker, then
 * only read.
 */
export class TracedRows {
  /** subject * 4 + column index. */
  readonly #keys: number[] = [];
  /** NaN where the row counts one. */
  readonly #amounts: CentsSum[] = [];
  readonly #positions = new Lists();
  readonly #cases = new Lists();

  get count(): number {
    return this.#keys.length;
  }

  add({ column, subject, amount, cases, positions }: TracedRow): void {
    this.#keys.push(subject * COLUMNS.length + COLUMNS.indexOf(column));
    this.#amounts.push(amount ?? NaN);
    this.#positions.add(positions);
    this.#cases.add(cases);
  }

  /** The row at a place from 0 to `count - 1`. */
  row(place: number): TracedRow {
    return { ...this.#rowAlone(place), positions: this.#positions.list(place) };
  }

  /** All rows in the order in which they were added. */
  *rows(): Generator<TracedRow> {
    for (let place = 0; place < this.count; place += 1) yield this.row(place);
  }

  /** Subject numbers of the rows, one a row. */
  *subjects(): Generator<number> {
    for (const key of this.#keys) yield Math.floor(key / COLUMNS.length);
  }

  /** Amounts of the rows, one a row; NaN where it counts one. */
  get amounts(): readonly CentsSum[] {
    return this.#amounts;
  }

  /** Places of the rows in order of `rankOf` their subject, then of column. */
  placesBy(rankOf: (subject: number) => number): readonly number[] {
    return placesByRank(this.#keys, rankOf);
  }

  /** The same rows without their records. */
  get withoutRecords(): RowsOfLine {
    return {
      count: this.count,
      row: (place) => this.#rowAlone(place),
      placesBy: (rankOf) => this.placesBy(rankOf),
    };
  }

  #rowAlone(place: number): MonthRow {
    const key = this.#keys[place];
    const amount = this.#amounts[place];
    if (key === undefined || amount === undefined) {
      throw new RangeError(`There is no row ${String(place)}.`);
    }
    return {
      column: COLUMNS[key % COLUMNS.length] ?? 'a',
      subject: Math.floor(key / COLUMNS.length),
      amount: Number.isNaN(amount) ? null : amount,
      cases: this.#cases.list(place),
    };
  }
}

/** Lists of numbers, one behind the other. */
class Lists {
  readonly #starts: number[] = [0];
  readonly #values: number[] = [];

  add(list: readonly number[]): void {
    for (const value of list) this.#values.push(value);
    this.#starts.push(this.#values.length);
  }

  list(index: number): readonly number[] {
    return this.#values.slice(this.#starts[index], this.#starts[index + 1]);
  }
}
