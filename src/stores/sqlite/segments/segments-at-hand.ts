import { GrowingColumns } from '../../../../projections/columns/growing-columns.js';
import type { RecordedColumns } from '../../../../projections/columns/record-columns.js';
import { sortBySubject } from '../../../../projections/columns/subject-block.js';
import { ENTRY_AT, NUMBERS_OF_ENTRY } from '../bulk/packed-entries.js';
import type { PackedEntries } from '../bulk/packed-entries.js';
import { addRowsTo } from './row-columns.js';
import type { SegmentedLedger } from './segmented-ledger.js';
import { SegmentTable } from './segment-table.js';
import { addRange, compactSegments } from './segments.js';
import type { RangeSizes } from './segments.js';

/** The records at positions `first` to `last`. */
interface RangeAtHand {
  readonly first: number;
  readonly last: number;
  readonly columns: RecordedColumns;
}

/** How many rows the columns of a range have room for at first. */
const ROWS_AT_FIRST = 16_384;

/**
 * The segments of a ledger to which a long input is appended, made of the entries while they are in memory: the same
 * ranges and the same bytes as `extendSegments` makes of the rows, which need not be read again. Holds the columns of one
 * range. Whatever comes between (others append or erase, a table that will not be written) only ends it: what is not
 * covered is then made of the rows by whoever extends the segments next.
 */
export class SegmentsAtHand {
  readonly #file: SegmentedLedger;
  readonly #table: SegmentTable;
  readonly #ranges: RangeSizes;
  /** The first position of the range, and the one behind the last that the columns have. */
  #first: number;
  #next: number;
  #columns = new GrowingColumns(ROWS_AT_FIRST);
  /** Ranges that are full, and not stored yet. */
  #full: RangeAtHand[] = [];
  #hasStored = false;
  #isEnded = false;

  private constructor(
    file: SegmentedLedger,
    table: SegmentTable,
    ranges: RangeSizes,
    covered: number,
    size: number,
  ) {
    this.#file = file;
    this.#ranges = ranges;
    this.#table = table;
    this.#first = covered + 1;
    this.#next = size + 1;
  }

  /**
   * Begins behind the first `size` records of a file that is open for writing. Null where more of them are uncovered than
   * a range has: that is work for `extendSegments`.
   */
  static begin(file: SegmentedLedger, size: number, ranges: RangeSizes): SegmentsAtHand | null {
    const table = new SegmentTable(file.connection);
    table.prepare();
    const covered = table.covered();
    if (covered > size || size - covered >= ranges.range) return null;
    const begun = new SegmentsAtHand(file, table, ranges, covered, size);
    addRowsTo(begun.#columns, file, covered + 1, size);
    return begun;
  }

  /** Takes entries that were appended behind all that it has seen. */
  add(entries: PackedEntries): void {
    if (!entries.hasScalars || entries.first !== this.#next) this.#end();
    const { numbers, scalars, first, count } = entries;
    let from = 0;
    for (let index = 0; index < count && !this.#isEnded; index += 1) {
      const at = index * NUMBERS_OF_ENTRY;
      const to = numbers[at + ENTRY_AT.scalarsEnd] ?? 0;
      this.#columns.addRow(
        first + index,
        numbers[at + ENTRY_AT.subject] ?? 0,
        numbers[at + ENTRY_AT.typeCode] ?? 0,
        numbers[at + ENTRY_AT.effective] ?? 0,
        numbers[at + ENTRY_AT.root] ?? 0,
        numbers[at + ENTRY_AT.corrects] ?? 0,
      );
      this.#columns.pushArgs(scalars, from, to);
      from = to;
      this.#next += 1;
      if (this.#next - this.#first === this.#ranges.range) this.#close();
    }
  }

  /** Stores the ranges that are full. */
  store(): void {
    for (const { first, last, columns } of this.#full.splice(0)) {
      if (this.#isEnded) return;
      const sorted = sortBySubject([columns], 0, this.#file.subjectCount + 1);
      if (addRange(this.#file, this.#table, first, last, sorted)) this.#hasStored = true;
      else this.#end();
    }
  }

  /** Nothing more comes: stores the range that is not full, and puts many segments together, where that is worth it. */
  finish(): void {
    this.store();
    const isWorth = this.#hasStored || this.#next - this.#first >= this.#ranges.tail;
    if (!this.#isEnded && isWorth && this.#next > this.#first) this.#close();
    this.store();
    if (!this.#isEnded && this.#hasStored) compactSegments(this.#file, this.#table);
    this.#end();
  }

  #close(): void {
    const columns = this.#columns.finish();
    this.#full.push({ first: this.#first, last: this.#next - 1, columns });
    this.#first = this.#next;
    this.#columns = new GrowingColumns(ROWS_AT_FIRST);
  }

  #end(): void {
    this.#isEnded = true;
    this.#full = [];
    this.#columns = new GrowingColumns(0);
  }
}
