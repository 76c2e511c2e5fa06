import type { County } from '../../../events/values/county.js';
import { parseCounty } from '../../../events/values/county.js';
import type { LedgerInBackup, Safekeeping } from '../../ports/safekeeping.js';
import { backupDataFolder } from './backup.js';
import { checkDataFolder } from './check.js';
import { readableByOthers } from './readable-by-others.js';
import { restoreDataFolder } from './restore.js';

/** Check, backup and restore of data folders. */
export const FOLDER_SAFEKEEPING: Safekeeping = {
  check: checkDataFolder,
  readableByOthers,
  backup: async (folder, target, keys, onCopied) => {
    const manifest = await backupDataFolder(folder, target, { keys, onCopied });
    const keyCount = Object.keys(manifest.keys ?? {}).length;
    const publicKeyCount = Object.keys(manifest.publicKeys ?? {}).length;
    return { ledgers: byCounty(Object.entries(manifest.ledgers)), keyCount, publicKeyCount };
  },
  restore: async (source, folder, keysFolder, onCopied) => {
    const { ledgers, keys, publicKeys } = await restoreDataFolder(source, folder, {
      keysFolder,
      onCopied,
    });
    return {
      ledgers: byCounty(ledgers),
      keyCount: keys.size,
      publicKeyCount: publicKeys.size,
    };
  },
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
