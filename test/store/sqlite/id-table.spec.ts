import fc from 'fast-check';
import { IdTable } from '../../../src/stores/sqlite/id-table.js';
import { seededRandom } from '../../soak/seeded-random.js';

const SEED = 4_096;
const STRETCHES = 4_096;

const stretchesOf = (table: IdTable, hash: number): readonly number[] => {
  const stretches: number[] = [];
  table.find(hash, stretches);
  return stretches;
};

describe('a table of ids', () => {
  it('denies no id that was added, and nearly every other, up to its room and with much memory to none', () => {
    const random = seededRandom(SEED);
    const table = IdTable.withRoomFor(50_000);
    expect(table.room).toBeGreaterThanOrEqual(50_000);
    expect(table.buffer.byteLength / table.room).toBeLessThan(3.76);
    const added = new Map<number, number>();
    while (added.size < table.room) added.set(random.index(2 ** 32), random.index(STRETCHES));
    for (const [hash, stretch] of added) table.add(hash, stretch);
    const missed = [...added].filter(
      ([hash, stretch]) => !table.mayHave(hash) || !stretchesOf(table, hash).includes(stretch),
    );
    expect(missed).toEqual([]);
    const others = Array.from({ length: 50_000 }, () => random.index(2 ** 32));
    const found = others.filter((hash) => table.mayHave(hash));
    expect(found).toEqual(others.filter((hash) => stretchesOf(table, hash).length > 0));
    expect(found.length).toBeLessThan(500);
  });

  it('finds what stands close together, also past its end, and what stands there often', () => {
    const near = fc.oneof(
      fc.integer({ min: 0, max: 40 }),
      fc.integer({ min: 2 ** 32 - 40, max: 2 ** 32 - 1 }),
      fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(near, fc.nat({ max: STRETCHES - 1 })), { minLength: 1, maxLength: 120 }),
        (ids) => {
          const table = IdTable.withRoomFor(ids.length);
          for (const [hash, stretch] of ids) table.add(hash, stretch);
          // The other side of the memory sees the same.
          for (const each of [table, new IdTable(table.buffer)]) {
            for (const [hash, stretch] of ids) {
              expect(each.mayHave(hash)).toBe(true);
              const found = stretchesOf(each, hash);
              expect(found).toContain(stretch);
              expect(new Set(found).size).toBe(found.length);
            }
          }
        },
      ),
      { numRuns: 100, seed: SEED },
    );
  });

  it('says when it is full, and is searched to no avail then as well', () => {
    const table = IdTable.withRoomFor(1);
    expect(table.mayHave(5)).toBe(false);
    for (let id = 0; id < 16; id += 1) table.add(id, id);
    expect(table.mayHave(100)).toBe(false);
    expect(stretchesOf(table, 7)).toEqual([7]);
    expect(() => {
      table.add(16, 0);
    }).toThrow('more than its room');
  });
});
