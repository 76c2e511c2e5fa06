import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { halfWritten } from '../ports/half-written.js';
import { liesIn } from '../ports/nested-paths.js';
import type { Run } from './context.js';
import { Failure } from './exit-codes.js';
import { errorCode, systemReason } from './system-reason.js';

type Chunks = Iterable<string | Uint8Array>;

/** Absolute: where a command may write what it was asked for. */
export type OutPath = string & { readonly __outPath: unique symbol };

/**
 * The place that an option names for a file or folder in which no record of a ledger will be: figures, what was no record,
 * a template.
 *
 * @param file - as it was typed, from the folder of the caller on
 */
export function outPath({ terminal }: Run, file: string): OutPath {
  return resolve(terminal.cwd, file) as OutPath; // what may be written is what was asked for
}

/**
 * The same for one that will hold what records say. Where it lies in the data folder, it is said that an erasure, which
 * knows only what the program keeps there for itself, will not reach it (retention.md).
 */
export function outPathOfRecords(run: Run, file: string): OutPath {
  const path = outPath(run, file);
  if (liesIn(path, run.dataFolder)) {
    run.output.message(
      `${file} lies in the data folder, where an erasure does not reach it: move it to a place outside of ${run.dataFolder} before records are erased.`,
    );
  }
  return path;
}

/**
 * Writes a file that is either whole or as it was: beside it first, then renamed. What is no plain
 * file (a pipe, a device) is written as it is. Throws `Failure` with the reason if it cannot be written.
 */
export async function writeWholeFile(path: OutPath, chunks: Chunks): Promise<void> {
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
    // Of a pipe, as /dev/stdout mostly leads to, there is no other path: a link to it is not replaced, either.
    if (!found.isFile()) return { path, isReplaceable: false };
    return { path: await realpath(path), isReplaceable: true };
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
