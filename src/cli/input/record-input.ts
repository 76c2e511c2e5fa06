import { access, constants, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Failure, WrongUsage } from '../exit-codes.js';
import { systemReason } from '../system-reason.js';
import type { Terminal } from '../terminal.js';
import { bytesOfRecords } from '../../input/bytes-of-records.js';
import { bytesOfFile } from './file-bytes.js';
import { BrokenInput } from '../../input/input-faults.js';
import { bytesOfPacked, checkPacked, isNamedPacked } from './packed-file.js';
import type { CheckedFile } from './packed-file.js';
import type { FileReading } from './reading.js';

/** What stands for standard input among file arguments. */
export const STANDARD_INPUT = '-';

/**
 * Looks at all files before the first record is taken, so that a mistyped name stops the command
 * while nothing has happened. Throws `Failure` on the first that cannot be read, `WrongUsage` on one without a name.
 */
export async function assertReadable(files: readonly string[], terminal: Terminal): Promise<void> {
  for (const file of files) {
    if (file === STANDARD_INPUT) continue;
    if (file === '') {
      throw new WrongUsage('The name of a file is empty: name a file, or - for standard input.');
    }
    const path = resolve(terminal.cwd, file);
    try {
      const found = await stat(path);
      if (found.isDirectory()) {
        throw new Failure(
          `${file} is a folder: name the files in it, for example ${file}/*.ndjson.`,
        );
      }
      if (isNamedPacked(file) && !found.isFile()) {
        throw new Failure(
          `The file ${file} is a pipe or a device, and what is packed is read twice, to check it first: unpack it into standard input (gunzip -c ${file} | plumbline ingest -). No record was taken.`,
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

/**
 * The bytes of a file of records or of standard input, unpacked where the name ends in `.gz` in whatever
 * case. Throws `OtherKind` where it is another kind of file, before any was handed out; `BrokenInput`
 * when it cannot be read to its end; what came before was handed out, of a packed file the parts that are sound.
 */
export function readInput(file: string, terminal: Terminal): AsyncGenerator<Uint8Array, void> {
  return readMeasured(file, terminal, { reading: null, checked: null });
}

/** Who is told how far a file is read, and what is known of a packed one that was read before. */
interface Measured {
  readonly reading: FileReading | null;
  readonly checked: CheckedFile | null;
}

/** The same, of a file whose reading is measured. */
export function readMeasured(
  file: string,
  terminal: Terminal,
  { reading, checked }: Measured,
): AsyncGenerator<Uint8Array, void> {
  if (file === STANDARD_INPUT) return bytesOfRecords(bytesOfStream(terminal.stdin));
  const path = resolve(terminal.cwd, file);
  if (isNamedPacked(file)) return bytesOfRecords(checkedAndRead(path, { reading, checked }));
  const bytes = bytesOfFile(path);
  return bytesOfRecords(reading === null ? bytes : reading.counted(bytes));
}

async function* checkedAndRead(
  path: string,
  { reading, checked }: Measured,
): AsyncGenerator<Uint8Array, void, undefined> {
  yield* bytesOfPacked(path, checked ?? (await checkPacked(path)), reading);
}

async function* bytesOfStream(stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) yield toBytes(chunk);
  } catch (error) {
    throw new BrokenInput(systemReason(error), { cause: error });
  }
}

function toBytes(chunk: unknown): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk;
  if (typeof chunk === 'string') return Buffer.from(chunk);
  throw new TypeError('An input stream gave something else than bytes.');
}
