import type { LedgerReaders } from '../../ports/ledger-reader.js';
import { KeptYears } from '../../reports/kept-years.js';
import type { Years } from '../../reports/year-checkpoints.js';
import { checkpointsOver } from '../../stores/sqlite/checkpoints/checkpoints-over-folder.js';
import { LedgerFolder } from '../../stores/sqlite/ledger-folder.js';

/** The ledgers of a data folder and their kept years, open for reading until the thread that reads them ends. */
export function openLedgersToRead(path: string): {
  readonly ledgers: LedgerReaders;
  readonly years: Years;
} {
  const folder = LedgerFolder.open(path, 'read');
  return { ledgers: folder, years: new KeptYears(checkpointsOver(folder)) };
}
