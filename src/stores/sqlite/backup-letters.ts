import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isErrorCode, syncPath } from './connection.js';
import { makeFolder, namesIn, writeWhole } from './data-folder.js';
import { LETTERS, letterRecordOf, nameOfLetterRecord } from './letter-folder.js';

/** The paths of letters in a backup: a PDF by its hash, and what it was made from by its act. */
export const LETTER_PATH = /^letters\/(?:[0-9a-f]{64}\.pdf|\d{6,9}-[a-z-]{1,40}\.json)$/u;

/**
 * Copies the letters of acts that the backup has; answers the SHA-256 of each file by its path. A PDF that is gone or
 * is another one is left out: its letter is made again, with the same bytes, where the backup was restored.
 */
export function copyLetters(
  folder: string,
  target: string,
  actCount: number,
): Readonly<Record<string, string>> {
  const hashes: Record<string, string> = {};
  const names = (namesIn(join(folder, LETTERS)) ?? []).toSorted();
  for (const name of names) {
    const of = nameOfLetterRecord(name);
    if (of === null || of.act > actCount) continue;
    const bytes = bytesOf(join(folder, LETTERS, name));
    const record = bytes === null ? null : letterRecordOf(bytes.toString('utf8'));
    if (bytes === null || record === null) continue;
    const pdf = `${record.sha256}.pdf`;
    const drawn = bytesOf(join(folder, LETTERS, pdf));
    if (drawn !== null && hash('sha256', drawn) === record.sha256) {
      put(hashes, target, `${LETTERS}/${pdf}`, drawn);
    }
    put(hashes, target, `${LETTERS}/${name}`, bytes);
  }
  return hashes;
}

/** Brings one file back; answers whether it has the bytes that the manifest says. */
export function restoreLetterFile(
  backup: string,
  folder: string,
  path: string,
  sha256: string,
): boolean {
  const bytes = bytesOf(join(backup, path));
  if (bytes === null || hash('sha256', bytes) !== sha256) return false;
  put({}, folder, path, bytes);
  return true;
}

function put(
  hashes: Record<string, string>,
  target: string,
  path: string,
  bytes: Uint8Array,
): void {
  if (Object.hasOwn(hashes, path)) return;
  const to = join(target, path);
  makeFolder(dirname(to));
  writeWhole(to, bytes);
  syncPath(dirname(to));
  hashes[path] = hash('sha256', bytes);
}

function bytesOf(path: string): Buffer | null {
  try {
    return readFileSync(path);
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return null;
    throw error;
  }
}
