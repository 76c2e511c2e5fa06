import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCounty } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import { UnusableStore } from '../../ports/failures.js';
import type { LedgerInBackup } from '../../ports/safekeeping.js';
import { LOG_PATH } from './backup-access-log.js';
import { LETTER_PATH } from './backup-letters.js';
import { EXCHANGE_PATH } from './exchange-path.js';
import { isFile, writeWhole } from './data-folder.js';
import { replicaOfMark } from './replica-mark.js';
import type { ReplicaOf } from './replica-mark.js';

/** The file that makes a folder a backup; written last. */
export const MANIFEST = 'plumbline-backup.json';

/** The layout of a backup: one with a greater number is of a newer program. */
export const BACKUP_FORMAT = 1;

/** What a backup holds: ledgers by county, and the SHA-256 of the other files of counties by county. */
export interface BackupManifest {
  readonly format: 1;
  readonly ledgers: Readonly<Record<string, LedgerInBackup>>;
  readonly submissions: Readonly<Record<string, string>>;
  /** Holds and orders; left out where no county has any. */
  readonly retention?: Readonly<Record<string, string>>;
  /** What a replica has copied of notes on a server; left out where there is none. */
  readonly noteCopies?: Readonly<Record<string, string>>;
  /** SHA-256 of every file of signed notes, by its path in the backup; left out where there are none. */
  readonly notes?: Readonly<Record<string, string>>;
  /** The same of the signing keys; left out where they were not copied. */
  readonly keys?: Readonly<Record<string, string>>;
  /** The same of public halves of keys that it has not; left out where there are none. */
  readonly publicKeys?: Readonly<Record<string, string>>;
  /** Public keys of counties; left out where no county has any. */
  readonly intake?: Readonly<Record<string, string>>;
  /** Samples; left out where no county has any. */
  readonly samples?: Readonly<Record<string, string>>;
  /** SHA-256 of files from counties as they are kept, by path; left out where there are none. */
  readonly exchange?: Readonly<Record<string, string>>;
  /** What a replica has copied of their notes on a server; left out where there is none. */
  readonly intakeNotes?: Readonly<Record<string, string>>;
  /** SHA-256 of the acts of access; left out where there are none. */
  readonly access?: string;
  /** What a replica has copied of their notes on a server; left out where there is none. */
  readonly accessNotes?: string;
  /** The same as `notes`, of the streams that have notes of their own; left out where there are none. */
  readonly ownNotes?: Readonly<Record<string, string>>;
  /** SHA-256 of every file of the letters of the process, by its path; left out where there are none. */
  readonly letters?: Readonly<Record<string, string>>;
  /** The same of passwords, codes and sessions; left out where there are none. */
  readonly credentials?: string;
  /** The same of every file of the access log, by its path in the backup; left out where there is none. */
  readonly accessLog?: Readonly<Record<string, string>>;
  /** Whose replica the folder was; left out where it was a store of its own. */
  readonly replicaOf?: ReplicaOf;
}

/** The same, read back. */
export interface BackupContents {
  readonly ledgers: ReadonlyMap<County, LedgerInBackup>;
  readonly submissions: ReadonlyMap<County, string>;
  readonly retention: ReadonlyMap<County, string>;
  readonly noteCopies: ReadonlyMap<County, string>;
  /** By path in the backup. */
  readonly notes: ReadonlyMap<string, string>;
  readonly keys: ReadonlyMap<string, string>;
  readonly publicKeys: ReadonlyMap<string, string>;
  readonly exchange: ReadonlyMap<string, string>;
  readonly intake: ReadonlyMap<County, string>;
  readonly intakeNotes: ReadonlyMap<County, string>;
  readonly samples: ReadonlyMap<County, string>;
  /** Null where there are no acts of access. */
  readonly access: string | null;
  readonly accessNotes: string | null;
  /** By path in the backup. */
  readonly ownNotes: ReadonlyMap<string, string>;
  /** Null where there are no credentials. */
  readonly credentials: string | null;
  readonly accessLog: ReadonlyMap<string, string>;
  readonly letters: ReadonlyMap<string, string>;
  readonly replicaOf: ReplicaOf | null;
}

const NOTE_PATH = /^checkpoints\/\d\d\/[a-z0-9-]+\.note$/u;
const OWN_NOTE_PATH = /^checkpoints\/(?:access|intake-\d\d)\/[a-z0-9-]+\.note$/u;
const KEY_PATH = /^keys\/(?:[1-9]\d{0,5}\.pem|intake\.age-key)$/u;
const PUBLIC_KEY_PATH = /^keys\/[1-9]\d{0,5}\.public\.pem$/u;

const HASH = /^[0-9a-f]{64}$/u;

/** Writes the manifest of a backup whose copies are on disk. */
export function writeManifest(folder: string, manifest: BackupManifest): void {
  writeWhole(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** What a backup names. Throws `UnusableStore` if the folder is no whole backup or of a newer program. */
export function readManifest(folder: string): BackupContents {
  const path = join(folder, MANIFEST);
  if (!isFile(path)) {
    throw new UnusableStore(
      'notOurs',
      folder,
      `${folder} is not a whole backup (it has no ${MANIFEST}): name a folder that "plumbline backup" has finished.`,
    );
  }
  const manifest = manifestIn(path);
  const format = manifest === null ? null : manifest['format'];
  if (typeof format === 'number' && format > BACKUP_FORMAT) {
    throw new UnusableStore(
      'newerFormat',
      folder,
      `The backup ${folder} has format ${String(format)}, and this program knows formats up to ${String(BACKUP_FORMAT)}: use the newer version of Plumbline that wrote it.`,
    );
  }
  const contents = format === BACKUP_FORMAT ? contentsOf(manifest ?? {}) : null;
  if (contents !== null) return contents;
  throw new UnusableStore(
    'notOurs',
    folder,
    `${path} is damaged or not the manifest of a Plumbline backup: use another backup.`,
  );
}

/** Null where a member is not what a manifest has. */
function contentsOf(manifest: Readonly<Record<string, unknown>>): BackupContents | null {
  const ledgers = byCounty(manifest['ledgers'], ledgerOf);
  const submissions = byCounty(manifest['submissions'], hashOf);
  const [retention, noteCopies] = ['retention', 'noteCopies'].map((name) =>
    byCounty(orNothing(manifest[name]), hashOf),
  );
  const notes = byPath(orNothing(manifest['notes']), NOTE_PATH);
  const keys = byPath(orNothing(manifest['keys']), KEY_PATH);
  const publicKeys = byPath(orNothing(manifest['publicKeys']), PUBLIC_KEY_PATH);
  const [access, accessNotes, credentials] = ['access', 'accessNotes', 'credentials'].map((name) =>
    hashOrNull(manifest[name]),
  );
  const besides = besidesOf(manifest);
  const replicaOf = replicaOfMark(manifest);
  if (!ledgers || !submissions || !retention || !noteCopies || !notes || !keys) return null;
  if (besides === null || publicKeys === null || replicaOf === 'unreadable') return null;
  if (access === undefined || accessNotes === undefined || credentials === undefined) return null;
  const acts = { submissions, retention, noteCopies, access, accessNotes };
  return { ledgers, ...acts, notes, keys, publicKeys, ...besides, credentials, replicaOf };
}

/** What a manifest names of the access log, letters, files from counties, their keys and samples; null where that is none. */
function besidesOf(
  manifest: Readonly<Record<string, unknown>>,
): Pick<
  BackupContents,
  'accessLog' | 'letters' | 'exchange' | 'intake' | 'intakeNotes' | 'ownNotes' | 'samples'
> | null {
  const exchange = byPath(orNothing(manifest['exchange']), EXCHANGE_PATH);
  const ownNotes = byPath(orNothing(manifest['ownNotes']), OWN_NOTE_PATH);
  const [intake, intakeNotes, samples] = ['intake', 'intakeNotes', 'samples'].map((name) =>
    byCounty(orNothing(manifest[name]), hashOf),
  );
  const accessLog = byPath(orNothing(manifest['accessLog']), LOG_PATH);
  const letters = byPath(orNothing(manifest['letters']), LETTER_PATH);
  if (exchange === null || accessLog === null || letters === null || ownNotes === null) return null;
  if (!intake || !intakeNotes || !samples) return null;
  return { accessLog, letters, exchange, intake, intakeNotes, ownNotes, samples };
}

/** A member that may be left out, where there is nothing of its kind. */
function orNothing(said: unknown): unknown {
  return said ?? {};
}

/** A hash that may be left out; null where it is, undefined where what is named is no hash. */
function hashOrNull(said: unknown): string | null | undefined {
  return said === undefined ? null : (hashOf(said) ?? undefined);
}

function manifestIn(path: string): Readonly<Record<string, unknown>> | null {
  try {
    return objectOf(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** An object by county, each value as `parse` understands it; null if one is not understood. */
function byCounty<Value>(
  value: unknown,
  parse: (value: unknown) => Value | null,
): ReadonlyMap<County, Value> | null {
  const named = objectOf(value);
  if (named === null) return null;
  const parsed = new Map<County, Value>();
  for (const name of Object.keys(named).sort()) {
    const county = parseCounty(name);
    const said = parse(named[name]);
    if (county === null || said === null) return null;
    parsed.set(county, said);
  }
  return parsed;
}

/** Hashes by path; null where one is no hash, or a path is none that a backup has: it must not lead out of it. */
function byPath(value: unknown, form: RegExp): ReadonlyMap<string, string> | null {
  const named = objectOf(value);
  if (named === null) return null;
  const parsed = new Map<string, string>();
  for (const path of Object.keys(named).sort()) {
    const sha256 = hashOf(named[path]);
    if (sha256 === null || !form.test(path)) return null;
    parsed.set(path, sha256);
  }
  return parsed;
}

function ledgerOf(value: unknown): LedgerInBackup | null {
  const said = objectOf(value);
  const size = said?.['size'];
  const root = hashOf(said?.['root']);
  const sha256 = hashOf(said?.['sha256']);
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return null;
  return root === null || sha256 === null ? null : { size, root, sha256 };
}

function hashOf(value: unknown): string | null {
  return typeof value === 'string' && HASH.test(value) ? value : null;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | null {
  // Any JSON object can be read by its keys; what they hold is looked at one by one.
  return typeof value === 'object' && value !== null
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}
