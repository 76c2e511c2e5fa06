import type { County } from '../../../events/values/county.js';
import { parseCounty } from '../../../events/values/county.js';
import type { LedgerInBackup, Safekeeping } from '../../ports/safekeeping.js';
import { backupDataFolder } from './backup.js';
import { checkDataFolder } from './check.js';
import { restoreDataFolder } from './restore.js';

/** Check, backup and restore of data folders. */
export const FOLDER_SAFEKEEPING: Safekeeping = {
  check: checkDataFolder,
  backup: async (folder, target, onCopied) =>
    byCounty(Object.entries((await backupDataFolder(folder, target, onCopied)).ledgers)),
  restore: async (source, folder, onCopied) =>
    byCounty(await restoreDataFolder(source, folder, onCopied)),
};

/** In order of county. */
function byCounty(
  ledgers: Iterable<readonly [string, LedgerInBackup]>,
): ReadonlyMap<County, LedgerInBackup> {
  const known = [...ledgers].flatMap(([name, ledger]) => {
    const county = parseCounty(name);
    return county === null ? [] : [[county, ledger] as const];
  });
  return new Map(known.sort(([one], [other]) => (one < other ? -1 : 1)));
}
