import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from './data-folder.js';

/** Rights of others than the owner: any, and those to read. */
const OTHERS = 0o077;
const READ_BY_OTHERS = 0o044;

/**
 * A sentence, where the data folder can be read by others than its owner, or where it lets them in and anything right
 * inside of it has rights of theirs: what is confidential lies open on the machine. None where it keeps others out.
 */
export function readableByOthers(folder: string): readonly string[] {
  if (!isOpen(folder, OTHERS)) return [];
  const open = (namesIn(folder) ?? []).filter((name) => isOpen(join(folder, name), OTHERS));
  if (open.length === 0 && !isOpen(folder, READ_BY_OTHERS)) return [];
  const inside = open.length === 0 ? '' : ` (${open.toSorted().join(', ')})`;
  return [
    `Others than its owner can read ${folder}${inside}: take their rights away with chmod -R go= ${folder}.`,
  ];
}

function isOpen(path: string, rights: number): boolean {
  // Elsewhere than on POSIX the mode says nothing.
  if (process.platform === 'win32') return false;
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isSymbolicLink() && (found.mode & rights) !== 0;
}
