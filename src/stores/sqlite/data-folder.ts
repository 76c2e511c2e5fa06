import { randomUUID } from 'node:crypto';
import {
  closeSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileWithin, makeFolders } from '../../ports/made-folder.js';
import { systemReason } from '../../ports/system-reason.js';
import { UnusableStore } from '../../ports/failures.js';
import { isErrorCode, syncPath } from './connection.js';
import { onlyToBeRead } from './sqlite-errors.js';

/** The file that marks a data folder. */
export const MARK = 'plumbline.json';

/** The layout of the folder: a folder with a greater number is of a newer program. */
export const FOLDER_FORMAT = 1;

/** What is kept of people is its owner's alone, whatever the umask. */
const FOLDER_MODE = 0o700;
const FILE_MODE = 0o600;

const DRAFT = /^[a-z]+\.json\.[0-9a-f-]{36}\.tmp$/u;

/** What is at a path that is to be a data folder. */
export type FolderState = 'missing' | 'empty' | 'ours';

/**
 * Looks at what a folder is. Throws `UnusableStore` if it is a file, holds something else than a data
 * folder does, or is of a newer program.
 */
export function folderState(path: string): FolderState {
  const names = namesIn(path);
  if (names === null) return 'missing';
  if (names.includes(MARK)) {
    refuseOtherMark(path);
    return 'ours';
  }
  // What a start that was interrupted has left.
  if (names.every((name) => DRAFT.test(name))) return 'empty';
  throw new UnusableStore(
    'notOurs',
    path,
    `${path} is not a data folder of Plumbline (it has files, and no ${MARK}): choose an empty or a new folder with --data.`,
  );
}

/** Throws unless the folder is a data folder. */
export function refuseNoDataFolder(path: string): void {
  if (folderState(path) === 'ours') return;
  throw new UnusableStore(
    'missing',
    path,
    `There is no data folder at ${path}: ingest records first, or name another folder with --data.`,
  );
}

/** Makes the folder a data folder if it is missing or empty; on disk when it returns. */
export function makeDataFolder(path: string): void {
  if (folderState(path) !== 'ours') markDataFolder(path);
}

/** Marks a folder as a data folder, whatever is in it. */
export function markDataFolder(path: string): void {
  makeFolder(path);
  writeWhole(join(path, MARK), `${JSON.stringify({ format: FOLDER_FORMAT })}\n`);
}

/** Makes a folder and those above it; on disk when it returns. */
export function makeFolder(path: string): void {
  let made: string | undefined;
  try {
    made = makeFolders(path, FOLDER_MODE);
  } catch (error) {
    throw new UnusableStore(
      'refused',
      path,
      `The folder ${path} cannot be made: ${systemReason(error)}.`,
      error,
    );
  }
  if (made !== undefined) syncPath(dirname(made));
}

/** Writes a file so that it is there whole or not at all, and on disk when it returns. */
export function writeWhole(path: string, text: string | Uint8Array): void {
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    writeFileSync(draft, text, { flush: true, mode: FILE_MODE });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    const isFull = isErrorCode(error, 'ENOSPC');
    throw new UnusableStore(
      isFull ? 'full' : 'refused',
      path,
      `The file ${path} cannot be written: ${systemReason(error)}.`,
      error,
    );
  }
  syncPath(dirname(path));
}

/**
 * Begins the draft of a database that SQLite then writes: of a folder that is closed it says no more than that a file
 * cannot be opened. Throws `UnusableStore` where the folder may only be read; what else is wrong, SQLite meets again.
 */
export function beginDatabase(draft: string): void {
  try {
    closeSync(openSync(draft, 'wx', FILE_MODE));
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].some((code) => isErrorCode(error, code))) {
      throw onlyToBeRead(draft, error);
    }
  }
}

/** The names in a folder, null if there is no such folder. Throws `UnusableStore` if it cannot be listed. */
export function namesIn(path: string): readonly string[] | null {
  try {
    return readdirSync(path);
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return null;
    throw new UnusableStore(
      isErrorCode(error, 'ENOTDIR') ? 'notOurs' : 'refused',
      path,
      isErrorCode(error, 'ENOTDIR')
        ? `${fileWithin(path) ?? path} is a file: name a folder.`
        : `The folder ${path} cannot be read: ${systemReason(error)}.`,
      error,
    );
  }
}

/** Whether there is a file at the path. */
export function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function refuseOtherMark(path: string): void {
  const file = join(path, MARK);
  const format = formatIn(file);
  if (format === null) {
    throw new UnusableStore(
      'notOurs',
      path,
      `${file} is not the mark of a Plumbline data folder ({"format":${String(FOLDER_FORMAT)}}): choose another folder with --data, or restore a backup.`,
    );
  }
  if (format > FOLDER_FORMAT) {
    throw new UnusableStore(
      'newerFormat',
      path,
      `The data folder ${path} has format ${String(format)}, and this program knows formats up to ${String(FOLDER_FORMAT)}: use the newer version of Plumbline that wrote it.`,
    );
  }
}

/** The `format` of a JSON file of ours, null if it is none. */
function formatIn(file: string): number | null {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || !('format' in value)) return null;
  const { format } = value;
  return typeof format === 'number' && Number.isSafeInteger(format) && format >= 1 ? format : null;
}
