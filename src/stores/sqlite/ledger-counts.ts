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
    ['records', 'max(position)', head.size, 'records'],
    ['subjects', 'max(number)', head.subjects, 'cases and children'],
    ['tiles', 'max(tile) + 1', Math.ceil(head.size / TILE_LEAVES), 'rows of leaf hashes'],
    ['tile_roots', 'max(tile) + 1', Math.floor(head.size / TILE_LEAVES), 'hashes of such rows'],
  ] as const;
  for (const [table, count, expected, what] of counts) {
    const kept = Number(database.prepare(`SELECT ${count} FROM ${table}`).pluck().get() ?? 0);
    const found = table === 'records' ? Math.max(kept, tables.erased.positions.last) : kept;
    if (found !== expected) {
      throw new DamagedLedger(
        county,
        table === 'records' ? Math.min(found, expected) + 1 : null,
        `it has ${String(found)} ${what}, and says that it has ${String(expected)}.`,
      );
    }
  }
  tables.ids.checkEnd(head.size);
}
