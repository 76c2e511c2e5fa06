import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode } from './system-reason.js';

/**
 * Makes a folder and those above it, one after the other: Node's own `recursive` tries for ever where no folder can be
 * made at all, as under /proc. Throws what the system says.
 *
 * @param path - absolute
 * @returns the topmost folder that was made; undefined where all were there
 */
export function makeFolders(path: string, mode?: number): string | undefined {
  if (isFolder(path)) return undefined;
  const above = dirname(path);
  const made = above === path || existsSync(above) ? undefined : makeFolders(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have been faster.
    if (errorCode(error) !== 'EEXIST' || !isFolder(path)) throw error;
  }
  return made ?? path;
}

/** The file in a path where there should be a folder; null where there is none. */
export function fileWithin(path: string): string | null {
  if (existsSync(path)) return isFolder(path) ? null : path;
  const above = dirname(path);
  return above === path ? null : fileWithin(above);
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}
