import type SQLite from 'better-sqlite3';
import { DamagedLedger } from '../../ports/failures.js';
import type { LedgerConnection } from './connection.js';
import { TILE_LEAVES } from './leaf-tiles.js';
import type { LedgerHead } from './ledger-head.js';
import type { LedgerTables } from './ledger-tables.js';

/** Compares the size and the number of subjects with the tables, by their ends alone. */
export function refuseOtherCounts(
  connection: LedgerConnection,
  tables: LedgerTables,
  head: LedgerHead,
): void {
  const { database, county } = connection;
  const counts = [
    ['records', 'position', head.size, 'records'],
    ['subjects', 'number', head.subjects, 'cases and children'],
    ['tiles', 'tile + 1', Math.ceil(head.size / TILE_LEAVES), 'rows of leaf hashes'],
    ['tile_roots', 'tile + 1', Math.floor(head.size / TILE_LEAVES), 'hashes of such rows'],
  ] as const;
  for (const [table, number, expected, what] of counts) {
    const kept = Number(greatest(database, table, number) ?? 0);
    const found = table === 'records' ? Math.max(kept, tables.erased.positions.last) : kept;
    if (found !== expected) {
      throw new DamagedLedger(
        county,
        table === 'records' ? Math.min(found, expected) + 1 : null,
        `it has ${String(found)} ${what}, and says that it has ${String(expected)}.`,
      );
    }
  }
  tables.ids.checkCoverage(head.size);
}

function greatest(database: SQLite.Database, table: string, number: string): unknown {
  return database.prepare(`SELECT max(${number}) FROM ${table}`).pluck().get();
}
