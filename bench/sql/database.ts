import { DuckDBInstance } from '@duckdb/node-api';
import type { DuckDBConnection } from '@duckdb/node-api';
import { factTables } from './facts.js';
import type { AskedOfSql } from './facts.js';
import { LINES_QUERY, TO_DATE_QUERY, cellsOf } from './lines.js';
import type { SqlCell } from './lines.js';
import { moneyTables } from './money.js';
import { loading } from './tables.js';

/** Makes the database of a file of records. */
export async function loadDatabase(path: string, ndjson: string): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const statement of loading(ndjson)) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

/** Opens it to be asked. */
export async function openDatabase(
  path: string,
  threads: number,
): Promise<{ readonly connection: DuckDBConnection; readonly close: () => void }> {
  const instance = await DuckDBInstance.create(path, {
    threads: String(threads),
    access_mode: 'READ_ONLY',
  });
  const connection = await instance.connect();
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** The cells of twelve months: facts by temporary tables, then two queries over them. */
export async function cellsBySql(
  connection: DuckDBConnection,
  asked: AskedOfSql,
): Promise<readonly SqlCell[]> {
  for (const statement of [...factTables(asked), ...moneyTables(asked)]) {
    await connection.run(statement);
  }
  const lines = await connection.runAndReadAll(LINES_QUERY);
  const toDate = await connection.runAndReadAll(TO_DATE_QUERY);
  return cellsOf(lines.getRowObjects(), toDate.getRowObjects());
}
