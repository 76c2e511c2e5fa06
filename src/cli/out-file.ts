import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { halfWritten } from '../ports/half-written.js';
import { Failure } from './exit-codes.js';
import { errorCode, systemReason } from './system-reason.js';

type Chunks = Iterable<string | Uint8Array>;

/**
 * Writes a file that is either whole or as it was: beside it first, then renamed. What is no plain
 * file (a pipe, a device) is written as it is. Throws `Failure` with the reason if it cannot be written.
 */
export async function writeWholeFile(path: string, chunks: Chunks): Promise<void> {
  try {
    const target = await targetOf(path);
    if (target.isReplaceable) await replaceFile(target.path, chunks);
    else await writeChunks(target.path, chunks);
  } catch (error) {
    throw new Failure(
      `The file ${path} could not be written (${systemReason(error)}): name a file in a folder that can be written.`,
    );
  }
}

async function targetOf(path: string): Promise<{ path: string; isReplaceable: boolean }> {
  try {
    const found = await stat(path);
    return { path: await realpath(path), isReplaceable: found.isFile() };
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { path, isReplaceable: true };
    throw error;
  }
}

async function replaceFile(path: string, chunks: Chunks): Promise<void> {
  const beside = `${path}.${String(process.pid)}.part`;
  const done = halfWritten(beside);
  try {
    await writeChunks(beside, chunks);
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  } finally {
    done();
  }
}

async function writeChunks(path: string, chunks: Chunks): Promise<void> {
  const file = await open(path, 'w');
  try {
    for (const chunk of chunks) await file.writeFile(chunk);
  } finally {
    await file.close();
  }
}
