import fc from 'fast-check';
import { IdFilter } from '../../../src/stores/sqlite/id-filter.js';
import {
  candidates,
  hashesOf,
  idHash,
  idHashIn,
  keyBytes,
  merge,
  runOf as runOfHashes,
  runOfBytes,
  runsToMerge,
} from '../../../src/stores/sqlite/id-runs.js';
import type { IdRun } from '../../../src/stores/sqlite/id-runs.js';

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
          expect([...hashesOf(merged)]).toEqual(
            [...hashesOf(merged)].sort((one, two) => one - two),
          );
        },
      ),
      { numRuns: 100, seed: SEED },
    );
  });

  it('joins runs so that few are left, whatever the sizes of the appends', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 120 }), (sizes) => {
        let runs: readonly IdRun[] = [];
        for (const run of runsOf(sizes)) {
          runs = [...runs, run];
          for (let count = runsToMerge(runs); count > 0; count = runsToMerge(runs)) {
            runs = [...runs.slice(0, -count), merge(runs.slice(-count))];
          }
        }
        expect(runs.length).toBeLessThanOrEqual(24);
        expect(runs.reduce((sum, { keys }) => sum + keys.length, 0)).toBe(
          sizes.reduce((sum, size) => sum + size, 0),
        );
      }),
      { numRuns: 60, seed: SEED },
    );
  });

  it('grows no further than its bound', () => {
    const half = 2 ** 19;
    const run = (first: number, count: number): IdRun => ({
      first,
      last: first + count - 1,
      keys: new Float64Array(count),
    });
    const small = [0, 1, 2, 3].map((at) => run(1 + (at * half) / 2, half / 2));
    expect(runsToMerge(small)).toBe(4);
    const large = [0, 1, 2, 3].map((at) => run(1 + at * half, half));
    expect(runsToMerge(large)).toBe(0);
  });

  it('keeps its hash, which is part of the file format', () => {
    const id = '5f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11';
    expect(idHash(id)).toBe(HASH_OF_EXAMPLE);
    expect(idHashIn(Buffer.from(`"id":"${id}"`), 6, id.length)).toBe(HASH_OF_EXAMPLE);
  });
});

describe('the filter of ids', () => {
  it('denies no id that was added, and nearly every other', () => {
    const filter = new IdFilter(1000);
    for (let at = 0; at < 1000; at += 1) filter.add(idHash(`in-${String(at)}`));
    let denied = 0;
    for (let at = 0; at < 1000; at += 1) {
      expect(filter.mayHave(idHash(`in-${String(at)}`))).toBe(true);
      if (!filter.mayHave(idHash(`out-${String(at)}`))) denied += 1;
    }
    expect(denied).toBeGreaterThan(900);
    expect(filter.isCrowded).toBe(false);
  });

  it('says when it is crowded', () => {
    const filter = new IdFilter(0);
    for (let at = 0; at <= 4096; at += 1) filter.add(at);
    expect(filter.isCrowded).toBe(true);
  });
});

/** Taken from the program when the format was fixed. */
const HASH_OF_EXAMPLE = 1_244_391_012;
