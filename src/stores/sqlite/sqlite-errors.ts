import { dirname } from 'node:path';
import type { ActsOf } from '../../ports/act-log.js';
import { DamagedLedger, UnusableStore } from '../../ports/failures.js';
import { systemReason } from '../../ports/system-reason.js';

/** SQLite's own findings that the file's content cannot be what was written. */
const DAMAGE =
  /^SQLITE_(CORRUPT|NOTADB|IOERR_SHORT_READ|IOERR_DATA|IOERR_CORRUPTFS|TOOBIG|MISMATCH)/;

/** No space: for what is written, or for the memory that connections share, which is a file as well. */
const FULL = /^SQLITE_(FULL|IOERR_SHMSIZE)$/;

/** An error that SQLite reports, with its extended result code: `SQLITE_FULL`, `SQLITE_IOERR_READ`... */
export interface SqliteFailure {
  readonly code: string;
  readonly message: string;
}

/** Whether SQLite says that there is no space. */
export function isFull(error: unknown): error is SqliteFailure {
  return isSqliteFailure(error) && FULL.test(error.code);
}

/** Whether SQLite says that the file is damaged. */
export function isDamage(error: unknown): error is SqliteFailure {
  return isSqliteFailure(error) && DAMAGE.test(error.code);
}

/** Told by its code: the library's class of errors is one for a process, and may have been loaded twice there. */
function isSqliteFailure(error: unknown): error is SqliteFailure {
  if (typeof error !== 'object' || error === null) return false;
  if (!('code' in error) || !('message' in error)) return false;
  return typeof error.code === 'string' && error.code.startsWith('SQLITE_');
}

/**
 * Runs work on a ledger's file and says in our words what SQLite says in its own: `DamagedLedger` where the
 * content is damaged (found near `position`, null if unknown), `UnusableStore` where the file cannot
 * be used. Other errors pass.
 */
export function speakingOf<Result>(
  county: ActsOf,
  path: string,
  position: number | null,
  work: () => Result,
): Result {
  try {
    return work();
  } catch (error) {
    throw translated(county, path, position, error);
  }
}

function translated(
  county: ActsOf,
  path: string,
  position: number | null,
  error: unknown,
): unknown {
  if (!isSqliteFailure(error)) return error;
  const { code } = error;
  const reason = systemReason(error);
  if (isDamage(error)) {
    return new DamagedLedger(county, position, `SQLite cannot read it: ${reason}.`, error);
  }
  if (isFull(error)) {
    return new UnusableStore(
      'full',
      path,
      `There is no space left for ${path}: nothing more was added, and what was added before stays. Make space on the disk and run the command again.`,
      error,
    );
  }
  if (code.startsWith('SQLITE_BUSY')) {
    return new UnusableStore(
      'busy',
      path,
      `Another process has been writing to ${path} for too long: nothing more was added, and what was added before stays. Run the command again when it has ended.`,
      error,
    );
  }
  if (code.startsWith('SQLITE_READONLY')) return onlyToBeRead(path, error);
  return new UnusableStore(
    'refused',
    path,
    `${path} cannot be used: ${reason}. Look at the folder's permissions and at the disk, then run the command again.`,
    error,
  );
}

/** For a file in a folder that is not this user's to write in. */
export function onlyToBeRead(path: string, cause?: unknown): UnusableStore {
  return new UnusableStore(
    'refused',
    path,
    `The folder ${dirname(path)} may only be read, and this command writes to it: ask its owner, or work on a copy.`,
    cause,
  );
}
