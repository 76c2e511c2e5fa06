import fc from 'fast-check';
import {
  STRETCH_POSITIONS,
  candidates,
  cutIntoStretches,
  eachId,
  idHash,
  idHashIn,
  keyBytes,
  isLarge,
  merge,
  pairsAlike,
  runOf as runOfHashes,
  runOfBytes,
  runsToMerge,
  stretchStart,
} from '../../../src/stores/sqlite/id-runs.js';
import type { Extent, IdRun } from '../../../src/stores/sqlite/id-runs.js';

const SEED = 5_150;

const runOf = (first: number, ids: readonly string[]): IdRun =>
  runOfHashes(first, Uint32Array.from(ids, idHash));

/** Runs over adjacent ranges, of these sizes, of made-up ids. */
function runsOf(sizes: readonly number[]): readonly IdRun[] {
  let first = 1;
  return sizes.map((size) => {
    const ids = Array.from({ length: size }, (_, offset) => `id-${String(first + offset)}`);
    const run = runOf(first, ids);
    first += size;
    return run;
  });
}

const extents = (runs: readonly IdRun[]): readonly Extent[] =>
  runs.map(({ first, last }) => [first, last]);

describe('a run of ids', () => {
  it('finds each id, also those with one hash', () => {
    const ids = ['a', 'b', 'a', 'c', 'a'];
    const run = runOf(101, ids);
    expect(run.last).toBe(105);
    expect([...candidates(run, idHash('a'))].sort()).toEqual([101, 103, 105]);
    expect(candidates(run, idHash('b'))).toEqual([102]);
    expect(candidates(run, idHash('d'))).toEqual([]);
  });

  it('finds the least and the greatest hash', () => {
    const run: IdRun = { first: 1, last: 2, keys: Float64Array.of(0, 0xffff_ffff * 2 ** 20 + 1) };
    expect(candidates(run, 0)).toEqual([1]);
    expect(candidates(run, 0xffff_ffff)).toEqual([2]);
    expect(candidates(run, 1)).toEqual([]);
  });

  it('is the same merged of parts as made at once, and the same read back', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }),
        (sizes) => {
          const parts = runsOf(sizes);
          const total = sizes.reduce((sum, size) => sum + size, 0);
          const [whole] = runsOf([total]);
          const merged = merge(parts);
          expect(merged).toEqual(whole);
          expect(runOfBytes(1, total, keyBytes(merged))).toEqual(whole);
          expect(runOfBytes(1, total + 1, keyBytes(merged))).toBeNull();
          const ids: string[] = [];
          eachId(merged, (hash, position) => {
            ids[position] = String(hash);
          });
          expect(ids.slice(1)).toEqual(
            Array.from({ length: total }, (_, at) => String(idHash(`id-${String(1 + at)}`))),
          );
          expect([...merged.keys]).toEqual([...merged.keys].sort((one, two) => one - two));
        },
      ),
      { numRuns: 100, seed: SEED },
    );
  });

  it('joins runs so that few are left in each stretch, whatever the sizes of the appends', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 120 }), (sizes) => {
        let runs: readonly IdRun[] = [];
        for (const run of runsOf(sizes).flatMap(cutIntoStretches)) {
          runs = [...runs, run];
          for (let count = runsToMerge(extents(runs)); count > 0;) {
            runs = [...runs.slice(0, -count), merge(runs.slice(-count))];
            count = runsToMerge(extents(runs));
          }
        }
        const total = sizes.reduce((sum, size) => sum + size, 0);
        expect(runs.length).toBeLessThanOrEqual(18 * Math.ceil(total / STRETCH_POSITIONS));
        expect(runs.reduce((sum, { keys }) => sum + keys.length, 0)).toBe(total);
        for (const { first, last } of runs) expect(stretchStart(first)).toBe(stretchStart(last));
      }),
      { numRuns: 60, seed: SEED },
    );
  });

  it('never grows beyond its stretch', () => {
    const quarter = STRETCH_POSITIONS / 4;
    const four = (first: number): readonly Extent[] =>
      [0, 1, 2, 3].map((at) => [first + at * quarter, first + (at + 1) * quarter - 1]);
    expect(runsToMerge(four(1))).toBe(4);
    expect(runsToMerge(four(1 + STRETCH_POSITIONS))).toBe(4);
    expect(runsToMerge(four(2))).toBe(0);
    expect(runsToMerge(four(1).slice(1))).toBe(0);
  });

  it('is cut into stretches, in which each id is found as before', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3 * STRETCH_POSITIONS }),
        fc.integer({ min: 1, max: 3 * STRETCH_POSITIONS }),
        fc.integer({ min: 2, max: 9 }),
        (first, count, nth) => {
          const ids = Array.from({ length: count }, (_, at) => `id-${String(at % 3000)}`);
          const whole = runOf(first, ids);
          // Of what was erased a run has no key.
          const run = { ...whole, keys: whole.keys.filter((key) => key % nth !== 0) };
          const parts = cutIntoStretches(run);
          let covered = first - 1;
          for (const part of parts) {
            expect(part.first).toBe(covered + 1);
            expect(stretchStart(part.first)).toBe(stretchStart(part.last));
            expect(isLarge(part)).toBe(false);
            expect([...part.keys]).toEqual([...part.keys].sort((one, two) => one - two));
            covered = part.last;
          }
          expect(covered).toBe(run.last);
          for (const id of ids.slice(0, 50)) {
            expect(parts.flatMap((part) => candidates(part, idHash(id))).sort()).toEqual(
              [...candidates(run, idHash(id))].sort(),
            );
          }
        },
      ),
      { numRuns: 40, seed: SEED },
    );
  });

  it('knows the pairs of ids with one hash', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 30 }), { maxLength: 40 }), (hashes) => {
        const expected = hashes.flatMap((hash, at) =>
          hashes
            .slice(0, at)
            .flatMap((other, before) => (other === hash ? [[7 + before, 7 + at]] : [])),
        );
        expect(pairsAlike(7, Uint32Array.from(hashes))).toEqual(expected);
      }),
      { numRuns: 200, seed: SEED },
    );
  });

  it('keeps its hash, which is part of the file format', () => {
    const id = '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11';
    expect(idHash(id)).toBe(HASH_OF_EXAMPLE);
    expect(idHashIn(Buffer.from(`"id":"${id}"`), 6, id.length)).toBe(HASH_OF_EXAMPLE);
  });
});

/** Taken from the program when the format was fixed. */
const HASH_OF_EXAMPLE = 1_244_391_012;
