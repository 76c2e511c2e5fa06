import type SQLite from 'better-sqlite3';
import { HASH_BYTES } from '../../../projections/seal/merkle.js';
import { rowChecksum } from './checksum.js';
import { hasTable } from './has-table.js';

/** Roots of full tiles under the root of a page, 2 to this power: a quarter of a million records. */
export const PAGE_LEVEL = 10;

/** So many tiles are a page. */
export const PAGE_TILES = 2 ** PAGE_LEVEL;

/** In files of earlier programs it is missing until the next page is full. */
export const PAGE_ROOTS_TABLE = `
CREATE TABLE IF NOT EXISTS page_roots (
  page INTEGER PRIMARY KEY,
  root BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
`;

type PageRow = readonly [page: number, root: Uint8Array, crc: number];

/**
 * The roots over full pages of tiles, so that the root of a ledger is at hand however old it is. Made of the roots of
 * tiles: where one is missing or not what was written, these are read.
 */
export class PageRoots {
  readonly #database: SQLite.Database;
  #select: SQLite.Statement<[number], PageRow> | null = null;

  constructor(database: SQLite.Database) {
    this.#database = database;
  }

  /** Another process has written, or a transaction was taken back: the table may be gone. */
  forget(): void {
    this.#select = null;
  }

  /** The root over a page, null where none is to be had. */
  rootOf(page: number): Uint8Array | null {
    if (this.#select === null) {
      if (!hasTable(this.#database, 'page_roots')) return null;
      this.#select = this.#database
        .prepare<[number], PageRow>('SELECT page, root, crc FROM page_roots WHERE page = ?')
        .raw();
    }
    const row = this.#select.get(page);
    return row === undefined || !isIntactRoot('pageRoot', row) ? null : row[1];
  }

  /** The pages of which the file has a root, whether or not it is what was written. */
  pages(): readonly number[] {
    if (!hasTable(this.#database, 'page_roots')) return [];
    return this.#database
      .prepare<[], number>('SELECT page FROM page_roots ORDER BY page')
      .pluck()
      .all();
  }

  /** Writes the roots of the first pages that are not there yet, inside the caller's transaction. */
  fill(count: number, rootOf: (page: number) => Uint8Array): void {
    this.#database.exec(PAGE_ROOTS_TABLE);
    const there = new Set(this.pages());
    const insert = this.#database.prepare<[number, Uint8Array, number]>(
      'INSERT INTO page_roots (page, root, crc) VALUES (?, ?, ?)',
    );
    for (let page = 0; page < count; page += 1) {
      if (there.has(page)) continue;
      const root = rootOf(page);
      insert.run(page, root, rowChecksum('pageRoot', [page], root));
    }
  }
}

/** Whether a row of roots, of tiles or of pages, is what was written. */
export function isIntactRoot(
  of: 'tileRoot' | 'pageRoot',
  [number, root, crc]: readonly [number, Uint8Array, number],
): boolean {
  // A flipped bit can turn a blob into text.
  const isHash = (root as unknown) instanceof Uint8Array && root.length === HASH_BYTES;
  return isHash && rowChecksum(of, [number], root) === crc;
}
