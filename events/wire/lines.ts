import { LINE_BYTES_MAX } from '../rejections.js';

/**
 * One line of a stream, numbered from 1. `bytes` is without the `\n`, and is valid until the next batch is asked for.
 * `isEnded`: whether the `\n` was there; only the last line of a stream may have none.
 */
export type Line =
  | {
      readonly kind: 'line';
      readonly number: number;
      readonly bytes: Uint8Array;
      readonly isEnded: boolean;
    }
  | { readonly kind: 'tooLong'; readonly number: number; readonly isEnded: boolean };

/** How lines are read where they are not those of a file of records. */
export interface LineReading {
  /** Most bytes of a line, without its `\n`; a longer one is consumed without being kept. */
  readonly bytesMax: number;
  /** Whether a line of nothing but blanks comes out, too. */
  readonly isBlankKept: boolean;
}

/** A file of records: contract/records.md. */
const OF_RECORDS: LineReading = { bytesMax: LINE_BYTES_MAX, isBlankKept: false };

const NEWLINE = 10;
const EMPTY = new Uint8Array(0);

/** U+FEFF in UTF-8, which some programs put at the start of a file. */
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/**
 * Splits a stream of bytes into lines at `\n` and at nothing else: a lone carriage return, U+2028 and U+0085 are
 * characters like any other. The last line needs no `\n`. Yields batches, one for each chunk that completes a line,
 * because a promise for each line would cost more than the line. A byte order mark at the start belongs to no line.
 * Lines of nothing but blanks (spaces, tabs, carriage returns) are passed over, unless they are asked for, and keep
 * their number. A line of more than `bytesMax` bytes is consumed without being kept and comes out as `tooLong`. Holds
 * no more than a chunk and one line.
 */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  reading: LineReading = OF_RECORDS,
): AsyncGenerator<readonly Line[], void, undefined> {
  const splitter = new LineSplitter(reading);
  for await (const chunk of chunks) {
    const lines = splitter.push(chunk);
    if (lines.length > 0) yield lines;
  }
  const last = splitter.end();
  if (last.length > 0) yield last;
}

/** The same for who has the chunks one by one. */
export class LineSplitter {
  readonly #reading: LineReading;
  #pending: PendingLine;
  #number = 0;
  /** The first bytes while they may be a part of a byte order mark; null once that is known. */
  #beginning: Uint8Array | null = EMPTY;

  constructor(reading: LineReading = OF_RECORDS) {
    this.#reading = reading;
    this.#pending = new PendingLine(reading);
  }

  /** The lines that the next chunk completes. */
  push(chunk: Uint8Array): readonly Line[] {
    const bytes = this.#beginning === null ? chunk : this.#withoutMark(this.#beginning, chunk);
    return bytes === null ? [] : this.#split(bytes);
  }

  /** No chunk comes any more: the line that has no end, if there is one. */
  end(): readonly Line[] {
    const held = this.#beginning;
    if (held !== null && held.length > 0) this.#pending.add(held);
    const last = this.#pending.isEmpty
      ? null
      : this.#pending.completedBy(this.#number + 1, EMPTY, false);
    return last === null ? [] : [last];
  }

  #split(chunk: Uint8Array): readonly Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(NEWLINE, start);
      if (end === -1) break;
      this.#number += 1;
      const line = this.#pending.isEmpty
        ? lineOf(this.#number, chunk.subarray(start, end), this.#reading)
        : this.#pending.completedBy(this.#number, chunk.subarray(start, end), true);
      if (!this.#pending.isEmpty) this.#pending = new PendingLine(this.#reading);
      if (line !== null) lines.push(line);
      start = end + 1;
    }
    if (start < chunk.length) this.#pending.add(chunk.subarray(start));
    return lines;
  }

  /** The beginning without a byte order mark, however it is cut up; null while that is not known. */
  #withoutMark(held: Uint8Array, chunk: Uint8Array): Uint8Array | null {
    const beginning: Uint8Array = held.length === 0 ? chunk : joined(held, chunk);
    const isLikeMark = BYTE_ORDER_MARK.every(
      (byte, index) => index >= beginning.length || beginning[index] === byte,
    );
    if (isLikeMark && beginning.length < BYTE_ORDER_MARK.length) {
      // A copy, since the source may reuse the chunk.
      this.#beginning = new Uint8Array(beginning);
      return null;
    }
    this.#beginning = null;
    return isLikeMark ? beginning.subarray(BYTE_ORDER_MARK.length) : beginning;
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(one.length + other.length);
  bytes.set(one);
  bytes.set(other, one.length);
  return bytes;
}

/** The beginning of a line whose end is in a later chunk. Keeps no bytes once they are too many. */
class PendingLine {
  readonly #reading: LineReading;
  readonly #parts: Uint8Array[] = [];
  #length = 0;
  #isBlank = true;

  constructor(reading: LineReading) {
    this.#reading = reading;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(part: Uint8Array): void {
    this.#length += part.length;
    this.#isBlank &&= isBlank(part);
    // A copy, since the source may reuse the chunk. `slice` would be none: a Buffer's is a view.
    if (this.#length <= this.#reading.bytesMax) this.#parts.push(new Uint8Array(part));
    else this.#parts.length = 0;
  }

  completedBy(number: number, end: Uint8Array, isEnded: boolean): Line | null {
    if (end.length > 0) this.add(end);
    if (this.#isBlank && !this.#reading.isBlankKept) return null;
    if (this.#length > this.#reading.bytesMax) return { kind: 'tooLong', number, isEnded };
    const bytes = new Uint8Array(this.#length);
    let offset = 0;
    for (const part of this.#parts) {
      bytes.set(part, offset);
      offset += part.length;
    }
    return { kind: 'line', number, bytes, isEnded };
  }
}

function lineOf(
  number: number,
  bytes: Uint8Array,
  { bytesMax, isBlankKept }: LineReading,
): Line | null {
  if (!isBlankKept && isBlank(bytes)) return null;
  return bytes.length > bytesMax
    ? { kind: 'tooLong', number, isEnded: true }
    : { kind: 'line', number, bytes, isEnded: true };
}

/** Whether the bytes are spaces, tabs and carriage returns only (none at all included). */
function isBlank(bytes: Uint8Array): boolean {
  for (const byte of bytes) {
    if (byte !== 32 && byte !== 9 && byte !== 13) return false;
  }
  return true;
}
