import { crc32 } from 'node:zlib';
import type SQLite from 'better-sqlite3';
import {
  UnreadableSegment,
  packSegment,
  unpackSegment,
} from '../../../../projections/columns/segment.js';
import { GrowingColumns } from '../../../../projections/columns/growing-columns.js';
import type { RecordedColumns } from '../../../../projections/columns/record-columns.js';
import { DamagedSegments } from '../../../ports/failures.js';
import type { LedgerConnection } from '../connection.js';
import { hasTable } from '../has-table.js';

const TABLES = `
CREATE TABLE IF NOT EXISTS segments (
  block INTEGER NOT NULL,
  first INTEGER NOT NULL,
  last INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  crc INTEGER NOT NULL,
  PRIMARY KEY (block, first)
) STRICT;
CREATE TABLE IF NOT EXISTS segments_covered (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  covered INTEGER NOT NULL
) STRICT;
`;

/** A stored segment: the records of one block of subjects at positions `first` to `last`. */
interface StoredSegment {
  readonly first: number;
  readonly last: number;
  readonly bytes: Uint8Array;
  readonly crc: number;
}

/**
 * The segments of a ledger file. They are derived: dropped and built anew at any time, never needed
 * for an answer. Statements are made when first used, because a file that was never segmented has no
 * such tables.
 */
export class SegmentTable {
  readonly #connection: LedgerConnection;
  #select: SQLite.Statement<[number, number], StoredSegment> | null = null;

  constructor(connection: LedgerConnection) {
    this.#connection = connection;
  }

  /** The records at positions 1 to this one are in segments; 0 where none are. */
  covered(): number {
    if (!this.#isThere()) return 0;
    const found = this.#database.prepare('SELECT covered FROM segments_covered').pluck().get();
    return typeof found === 'number' ? found : 0;
  }

  /** The columns of a block's records at positions 1 to `upTo`, segment by segment. */
  columnsOf(block: number, upTo: number): readonly RecordedColumns[] {
    this.#select ??= this.#database.prepare<[number, number], StoredSegment>(
      'SELECT first, last, bytes, crc FROM segments WHERE block = ? AND first <= ? ORDER BY first',
    );
    return this.#select.all(block, upTo).map((segment) => {
      const columns = this.#columns(block, segment);
      return segment.last > upTo ? columnsWithin(columns, 1, upTo) : columns;
    });
  }

  /** The same; null where segments do not reach so far any more, which another process has dropped or makes anew. */
  wholeBlock(block: number, upTo: number): readonly RecordedColumns[] | null {
    // Of one moment, or they might be dropped in between.
    return this.#database.transaction(() =>
      this.covered() < upTo ? null : this.columnsOf(block, upTo),
    )();
  }

  /** How many bytes have the segments with positions `from` to `to`. */
  bytesWith(from: number, to: number): number {
    const bytes = this.#database
      .prepare<[number, number], number | null>(
        'SELECT sum(length(bytes)) FROM segments WHERE last >= ? AND first <= ?',
      )
      .pluck()
      .get(from, to);
    return bytes ?? 0;
  }

  /** The columns of the records at positions `from` to `to`, segment by segment. */
  *columnsWith(from: number, to: number): Generator<RecordedColumns> {
    const segments = this.#database
      .prepare<[number, number], StoredSegment & { readonly block: number }>(
        'SELECT block, first, last, bytes, crc FROM segments WHERE last >= ? AND first <= ?',
      )
      .iterate(from, to);
    for (const segment of segments) {
      yield columnsWithin(this.#columns(segment.block, segment), from, to);
    }
  }

  /** How many segments each block has. */
  counts(): readonly { readonly block: number; readonly count: number }[] {
    return this.#database
      .prepare<[], { block: number; count: number }>(
        'SELECT block, count(*) AS count FROM segments GROUP BY block ORDER BY block',
      )
      .all();
  }

  /** Adds the segments of one range of positions; the caller holds the transaction. */
  add(
    first: number,
    last: number,
    blocks: readonly { readonly block: number; readonly columns: RecordedColumns }[],
  ): void {
    for (const { block, columns } of blocks) this.#insert(block, first, last, columns);
    this.#database
      .prepare('INSERT OR REPLACE INTO segments_covered (one, covered) VALUES (1, ?)')
      .run(last);
  }

  /** Puts one segment in place of all of a block's; the caller holds the transaction. */
  replace(block: number, first: number, last: number, columns: RecordedColumns): void {
    this.#database.prepare('DELETE FROM segments WHERE block = ?').run(block);
    this.#insert(block, first, last, columns);
  }

  /** Makes the tables where they are missing. */
  prepare(): void {
    this.#database.exec(TABLES);
  }

  /** Forgets every segment; the caller holds the transaction. */
  clear(): void {
    this.#database.exec('DELETE FROM segments; DELETE FROM segments_covered;');
  }

  get #database(): SQLite.Database {
    return this.#connection.database;
  }

  #insert(block: number, first: number, last: number, columns: RecordedColumns): void {
    const bytes = packSegment(columns);
    this.#database
      .prepare('INSERT INTO segments (block, first, last, bytes, crc) VALUES (?, ?, ?, ?, ?)')
      .run(block, first, last, bytes, checksum(block, first, last, bytes));
  }

  #columns(block: number, { first, last, bytes, crc }: StoredSegment): RecordedColumns {
    if (checksum(block, first, last, bytes) !== crc) {
      throw new DamagedSegments(this.#connection.county, block, 'its checksum differs');
    }
    try {
      return unpackSegment(bytes);
    } catch (error) {
      if (!(error instanceof UnreadableSegment)) throw error;
      throw new DamagedSegments(this.#connection.county, block, error.message);
    }
  }

  #isThere(): boolean {
    return hasTable(this.#database, 'segments_covered');
  }
}

function checksum(block: number, first: number, last: number, bytes: Uint8Array): number {
  return crc32(bytes, crc32(`${String(block)} ${String(first)} ${String(last)}`));
}

/** The rows at positions `from` to `to`; a segment that was put together may reach further. */
export function columnsWithin(columns: RecordedColumns, from: number, to: number): RecordedColumns {
  const kept = new GrowingColumns(columns.count);
  const { position, subject, type, effective, root, corrects, argsStart, args } = columns;
  for (let row = 0; row < columns.count; row += 1) {
    const at = position[row] ?? 0;
    if (at < from || at > to) continue;
    kept.addRow(
      at,
      subject[row] ?? 0,
      type[row] ?? 0,
      effective[row] ?? 0,
      root[row] ?? 0,
      corrects[row] ?? 0,
    );
    kept.pushArgs(args, argsStart[row] ?? 0, argsStart[row + 1] ?? 0);
  }
  return kept.finish();
}
