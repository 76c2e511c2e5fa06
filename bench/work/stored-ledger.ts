import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import type { LedgerFile } from '../../src/stores/sqlite/ledger-file.js';
import { COUNTY } from '../caseload.js';
import type { Caseload } from '../caseload.js';

/** The prepared store of a caseload, open for reading. */
export interface StoredLedger {
  readonly folder: LedgerFolder;
  readonly file: LedgerFile;
}

export function openStored({ store }: Caseload): StoredLedger {
  const folder = LedgerFolder.open(store, 'read');
  const file = folder.ledger(COUNTY);
  if (file === null) throw new Error(`The prepared store ${store} has no ledger.`);
  return { folder, file };
}
