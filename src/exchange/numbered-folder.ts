import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { County } from '../../events/values/county.js';
import { errorCode } from '../system-reason.js';
import { claimFolder, makeOwnFolder, syncFolder } from './durable-files.js';
import { numbersOf } from './files-of-county.js';
import { filePaths } from './paths.js';
import type { FilePaths } from './paths.js';

/** How a system says that a folder has something in it. */
const TAKEN: ReadonlySet<string | null> = new Set(['ENOTEMPTY', 'EEXIST']);

/**
 * Gives a file the next free number of its county. Its folder is filled under a name that nobody looks at and comes to
 * be by one rename, so that whoever finds a number finds a file: of two processes each gets a number of its own.
 *
 * @param fill - writes at least one file into the folder, on disk when it returns; where it throws, nothing is left
 */
export async function newNumber(
  exchange: string,
  county: County,
  fill: (draft: FilePaths) => Promise<void>,
): Promise<number> {
  const folder = join(exchange, county);
  await makeOwnFolder(folder);
  const draft = join(folder, `.${randomUUID()}.part`);
  await claimFolder(draft);
  try {
    await fill(filePaths(exchange, county, draft));
    await syncFolder(draft);
    for (let number = ((await numbersOf(exchange, county)).at(-1) ?? 0) + 1; ; number += 1) {
      if (!(await renamedTo(draft, filePaths(exchange, county, number).folder))) continue;
      await syncFolder(folder);
      return number;
    }
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/** Takes a numbered folder away, by one rename as it came. */
export async function forgetNumber({ folder }: FilePaths): Promise<void> {
  const gone = join(dirname(folder), `.${randomUUID()}.part`);
  try {
    await rename(folder, gone);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return;
  }
  await rm(gone, { recursive: true, force: true });
}

/** A folder takes the place of nothing, and of none that has a file in it. */
async function renamedTo(draft: string, folder: string): Promise<boolean> {
  try {
    await rename(draft, folder);
    return true;
  } catch (error) {
    if (TAKEN.has(errorCode(error) ?? null)) return false;
    throw error;
  }
}
