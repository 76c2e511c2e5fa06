import type { LedgerReaders } from '../../ports/ledger-reader.js';
import { LedgerFolder } from '../../stores/sqlite/ledger-folder.js';

/** The ledgers of a data folder, open for reading until the thread that reads them ends. */
export function openLedgersToRead(folder: string): LedgerReaders {
  return LedgerFolder.open(folder, 'read');
}
