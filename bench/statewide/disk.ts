import { readdirSync, statSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

const BYTES_OF_BLOCK = 512;

/** Bytes that a folder and all in it take on the disk; 0 where there is none. */
export function bytesOnDisk(folder: string): number {
  return namesIn(folder).reduce((sum, name) => {
    const stat = statSync(join(folder, name), { throwIfNoEntry: false });
    return sum + (stat === undefined ? 0 : stat.blocks * BYTES_OF_BLOCK);
  }, 0);
}

/** The same for each of the folders and files in a folder, the largest first. */
export function bytesByName(folder: string): readonly (readonly [string, number])[] {
  return readdirSync(folder, { withFileTypes: true })
    .map((entry): readonly [string, number] => {
      const path = join(folder, entry.name);
      return [
        entry.name,
        entry.isDirectory() ? bytesOnDisk(path) : statSync(path).blocks * BYTES_OF_BLOCK,
      ];
    })
    .sort(([, one], [, other]) => other - one);
}

/** Bytes that are free where a folder is. */
export function bytesFree(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' });
  } catch {
    return [];
  }
}
