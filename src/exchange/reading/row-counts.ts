import { BrokenInput } from '../../input/input-faults.js';

/** Most rows without an id of one file: what is remembered of each has a bound. */
export const ROWS_WITHOUT_ID_MAX = 10_000_000;

const FIRST_SLOTS = 1 << 12;
const LOAD_MAX = 0.6;

/**
 * Counts equal rows of a file by the first 8 bytes of a hash of each, in 12 bytes a slot: which of several equal rows
 * is it? Throws `BrokenInput` where there are more than it has room for.
 */
export class RowCounts {
  #high = new Uint32Array(FIRST_SLOTS);
  #low = new Uint32Array(FIRST_SLOTS);
  #counts = new Uint32Array(FIRST_SLOTS);
  #used = 0;

  /**
   * From 1: how often a row of this hash has come, this time included.
   *
   * @param hash - hexadecimal digits, 16 of them at least
   */
  add(hash: string): number {
    const high = Number.parseInt(hash.slice(0, 8), 16);
    const low = Number.parseInt(hash.slice(8, 16), 16);
    if (this.#used >= LOAD_MAX * this.#counts.length) this.#grow();
    const slot = this.#slotOf(high, low);
    const count = (this.#counts[slot] ?? 0) + 1;
    this.#counts[slot] = count;
    if (count === 1) {
      this.#high[slot] = high;
      this.#low[slot] = low;
      this.#used += 1;
    }
    return count;
  }

  #slotOf(high: number, low: number): number {
    const mask = this.#counts.length - 1;
    for (let slot = low & mask; ; slot = (slot + 1) & mask) {
      if (this.#counts[slot] === 0) return slot;
      if (this.#low[slot] === low && this.#high[slot] === high) return slot;
    }
  }

  #grow(): void {
    if (this.#used >= ROWS_WITHOUT_ID_MAX) {
      throw new BrokenInput(
        `it has more than ${String(ROWS_WITHOUT_ID_MAX)} rows without an id: give each an id, or send it in parts`,
      );
    }
    const [high, low, counts] = [this.#high, this.#low, this.#counts];
    this.#high = new Uint32Array(2 * high.length);
    this.#low = new Uint32Array(2 * low.length);
    this.#counts = new Uint32Array(2 * counts.length);
    for (let from = 0; from < counts.length; from += 1) {
      const count = counts[from] ?? 0;
      if (count === 0) continue;
      const slot = this.#slotOf(high[from] ?? 0, low[from] ?? 0);
      this.#high[slot] = high[from] ?? 0;
      this.#low[slot] = low[from] ?? 0;
      this.#counts[slot] = count;
    }
  }
}
