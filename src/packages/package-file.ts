import { closeSync, lstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';

const CHUNK_BYTES = 2 ** 20;

/** A line of a package that is longer is nothing that this program wrote; the same in verify.mjs. */
const LINE_BYTES_MAX = 2 ** 26;

/** The bytes of one of a package's files. Throws a sentence where it is no plain file: a pipe has no end. */
export function packageFile(folder: string, path: string): Buffer<ArrayBuffer> {
  return readFileSync(plainPath(folder, path));
}

/** The lines of one of a package's files without their `\n`; a carriage return in front of it stays. */
export function* packageLines(folder: string, path: string): Generator<string> {
  const file = openSync(plainPath(folder, path), 'r');
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      const length = readSync(file, chunk, 0, chunk.length, null);
      if (length === 0) break;
      const bytes = Buffer.concat([rest, chunk.subarray(0, length)]);
      let start = 0;
      for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
        yield lineOf(bytes.subarray(start, end));
        start = end + 1;
      }
      rest = bytes.subarray(start);
      if (rest.length > LINE_BYTES_MAX) throw new Error(`${path} has a line without an end.`);
    }
    if (rest.length > 0) yield lineOf(rest);
  } finally {
    closeSync(file);
  }
}

function lineOf(bytes: Buffer): string {
  return bytes.toString('utf8');
}

function plainPath(folder: string, path: string): string {
  const full = join(folder, path);
  if (isPlainFile(full)) return full;
  throw new Error(`${path} is not there, or is no plain file.`);
}

function isPlainFile(path: string): boolean {
  try {
    return lstatSync(path).isFile();
  } catch {
    return false;
  }
}
