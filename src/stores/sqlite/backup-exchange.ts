import { chmodSync, copyFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isErrorCode, syncPath } from './connection.js';
import { makeFolder, namesIn } from './data-folder.js';
import { EXCHANGE_FOLDER, EXCHANGE_PATH } from './exchange-path.js';
import { sha256Of } from './file-hash.js';

const OWN_FILE_MODE = 0o600;

/** Copies them into a backup; answers the SHA-256 of each by its path. What is taken away meanwhile is left out. */
export async function copyExchange(
  folder: string,
  target: string,
): Promise<Readonly<Record<string, string>>> {
  const hashes: Record<string, string> = {};
  for (const path of pathsIn(folder)) {
    if (!copyOwn(join(folder, path), join(target, path))) continue;
    hashes[path] = await sha256Of(join(target, path));
  }
  return hashes;
}

/** Brings one back; answers whether it has the bytes that the manifest says. */
export async function restoreExchangeFile(
  backup: string,
  folder: string,
  path: string,
  sha256: string,
): Promise<boolean> {
  const to = join(folder, path);
  return copyOwn(join(backup, path), to) && (await sha256Of(to)) === sha256;
}

function pathsIn(folder: string): readonly string[] {
  if (namesIn(join(folder, EXCHANGE_FOLDER)) === null) return [];
  return readdirSync(join(folder, EXCHANGE_FOLDER), { recursive: true, encoding: 'utf8' })
    .map((path) => `${EXCHANGE_FOLDER}/${path}`)
    .filter((path) => EXCHANGE_PATH.test(path))
    .sort();
}

/** Copies a file for its owner alone; on disk when it returns. False where there is none. */
function copyOwn(from: string, to: string): boolean {
  makeFolder(dirname(to));
  try {
    copyFileSync(from, to);
  } catch (error) {
    if (isErrorCode(error, 'ENOENT')) return false;
    throw error;
  }
  chmodSync(to, OWN_FILE_MODE);
  syncPath(to);
  syncPath(dirname(to));
  return true;
}
