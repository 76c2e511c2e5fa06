import type SQLite from 'better-sqlite3';
import { DamagedLedger } from '../../ports/failures.js';
import { systemReason } from '../../ports/system-reason.js';
import type { LedgerConnection } from './connection.js';
import type { ErasedTable } from './erasing/erased-table.js';
import { ROW } from '../../ports/ledger-rows.js';
import { RAW_COLUMNS, isIntact } from './rows.js';
import type { RawRow } from '../../ports/ledger-rows.js';
import { isDamage, speakingOf } from './sqlite-errors.js';

/** Rows read by one statement: the transaction is short, and the array small enough to stay in the cache. */
const PAGE_ROWS = 200;

/** Which rows a chain links: a subject's records, or the `ChildAddedToCase` records that name one child. */
export type Chain = 'subject' | 'naming';

/** The rows of `records`. Whatever it gives back has been compared with its checksum and its place. */
export class RecordTable {
  readonly #connection: LedgerConnection;
  readonly #erased: ErasedTable;
  readonly #selectPage: SQLite.Statement<[number, number], RawRow>;
  readonly #selectChain: Readonly<Record<Chain, SQLite.Statement<[number, number], RawRow>>>;

  constructor(connection: LedgerConnection, erased: ErasedTable) {
    this.#connection = connection;
    this.#erased = erased;
    const { database } = connection;
    this.#selectPage = database
      .prepare<[number, number], RawRow>(
        `SELECT ${RAW_COLUMNS} FROM records WHERE position BETWEEN ? AND ? ORDER BY position`,
      )
      .raw();
    this.#selectChain = {
      subject: chainStatement(database, 'previous'),
      naming: chainStatement(database, 'previous_naming'),
    };
  }

  /** The rows at `from` to `to`, both included, in order, a page at a time; of erased records there is none. */
  *pages(from: number, to: number): Generator<readonly RawRow[]> {
    for (let start = from; start <= to; start += PAGE_ROWS) {
      yield this.#page(start, Math.min(start + PAGE_ROWS - 1, to));
    }
  }

  /** The rows at `from` to `to`, and in place of each one that is damaged the damage, in order. */
  *rowsOrDamage(from: number, to: number): Generator<RawRow | DamagedLedger> {
    for (let start = from; start <= to; start += PAGE_ROWS) {
      const end = Math.min(start + PAGE_ROWS - 1, to);
      try {
        yield* this.#page(start, end);
        continue;
      } catch (error) {
        if (!(error instanceof DamagedLedger)) throw error;
      }
      for (let position = start; position <= end; position += 1) {
        if (!this.#erased.positions.has(position)) yield this.#rowOrDamage(position);
      }
    }
  }

  /** The row at a position that the ledger has. */
  row(position: number): RawRow {
    const [row] = this.#page(position, position);
    if (row === undefined)
      throw this.#damaged(position, 'its record was erased, and is asked for.');
    return row;
  }

  /** The rows after position `after` of a chain that ends at position `last` (0: no rows), in order of position. */
  chain(chain: Chain, last: number, after = 0): readonly RawRow[] {
    if (last <= after) return [];
    const { county, path } = this.#connection;
    const rows = speakingOf(county, path, last, () => this.#selectChain[chain].all(last, after));
    const link = chain === 'subject' ? ROW.previous : ROW.previousNaming;
    let expected = last;
    for (const row of rows) {
      this.#expect(row, expected);
      expected = row[link];
    }
    // The statement stops where a row is missing, or where a link does not lead back.
    if (expected > after) throw this.#damaged(expected, 'there is no record where another points.');
    return rows.reverse();
  }

  #rowOrDamage(position: number): RawRow | DamagedLedger {
    try {
      return this.row(position);
    } catch (error) {
      if (error instanceof DamagedLedger) return error;
      throw error;
    }
  }

  #page(from: number, to: number): readonly RawRow[] {
    let rows: RawRow[];
    try {
      rows = this.#selectPage.all(from, to);
    } catch (error) {
      throw this.#locate(from, to, error);
    }
    const { positions } = this.#erased;
    let expected = positions.nextOutside(from);
    for (const row of rows) {
      this.#expect(row, expected);
      expected = positions.nextOutside(expected + 1);
    }
    // The position after an erased stretch may lie beyond the page.
    if (expected <= to) throw this.#damaged(expected, 'there is no record.');
    return rows;
  }

  /** Finds the first row of a page that SQLite cannot read. */
  #locate(from: number, to: number, error: unknown): unknown {
    const { county, path } = this.#connection;
    if (from === to || !isDamage(error)) {
      return captured(() => speakingOf(county, path, from, () => rethrow(error)));
    }
    for (let position = from; position <= to; position += 1) {
      const failure = captured(() => this.#page(position, position));
      if (failure !== null) return failure;
    }
    return this.#damaged(from, `SQLite cannot read it: ${systemReason(error)}.`);
  }

  #expect(row: RawRow, position: number): void {
    if (row[ROW.position] !== position) throw this.#damaged(position, 'there is no record.');
    if (!isIntact(row)) {
      throw this.#damaged(position, 'the record is not what was written (its checksum differs).');
    }
  }

  #damaged(position: number, finding: string): DamagedLedger {
    return new DamagedLedger(this.#connection.county, position, finding);
  }
}

function chainStatement(
  database: SQLite.Database,
  link: 'previous' | 'previous_naming',
): SQLite.Statement<[number, number], RawRow> {
  const qualified = RAW_COLUMNS.replaceAll(/\w+/gu, 'records.$&');
  return database
    .prepare<[number, number], RawRow>(
      `WITH RECURSIVE chain (${RAW_COLUMNS}) AS (
         SELECT ${RAW_COLUMNS} FROM records WHERE position = ?
         UNION ALL
         SELECT ${qualified} FROM chain JOIN records
           ON records.position = chain.${link} AND records.position < chain.position AND records.position > ?
       )
       SELECT * FROM chain`,
    )
    .raw();
}

function captured(work: () => unknown): unknown {
  try {
    work();
    return null;
  } catch (error) {
    return error;
  }
}

function rethrow(error: unknown): never {
  throw error;
}
