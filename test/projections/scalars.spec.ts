import { GrowingColumns } from '../../projections/columns/growing-columns.js';
import type { RecordedColumns } from '../../projections/columns/record-columns.js';
import { packSegment, unpackSegment } from '../../projections/columns/segment.js';
import { sortBySubject } from '../../projections/columns/subject-block.js';

const LARGEST_NARROW = 2 ** 31 - 1;
const LEAST_NARROW = -(2 ** 31);
/** Twenty allocations of the largest amount, in cents. */
const LARGEST_AMOUNT = 20 * 99_999_999_999;

/** One row a list of scalars, of subjects 1, 2, ... in turn. */
function columnsOf(
  scalars: readonly (readonly number[])[],
  subjects: number,
  after = 0,
): RecordedColumns {
  const columns = new GrowingColumns(0);
  scalars.forEach((ofRow, index) => {
    const position = after + index + 1;
    columns.addRow(position, 1 + (index % subjects), 24, 12_000 + index, position, 0);
    columns.pushArgs(ofRow, 0, ofRow.length);
  });
  return columns.finish();
}

function scalarsOf({ count, args, argsStart }: RecordedColumns): number[][] {
  return Array.from({ length: count }, (_, row) =>
    Array.from(args.subarray(argsStart[row], argsStart[row + 1])),
  );
}

describe('scalars', () => {
  it('are kept as integers of 32 bits up to the largest and least of them', () => {
    const scalars = [[LARGEST_NARROW, 0], [], [LEAST_NARROW], [1, 2, 3]];
    const columns = columnsOf(scalars, 1);
    expect(columns.args).toBeInstanceOf(Int32Array);
    expect(scalarsOf(columns)).toEqual(scalars);
  });

  it.each([LARGEST_NARROW + 1, LEAST_NARROW - 1, LARGEST_AMOUNT, 0.5])(
    'are all doubles where one is %d, wherever it comes',
    (wide) => {
      const before = Array.from({ length: 40 }, (_, row) => [row, -1 - row, LARGEST_NARROW]);
      for (const scalars of [
        [[wide], ...before],
        [...before, [1, wide], [2]],
      ]) {
        const columns = columnsOf(scalars, 1);
        expect(columns.args).toBeInstanceOf(Float64Array);
        expect(scalarsOf(columns)).toEqual(scalars);
      }
    },
  );

  it('of parts of either kind are put together without losing any', () => {
    const narrow = columnsOf([[1], [2, LEAST_NARROW], [3]], 2);
    const wide = columnsOf([[LARGEST_AMOUNT], [5]], 2, 3);
    const sorted = sortBySubject([narrow, wide], 0, 3).columns;
    expect(scalarsOf(sorted)).toEqual([[1], [3], [LARGEST_AMOUNT], [2, LEAST_NARROW], [5]]);
    expect(sortBySubject([narrow, narrow], 0, 3).columns.args).toBeInstanceOf(Int32Array);
  });
});

describe('a segment', () => {
  const narrow = columnsOf([[1], [], [2, LEAST_NARROW, LARGEST_NARROW]], 2);
  const wide = columnsOf([[LARGEST_AMOUNT, 1], [2]], 1);

  it.each([
    ['narrow', narrow],
    ['wide', wide],
    ['no', columnsOf([], 1)],
  ])('gives back rows of %s scalars', (_, columns) => {
    expect(unpackSegment(packSegment(columns))).toEqual(columns);
  });

  it('may begin at any byte of a buffer', () => {
    const bytes = packSegment(narrow);
    for (const offset of [1, 4, 8, 13]) {
      const buffer = new Uint8Array(offset + bytes.length);
      buffer.set(bytes, offset);
      expect(unpackSegment(buffer.subarray(offset))).toEqual(narrow);
    }
  });

  it('of doubles that are all integers of 32 bits becomes narrow', () => {
    const columns = { ...narrow, args: Float64Array.from(narrow.args) };
    expect(unpackSegment(packSegment(columns))).toEqual(narrow);
  });
});
