import { readFile } from 'node:fs/promises';
import { errorCode } from '../system-reason.js';
import { writeOwnFile } from './durable-files.js';

/** Keeps who sent a file in a request. */
export function keepUploader(path: string, by: string): Promise<void> {
  return writeOwnFile(path, [`${JSON.stringify({ by })}\n`]);
}

/** Who sent a file in a request; null where it came by SFTP. */
export async function uploaderOf(path: string): Promise<string | null> {
  try {
    // We have written it.
    return (JSON.parse(await readFile(path, 'utf8')) as { readonly by: string }).by;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
