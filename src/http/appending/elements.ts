import type { Line } from '../../../events/wire/lines.js';
import { LINE_BYTES_MAX } from '../../../events/rejections.js';
import { Problem } from '../problems/problem.js';

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const ARRAY_BEGIN = 0x5b;
const ARRAY_END = 0x5d;
const OBJECT_BEGIN = 0x7b;
const OBJECT_END = 0x7d;

/**
 * Splits a JSON array that comes as a stream of bytes into its elements, numbered from 1, without
 * reading them: what is no JSON between two commas comes out as it is. Yields a batch for each chunk
 * that completes an element. An element of more than `LINE_BYTES_MAX` bytes is consumed without being
 * kept and comes out as `tooLong`. Throws a `Problem` where the bytes are no array, or end before it
 * does; the elements before were handed out.
 */
export async function* readElements(
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<readonly Line[], void, undefined> {
  const splitter = new ArraySplitter();
  for await (const chunk of chunks) {
    const elements = splitter.take(chunk);
    if (elements.length > 0) yield elements;
    if (splitter.fault !== null) throw malformed(splitter.fault);
  }
  if (!splitter.isWhole) throw malformed('it ends before the ] of the array');
}

function malformed(what: string): Problem {
  return new Problem(
    'malformed-body',
    `The body is no JSON array of records: ${what}. Send [record, record, ...], or application/x-ndjson with one record a line.`,
  );
}

type Where = 'before' | 'inside' | 'after';

class ArraySplitter {
  #where: Where = 'before';
  #number = 0;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #element = new ElementBytes();
  #fault: string | null = null;

  /** Why the bytes are no array; null while they may be one. */
  get fault(): string | null {
    return this.#fault;
  }

  /** Whether the array has ended. */
  get isWhole(): boolean {
    return this.#where === 'after';
  }

  /** The elements that end in this chunk. Nothing more is read after a fault. */
  take(chunk: Uint8Array): readonly Line[] {
    const elements: Line[] = [];
    let start = 0;
    for (let index = 0; index < chunk.length; index += 1) {
      const byte = chunk[index] ?? 0;
      switch (this.#where) {
        case 'before':
          if (isBlank(byte)) break;
          if (byte !== ARRAY_BEGIN) return this.#stop('it does not begin with [', elements);
          this.#where = 'inside';
          start = index + 1;
          break;
        case 'inside':
          if (!this.#isEnd(byte)) break;
          this.#complete(chunk.subarray(start, index), byte === ARRAY_END, elements);
          start = index + 1;
          break;
        case 'after':
          if (!isBlank(byte)) return this.#stop('something stands after its ]', elements);
          break;
      }
    }
    if (this.#where === 'inside') this.#element.add(chunk.subarray(start));
    return elements;
  }

  /** Follows strings and brackets; whether the byte ends the element. */
  #isEnd(byte: number): boolean {
    if (this.#isInString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (byte === BACKSLASH) this.#isEscaped = true;
      else if (byte === QUOTE) this.#isInString = false;
      return false;
    }
    if (byte === QUOTE) this.#isInString = true;
    else if (byte === OBJECT_BEGIN || byte === ARRAY_BEGIN) this.#depth += 1;
    else if (this.#depth === 0) return byte === COMMA || byte === ARRAY_END;
    else if (byte === OBJECT_END || byte === ARRAY_END) this.#depth -= 1;
    return false;
  }

  #complete(end: Uint8Array, isLast: boolean, elements: Line[]): void {
    this.#element.add(end);
    const isEmptyArray = isLast && this.#number === 0 && this.#element.isBlank;
    if (isLast) this.#where = 'after';
    if (isEmptyArray) return;
    this.#number += 1;
    elements.push(this.#element.line(this.#number));
    this.#element = new ElementBytes();
  }

  #stop(fault: string, elements: readonly Line[]): readonly Line[] {
    this.#fault = fault;
    return elements;
  }
}

/** The bytes of one element, which may come in several chunks. Keeps none once they are too many. */
class ElementBytes {
  readonly #parts: Uint8Array[] = [];
  #length = 0;
  #isBlank = true;

  get isBlank(): boolean {
    return this.#isBlank;
  }

  add(part: Uint8Array): void {
    this.#length += part.length;
    this.#isBlank &&= part.every(isBlank);
    // A copy, since the source may reuse the chunk.
    if (this.#length <= LINE_BYTES_MAX) this.#parts.push(new Uint8Array(part));
    else this.#parts.length = 0;
  }

  line(number: number): Line {
    return this.#length > LINE_BYTES_MAX
      ? { kind: 'tooLong', number, isEnded: true }
      : { kind: 'line', number, bytes: Buffer.concat(this.#parts), isEnded: true };
  }
}

/** Space, tab, line feed, carriage return: what JSON allows between its tokens. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
