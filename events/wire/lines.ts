import { LINE_BYTES_MAX } from '../rejections.js';

/** One line of a stream, numbered from 1. `bytes` is without the `\n`, and is valid until the next batch is asked for. */
export type Line =
  | { readonly kind: 'line'; readonly number: number; readonly bytes: Uint8Array }
  | { readonly kind: 'tooLong'; readonly number: number };

const NEWLINE = 10;
const EMPTY = new Uint8Array(0);

/**
 * Splits a stream of bytes into lines at `\n`; the last line needs none. Yields batches, one for each chunk that
 * completes a line, because a promise for each line would cost more than the line. Lines of nothing but blanks
 * (spaces, tabs, carriage returns) are passed over and keep their number. A line of more than `LINE_BYTES_MAX` bytes
 * is consumed without being kept and comes out as `tooLong`. Holds no more than a chunk and one line.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<readonly Line[], void, undefined> {
  let number = 0;
  let pending = new PendingLine();
  for await (const chunk of chunks) {
    const batch: Line[] = [];
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end === -1) break;
      number += 1;
      const line = pending.isEmpty
        ? lineOf(number, chunk.subarray(start, end))
        : pending.completedBy(number, chunk.subarray(start, end));
      if (!pending.isEmpty) pending = new PendingLine();
      if (line !== null) batch.push(line);
      start = end + 1;
    }
    if (start < chunk.length) pending.add(chunk.subarray(start));
    if (batch.length > 0) yield batch;
  }
  const last = pending.isEmpty ? null : pending.completedBy(number + 1, EMPTY);
  if (last !== null) yield [last];
}

/** The beginning of a line whose end is in a later chunk. Keeps no bytes once they are too many. */
class PendingLine {
  readonly #parts: Uint8Array[] = [];
  #length = 0;
  #isBlank = true;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(part: Uint8Array): void {
    this.#length += part.length;
    this.#isBlank &&= isBlank(part);
    // A copy, since the source may reuse the chunk. `slice` would be none: a Buffer's is a view.
    if (this.#length <= LINE_BYTES_MAX) this.#parts.push(new Uint8Array(part));
    else this.#parts.length = 0;
  }

  completedBy(number: number, end: Uint8Array): Line | null {
    if (end.length > 0) this.add(end);
    if (this.#isBlank) return null;
    if (this.#length > LINE_BYTES_MAX) return { kind: 'tooLong', number };
    const bytes = new Uint8Array(this.#length);
    let offset = 0;
    for (const part of this.#parts) {
      bytes.set(part, offset);
      offset += part.length;
    }
    return { kind: 'line', number, bytes };
  }
}

function lineOf(number: number, bytes: Uint8Array): Line | null {
  if (isBlank(bytes)) return null;
  return bytes.length > LINE_BYTES_MAX
    ? { kind: 'tooLong', number }
    : { kind: 'line', number, bytes };
}

/** Whether the bytes are spaces, tabs and carriage returns only (none at all included). */
function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if (byte !== 32 && byte !== 9 && byte !== 13) return false;
  }
  return true;
}
