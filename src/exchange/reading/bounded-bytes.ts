import { BrokenInput } from '../../input/input-faults.js';

/** Most that one file unpacks to. */
export const UNPACKED_BYTES_MAX = 20 * 1024 ** 3;

/** How many times as large as it is packed a file may be. */
export const RATIO_MAX = 200;

/** What is no larger than this bursts nothing, whatever its ratio. */
const HARMLESS_BYTES = 1024 * 1024;

/** Whether so much out of so little is what no file of records is. */
export function isBomb(unpackedBytes: number, packedBytes: number): boolean {
  if (unpackedBytes > UNPACKED_BYTES_MAX) return true;
  return unpackedBytes > HARMLESS_BYTES && unpackedBytes > RATIO_MAX * packedBytes;
}

export function tooLarge(): BrokenInput {
  return new BrokenInput(
    `it unpacks to more than ${String(RATIO_MAX)} times its size, or more than 20 GiB: send it in smaller parts`,
  );
}

/** Hands bytes on while they are within the bounds; counted as they come, whatever the file says of itself. */
export async function* withinBounds(
  chunks: AsyncIterable<Uint8Array>,
  packedBytes: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let count = 0;
  for await (const chunk of chunks) {
    count += chunk.length;
    if (isBomb(count, packedBytes)) throw tooLarge();
    yield chunk;
  }
}
