import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { County } from '../../../events/values/county.js';

/** Where the ledgers are in a data folder or a backup, one file a county. */
export const LEDGERS = 'ledgers';

/** Where the years of counties are kept in a data folder, and the list of a county's. */
export const YEARS = 'years';
export const KEPT_LIST = 'kept.json';

/** The ledger file of a county in a data folder or a backup. */
export function ledgerPath(folder: string, county: County): string {
  return join(folder, LEDGERS, `${county}.db`);
}

/**
 * How large the ledger of a county is in a data folder or a backup, in bytes, without opening it; 0 where it has none.
 * What was written last lies in the file beside it.
 */
export function ledgerBytes(folder: string, county: County): number {
  const path = ledgerPath(folder, county);
  return bytesOf(path) + bytesOf(`${path}-wal`);
}

/** Whether years of a county are kept in a data folder, without a look at what they are. */
export function hasKeptYears(folder: string, county: County): boolean {
  return existsSync(join(folder, YEARS, county, KEPT_LIST));
}

function bytesOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
