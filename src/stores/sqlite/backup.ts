import { rmSync } from 'node:fs';
import { join } from 'node:path';
import SQLite from 'better-sqlite3';
import type { County } from '../../../events/values/county.js';
import { UnusableStore } from '../../ports/failures.js';
import { liesIn } from '../../ports/nested-paths.js';
import { MANIFEST, writeManifest } from './backup-manifest.js';
import type { BackupManifest } from './backup-manifest.js';
import type { KeysToCopy, LedgerInBackup, OnCopied } from '../../ports/safekeeping.js';
import { BUSY_WAIT_MS, openConnection, syncPath } from './connection.js';
import { copyLetters } from './backup-letters.js';
import { NoteFiles, actCountIn, copyKeys } from './backup-small-files.js';
import { ACCESS_LOG } from '../access-log/day-files.js';
import { copyAccessLog } from './backup-access-log.js';
import { CREDENTIALS_FILE } from './credentials-file.js';
import { isFile, makeFolder, namesIn, refuseNoDataFolder, writeWhole } from './data-folder.js';
import { LedgerFile } from './ledger-file.js';
import { CopiedBytes } from './copied-bytes.js';
import { countiesIn, countiesWithFile } from './ledger-folder.js';
import { LEDGERS, ledgerPath } from './ledger-path.js';
import { LETTERS } from './letter-folder.js';
import { CHECKPOINTS, OF_COUNTIES, OF_OWN_STREAMS } from './note-folder.js';
import { replicaMarkOf } from './replica-mark.js';
import { speakingOf } from './sqlite-errors.js';
import { ACCESS } from '../../ports/act-log.js';
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
import { copyExchange } from './backup-exchange.js';
import { EXCHANGE_FOLDER } from './exchange-path.js';
import { sha256Of } from './file-hash.js';
import type { ActStream } from './act-file.js';

/** How a folder is copied. */
export interface BackupOptions {
  /** Left out: no keys are copied. */
  readonly keys?: KeysToCopy;
  readonly onCopied?: OnCopied;
}

/** In a folder that a backup is being made in: whoever finds it replaces what is there. */
export const UNFINISHED = 'plumbline-backup.unfinished';

/**
 * Copies all that a data folder is into an empty or new folder, each file as of one moment, while others may write. The
 * manifest is written last: a backup that was broken off has none, and is replaced by the next. Each copy is read back
 * (its size and its root, from the leaf hashes) before the manifest names it.
 */
export async function backupDataFolder(
  folder: string,
  target: string,
  { keys, onCopied = () => undefined }: BackupOptions = {},
): Promise<BackupManifest> {
  refuseNoDataFolder(folder);
  refuseNested(folder, target);
  beginIn(target, UNFINISHED, isBroken(target) ? 'replace' : 'refuse');
  const noteFiles = new NoteFiles(folder, OF_COUNTIES);
  const ownNoteFiles = new NoteFiles(folder, OF_OWN_STREAMS);
  // First: a submission names a position of the ledger, so the ledger's copy must not be the older one.
  const submissions = await copyActs(folder, target, SUBMISSION_STREAM);
  // As well: an order that is done is done in the ledger, and one that is not is finished by whoever runs it again.
  const retention = await copyActs(folder, target, RETENTION_STREAM);
  const noteCopies = await copyActs(folder, target, NOTE_STREAM);
  const fromCounties = await copyFromCounties(folder, target);
  const notes = noteFiles.copyTo(target, (stream) =>
    stream === 'submissions' ? SUBMISSION_STREAM : RETENTION_STREAM,
  );
  const ofAccess = await copyAccess(folder, target);
  const ownNotes = ownNoteFiles.copyTo(target, (stream) =>
    stream === 'access' ? ACCESS_STREAM : INTAKE_STREAM,
  );
  const credentials = await copyCredentials(folder, target);
  const accessLog = await hashesOf(target, await copyAccessLog(folder, target));
  makeFolder(join(target, LEDGERS));
  const ledgers: Record<string, LedgerInBackup> = {};
  const counties = countiesIn(folder);
  const copied = new CopiedBytes(folder, counties, onCopied);
  for (const county of counties) {
    const copy = ledgerPath(target, county);
    copyDatabase(openConnection(ledgerPath(folder, county), county, 'read').database, copy, county);
    copied.half(county);
    const entry = await describeLedger(copy, county);
    ledgers[county] = entry;
    copied.half(county);
  }
  syncPath(join(target, LEDGERS));
  const copiedKeys = keys === undefined ? { keys: {}, publicKeys: {} } : copyKeys(keys, target);
  const replicaOf = replicaMarkOf(folder);
  const manifest: BackupManifest = {
    format: 1,
    ledgers,
    submissions,
    ...(isAny(retention) ? { retention } : {}),
    ...(isAny(noteCopies) ? { noteCopies } : {}),
    ...(isAny(notes) ? { notes } : {}),
    ...fromCounties,
    ...(isAny(copiedKeys.keys) ? { keys: copiedKeys.keys } : {}),
    ...(isAny(copiedKeys.publicKeys) ? { publicKeys: copiedKeys.publicKeys } : {}),
    ...ofAccess,
    ...(isAny(ownNotes) ? { ownNotes } : {}),
    ...(credentials === null ? {} : { credentials }),
    ...(isAny(accessLog) ? { accessLog } : {}),
    ...(replicaOf === null ? {} : { replicaOf }),
  };
  writeManifest(target, manifest);
  rmSync(join(target, UNFINISHED), { force: true });
  return manifest;
}

/** Public keys of counties and what is kept of their files. A receipt names a position, too: before the ledgers. */
async function copyFromCounties(
  folder: string,
  target: string,
): Promise<Pick<BackupManifest, 'intake' | 'intakeNotes' | 'samples' | 'exchange'>> {
  const intake = await copyActs(folder, target, INTAKE_STREAM);
  const intakeNotes = await copyActs(folder, target, INTAKE_NOTE_STREAM);
  // A draw names a position of the ledger as well.
  const samples = await copyActs(folder, target, SAMPLE_STREAM);
  const exchange = await copyExchange(folder, target);
  return {
    ...(isAny(intake) ? { intake } : {}),
    ...(isAny(intakeNotes) ? { intakeNotes } : {}),
    ...(isAny(samples) ? { samples } : {}),
    ...(isAny(exchange) ? { exchange } : {}),
  };
}

function isAny(hashes: Readonly<Record<string, string>>): boolean {
  return Object.keys(hashes).length > 0;
}

/** A copy in what is copied would be copied, too, the next time; what is copied must not lie in its copy. */
export function refuseNested(folder: string, target: string, what = 'the data folder'): void {
  if (!liesIn(target, folder) && !liesIn(folder, target)) return;
  throw new UnusableStore(
    'refused',
    target,
    `${target} lies in ${what}, or ${what} lies in it: name a folder elsewhere, best on another disk.`,
  );
}

/** Whether a backup was broken off there. */
function isBroken(target: string): boolean {
  return isFile(join(target, UNFINISHED)) && !isFile(join(target, MANIFEST));
}

/**
 * Marks a folder in which copies are about to be made. Throws where it holds anything, but for what a copy left that
 * was broken off, which goes.
 */
export function beginIn(target: string, mark: string, what: 'replace' | 'refuse'): void {
  if (what === 'refuse') refuseUsedFolder(target);
  else {
    for (const name of COPIED) rmSync(join(target, name), { recursive: true, force: true });
  }
  makeFolder(target);
  writeWhole(join(target, mark), '');
}

/** What a copy consists of: nothing else is taken away of one that was broken off. */
const COPIED = [
  LEDGERS,
  SUBMISSION_STREAM.folder,
  RETENTION_STREAM.folder,
  NOTE_STREAM.folder,
  ACCESS_STREAM.folder,
  ACCESS_NOTE_STREAM.folder,
  INTAKE_STREAM.folder,
  INTAKE_NOTE_STREAM.folder,
  SAMPLE_STREAM.folder,
  EXCHANGE_FOLDER,
  CHECKPOINTS,
  CREDENTIALS_FILE,
  ACCESS_LOG,
  LETTERS,
  'keys',
] as const;

async function copyActs(
  folder: string,
  target: string,
  stream: ActStream,
): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = {};
  const counties = countiesWithFile(join(folder, stream.folder));
  if (counties.length === 0) return hashes;
  makeFolder(join(target, stream.folder));
  for (const county of counties) {
    hashes[county] = await copyActFile(folder, target, county, stream);
  }
  syncPath(join(target, stream.folder));
  return hashes;
}

/** The SHA-256 of the acts of access and of the letters that they made; nothing where there are no acts. */
async function copyAccess(
  folder: string,
  target: string,
): Promise<Pick<BackupManifest, 'access' | 'accessNotes' | 'letters'>> {
  const access = await copyAccessFile(folder, target, ACCESS_STREAM);
  if (access === null) return {};
  // Behind the acts: of each letter the act that made it is there.
  const letters = copyLetters(folder, target, actCountIn(actsPath(target, ACCESS, ACCESS_STREAM)));
  const accessNotes = await copyAccessFile(folder, target, ACCESS_NOTE_STREAM);
  return {
    access,
    ...(accessNotes === null ? {} : { accessNotes }),
    ...(isAny(letters) ? { letters } : {}),
  };
}

/** Null where there is no such file. */
async function copyAccessFile(
  folder: string,
  target: string,
  stream: ActStream,
): Promise<string | null> {
  if (!isFile(actsPath(folder, ACCESS, stream))) return null;
  makeFolder(join(target, stream.folder));
  const sha256 = await copyActFile(folder, target, ACCESS, stream);
  syncPath(join(target, stream.folder));
  return sha256;
}

/** The SHA-256 of the copy, which is its owner's alone; null where there are no credentials. */
async function copyCredentials(folder: string, target: string): Promise<string | null> {
  const from = join(folder, CREDENTIALS_FILE);
  if (!isFile(from)) return null;
  const copy = join(target, CREDENTIALS_FILE);
  // It is there before it is written to: SQLite leaves the rights of a file as they are.
  writeWhole(copy, '');
  const database = new SQLite(from, { fileMustExist: true, timeout: BUSY_WAIT_MS });
  copyDatabase(database, copy, ACCESS);
  return sha256Of(copy);
}

async function copyActFile(
  folder: string,
  target: string,
  of: ActsOf,
  stream: ActStream,
): Promise<string> {
  const copy = actsPath(target, of, stream);
  // Opened for writing: a writer that died leaves a journal which has to be rolled back.
  const from = actsPath(folder, of, stream);
  copyDatabase(new SQLite(from, { fileMustExist: true, timeout: BUSY_WAIT_MS }), copy, of);
  return sha256Of(copy);
}

/** Throws unless the folder is empty or missing. */
export function refuseUsedFolder(path: string): void {
  const names = namesIn(path) ?? [];
  if (names.length === 0) return;
  throw new UnusableStore(
    'notEmpty',
    path,
    `The folder ${path} is not empty: name an empty or a new one.`,
  );
}

/** What a manifest says of a ledger file, found out from the file itself. */
async function describeLedger(path: string, county: County): Promise<LedgerInBackup> {
  return { ...sizeAndRoot(path, county), sha256: await sha256Of(path) };
}

/** The size and the Merkle root (hex) of a ledger file. */
export function sizeAndRoot(path: string, county: County): Pick<LedgerInBackup, 'size' | 'root'> {
  const ledger = LedgerFile.open(path, county, 'read');
  try {
    return { size: ledger.size, root: Buffer.from(ledger.root()).toString('hex') };
  } finally {
    ledger.close();
  }
}

/** SHA-256 of files of a folder by their paths in it. */
async function hashesOf(
  folder: string,
  paths: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = {};
  for (const path of paths) hashes[path] = await sha256Of(join(folder, path));
  return hashes;
}

/** The file of a stream of acts of a kind in a data folder or a backup. */
export function actsPath(folder: string, of: ActsOf, stream: ActStream): string {
  return join(folder, stream.folder, `${of}.db`);
}

/** One read transaction gives a copy as of one moment, without free pages and without a log beside it. */
function copyDatabase(database: SQLite.Database, to: string, of: ActsOf): void {
  try {
    speakingOf(of, to, null, () => database.prepare('VACUUM INTO ?').run(to));
  } finally {
    database.close();
  }
  syncPath(to);
}
