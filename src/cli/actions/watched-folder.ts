import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileWithin } from '../../ports/made-folder.js';
import type { Run } from '../context.js';
import { Failure, WrongUsage } from '../exit-codes.js';

/**
 * The folder that an option names for counties' files, absolute. Throws `WrongUsage` where it can be none, `Failure` where
 * it is not there: it is never made by whoever watches it, as it may lie on a disk that is not mounted.
 */
export function watchedFolder(run: Run, option: '--watch' | '--intake', folder: string): string {
  const watched = resolve(run.terminal.cwd, folder);
  const file = fileWithin(watched);
  if (file !== null) {
    throw new WrongUsage(`${option}: ${file} is a file, and county files come into a folder.`);
  }
  if (existsSync(watched)) return watched;
  throw new Failure(
    `${option}: there is no folder ${watched}: mend the name, mount its disk, or make it with "plumbline intake setup ${folder} --county CC". No file was taken.`,
  );
}

/** What is told of a watched folder that goes away, or comes back. */
export function sentenceOnFolder(watched: string, isThere: boolean): string {
  return isThere
    ? `The folder ${watched} is there again: files are taken.`
    : `The folder ${watched} is gone: no file is taken until it is there again.`;
}
