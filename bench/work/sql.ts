import { REPORTED_MONTHS } from '../caseload.js';
import type { Caseload } from '../caseload.js';
import type { Work } from '../measuring/work.js';
import { cellsBySql, openDatabase } from '../sql/database.js';
import { openStored } from './stored-ledger.js';

/** Twelve months in SQL by DuckDB: as many lines as stand in `SQL_LINES`. */
export async function sqlTwelve(caseload: Caseload, threads: number): Promise<Work> {
  const { folder, file } = openStored(caseload);
  const asOf = file.size;
  folder.close();
  const { connection, close } = await openDatabase(caseload.duckdb, threads);
  const asked = { asOf, firstMonth: REPORTED_MONTHS[0] ?? 0 };
  return {
    run: async () => {
      const cells = await cellsBySql(connection, asked);
      return { records: asOf, answer: JSON.stringify(cells) };
    },
    close,
  };
}
