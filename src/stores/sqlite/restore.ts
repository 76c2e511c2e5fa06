import { hash } from 'node:crypto';
import { chmodSync, copyFileSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { County } from '../../../events/values/county.js';
import { systemReason } from '../../ports/system-reason.js';
import { UnusableStore } from '../../ports/failures.js';
import { readManifest } from './backup-manifest.js';
import type { BackupContents } from './backup-manifest.js';
import type { LedgerInBackup } from '../../ports/safekeeping.js';
import { actsPath, beginIn, refuseNested, sizeAndRoot } from './backup.js';
import { restoreExchangeFile } from './backup-exchange.js';
import { restoreLetterFile } from './backup-letters.js';
import { EXCHANGE_FOLDER } from './exchange-path.js';
import { sha256Of } from './file-hash.js';
import { ACCESS_LOG } from '../access-log/day-files.js';
import { putNewestAside } from './backup-access-log.js';
import type { OnCopied } from '../../ports/safekeeping.js';
import { checkActs, checkLedgerFile } from './check.js';
import { isErrorCode, syncPath } from './connection.js';
import { MARK, isFile, makeFolder, markDataFolder, namesIn, writeWhole } from './data-folder.js';
import { CREDENTIALS_FILE } from './credentials-file.js';
import { LEDGERS, ledgerPath } from './ledger-path.js';
import { LETTERS } from './letter-folder.js';
import { ANCHOR, CHECKPOINTS, NEWEST, OF_OWN_STREAMS } from './note-folder.js';
import { ACCESS, ofWhom } from '../../ports/act-log.js';
import type { ActsOf } from '../../ports/act-log.js';
import {
  ACCESS_NOTE_STREAM,
  ACCESS_STREAM,
  INTAKE_NOTE_STREAM,
  INTAKE_STREAM,
  SAMPLE_STREAM,
  NOTE_STREAM,
  RETENTION_STREAM,
  SUBMISSION_STREAM,
} from './act-file.js';
import { CopiedBytes } from './copied-bytes.js';
import { markReplica } from './replica-mark.js';
import type { ActStream } from './act-file.js';

/** In a folder that a backup is being restored into: whoever finds it begins anew. */
const UNFINISHED = 'plumbline-restore.unfinished';

/** How a backup is restored. */
export interface RestoreOptions {
  /** Where its keys go; left out: into the folder. */
  readonly keysFolder?: string;
  readonly onCopied?: OnCopied;
}

/**
 * Brings a backup into an empty or new folder and makes it a data folder. Each ledger is checked before the
 * folder is marked: its bytes against the manifest, every row as `check` does, then its size and root. Throws `UnusableStore`; the folder is then as empty as it was.
 */
export async function restoreDataFolder(
  backup: string,
  folder: string,
  { keysFolder = join(folder, 'keys'), onCopied = () => undefined }: RestoreOptions = {},
): Promise<BackupContents> {
  const contents = readManifest(backup);
  refuseNested(backup, folder, 'the backup');
  const { ledgers, replicaOf } = contents;
  const notes = new Map([...contents.notes, ...contents.ownNotes]);
  const isBroken = isFile(join(folder, UNFINISHED)) && !isFile(join(folder, MARK));
  beginIn(folder, UNFINISHED, isBroken ? 'replace' : 'refuse');
  const copies = join(folder, LEDGERS);
  try {
    await restoreStreams(backup, folder, contents);
    await restoreAccessLog(backup, folder, contents.accessLog);
    for (const [path, sha256] of notes) restoreText(backup, path, sha256, join(folder, path));
    makeFolder(copies);
    const copied = new CopiedBytes(backup, [...ledgers.keys()], onCopied);
    for (const [county, expected] of ledgers) {
      const path = ledgerPath(folder, county);
      copyFile(ledgerPath(backup, county), path, county);
      copied.half(county);
      const finding = await faultOfCopy(path, county, expected);
      if (finding !== null) {
        throw cannotRestore(backup, `its ledger of county ${county} is damaged: ${finding}`);
      }
      copied.half(county);
    }
    syncPath(copies);
    restoreKeys(backup, keysFolder, contents);
  } catch (error) {
    takeAway(folder);
    throw error;
  }
  // What came from a server's streams still did.
  if (replicaOf === null) markDataFolder(folder);
  else markReplica(folder, replicaOf);
  rmSync(join(folder, UNFINISHED), { force: true });
  if (keysFolder !== join(folder, 'keys')) {
    renewNewest(folder, keysFolder, notes.keys());
    putOwnNewestAside(keysFolder, notes.keys());
    putNewestAside(keysFolder);
  }
  return contents;
}

/** Brings back all that stands beside the ledgers but for the signed notes. */
async function restoreStreams(
  backup: string,
  folder: string,
  contents: BackupContents,
): Promise<void> {
  const { submissions, retention, noteCopies, access, accessNotes, credentials } = contents;
  const { intake, intakeNotes, samples, exchange, letters } = contents;
  await restoreActs(backup, folder, submissions, SUBMISSION_STREAM);
  await restoreActs(backup, folder, retention, RETENTION_STREAM);
  await restoreActs(backup, folder, noteCopies, NOTE_STREAM);
  await restoreActs(backup, folder, intake, INTAKE_STREAM);
  await restoreActs(backup, folder, intakeNotes, INTAKE_NOTE_STREAM);
  await restoreActs(backup, folder, samples, SAMPLE_STREAM);
  for (const [path, sha256] of exchange) {
    if (await restoreExchangeFile(backup, folder, path, sha256)) continue;
    throw cannotRestore(backup, otherBytes(path));
  }
  await restoreActs(backup, folder, hashesOfAccess(access), ACCESS_STREAM);
  await restoreActs(backup, folder, hashesOfAccess(accessNotes), ACCESS_NOTE_STREAM);
  for (const [path, sha256] of letters) {
    if (restoreLetterFile(backup, folder, path, sha256)) continue;
    throw cannotRestore(backup, otherBytes(path));
  }
  await restoreCredentials(backup, folder, credentials);
}

/** Takes away what was brought so far: the folder is as empty as it was. */
function takeAway(folder: string): void {
  const ofCounties = [SUBMISSION_STREAM, RETENTION_STREAM, NOTE_STREAM, SAMPLE_STREAM];
  const own = [ACCESS_STREAM, ACCESS_NOTE_STREAM, INTAKE_STREAM, INTAKE_NOTE_STREAM];
  const folders = [...ofCounties, ...own].map(({ folder: each }) => each);
  const files = [CREDENTIALS_FILE, UNFINISHED];
  const others = [EXCHANGE_FOLDER, CHECKPOINTS, ACCESS_LOG, LETTERS];
  for (const name of [LEDGERS, ...folders, ...others, ...files]) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

function restoreText(backup: string, path: string, sha256: string, to: string): void {
  const text = readText(join(backup, path));
  if (text === null || hash('sha256', text) !== sha256) {
    throw cannotRestore(backup, otherBytes(path));
  }
  makeFolder(dirname(to));
  writeWhole(to, text);
}

/** Public halves are brought where no key is: whoever has the keys believes these, and not what a backup says of them. */
function restoreKeys(
  backup: string,
  keysFolder: string,
  { keys, publicKeys }: Pick<BackupContents, 'keys' | 'publicKeys'>,
): void {
  const isWithoutKeys = !(namesIn(keysFolder) ?? []).some((name) => SIGNING_KEY.test(name));
  const brought = isWithoutKeys ? [...keys, ...publicKeys] : [...keys];
  for (const [path, sha256] of brought) restoreKey(backup, path, sha256, keysFolder);
}

const SIGNING_KEY = /^\d+\.pem$/u;

/** A key that is there already stays, if it is the same; another is never written over. */
function restoreKey(backup: string, path: string, sha256: string, keysFolder: string): void {
  const to = join(keysFolder, basename(path));
  const there = readText(to);
  if (there === null) {
    restoreText(backup, path, sha256, to);
    return;
  }
  if (hash('sha256', there) === sha256) return;
  throw cannotRestore(
    backup,
    `its ${path} is another key than ${to}: name another folder with --keys.`,
  );
}

/** Who restores says that the folder is of an earlier day: the newest note beside the keys is put aside. */
function renewNewest(folder: string, keysFolder: string, notes: Iterable<string>): void {
  for (const path of notes) {
    if (basename(path) !== ANCHOR) continue;
    const newest = join(keysFolder, NEWEST, `${basename(dirname(path))}.note`);
    putAside(newest);
    makeFolder(dirname(newest));
    writeWhole(newest, readText(join(folder, path)) ?? '');
  }
}

/** The same of streams with notes of their own that the backup has nothing of. */
function putOwnNewestAside(keysFolder: string, notes: Iterable<string>): void {
  const restored = new Set([...notes].map((path) => `${basename(dirname(path))}.note`));
  for (const name of namesIn(join(keysFolder, NEWEST)) ?? []) {
    const isOwn = name.endsWith('.note') && OF_OWN_STREAMS.ofName(name.slice(0, -5)) !== null;
    if (isOwn && !restored.has(name)) putAside(join(keysFolder, NEWEST, name));
  }
}

function putAside(path: string): void {
  if (!isFile(path)) return;
  let number = 1;
  while (isFile(`${path}.before-restore-${String(number)}`)) number += 1;
  renameSync(path, `${path}.before-restore-${String(number)}`);
}

function readText(path: string): string | null {
  return isFile(path) ? readFileSync(path, 'utf8') : null;
}

/** Brings back the files of one kind of acts. */
async function restoreActs(
  backup: string,
  folder: string,
  hashes: ReadonlyMap<ActsOf, string>,
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
        `its ${stream.what}${ofWhom(county)} have other bytes than the manifest says.`,
      );
    }
    for (const { finding } of checkActs(folder, county, stream)) {
      throw cannotRestore(backup, finding);
    }
  }
  syncPath(join(folder, stream.folder));
}

function hashesOfAccess(sha256: string | null): ReadonlyMap<ActsOf, string> {
  return sha256 === null ? new Map() : new Map([[ACCESS, sha256]]);
}

/** Brings back the credentials, for their owner alone. */
async function restoreCredentials(
  backup: string,
  folder: string,
  sha256: string | null,
): Promise<void> {
  if (sha256 === null) return;
  const path = join(folder, CREDENTIALS_FILE);
  copyFile(join(backup, CREDENTIALS_FILE), path, ACCESS);
  chmodSync(path, 0o600);
  if ((await sha256Of(path)) !== sha256) {
    throw cannotRestore(backup, 'its credentials have other bytes than the manifest says.');
  }
}

/** Brings back the access log, lines and heads. */
async function restoreAccessLog(
  backup: string,
  folder: string,
  hashes: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [path, sha256] of hashes) {
    const to = join(folder, path);
    makeFolder(dirname(to));
    copyFile(join(backup, path), to, ACCESS);
    if ((await sha256Of(to)) === sha256) continue;
    throw cannotRestore(backup, `its ${path} has other bytes than the manifest says.`);
  }
}

function otherBytes(path: string): string {
  return `its ${path} is missing, or has other bytes than the manifest says.`;
}

function cannotRestore(backup: string, finding: string): UnusableStore {
  return new UnusableStore(
    'refused',
    backup,
    `The backup ${backup} cannot be restored, ${finding} Use another backup.`,
  );
}

function copyFile(from: string, to: string, of: ActsOf): void {
  try {
    copyFileSync(from, to);
    syncPath(to);
  } catch (error) {
    const isMissing = isErrorCode(error, 'ENOENT');
    throw new UnusableStore(
      isErrorCode(error, 'ENOSPC') ? 'full' : isMissing ? 'missing' : 'refused',
      from,
      isMissing
        ? `The backup names a file${ofWhom(of)}, and ${from} is not there: use another backup.`
        : `${from} cannot be copied to ${to}: ${systemReason(error)}.`,
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
