const ID_BYTES = 16;
const FIRST_CAPACITY = 1024;

/** Ids of records by position, 16 bytes each: a trail names millions of records. */
export class PositionIds {
  readonly #places: Uint32Array;
  #bytes = Buffer.alloc(FIRST_CAPACITY * ID_BYTES);
  #count = 0;

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
    const hex = this.#bytes.toString('hex', start, start + ID_BYTES);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
  }
}
