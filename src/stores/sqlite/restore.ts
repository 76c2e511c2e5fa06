import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { County } from '../../../events/values/county.js';
import { UnusableStore } from '../../ports/failures.js';
import { readManifest } from './backup-manifest.js';
import type { LedgerInBackup } from '../../ports/safekeeping.js';
import { actsPath, refuseUsedFolder, sha256Of, sizeAndRoot } from './backup.js';
import type { OnCopied } from './backup.js';
import { checkActs, checkLedgerFile } from './check.js';
import { isErrorCode, messageOf, syncPath } from './connection.js';
import { LEDGERS, makeFolder, markDataFolder } from './data-folder.js';
import { ledgerPath } from './ledger-folder.js';
import { markReplica } from './replica-mark.js';
import { RETENTION_STREAM, SUBMISSION_STREAM } from './act-file.js';
import type { ActStream } from './act-file.js';

/**
 * Brings a backup into an empty or new folder and makes it a data folder. Each ledger is checked before the
 * folder is marked: its bytes against the manifest, every row as `check` does, then its size and root. Throws `UnusableStore`; the folder is then as empty as it was.
 */
export async function restoreDataFolder(
  backup: string,
  folder: string,
  onCopied: OnCopied = () => undefined,
): Promise<ReadonlyMap<County, LedgerInBackup>> {
  const { ledgers, submissions, retention, replicaOf } = readManifest(backup);
  refuseUsedFolder(folder);
  const copies = join(folder, LEDGERS);
  try {
    await restoreActs(backup, folder, submissions, SUBMISSION_STREAM);
    await restoreActs(backup, folder, retention, RETENTION_STREAM);
    makeFolder(copies);
    for (const [county, expected] of ledgers) {
      const path = ledgerPath(folder, county);
      copyFile(ledgerPath(backup, county), path, county);
      const finding = await faultOfCopy(path, county, expected);
      if (finding !== null) {
        throw cannotRestore(backup, `its ledger of county ${county} is damaged: ${finding}`);
      }
      onCopied(county, expected.size);
    }
    syncPath(copies);
  } catch (error) {
    rmSync(copies, { recursive: true, force: true });
    for (const stream of [SUBMISSION_STREAM, RETENTION_STREAM]) {
      rmSync(join(folder, stream.folder), { recursive: true, force: true });
    }
    throw error;
  }
  // What came from a server's streams still did.
  if (replicaOf === null) markDataFolder(folder);
  else markReplica(folder, replicaOf);
  return ledgers;
}

/** Brings back the files of one kind of acts. */
async function restoreActs(
  backup: string,
  folder: string,
  hashes: ReadonlyMap<County, string>,
  stream: ActStream,
): Promise<void> {
  if (hashes.size === 0) return;
  makeFolder(join(folder, stream.folder));
  for (const [county, sha256] of hashes) {
    const path = actsPath(folder, county, stream);
    copyFile(actsPath(backup, county, stream), path, county);
    if ((await sha256Of(path)) !== sha256) {
      throw cannotRestore(
        backup,
        `its ${stream.what} of county ${county} have other bytes than the manifest says.`,
      );
    }
    for (const { finding } of checkActs(folder, county, stream)) {
      throw cannotRestore(backup, finding);
    }
  }
  syncPath(join(folder, stream.folder));
}

function cannotRestore(backup: string, finding: string): UnusableStore {
  return new UnusableStore(
    'refused',
    backup,
    `The backup ${backup} cannot be restored, ${finding} Use another backup.`,
  );
}

function copyFile(from: string, to: string, county: County): void {
  try {
    copyFileSync(from, to);
    syncPath(to);
  } catch (error) {
    const isMissing = isErrorCode(error, 'ENOENT');
    throw new UnusableStore(
      isErrorCode(error, 'ENOSPC') ? 'full' : isMissing ? 'missing' : 'refused',
      from,
      isMissing
        ? `The backup names a file of county ${county}, and ${from} is not there: use another backup.`
        : `${from} cannot be copied to ${to}: ${messageOf(error)}.`,
      error,
    );
  }
}

/** What is wrong with a copy, a sentence; null if nothing is. */
async function faultOfCopy(
  path: string,
  county: County,
  expected: LedgerInBackup,
): Promise<string | null> {
  if ((await sha256Of(path)) !== expected.sha256) {
    return 'its copy has other bytes than the manifest says.';
  }
  for (const { position, finding } of checkLedgerFile(path, county)) {
    return position === null ? finding : `at position ${String(position)}, ${finding}`;
  }
  const { size, root } = sizeAndRoot(path, county);
  if (size === expected.size && root === expected.root) return null;
  return `the manifest names ${String(expected.size)} records with root ${expected.root}, and its copy has ${String(size)} with root ${root}.`;
}
