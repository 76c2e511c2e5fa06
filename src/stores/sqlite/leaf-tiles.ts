import { hash } from 'node:crypto';
import type SQLite from 'better-sqlite3';
import type { County } from '../../../events/values/county.js';
import { HASH_BYTES, RootAccumulator, nodeHash, rootOf } from '../../../projections/seal/merkle.js';
import type { CompleteSubtrees } from '../../../projections/seal/merkle.js';
import { DamagedLedger } from '../../ports/failures.js';
import { rowChecksum } from './checksum.js';
import { PAGE_LEVEL, PAGE_TILES, PageRoots, isIntactRoot } from './page-roots.js';

/** Each tile is a complete subtree of this level, but for the last. */
const TILE_LEVEL = 8;

/** Leaf hashes in a full tile. */
export const TILE_LEAVES = 2 ** TILE_LEVEL;

/** Leaf hashes in a full page. */
export const PAGE_LEAVES = TILE_LEAVES * PAGE_TILES;

/** So many tiles apart a root that is added up is remembered: a million records. */
const MARK_TILES = 4096;

type TileRow = readonly [tile: number, bytes: Uint8Array, crc: number];

/**
 * The leaf hashes of one ledger file, 256 in a row of `tiles`, and the root of each full row in
 * `tile_roots`. Positions count from 1, so the leaf of position p is number p - 1 of the tree.
 */
export class LeafTiles implements CompleteSubtrees {
  readonly #county: County;
  readonly #selectTile: SQLite.Statement<[number], TileRow>;
  readonly #selectRoots: SQLite.Statement<[number, number], TileRow>;
  readonly #writeTile: SQLite.Statement<[number, Uint8Array, number]>;
  readonly #writeRoot: SQLite.Statement<[number, Uint8Array, number]>;
  readonly #pages: PageRoots;
  /** So many of the first pages are known to have their root. */
  #pagesFilled = 0;
  /** The tile that was read or written last. */
  #latest: { readonly tile: number; readonly leaves: Uint8Array } | null = null;
  /** The full tiles that were added up last: a later root goes on from there. */
  #fullTiles = new RootAccumulator();
  /** The same on the way there, by how many tiles: the root of an earlier size, as of kept years, begins at one. */
  readonly #marks = new Map<number, RootAccumulator>();

  constructor(database: SQLite.Database, county: County) {
    this.#county = county;
    this.#pages = new PageRoots(database);
    this.#selectTile = database
      .prepare<[number], TileRow>('SELECT tile, leaves, crc FROM tiles WHERE tile = ?')
      .raw();
    this.#selectRoots = database
      .prepare<[number, number], TileRow>(
        'SELECT tile, root, crc FROM tile_roots WHERE tile BETWEEN ? AND ? ORDER BY tile',
      )
      .raw();
    this.#writeTile = database.prepare(
      'INSERT INTO tiles (tile, leaves, crc) VALUES (?, ?, ?) ON CONFLICT (tile) DO UPDATE SET leaves = excluded.leaves, crc = excluded.crc',
    );
    this.#writeRoot = database.prepare('INSERT INTO tile_roots (tile, root, crc) VALUES (?, ?, ?)');
  }

  /** Drops what is remembered: another process has written, or a transaction was taken back. */
  forget(): void {
    this.#latest = null;
    this.#pages.forget();
    this.#pagesFilled = 0;
    this.#marks.clear();
    this.#fullTiles = new RootAccumulator();
  }

  /**
   * Appends the leaf hashes of the positions `size + 1` and on, inside the caller's transaction.
   *
   * @param leaves - one behind the other, 32 bytes each
   */
  append(size: number, leaves: Uint8Array): void {
    let next = 0;
    let position = size + 1;
    let fullTiles = Math.floor(size / TILE_LEAVES);
    while (next < leaves.length) {
      const tile = tileOf(position);
      const kept = (position - 1) % TILE_LEAVES;
      const count = Math.min(TILE_LEAVES - kept, (leaves.length - next) / HASH_BYTES);
      const bytes = new Uint8Array((kept + count) * HASH_BYTES);
      if (kept > 0) bytes.set(this.#tile(tile, kept).subarray(0, kept * HASH_BYTES));
      bytes.set(leaves.subarray(next, next + count * HASH_BYTES), kept * HASH_BYTES);
      next += count * HASH_BYTES;
      this.#writeTile.run(tile, bytes, rowChecksum('tile', [tile], bytes));
      this.#latest = { tile, leaves: bytes };
      if (kept + count === TILE_LEAVES) {
        const root = rootOfComplete(bytes);
        this.#writeRoot.run(tile, root, rowChecksum('tileRoot', [tile], root));
        fullTiles = tile + 1;
      }
      position += count;
    }
    this.#fillPages(Math.floor(fullTiles / PAGE_TILES));
  }

  /** The leaf hash at a position that the ledger has. */
  leaf(position: number): Uint8Array {
    const at = (position - 1) % TILE_LEAVES;
    const leaves = this.#tile(tileOf(position), at + 1);
    return Uint8Array.from(leaves.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES));
  }

  /** The leaf hashes at `from` to `to`, both included, in order. */
  *leaves(from: number, to: number): Generator<Uint8Array> {
    for (let position = from; position <= to; position += 1) yield this.leaf(position);
  }

  /** The leaf hashes of a tile as the file has them, null if they are missing or damaged. */
  leavesOfTile(tile: number): readonly Uint8Array[] | null {
    const leaves = this.#readTile(tile);
    return leaves === null ? null : [...leavesIn(leaves)];
  }

  /** The root of a full tile as the file has it, null if it is missing or damaged. */
  rootOfTile(tile: number): Uint8Array | null {
    const [row] = this.#selectRoots.all(tile, tile);
    return row === undefined || !isIntactRoot('tileRoot', row) ? null : row[1];
  }

  /** Pages that have a root which is not theirs, or is not full; not those of which a tile's is missing or damaged. */
  *faultyPages(fullPages: number): Generator<number> {
    for (const page of this.#pages.pages()) {
      const kept = this.#pages.rootOf(page);
      if (page < 0 || page >= fullPages || kept === null) yield page;
      else if (!this.#isRootOverPage(page, kept)) yield page;
    }
  }

  #isRootOverPage(page: number, root: Uint8Array): boolean {
    try {
      return Buffer.compare(root, this.#rootOverPage(page)) === 0;
    } catch (error) {
      if (error instanceof DamagedLedger) return true;
      throw error;
    }
  }

  /**
   * The root over the positions 1 to `size`; reads one hash for each page, one for each 256 records behind the last full
   * one, and of those that a root before has read none again where it was of a smaller size, few where it was of a greater
   * one.
   */
  root(size: number): Uint8Array {
    const fullTiles = Math.floor(size / TILE_LEAVES);
    const full = this.#nearestBefore(fullTiles);
    let tiles = full.size / TILE_LEAVES;
    while (tiles < fullTiles) {
      if (tiles % PAGE_TILES === 0 && tiles + PAGE_TILES <= fullTiles) {
        full.addSubtree(TILE_LEVEL + PAGE_LEVEL, this.#pageRoot(tiles / PAGE_TILES));
        tiles += PAGE_TILES;
      } else {
        const end = Math.min(fullTiles, (Math.floor(tiles / PAGE_TILES) + 1) * PAGE_TILES);
        for (const root of this.#tileRoots(tiles, end)) full.addSubtree(TILE_LEVEL, root);
        tiles = end;
      }
      if (tiles % MARK_TILES === 0) this.#marks.set(tiles, full.copy());
    }
    if (full.size >= this.#fullTiles.size) this.#fullTiles = full;
    const accumulator = full.copy();
    for (const leaf of this.leaves(fullTiles * TILE_LEAVES + 1, size)) accumulator.add(leaf);
    return accumulator.root();
  }

  /** What was added up before, as far as it is of no more tiles. */
  #nearestBefore(fullTiles: number): RootAccumulator {
    if (this.#fullTiles.size <= fullTiles * TILE_LEAVES) return this.#fullTiles;
    const mark = Math.floor(fullTiles / MARK_TILES) * MARK_TILES;
    return this.#marks.get(mark)?.copy() ?? new RootAccumulator();
  }

  subtree(level: number, index: number): Uint8Array {
    if (level === 0) return this.leaf(index + 1);
    if (level < TILE_LEVEL) {
      return nodeHash(this.subtree(level - 1, 2 * index), this.subtree(level - 1, 2 * index + 1));
    }
    if (level < TILE_LEVEL + PAGE_LEVEL) {
      const tiles = 2 ** (level - TILE_LEVEL);
      return rootOf(this.#tileRoots(index * tiles, (index + 1) * tiles));
    }
    const pages = 2 ** (level - TILE_LEVEL - PAGE_LEVEL);
    return rootOf(this.#pageRoots(index * pages, (index + 1) * pages));
  }

  *#pageRoots(from: number, to: number): Generator<Uint8Array> {
    for (let page = from; page < to; page += 1) yield this.#pageRoot(page);
  }

  #pageRoot(page: number): Uint8Array {
    return this.#pages.rootOf(page) ?? this.#rootOverPage(page);
  }

  /** The root over the roots of a page's tiles. */
  #rootOverPage(page: number): Uint8Array {
    const roots = this.#tileRoots(page * PAGE_TILES, (page + 1) * PAGE_TILES);
    return rootOfComplete(concatenated(roots, PAGE_TILES));
  }

  /** An earlier program has made none. */
  #fillPages(count: number): void {
    if (count <= this.#pagesFilled) return;
    this.#pages.fill(count, (page) => this.#rootOverPage(page));
    this.#pagesFilled = count;
  }

  /** The roots of the full tiles `from` to `to - 1`. */
  *#tileRoots(from: number, to: number): Generator<Uint8Array> {
    let expected = from;
    for (let start = from; start < to; start += PAGE_TILES) {
      const end = Math.min(start + PAGE_TILES, to);
      for (const row of this.#selectRoots.all(start, end - 1)) {
        if (row[0] !== expected || !isIntactRoot('tileRoot', row)) break;
        yield row[1];
        expected += 1;
      }
      if (expected !== end) throw this.#damaged(expected, 'the hash over');
    }
  }

  /** The leaf hashes of a tile that has at least `count`. */
  #tile(tile: number, count: number): Uint8Array {
    if (this.#latest?.tile === tile && this.#latest.leaves.length >= count * HASH_BYTES) {
      return this.#latest.leaves;
    }
    const leaves = this.#readTile(tile);
    if (leaves === null || leaves.length < count * HASH_BYTES) throw this.#damaged(tile, 'one of');
    this.#latest = { tile, leaves };
    return leaves;
  }

  #readTile(tile: number): Uint8Array | null {
    const [, leaves, crc] = this.#selectTile.get(tile) ?? [tile, null, 0];
    if (!(leaves instanceof Uint8Array) || leaves.length % HASH_BYTES !== 0) return null;
    return rowChecksum('tile', [tile], leaves) === crc ? leaves : null;
  }

  #damaged(tile: number, which: string): DamagedLedger {
    const first = tile * TILE_LEAVES + 1;
    return new DamagedLedger(
      this.#county,
      first,
      `${which} the leaf hashes of positions ${String(first)} to ${String(first + TILE_LEAVES - 1)} is missing or not what was written.`,
    );
  }
}

/** The leaf hashes of a tile's bytes, in order. */
export function* leavesIn(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += HASH_BYTES) yield bytes.subarray(at, at + HASH_BYTES);
}

/** Hashes one behind the other. */
function concatenated(hashes: Iterable<Uint8Array>, count: number): Uint8Array {
  const bytes = new Uint8Array(count * HASH_BYTES);
  let next = 0;
  for (const each of hashes) {
    bytes.set(each, next);
    next += HASH_BYTES;
  }
  return bytes;
}

/**
 * `rootOf` of as many hashes as a complete tree has, one behind the other, level by level: of leaves there are as many nodes
 * as records. Node gives a hash as a string of its bytes in a third of the time that it takes to give a buffer.
 */
function rootOfComplete(hashes: Uint8Array): Uint8Array {
  const level = Buffer.from(hashes);
  const node = Buffer.alloc(1 + 2 * HASH_BYTES, 1);
  for (let width = hashes.length / HASH_BYTES / 2; width >= 1; width /= 2) {
    for (let at = 0; at < width; at += 1) {
      const children = at * 2 * HASH_BYTES;
      level.copy(node, 1, children, children + 2 * HASH_BYTES);
      level.write(hash('sha256', node, 'binary'), at * HASH_BYTES, 'latin1');
    }
  }
  return Uint8Array.from(level.subarray(0, HASH_BYTES));
}

function tileOf(position: number): number {
  return Math.floor((position - 1) / TILE_LEAVES);
}
