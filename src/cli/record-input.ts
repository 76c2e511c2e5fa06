import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { Failure } from './exit-codes.js';
import { errorCode, systemReason } from './system-reason.js';
import type { Terminal } from './terminal.js';

/** What stands for standard input among file arguments. */
export const STANDARD_INPUT = '-';

const CHUNK_BYTES = 256 * 1024;

/**
 * Looks at all files before the first record is taken, so that a mistyped name stops the command
 * while nothing has happened. Throws `Failure` on the first that cannot be read.
 */
export async function assertReadable(files: readonly string[], terminal: Terminal): Promise<void> {
  for (const file of files) {
    if (file === STANDARD_INPUT) continue;
    const path = resolve(terminal.cwd, file);
    try {
      if ((await stat(path)).isDirectory()) {
        throw new Failure(
          `${file} is a folder: name the files in it, for example ${file}/*.ndjson.`,
        );
      }
      await access(path, constants.R_OK);
    } catch (error) {
      if (error instanceof Failure) throw error;
      throw new Failure(
        `The file ${file} cannot be read (${systemReason(error)}): check its name and permissions. No record was taken.`,
      );
    }
  }
}

/** The file broke off or could not be read to its end. */
export class BrokenInput extends Error {
  override readonly name = 'BrokenInput';
}

/**
 * The bytes of a file or of standard input, unpacked where the name ends in `.gz`. Throws
 * `BrokenInput` when it cannot be read to its end; what came before was handed out.
 */
export async function* readInput(
  file: string,
  terminal: Terminal,
): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    for await (const chunk of bytesOf(file, terminal)) yield toBytes(chunk);
  } catch (error) {
    throw new BrokenInput(inputReason(error), { cause: error });
  }
}

function bytesOf(file: string, terminal: Terminal): AsyncIterable<unknown> {
  if (file === STANDARD_INPUT) return terminal.stdin;
  const packed = createReadStream(resolve(terminal.cwd, file), { highWaterMark: CHUNK_BYTES });
  return file.endsWith('.gz') ? unpacked(packed) : packed;
}

/** Passes an error of the file on to the unpacked stream, which `pipe` alone would not. */
function unpacked(packed: Readable): Readable {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  packed.on('error', (error) => gunzip.destroy(error));
  gunzip.on('close', () => packed.destroy());
  return packed.pipe(gunzip);
}

function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return Buffer.from(chunk);
  throw new TypeError('An input stream gave something else than bytes.');
}

function inputReason(error: unknown): string {
  const code = errorCode(error);
  if (code === 'Z_BUF_ERROR') return 'the packed data breaks off';
  if (code === 'Z_DATA_ERROR') return 'the packed data is damaged or is no gzip data';
  return systemReason(error);
}
