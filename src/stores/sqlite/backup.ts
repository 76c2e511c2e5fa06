import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import SQLite from 'better-sqlite3';
import type { County } from '../../../events/values/county.js';
import { UnusableStore } from '../../ports/failures.js';
import { writeManifest } from './backup-manifest.js';
import type { BackupManifest } from './backup-manifest.js';
import type { LedgerInBackup } from '../../ports/safekeeping.js';
import { BUSY_WAIT_MS, openConnection, syncPath } from './connection.js';
import { LEDGERS, makeFolder, namesIn, refuseNoDataFolder } from './data-folder.js';
import { LedgerFile } from './ledger-file.js';
import { countiesIn, countiesWithFile, ledgerPath } from './ledger-folder.js';
import { replicaMarkOf } from './replica-mark.js';
import { speakingOf } from './sqlite-errors.js';
import { RETENTION_STREAM, SUBMISSION_STREAM } from './act-file.js';
import type { ActStream } from './act-file.js';

/** Told of each ledger when its copy is on disk. */
export type OnCopied = (county: County, size: number) => void;

/**
 * Copies the ledgers, the submissions, and the holds and orders of a data folder into an empty or new folder, each file as of one moment, while
 * others may write. The manifest is written last: a backup that was interrupted has none, and is not taken for one. Each copy is
 * read back (its size and its root, from the leaf hashes) before the manifest names it.
 */
export async function backupDataFolder(
  folder: string,
  target: string,
  onCopied: OnCopied = () => undefined,
): Promise<BackupManifest> {
  refuseNoDataFolder(folder);
  refuseUsedFolder(target);
  // First: a submission names a position of the ledger, so the ledger's copy must not be the older one.
  const submissions = await copyActs(folder, target, SUBMISSION_STREAM);
  // As well: an order that is done is done in the ledger, and one that is not is finished by whoever runs it again.
  const retention = await copyActs(folder, target, RETENTION_STREAM);
  makeFolder(join(target, LEDGERS));
  const ledgers: Record<string, LedgerInBackup> = {};
  for (const county of countiesIn(folder)) {
    const copy = ledgerPath(target, county);
    copyDatabase(openConnection(ledgerPath(folder, county), county, 'read').database, copy, county);
    const entry = await describeLedger(copy, county);
    ledgers[county] = entry;
    onCopied(county, entry.size);
  }
  syncPath(join(target, LEDGERS));
  const replicaOf = replicaMarkOf(folder);
  const manifest: BackupManifest = {
    format: 1,
    ledgers,
    submissions,
    ...(Object.keys(retention).length > 0 ? { retention } : {}),
    ...(replicaOf === null ? {} : { replicaOf }),
  };
  writeManifest(target, manifest);
  return manifest;
}

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
    const copy = actsPath(target, county, stream);
    // Opened for writing: a writer that died leaves a journal which has to be rolled back.
    const from = actsPath(folder, county, stream);
    copyDatabase(new SQLite(from, { fileMustExist: true, timeout: BUSY_WAIT_MS }), copy, county);
    hashes[county] = await sha256Of(copy);
  }
  syncPath(join(target, stream.folder));
  return hashes;
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

/** The SHA-256 of a file's bytes, hex. */
export async function sha256Of(path: string): Promise<string> {
  const sum = createHash('sha256');
  await pipeline(createReadStream(path), sum);
  return sum.digest('hex');
}

/** The file of a county's acts of a kind in a data folder or a backup. */
export function actsPath(folder: string, county: County, stream: ActStream): string {
  return join(folder, stream.folder, `${county}.db`);
}

/** One read transaction gives a copy as of one moment, without free pages and without a log beside it. */
function copyDatabase(database: SQLite.Database, to: string, county: County): void {
  try {
    speakingOf(county, to, null, () => database.prepare('VACUUM INTO ?').run(to));
  } finally {
    database.close();
  }
  syncPath(to);
}
