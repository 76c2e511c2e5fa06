import type SQLite from 'better-sqlite3';
import { DamagedLedger } from '../../ports/failures.js';
import { rowChecksum } from './checksum.js';
import type { LedgerConnection } from './connection.js';
import type { ErasedTable } from './erasing/erased-table.js';
import { STRETCH_POSITIONS, keyBytes, runOfBytes } from './id-runs.js';
import type { Extent, IdRun } from './id-runs.js';

type RunRow = readonly [first: number, last: number, keys: Uint8Array, crc: number];

/** The table `id_runs` of one ledger file: a row a run. What it gives back has been compared with its checksum. */
export class IdRunTable {
  readonly #connection: LedgerConnection;
  readonly #erased: ErasedTable;
  readonly #selectExtents: SQLite.Statement<[number], Extent>;
  readonly #selectLast: SQLite.Statement<[], number>;
  readonly #selectFirst: SQLite.Statement<[number], number>;
  readonly #selectLarge: SQLite.Statement<[number], number>;
  readonly #selectRun: SQLite.Statement<[number], RunRow>;
  readonly #selectUpTo: SQLite.Statement<[number], RunRow>;
  readonly #insertRun: SQLite.Statement<[number, number, Uint8Array, number]>;
  readonly #deleteRun: SQLite.Statement<[number]>;

  constructor(connection: LedgerConnection, erased: ErasedTable) {
    this.#connection = connection;
    this.#erased = erased;
    const { database } = connection;
    this.#selectExtents = database
      .prepare<[number], Extent>('SELECT first, last FROM id_runs WHERE first >= ? ORDER BY first')
      .raw();
    this.#selectLast = database
      .prepare<[], number>('SELECT last FROM id_runs ORDER BY first DESC LIMIT 1')
      .pluck();
    this.#selectFirst = database
      .prepare<[number], number>(
        'SELECT first FROM id_runs WHERE first <= ? ORDER BY first DESC LIMIT 1',
      )
      .pluck();
    this.#selectLarge = database
      .prepare<[number], number>(
        'SELECT first FROM id_runs WHERE last - first >= ? AND length(keys) > 0 ORDER BY first',
      )
      .pluck();
    this.#selectRun = database
      .prepare<[number], RunRow>('SELECT first, last, keys, crc FROM id_runs WHERE first = ?')
      .raw();
    this.#selectUpTo = database
      .prepare<[number], RunRow>(
        'SELECT first, last, keys, crc FROM id_runs WHERE first <= ? ORDER BY first DESC LIMIT 1',
      )
      .raw();
    this.#insertRun = database.prepare(
      'INSERT INTO id_runs (first, last, keys, crc) VALUES (?, ?, ?, ?)',
    );
    this.#deleteRun = database.prepare('DELETE FROM id_runs WHERE first = ?');
  }

  /**
   * The extents of the runs with positions behind one, in order. Throws `DamagedLedger` if they do not reach from there
   * to the ledger's size.
   */
  extents(behind: number, size: number): readonly Extent[] {
    const extents = this.#selectExtents.all(
      behind === 0 ? 0 : (this.#selectFirst.get(behind + 1) ?? 0),
    );
    let covered = behind;
    for (const [first, last] of extents) {
      const isNext = first === covered + 1 || (covered === behind && first <= covered);
      if (!isNext || last < first) break;
      covered = last;
    }
    this.#refuseOtherEnd(covered, size);
    return extents;
  }

  /** Throws `DamagedLedger` if the last run does not end with the ledger. */
  checkEnd(size: number): void {
    this.#refuseOtherEnd(this.#selectLast.get() ?? 0, size);
  }

  #refuseOtherEnd(end: number, size: number): void {
    if (end === size) return;
    throw new DamagedLedger(
      this.#connection.county,
      Math.min(end, size) + 1,
      `the keys by which ids are found end at position ${String(end)}, and the ledger has ${String(size)} records.`,
    );
  }

  /** The extents of the runs that begin at a position or behind it, in order. */
  extentsFrom(position: number): readonly Extent[] {
    return this.#selectExtents.all(position);
  }

  /** Where the runs begin that have more positions than a stretch, and keys. */
  large(): readonly number[] {
    return this.#selectLarge.all(STRETCH_POSITIONS);
  }

  /** The run that begins at a position. */
  read(first: number): IdRun {
    const row = this.#selectRun.get(first);
    if (row === undefined) throw this.#damaged(first);
    return this.#run(row);
  }

  /** The last run that begins at a position or before it, null if there is none; it has to reach to `last`. */
  readUpTo(position: number, last: number): IdRun | null {
    const row = this.#selectUpTo.get(position);
    if ((row?.[1] ?? 0) < last) throw this.#damaged((row?.[1] ?? 0) + 1);
    return row === undefined ? null : this.#run(row);
  }

  write({ first, last, keys }: IdRun): void {
    const bytes = keyBytes({ first, last, keys });
    this.#insertRun.run(first, last, bytes, rowChecksum('idRun', [first, last], bytes));
  }

  delete(first: number): void {
    this.#deleteRun.run(first);
  }

  #run([first, last, keys, crc]: RunRow): IdRun {
    const run =
      (keys as unknown) instanceof Uint8Array ? this.#intact(first, last, keys, crc) : null;
    if (run === null) throw this.#damaged(first);
    return run;
  }

  #intact(first: number, last: number, keys: Uint8Array, crc: number): IdRun | null {
    if (rowChecksum('idRun', [first, last], keys) !== crc) return null;
    const { positions } = this.#erased;
    const erased = positions.countUpTo(last) - positions.countUpTo(first - 1);
    return runOfBytes(first, last, keys, erased);
  }

  #damaged(position: number): DamagedLedger {
    return new DamagedLedger(
      this.#connection.county,
      position,
      'the keys by which ids are found, from this position on, are not what was written.',
    );
  }
}
