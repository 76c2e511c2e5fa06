import { readFile } from 'node:fs/promises';
import { errorCode } from '../system-reason.js';
import { writeOwnFile } from './durable-files.js';

/** Who sent a file in a request. */
export interface Uploader {
  /** `A-7`, or `operator`. */
  readonly by: string;
  /** Whether he might correct and void figures of DCSS when he sent it. */
  readonly mayCorrectFigures: boolean;
}

/** Keeps who sent a file in a request. */
export function keepUploader(path: string, { by, mayCorrectFigures }: Uploader): Promise<void> {
  return writeOwnFile(path, [`${JSON.stringify({ by, mayCorrectFigures })}\n`]);
}

/** Who sent a file in a request; null where it came by SFTP. */
export async function uploaderOf(path: string): Promise<Uploader | null> {
  try {
    // We have written it; versions before this one kept `by` alone.
    const kept = JSON.parse(await readFile(path, 'utf8')) as Pick<Uploader, 'by'> &
      Partial<Uploader>;
    return { by: kept.by, mayCorrectFigures: kept.mayCorrectFigures === true };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}
