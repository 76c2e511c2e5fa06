import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, chown, lstat, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeFolders } from '../ports/made-folder.js';
import { errorCode } from '../system-reason.js';

const OWN_FOLDER_MODE = 0o700;
const OWN_FILE_MODE = 0o600;

/** Makes sure that a folder's own entries are on disk. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Makes a folder, and those above it, for its owner alone; on disk when it returns. */
export async function makeOwnFolder(path: string): Promise<void> {
  const made = makeFolders(path, OWN_FOLDER_MODE);
  if (made !== undefined) await syncFolder(dirname(made));
}

/** Makes a folder that was not there; false where it was. */
export async function claimFolder(path: string): Promise<boolean> {
  try {
    await mkdir(path, { mode: OWN_FOLDER_MODE });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
  await syncFolder(dirname(path));
  return true;
}

type Chunks = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

/** Writes a file that is there whole or not at all, for its owner alone; on disk when it returns. */
export async function writeOwnFile(path: string, chunks: Chunks): Promise<void> {
  await writeFileThrough(join(dirname(path), `.${randomUUID()}.part`), path, chunks, OWN_FILE_MODE);
}

/**
 * Writes a file beside its place, under a name that nobody takes, and renames it. A link that stands in its place is
 * replaced and not followed.
 */
export async function writeFileThrough(
  draft: string,
  path: string,
  chunks: Chunks,
  mode: number,
  groupOf: string | null = null,
): Promise<void> {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = await open(draft, flags, mode);
  try {
    try {
      for await (const chunk of chunks) await file.writeFile(chunk);
      await chmod(draft, mode);
      await file.sync();
    } finally {
      await file.close();
    }
    if (groupOf !== null) await giveToGroupOf(draft, groupOf);
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Lets the group of a folder read a file of ours, where we may say so. */
async function giveToGroupOf(path: string, folder: string): Promise<void> {
  const { gid } = await lstat(folder);
  try {
    await chown(path, -1, gid);
  } catch (error) {
    if (errorCode(error) !== 'EPERM') throw error;
  }
}

/** Whether something is there, a link that leads nowhere included. */
export async function isThere(path: string | Buffer): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}

/** Renames; false where there is nothing of that name. Both folders are on disk when it returns. */
export async function moved(from: string | Buffer, to: string): Promise<boolean> {
  try {
    await rename(from, to);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
  await syncFolder(dirname(to));
  return true;
}

/** The first of `NAME`, `NAME.1`, `NAME.2`, ... (before `end`) that is free, to put an older file aside. */
export async function freePath(path: string, end: string): Promise<string> {
  const stem = path.slice(0, path.length - end.length);
  for (let number = 1; ; number += 1) {
    const candidate = `${stem}.${String(number)}${end}`;
    if (!(await isThere(candidate))) return candidate;
  }
}
