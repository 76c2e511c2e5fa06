import type SQLite from 'better-sqlite3';
import { ChainEndsTable } from './chain-ends.js';
import type { LedgerConnection } from './connection.js';
import { ErasedTable } from './erasing/erased-table.js';
import { IdIndex } from './id-index.js';
import { LeafTiles } from './leaf-tiles.js';
import { readHead } from './ledger-head.js';
import { RecordTable } from './record-table.js';
import { ROW, idOf } from '../../ports/ledger-rows.js';
import type { RawRow, RowNumbers } from '../../ports/ledger-rows.js';
import { RAW_COLUMNS } from './rows.js';
import { SubjectTable } from './subject-table.js';

/** Rows of records that one statement inserts. */
export const ROWS_AT_ONCE = 16;

type InsertRecords = SQLite.Statement<[readonly (number | Uint8Array)[]]>;

/** The values of a record's row without its checksum, in the table's order; the body as the bytes of its text. */
export type ValuesToInsert = readonly [...RowNumbers, body: Uint8Array];

/** The tables of one open ledger file. */
export class LedgerTables {
  readonly erased: ErasedTable;
  readonly records: RecordTable;
  readonly subjects: SubjectTable;
  readonly chainEnds: ChainEndsTable;
  readonly ids: IdIndex;
  readonly tiles: LeafTiles;
  readonly insertRecord: InsertRecords;
  /** Inserts `ROWS_AT_ONCE` rows, given one behind the other: a statement for each costs twice as much. */
  readonly insertRecords: InsertRecords;

  constructor(connection: LedgerConnection) {
    this.erased = new ErasedTable(connection);
    this.records = new RecordTable(connection, this.erased);
    this.subjects = new SubjectTable(connection);
    this.chainEnds = new ChainEndsTable(connection);
    this.ids = new IdIndex(connection, this.erased);
    this.tiles = new LeafTiles(connection.database, connection.county);
    this.insertRecord = insertOf(connection, 1);
    this.insertRecords = insertOf(connection, ROWS_AT_ONCE);
  }

  /** Brings the runs of ids in memory up to what the file has now. */
  loadIds({ database, county }: LedgerConnection): void {
    database.transaction(() => {
      this.ids.load(readHead(database, county).size);
    })();
  }

  /** The position of the record with this id among the loaded runs, 0 if there is none. */
  positionOf(id: string): number {
    return this.rowOf(id)?.[ROW.position] ?? 0;
  }

  /** The row of the record with this id among the loaded runs, null if there is none. */
  rowOf(id: string): RawRow | null {
    for (const position of this.ids.candidates(id)) {
      const row = this.records.row(position);
      if (idOf(row[ROW.body]) === id) return row;
    }
    return null;
  }

  /** Where another process, or this one, has erased records: forgets all that was in memory. Answers whether so. */
  seeErasures(): boolean {
    if (!this.erased.isBehind()) return false;
    this.erased.load();
    this.forgetAfter(0);
    return true;
  }

  /** Forgets what a transaction that was taken back had put into memory. */
  forgetAfter(subjects: number): void {
    this.subjects.forgetAbove(subjects);
    this.chainEnds.forget();
    this.ids.forget();
    this.tiles.forget();
  }
}

function insertOf({ database }: LedgerConnection, rows: number): InsertRecords {
  // The bytes of a text: to make a string of them first would only cost time.
  const row = '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, CAST(? AS TEXT), ?)';
  const values = Array<string>(rows).fill(row).join(', ');
  return database.prepare(`INSERT INTO records (${RAW_COLUMNS}) VALUES ${values}`);
}
