const ID_BYTES = 16;
const DIGITS = Buffer.from('0123456789abcdef');
/** Where the two digits of each byte are in an id. */
const DIGIT_PLACES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34] as const;
const FIRST_CAPACITY = 1024;

/** Ids of records by position, 16 bytes each: a trail names millions of records. */
export class PositionIds {
  readonly #places: Uint32Array;
  #bytes = Buffer.alloc(FIRST_CAPACITY * ID_BYTES);
  #count = 0;
  /** An id as text, written anew for each that is asked for: digits put together as texts take three times as long. */
  readonly #text = Buffer.from('--------'.repeat(4) + '----');

  /** @param size - the greatest position */
  constructor(size: number) {
    this.#places = new Uint32Array(size + 1);
  }

  /** @param id - a UUID in lower-case canonical form */
  set(position: number, id: string): void {
    const start = this.#count * ID_BYTES;
    if (start === this.#bytes.length) {
      this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(this.#bytes.length)]);
    }
    this.#bytes.write(id.replaceAll('-', ''), start, 'hex');
    this.#count += 1;
    this.#places[position] = this.#count;
  }

  /** The id of the record at a position; throws where none was set. */
  at(position: number): string {
    const place = this.#places[position] ?? 0;
    if (place === 0) {
      throw new Error(`The record at position ${String(position)} is not in the package.`);
    }
    const start = (place - 1) * ID_BYTES;
    for (let at = 0; at < ID_BYTES; at += 1) {
      const byte = this.#bytes[start + at] ?? 0;
      const digit = DIGIT_PLACES[at] ?? 0;
      this.#text[digit] = DIGITS[byte >>> 4] ?? 0;
      this.#text[digit + 1] = DIGITS[byte & 15] ?? 0;
    }
    return this.#text.toString('latin1');
  }
}
