import { copyFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import {
  ACCESS_LOG,
  HEADS,
  daysOfHeads,
  daysOfLog,
  headsPath,
  logPath,
} from '../access-log/day-files.js';
import { isErrorCode, syncPath } from './connection.js';
import { isFile, makeFolder, namesIn } from './data-folder.js';
import { NEWEST } from './note-folder.js';

/** A file of the log in a backup: of lines, or of signed heads. */
export const LOG_PATH =
  /^(?:access-log\/\d{4}-\d\d-\d\d\.log|checkpoints\/access-log\/\d{4}-\d\d-\d\d\.heads)$/u;

const NEWEST_NAME = /^access-log-[a-z0-9-]+\.[01]\.note$/u;

/**
 * Copies the access log while others write to it: the heads first, so that no line that was signed is missing, and of
 * the days that there are at the beginning. The paths of the copies in the backup.
 */
export async function copyAccessLog(folder: string, target: string): Promise<readonly string[]> {
  const days = await daysOfLog(folder);
  const last = days.at(-1);
  if (last === undefined) return [];
  for (const name of [HEADS, ACCESS_LOG]) makeFolder(join(target, name));
  // Of days whose lines are gone, the heads stay.
  const ofHeads = (await daysOfHeads(folder)).filter((day) => day <= last);
  const paths = [
    ...ofHeads.map((day) => headsPath('', day)),
    ...days.map((day) => logPath('', day)),
  ];
  const copied = paths.filter((path) => isCopied(join(folder, path), join(target, path)));
  for (const name of [HEADS, ACCESS_LOG]) syncPath(join(target, name));
  return copied;
}

function isCopied(from: string, to: string): boolean {
  try {
    copyFileSync(from, to);
  } catch (error) {
    // Its seven years were over meanwhile.
    if (isErrorCode(error, 'ENOENT')) return false;
    throw error;
  }
  syncPath(to);
  return true;
}

/** Who restores says that the folder is of an earlier day: newer notes of its log beside the keys are put aside. */
export function putNewestAside(keysFolder: string): void {
  const newest = join(keysFolder, NEWEST);
  for (const name of namesIn(newest) ?? []) {
    if (!NEWEST_NAME.test(name)) continue;
    const path = join(newest, name);
    let number = 1;
    while (isFile(`${path}.before-restore-${String(number)}`)) number += 1;
    renameSync(path, `${path}.before-restore-${String(number)}`);
  }
}
