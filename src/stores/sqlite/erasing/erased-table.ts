import type SQLite from 'better-sqlite3';
import { hashOfId } from '../../../../projections/seal/erasure-hashes.js';
import type { Day } from '../../../../events/values/day.js';
import { instantOfMs } from '../../../../events/values/instant.js';
import type { Instant } from '../../../../events/values/instant.js';
import type { Month } from '../../../../events/values/month.js';
import type { Erasure } from '../../../ports/erasure.js';
import type { RetentionInForce } from '../../../ports/ledger-reader.js';
import { DamagedLedger } from '../../../ports/failures.js';
import { rowChecksum } from '../checksum.js';
import { hasTable } from '../has-table.js';
import type { LedgerConnection } from '../connection.js';
import { PositionRanges } from './position-ranges.js';

/**
 * What stands in place of erased records, and the orders that erased them. The tables are made by the
 * first erasure: a ledger without them has erased nothing. The id of an erased record is found by its SHA-256.
 * An erasure is in `traces_left` for as long as what it erased may still be in free pages or in the write-ahead log.
 */
export const ERASED_TABLES = `
CREATE TABLE IF NOT EXISTS erasures (
  erasure INTEGER PRIMARY KEY,
  on_day INTEGER NOT NULL,
  first_month INTEGER NOT NULL,
  cut INTEGER NOT NULL,
  records INTEGER NOT NULL,
  size INTEGER NOT NULL,
  plan TEXT NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS erased (
  position INTEGER PRIMARY KEY,
  recorded INTEGER NOT NULL,
  erasure INTEGER NOT NULL,
  id_hash BLOB NOT NULL,
  crc INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS erased_ids ON erased (id_hash);
CREATE TABLE IF NOT EXISTS traces_left (erasure INTEGER PRIMARY KEY) STRICT;
`;

/** What is left of an erased record besides its leaf hash. */
export interface ErasedRow {
  readonly position: number;
  readonly recorded: Instant;
  /** The order that erased it. */
  readonly order: number;
}

/** The same with the SHA-256 of the record's id, 32 bytes. */
export interface KeptErasedRow extends ErasedRow {
  readonly idHash: Uint8Array;
}

type ErasureRow = readonly [number, number, number, number, number, number, string, number];
type StoredErasedRow = readonly [
  position: number,
  recorded: number,
  erasure: number,
  idHash: Uint8Array,
  crc: number,
];

const ERASED_COLUMNS = 'position, recorded, erasure, id_hash, crc';

/** The erased records of one ledger file. */
export class ErasedTable {
  readonly #connection: LedgerConnection;
  #erasures: readonly Erasure[] = [];
  #positions = PositionRanges.none;

  constructor(connection: LedgerConnection) {
    this.#connection = connection;
    this.load();
  }

  /** The orders applied, in order of number. */
  get erasures(): readonly Erasure[] {
    return this.#erasures;
  }

  /** The positions of all erased records. */
  get positions(): PositionRanges {
    return this.#positions;
  }

  /** Null while nothing was erased by any order. */
  get inForce(): RetentionInForce | null {
    const [first, ...others] = this.#erasures;
    if (first === undefined) return null;
    let { firstMonth, cut } = first;
    for (const erasure of others) {
      if (erasure.firstMonth > firstMonth) ({ firstMonth } = erasure);
      cut = Math.max(cut, erasure.cut);
    }
    return { firstMonth, cut };
  }

  /** Whether an order was applied, or erased places were added, since the tables were looked at. */
  isBehind(): boolean {
    const count = this.#count();
    if (count !== this.#erasures.length) return true;
    return count > 0 && this.#lastPosition() !== this.#positions.last;
  }

  /** Whether what was erased may still be in free pages or in the write-ahead log. */
  hasTraces(): boolean {
    if (!hasTable(this.#database, 'traces_left')) return false;
    return this.#database.prepare('SELECT 1 FROM traces_left').get() !== undefined;
  }

  /** What was erased is in no page any more. */
  forgetTraces(): void {
    if (hasTable(this.#database, 'traces_left')) this.#database.exec('DELETE FROM traces_left');
  }

  /** Looks at the tables anew. */
  load(): void {
    if (this.#count() === 0) {
      this.#erasures = [];
      this.#positions = PositionRanges.none;
      return;
    }
    const rows = this.#database
      .prepare<[], ErasureRow>(
        'SELECT erasure, on_day, first_month, cut, records, size, plan, crc FROM erasures ORDER BY erasure',
      )
      .raw()
      .all();
    this.#erasures = rows.map((row) => this.#erasure(row));
    const positions = this.#database
      .prepare<[], number>('SELECT position FROM erased ORDER BY position')
      .pluck();
    this.#positions = PositionRanges.of(positions.iterate());
  }

  /** The erased record at a position, null if none was erased there. */
  at(position: number): KeptErasedRow | null {
    if (!this.#positions.has(position)) return null;
    return this.#intact(
      this.#database
        .prepare<[number], StoredErasedRow>(
          `SELECT ${ERASED_COLUMNS} FROM erased WHERE position = ?`,
        )
        .raw()
        .get(position),
      position,
    );
  }

  /** The erased record that had this id, null if there was none. */
  find(id: string): ErasedRow | null {
    if (this.#positions.count === 0) return null;
    const row = this.#database
      .prepare<[Uint8Array], StoredErasedRow>(
        `SELECT ${ERASED_COLUMNS} FROM erased WHERE id_hash = ?`,
      )
      .raw()
      .get(hashOfId(id));
    return row === undefined ? null : this.#intact(row, row[0]);
  }

  /** Whether an erased record had the id of this SHA-256. */
  hasHash(idHash: Uint8Array): boolean {
    const row = this.#database.prepare('SELECT 1 FROM erased WHERE id_hash = ?').get(idHash);
    return row !== undefined;
  }

  /** Puts what remains in place of a record, inside the caller's transaction. */
  add({ position, recorded, order }: ErasedRow, idHash: Uint8Array): void {
    const crc = rowChecksum('erased', [position, recorded, order], idHash);
    this.#database
      .prepare(`INSERT INTO erased (${ERASED_COLUMNS}) VALUES (?, ?, ?, ?, ?)`)
      .run(position, recorded, order, idHash, crc);
  }

  /** Puts the places that were added behind all others into memory, too. */
  extend(positions: Iterable<number>): void {
    this.#positions = this.#positions.extended(positions);
  }

  /** Marks an order as applied, with traces left, inside the caller's transaction. */
  addErasure({ order, on, firstMonth, cut, records, size, plan }: Erasure): void {
    const numbers = [order, on, firstMonth, cut, records, size];
    this.#database
      .prepare(
        'INSERT INTO erasures (erasure, on_day, first_month, cut, records, size, plan, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      )
      .run(...numbers, plan, rowChecksum('erasure', numbers, plan));
    this.#database.prepare('INSERT INTO traces_left (erasure) VALUES (?)').run(order);
  }

  get #database(): SQLite.Database {
    return this.#connection.database;
  }

  #count(): number {
    if (!hasTable(this.#database, 'erasures')) return 0;
    return Number(this.#database.prepare('SELECT count(*) FROM erasures').pluck().get());
  }

  #lastPosition(): number {
    return Number(this.#database.prepare('SELECT max(position) FROM erased').pluck().get() ?? 0);
  }

  #erasure([order, on, firstMonth, cut, records, size, plan, crc]: ErasureRow): Erasure {
    if (rowChecksum('erasure', [order, on, firstMonth, cut, records, size], plan) !== crc) {
      throw new DamagedLedger(
        this.#connection.county,
        null,
        `the row of the erasure by order ${String(order)} is not what was written.`,
      );
    }
    // The checksum says that this is the day and the month that were written.
    return { order, on: on as Day, firstMonth: firstMonth as Month, cut, records, size, plan };
  }

  #intact(row: StoredErasedRow | undefined, position: number): KeptErasedRow {
    if (row !== undefined) {
      const [found, recorded, order, idHash, crc] = row;
      const isBytes = (idHash as unknown) instanceof Uint8Array;
      if (isBytes && rowChecksum('erased', [found, recorded, order], idHash) === crc) {
        return { position: found, recorded: instantOfMs(recorded), order, idHash };
      }
    }
    throw new DamagedLedger(
      this.#connection.county,
      position,
      'what remains of an erased record is missing or not what was written.',
    );
  }
}
