/** Bits for each id when the filter is made; it is made anew when they have become half as many. */
const BITS_PER_ID = 32;
const BITS_MIN = 2 ** 16;
const BITS_MAX = 2 ** 28;

/**
 * Says in one look at the memory that an id is new, which it nearly always is, so that the runs need
 * not be searched. A set bit says nothing for certain.
 */
export class IdFilter {
  readonly #bits: Uint8Array;
  readonly #mask: number;
  #count = 0;

  /** An empty filter with room for twice as many ids. */
  constructor(ids: number) {
    let bits = BITS_MIN;
    while (bits < ids * BITS_PER_ID && bits < BITS_MAX) bits *= 2;
    this.#bits = new Uint8Array(bits / 8);
    this.#mask = bits - 1;
  }

  /** Whether more ids have been added than there is room for. */
  get isCrowded(): boolean {
    const bits = this.#bits.length * 8;
    return bits < BITS_MAX && this.#count * (BITS_PER_ID / 2) > bits;
  }

  /** Adds an id by its 32-bit hash. */
  add(hash: number): void {
    const bit = hash & this.#mask;
    const at = bit >>> 3;
    this.#bits[at] = (this.#bits[at] ?? 0) | (1 << (bit & 7));
    this.#count += 1;
  }

  /** False if no id with this hash was added. */
  mayHave(hash: number): boolean {
    const bit = hash & this.#mask;
    return ((this.#bits[bit >>> 3] ?? 0) & (1 << (bit & 7))) !== 0;
  }
}
