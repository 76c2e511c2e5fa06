import type { RecordedColumns } from '../../../../projections/columns/record-columns.js';
import { rowsOfSubjects, sortBySubject } from '../../../../projections/columns/subject-block.js';
import { DamagedSegments } from '../../../ports/failures.js';
import type { SegmentedLedger } from './segmented-ledger.js';
import { columnsOfRows } from './row-columns.js';
import type { OnRead } from './row-columns.js';
import { blockOfSubject, endSubjectOf, firstSubjectOf } from './segment-blocks.js';
import { SegmentTable, columnsWithin } from './segment-table.js';
import { RANGE_RECORDS } from './segments.js';

/**
 * Compares the segments of a ledger with its rows, scalar by scalar, range by range; answers what
 * is wrong in sentences. Memory is bounded by a range, not by the ledger.
 */
export function* faultsOfSegments(file: SegmentedLedger, onRead: OnRead): Generator<string> {
  const table = new SegmentTable(file.connection);
  const covered = Math.min(table.covered(), file.size);
  const lastBlock = blockOfSubject(file.subjectCount);
  for (let from = 1; from <= covered; from += RANGE_RECORDS) {
    const to = Math.min(covered, from + RANGE_RECORDS - 1);
    const before = from - 1;
    const rows = columnsOfRows(file, from, to, (count) => {
      onRead(before + count);
    });
    const sorted = sortBySubject([rows], 0, file.subjectCount + 1);
    for (let block = 0; block <= lastBlock; block += 1) {
      const first = firstSubjectOf(block);
      const expected = rowsOfSubjects(sorted, first, endSubjectOf(block));
      const fault = faultOfBlock(table, block, from, to, expected);
      if (fault !== null) yield fault;
    }
  }
}

function faultOfBlock(
  table: SegmentTable,
  block: number,
  from: number,
  to: number,
  expected: RecordedColumns,
): string | null {
  try {
    const first = firstSubjectOf(block);
    const stored = table.columnsOf(block, to).map((part) => columnsWithin(part, from, to));
    const found = sortBySubject(stored, first, endSubjectOf(block) - first).columns;
    if (isSame(found, expected)) return null;
    return `The segments of block ${String(block)} differ from the records at positions ${String(from)} to ${String(to)}: run "plumbline segments rebuild".`;
  } catch (error) {
    if (error instanceof DamagedSegments || error instanceof RangeError) return error.message;
    throw error;
  }
}

function isSame(one: RecordedColumns, other: RecordedColumns): boolean {
  return (
    one.count === other.count &&
    isEqual(one.position, other.position) &&
    isEqual(one.corrects, other.corrects) &&
    isEqual(one.root, other.root) &&
    isEqual(one.effective, other.effective) &&
    isEqual(one.type, other.type) &&
    isEqual(one.subject, other.subject) &&
    isEqual(one.argsStart, other.argsStart) &&
    isEqual(one.args, other.args)
  );
}

function isEqual(one: ArrayLike<number>, other: ArrayLike<number>): boolean {
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i += 1) if (one[i] !== other[i]) return false;
  return true;
}
