import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../system-reason.js';
import { makeOwnFolder, writeOwnFile } from './durable-files.js';

/** The folder that counties' files were last taken from; null where none was. */
export async function watchedFolderOf(exchange: string): Promise<string | null> {
  try {
    return (await readFile(pathIn(exchange), 'utf8')).replace(/\n$/u, '');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Remembers it for what is sent to counties. */
export async function rememberWatched(exchange: string, watched: string): Promise<void> {
  if ((await watchedFolderOf(exchange)) === watched) return;
  await makeOwnFolder(exchange);
  await writeOwnFile(pathIn(exchange), [`${watched}\n`]);
}

function pathIn(exchange: string): string {
  return join(exchange, 'watched');
}
