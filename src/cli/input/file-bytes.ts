import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { grouped } from '../../reports/table.js';
import { systemReason } from '../system-reason.js';
import { BrokenInput } from '../../input/input-faults.js';

const CHUNK_BYTES = 256 * 1024;

/** What is looked at before and after a file is read. */
export interface Looks {
  readonly size: number;
  readonly mtimeMs: number;
}

/**
 * The bytes of a file, as many as it had when it was opened. Throws `BrokenInput` where it cannot be
 * read, or was cut, written on or changed meanwhile; what came before was handed out.
 *
 * @param earlier - how it looked when it was first read, where it is read a second time
 */
export async function* bytesOfFile(
  path: string,
  earlier: Looks | null = null,
): AsyncGenerator<Uint8Array, void, undefined> {
  let file: FileHandle | null = null;
  try {
    file = await open(path);
    const before = await file.stat();
    if (earlier !== null) assertUnchanged(before.size, earlier, before);
    // A pipe or device has no size, and some files of the system say 0.
    const isMeasured = before.isFile() && before.size > 0;
    let count = 0;
    // Without an encoding the stream gives bytes.
    const chunks = file.createReadStream({
      highWaterMark: CHUNK_BYTES,
      autoClose: false,
      ...(isMeasured ? { end: before.size - 1 } : {}),
    }) as AsyncIterable<Uint8Array>;
    for await (const chunk of chunks) {
      count += chunk.length;
      yield chunk;
    }
    if (isMeasured) assertUnchanged(count, before, await file.stat());
  } catch (error) {
    if (error instanceof BrokenInput) throw error;
    throw new BrokenInput(systemReason(error), { cause: error });
  } finally {
    await file?.close();
  }
}

function assertUnchanged(count: number, before: Looks, after: Looks): void {
  const had = `it had ${grouped(before.size)} bytes`;
  if (count < before.size || after.size < before.size) {
    const left = Math.min(count, after.size);
    throw new BrokenInput(`${had} and was cut to ${grouped(left)} while it was read`);
  }
  if (after.size > before.size) {
    throw new BrokenInput(`${had} and grew to ${grouped(after.size)} while it was read`);
  }
  if (after.mtimeMs !== before.mtimeMs) {
    throw new BrokenInput('it was written on while it was read');
  }
}
