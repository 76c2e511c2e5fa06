import { rmSync } from 'node:fs';
import { reportMonths } from '../../projections/form/report.js';
import { viewOfLedger } from '../../src/reports/view-of-ledger.js';
import { REPORTED_MONTHS } from '../caseload.js';
import type { Caseload } from '../caseload.js';
import { firstDifference } from '../sql/compare.js';
import { cellsBySql, loadDatabase, openDatabase } from '../sql/database.js';
import { openStored } from '../work/stored-ledger.js';

/** Positions as of which the two are compared: all records, and when a tenth was not yet recorded. */
const SHARES = [1, 0.9];

/** Loads the peer's tables, and compares every cell that it answers with the replay's. */
export async function fillDatabase(caseload: Caseload): Promise<void> {
  rmSync(caseload.duckdb, { force: true });
  await loadDatabase(caseload.duckdb, caseload.ndjson);
  await compare(caseload);
}

async function compare(caseload: Caseload): Promise<void> {
  const { folder, file } = openStored(caseload);
  const { connection, close } = await openDatabase(caseload.duckdb, 2);
  for (const share of SHARES) {
    const asOf = Math.floor(file.size * share);
    const view = viewOfLedger(file, asOf, () => undefined);
    const reports = reportMonths(view, REPORTED_MONTHS, asOf);
    const cells = await cellsBySql(connection, { asOf, firstMonth: REPORTED_MONTHS[0] ?? 0 });
    const difference = firstDifference(reports, cells);
    if (difference !== null) throw new Error(`As of position ${String(asOf)}: ${difference}`);
  }
  close();
  folder.close();
}
