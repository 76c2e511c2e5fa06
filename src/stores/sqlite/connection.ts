import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import SQLite from 'better-sqlite3';
import type { County } from '../../../events/values/county.js';
import { DamagedLedger, UnusableStore } from '../../ports/failures.js';
import { systemReason } from '../../ports/system-reason.js';
import { APPLICATION_ID, LEDGER_FORMAT } from './schema.js';
import { onlyToBeRead, speakingOf } from './sqlite-errors.js';
import { pagesInWal } from './wal-pages.js';

/** An open ledger file and what it is called in messages. */
export interface LedgerConnection {
  readonly database: SQLite.Database;
  readonly county: County;
  readonly path: string;
}

export type OpenMode = 'read' | 'write';

/** How long an append waits for another process's. */
export const BUSY_WAIT_MS = 30_000;

/** The write-ahead log is moved into the file when it has this many pages (of 4 KiB). */
const CHECKPOINT_PAGES = 8192;

/** What the write-ahead log is cut to after that. */
const WAL_KEPT_BYTES = 64 * 1024 * 1024;

/** Older libraries can lose a write when two processes use one file (the WAL-reset bug of SQLite 3.7.0 to 3.51.2). */
const SQLITE_OLDEST = [3, 51, 3] as const;

/** Places in the header: https://www.sqlite.org/fileformat2.html#the_database_header */
const MAGIC = 'SQLite format 3\0';
const HEADER_BYTES = 100;
const PAGE_BYTES_AT = 16;
const PAGE_COUNT_AT = 28;
const WRITE_VERSION_AT = 18;
const READ_VERSION_AT = 19;

/** In place of 2, a write-ahead log. */
const ROLLBACK_JOURNAL = 1;

/**
 * Opens a ledger file. Throws `UnusableStore` if it is missing, not ours or newer than this program, and `DamagedLedger`
 * if it is no database any more or shorter than its pages.
 */
export function openConnection(path: string, county: County, mode: OpenMode): LedgerConnection {
  requireLibrary(path);
  refuseOtherFile(path, county);
  const isReadOnly = mode === 'read';
  const isFolderClosed = !mayWriteBeside(path);
  if (isFolderClosed && !isReadOnly) throw onlyToBeRead(path);
  const database = speakingOf(county, path, null, () =>
    isFolderClosed && !hasLogFiles(path)
      ? inMemory(path)
      : new SQLite(path, { readonly: isReadOnly, fileMustExist: true, timeout: BUSY_WAIT_MS }),
  );
  try {
    speakingOf(county, path, null, () => {
      configure(database, mode, path);
      database.transaction(() => {
        refuseOtherFormat(database, path);
        refuseShortFile(database, path, county);
      })();
    });
    return { database, county, path };
  } catch (error) {
    database.close();
    throw error;
  }
}

/**
 * Whether SQLite can make its files beside a ledger; even to read it makes some. A folder whose rights say no is not
 * tried, whoever started the program.
 */
function mayWriteBeside(path: string): boolean {
  const folder = dirname(path);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return false;
  }
  const user = process.geteuid?.() ?? 0;
  if (user === 0) return true;
  const { mode, uid, gid } = statSync(folder);
  if (uid === user) return (mode & constants.S_IWUSR) !== 0;
  const isOfGroup = process.getegid?.() === gid || (process.getgroups?.() ?? []).includes(gid);
  return (mode & (isOfGroup ? constants.S_IWGRP : constants.S_IWOTH)) !== 0;
}

/** Whether SQLite's files are there already, as while another process has the ledger open. */
function hasLogFiles(path: string): boolean {
  return existsSync(`${path}-shm`) && existsSync(`${path}-wal`);
}

/**
 * A ledger in a folder in which nothing can be made: read whole into memory, since SQLite would have to make files beside
 * it. A write-ahead log with something in it would have to be taken in, so it is not passed over.
 */
function inMemory(path: string): SQLite.Database {
  const logBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  if (logBytes > 0) {
    throw new UnusableStore(
      'refused',
      path,
      `${path}-wal has records that are not in ${path} yet, and the folder ${dirname(path)} may only be read, so they cannot be taken in: let its owner run a command on it once, or copy the whole folder to where you can write.`,
    );
  }
  const bytes = readFileSync(path);
  // Of a file without a log the two say the same; in memory there is no log.
  bytes.fill(ROLLBACK_JOURNAL, WRITE_VERSION_AT, READ_VERSION_AT + 1);
  const database = new SQLite(bytes);
  database.pragma('query_only = ON');
  return database;
}

/** Waits until a file's or folder's content is on disk. */
export function syncPath(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Whether an error is the operating system's, with this code (`ENOENT`, ...). */
export function isErrorCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

function configure(database: SQLite.Database, mode: OpenMode, path: string): void {
  database.pragma('cell_size_check = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('temp_store = MEMORY');
  database.pragma('mmap_size = 0');
  if (mode === 'read') return;
  const journal = database.pragma('journal_mode = WAL', { simple: true });
  if (journal !== 'wal') {
    throw new UnusableStore(
      'refused',
      path,
      `SQLite cannot keep a write-ahead log beside ${path} (it offers "${String(journal)}"): put the data folder on a local disk.`,
    );
  }
  database.pragma('synchronous = FULL');
  database.pragma(`wal_autocheckpoint = ${String(CHECKPOINT_PAGES)}`);
  database.pragma(`journal_size_limit = ${String(WAL_KEPT_BYTES)}`);
}

/** Throws if the SQLite library that is installed is too old. */
export function requireLibrary(path: string): void {
  const database = new SQLite(':memory:');
  try {
    refuseOldLibrary(path, String(database.prepare('SELECT sqlite_version()').pluck().get()));
  } finally {
    database.close();
  }
}

/** Throws if the SQLite library is older than the oldest one that keeps what it was given. */
export function refuseOldLibrary(path: string, version: string): void {
  const found = version.split('.').map(Number);
  for (const [place, oldest] of SQLITE_OLDEST.entries()) {
    const part = found[place] ?? 0;
    if (part > oldest) return;
    if (part < oldest) {
      throw new UnusableStore(
        'refused',
        path,
        `The SQLite library is version ${version}, which can lose records: install the program's own dependencies again (SQLite ${SQLITE_OLDEST.join('.')} or later).`,
      );
    }
  }
}

/**
 * Looks at the file's beginning. Not while it is open anywhere, which its `-shm` file tells: closing a file takes all
 * locks on it from the whole process, those of its other connections too, and then another process might remove the
 * write-ahead log under them (https://www.sqlite.org/howtocorrupt.html, 2.2). SQLite's own looks have to do then.
 */
function refuseOtherFile(path: string, county: County): void {
  if (existsSync(`${path}-shm`) && existsSync(path)) return;
  let beginning: Buffer;
  try {
    beginning = beginningOf(path);
  } catch (error) {
    const isMissing = isErrorCode(error, 'ENOENT');
    throw new UnusableStore(
      isMissing ? 'missing' : 'refused',
      path,
      isMissing
        ? `There is no ledger file ${path}: ingest records of county ${county} first, or restore a backup.`
        : `The ledger file ${path} cannot be read: ${systemReason(error)}.`,
      error,
    );
  }
  if (beginning.toString('latin1', 0, MAGIC.length) !== MAGIC) {
    throw new DamagedLedger(
      county,
      null,
      `${path} does not begin as a SQLite file does, so it is cut off, overwritten, or something else.`,
    );
  }
  const logBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0;
  // With a log, the file need not have all pages; see refuseShortFile.
  if (logBytes === 0) refuseFewerBytes(path, county, beginning);
}

/** A file without a log has the pages that its own header counts. */
function refuseFewerBytes(path: string, county: County, header: Buffer): void {
  const bytes = statSync(path).size;
  if (header.length < HEADER_BYTES) throw cutOff(path, county, bytes, 1, HEADER_BYTES);
  const pageBytes = header.readUInt16BE(PAGE_BYTES_AT);
  const pages = header.readUInt32BE(PAGE_COUNT_AT);
  if (bytes < pages * pageBytes) throw cutOff(path, county, bytes, pages, pageBytes);
}

function cutOff(
  path: string,
  county: County,
  bytes: number,
  pages: number,
  pageBytes: number,
): DamagedLedger {
  return new DamagedLedger(
    county,
    null,
    `${path} is cut off: it has ${String(bytes)} bytes, and its ${String(pages)} pages take ${String(pages * pageBytes)}.`,
  );
}

function beginningOf(path: string): Buffer {
  const handle = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(HEADER_BYTES);
    return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(handle);
  }
}

function refuseOtherFormat(database: SQLite.Database, path: string): void {
  const application = database.pragma('application_id', { simple: true });
  if (application !== APPLICATION_ID) {
    throw new UnusableStore(
      'notOurs',
      path,
      `${path} is a SQLite file, but not a ledger of Plumbline: choose another data folder.`,
    );
  }
  const format = Number(database.pragma('user_version', { simple: true }));
  if (format > LEDGER_FORMAT) {
    throw new UnusableStore(
      'newerFormat',
      path,
      `${path} has format ${String(format)}, and this program knows formats up to ${String(LEDGER_FORMAT)}: use the newer version of Plumbline that wrote it.`,
    );
  }
}

/**
 * A file that was cut off reads as if its missing pages were empty. Called inside a read transaction,
 * so that a checkpoint by another process cannot take the log away under it.
 */
function refuseShortFile(database: SQLite.Database, path: string, county: County): void {
  const pageBytes = Number(database.pragma('page_size', { simple: true }));
  const pages = Number(database.pragma('page_count', { simple: true }));
  const bytes = statSync(path).size;
  const missing = pages - Math.floor(bytes / pageBytes);
  if (missing <= 0) return;
  const logged = pagesInWal(`${path}-wal`, pageBytes);
  for (let page = pages - missing + 1; page <= pages; page += 1) {
    if (!logged.has(page)) {
      throw cutOff(path, county, bytes, pages, pageBytes);
    }
  }
}
