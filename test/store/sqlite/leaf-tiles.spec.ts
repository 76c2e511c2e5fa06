import SQLite from 'better-sqlite3';
import { parseCounty } from '../../../events/values/county.js';
import { HASH_BYTES, RootAccumulator } from '../../../projections/seal/merkle.js';
import { LeafTiles } from '../../../src/stores/sqlite/leaf-tiles.js';
import { LEDGER_TABLES } from '../../../src/stores/sqlite/schema.js';
import { present } from '../present.js';

const COUNTY = present(parseCounty('19'));

/** Roots of tiles are read 1,024 at a time: so many leaves are under them. */
const PAGE_LEAVES = 256 * 1024;
const LEAVES = PAGE_LEAVES * 2 + 700;

const SIZES = [
  ...[1, 256, 257, PAGE_LEAVES - 1, PAGE_LEAVES, PAGE_LEAVES + 1, PAGE_LEAVES + 256],
  ...[PAGE_LEAVES + 257, PAGE_LEAVES * 2, PAGE_LEAVES * 2 + 513, LEAVES],
];

describe('the root over tiles', () => {
  const leaves = new Uint8Array(LEAVES * HASH_BYTES);
  const numbers = new DataView(leaves.buffer);
  for (let leaf = 0; leaf < LEAVES; leaf += 1) numbers.setUint32(leaf * HASH_BYTES, leaf);
  const database = new SQLite(':memory:');
  database.exec(LEDGER_TABLES);
  new LeafTiles(database, COUNTY).append(0, leaves);

  const expected = new Map<number, string>();
  const oneByOne = new RootAccumulator();
  for (let leaf = 0; leaf < LEAVES; leaf += 1) {
    oneByOne.add(leaves.subarray(leaf * HASH_BYTES, (leaf + 1) * HASH_BYTES));
    if (SIZES.includes(leaf + 1)) expected.set(leaf + 1, hex(oneByOne.root()));
  }

  afterAll(() => database.close());

  it.each(SIZES)('is that of its leaves one by one, of %i', (size) => {
    expect(hex(new LeafTiles(database, COUNTY).root(size))).toBe(expected.get(size));
  });

  it('is the same after any other, wherever that ended', () => {
    for (const first of SIZES) {
      const tiles = new LeafTiles(database, COUNTY);
      tiles.root(first);
      for (const size of SIZES) expect(hex(tiles.root(size))).toBe(expected.get(size));
    }
  });
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
