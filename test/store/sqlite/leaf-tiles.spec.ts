import SQLite from 'better-sqlite3';
import { parseCounty } from '../../../events/values/county.js';
import { HASH_BYTES, RootAccumulator } from '../../../projections/seal/merkle.js';
import { rowChecksum } from '../../../src/stores/sqlite/checksum.js';
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

describe('the roots over pages of tiles', () => {
  const leaves = new Uint8Array(PAGE_LEAVES * HASH_BYTES);
  const numbers = new DataView(leaves.buffer);
  for (let leaf = 0; leaf < PAGE_LEAVES; leaf += 1) numbers.setUint32(leaf * HASH_BYTES, leaf + 1);
  const SIZE = PAGE_LEAVES + 3;
  const few = leaves.subarray(0, 3 * HASH_BYTES);
  let database: SQLite.Database;
  let tiles: LeafTiles;

  beforeEach(() => {
    database = new SQLite(':memory:');
    database.exec(LEDGER_TABLES);
    tiles = new LeafTiles(database, COUNTY);
    tiles.append(0, leaves);
    tiles.append(PAGE_LEAVES, few);
  });

  afterEach(() => database.close());

  const rootAnew = (size = SIZE): string => hex(new LeafTiles(database, COUNTY).root(size));
  const pages = (): unknown => database.prepare('SELECT page FROM page_roots').pluck().all();
  const faulty = (): readonly number[] => [
    ...new LeafTiles(database, COUNTY).faultyPages(Math.floor(SIZE / PAGE_LEAVES)),
  ];

  it('are those of the tiles, which are read where there are none', () => {
    const root = rootAnew();
    expect(pages()).toEqual([0]);
    expect(faulty()).toEqual([]);
    database.exec('DROP TABLE page_roots');
    expect(rootAnew()).toBe(root);
    expect(faulty()).toEqual([]);
    database.exec('DELETE FROM tile_roots');
    expect(() => rootAnew()).toThrow('missing or not what was written');
  });

  it('spare reading those of tiles', () => {
    const root = rootAnew();
    const subtree = hex(tiles.subtree(18, 0));
    database.exec('DELETE FROM tile_roots');
    expect(rootAnew()).toBe(root);
    expect(hex(new LeafTiles(database, COUNTY).subtree(18, 0))).toBe(subtree);
  });

  it.each([
    ['UPDATE page_roots SET crc = crc + 1', [0]],
    ["UPDATE page_roots SET root = CAST('x' AS BLOB)", [0]],
    ['DELETE FROM page_roots', []],
  ])('are not believed where they are not what was written: %s', (sql, expected) => {
    const root = rootAnew();
    database.exec(sql);
    expect(rootAnew()).toBe(root);
    expect(faulty()).toEqual(expected);
  });

  it.each([0, 1])("are found to be another tree's by who checks them, as page %i", (page) => {
    const root = Buffer.alloc(HASH_BYTES, 7);
    database
      .prepare('INSERT OR REPLACE INTO page_roots (page, root, crc) VALUES (?, ?, ?)')
      .run(page, root, rowChecksum('pageRoot', [page], root));
    expect(faulty()).toEqual([page]);
  });

  it('tell of a tile whose root was forged under them', () => {
    const forged = Buffer.alloc(HASH_BYTES, 9);
    database
      .prepare('UPDATE tile_roots SET root = ?, crc = ? WHERE tile = 700')
      .run(forged, rowChecksum('tileRoot', [700], forged));
    expect(faulty()).toEqual([0]);
  });

  it('are made of earlier pages as well where an earlier program has made none', () => {
    database.exec('DROP TABLE page_roots');
    expect(() => pages()).toThrow('no such table');
    new LeafTiles(database, COUNTY).append(SIZE, few);
    expect(pages()).toEqual([0]);
    database.exec('DROP TABLE page_roots');
    const later = new LeafTiles(database, COUNTY);
    later.append(SIZE + 3, leaves.subarray(0, (PAGE_LEAVES - 4) * HASH_BYTES));
    expect(pages()).toEqual([0, 1]);
    const root = rootAnew(2 * PAGE_LEAVES);
    database.exec('DROP TABLE page_roots');
    expect(rootAnew(2 * PAGE_LEAVES)).toBe(root);
  });

  it('are gone with a transaction that was taken back', () => {
    database.exec('DROP TABLE page_roots; BEGIN');
    tiles.append(SIZE, leaves.subarray(0, (PAGE_LEAVES - 3) * HASH_BYTES));
    expect(tiles.root(2 * PAGE_LEAVES)).toHaveLength(HASH_BYTES);
    database.exec('ROLLBACK');
    tiles.forget();
    expect(hex(tiles.root(SIZE))).toBe(rootAnew());
  });
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
