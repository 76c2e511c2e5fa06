import type { County } from '../../events/values/county.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { present } from './present.js';

/** Every row of every table in a county's ledger file, its segments included, in order. */
export function tablesOfLedger(path: string, county: County): object {
  const folder = LedgerFolder.open(path, 'read');
  const { database } = present(folder.ledger(county)).connection;
  const tables = database
    .prepare<[], string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .pluck()
    .all();
  const all = tables.map((table) => [
    table,
    database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2`).raw().all(),
  ]);
  folder.close();
  return all;
}
