import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { namesIn } from './data-folder.js';

/** Rights of others than the owner. */
const OTHERS = 0o077;

/**
 * A sentence, where the data folder itself and anything right inside of its folders can be reached by others than their
 * owner: what is confidential lies open on the machine. None where the folder itself keeps others out.
 */
export function readableByOthers(folder: string): readonly string[] {
  if (!isOpen(folder)) return [];
  const open = (namesIn(folder) ?? []).filter((name) => isOpen(join(folder, name)));
  if (open.length === 0) return [];
  return [
    `Others than its owner can read ${folder} (${open.toSorted().join(', ')}): take their rights away with chmod -R go= ${folder}.`,
  ];
}

function isOpen(path: string): boolean {
  // Elsewhere than on POSIX the mode says nothing.
  if (process.platform === 'win32') return false;
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isSymbolicLink() && (found.mode & OTHERS) !== 0;
}
