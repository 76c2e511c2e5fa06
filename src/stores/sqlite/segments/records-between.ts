import { GrowingColumns } from '../../../../projections/columns/growing-columns.js';
import type { RecordedColumns } from '../../../../projections/columns/record-columns.js';
import { addRowsTo } from './row-columns.js';
import { SegmentTable } from './segment-table.js';
import type { SegmentedLedger } from './segmented-ledger.js';

/** Reading a row takes as long as reading so many bytes of segments, and more. */
const BYTES_WORTH_A_ROW = 2_000;

/** Of more, the segments' and the answer would not be in memory together: some 90 MB each. */
const RECORDS_MAX = 2_000_000;

/** Reading so few rows takes no longer than asking what segments there are. */
const ROWS_AT_ONCE = 1_000;

/**
 * The records after a position and up to another, in order of position: from segments as far as they cover these and have
 * not too much besides, since one that was put together has all of its block, else from rows; so are very many.
 *
 * @param rowsAtOnce - so few records are read from rows
 * @throws DamagedSegments
 */
export function recordsBetween(
  file: SegmentedLedger,
  after: number,
  upTo: number,
  rowsAtOnce = ROWS_AT_ONCE,
): RecordedColumns {
  const columns = new GrowingColumns(Math.max(0, upTo - after));
  const table = new SegmentTable(file.connection);
  const covered = upTo - after <= rowsAtOnce ? 0 : Math.min(table.covered(), upTo);
  const parts = covered > after ? partsOf(file, table, after + 1, covered) : null;
  if (parts !== null) addInOrder(columns, parts, after + 1, covered);
  addRowsTo(columns, file, parts === null ? after + 1 : covered + 1, upTo);
  return columns.finish();
}

/** The records at some positions; null where rows are to be read. */
function partsOf(
  file: SegmentedLedger,
  table: SegmentTable,
  from: number,
  to: number,
): readonly RecordedColumns[] | null {
  const count = to - from + 1;
  if (count > RECORDS_MAX || table.bytesWith(from, to) > count * BYTES_WORTH_A_ROW) return null;
  const parts = [...table.columnsWith(from, to)];
  const { positions } = file.tables.erased;
  const erased = positions.countUpTo(to) - positions.countUpTo(from - 1);
  const found = parts.reduce((sum, { count }) => sum + count, 0);
  // Another process may have dropped some meanwhile.
  return found === count - erased ? parts : null;
}

/** Segments have their records by subject. */
function addInOrder(
  columns: GrowingColumns,
  parts: readonly RecordedColumns[],
  from: number,
  to: number,
): void {
  const partAt = new Uint32Array(to - from + 1);
  const rowAt = new Uint32Array(to - from + 1);
  parts.forEach(({ position }, part) => {
    position.forEach((at, row) => {
      partAt[at - from] = part + 1;
      rowAt[at - from] = row;
    });
  });
  partAt.forEach((number, place) => {
    const part = parts[number - 1];
    // What was erased is in none.
    if (part !== undefined) columns.addRowOf(part, rowAt[place] ?? 0);
  });
}
