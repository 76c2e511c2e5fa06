const SLOTS_AT_FIRST = 1024;
/** No set of facts has this key: keys are not negative. */
const FREE = -1;
/** Two odd numbers that spread neighbouring keys over the slots. */
const SPREAD_LOW = 0x9e3779b1;
const SPREAD_HIGH = 0x85ebca6b;
const TWO_TO_THE_32 = 2 ** 32;

/**
 * Numbers by keys that are integers of up to 53 bits. A `Map` would do; it keeps an object for each key
 * beyond 31 bits, and is asked for nearly every case and month of a replay.
 */
export class KeyNumbers {
  private keys = new Float64Array(SLOTS_AT_FIRST).fill(FREE);
  private numbers = new Uint32Array(SLOTS_AT_FIRST);
  private count = 0;

  /** The number of a key; undefined where it has none. */
  get(key: number): number | undefined {
    const slot = this.slotOf(key);
    return this.keys[slot] === FREE ? undefined : this.numbers[slot];
  }

  set(key: number, number: number): void {
    const slot = this.slotOf(key);
    if (this.keys[slot] === FREE) this.count += 1;
    this.keys[slot] = key;
    this.numbers[slot] = number;
    // At most half full, so that a key is found after a look or two.
    if (this.count * 2 > this.keys.length) this.grow();
  }

  /** The slot of a key, or the free one where it belongs. */
  private slotOf(key: number): number {
    const { keys } = this;
    const last = keys.length - 1;
    // A shift takes the low 32 bits of a number as they are.
    const low = Math.imul(key | 0, SPREAD_LOW);
    const high = Math.imul((key / TWO_TO_THE_32) | 0, SPREAD_HIGH);
    const mixed = low ^ high;
    let slot = (mixed ^ (mixed >>> 15)) & last;
    while (keys[slot] !== key && keys[slot] !== FREE) slot = (slot + 1) & last;
    return slot;
  }

  private grow(): void {
    const { keys, numbers } = this;
    this.keys = new Float64Array(keys.length * 2).fill(FREE);
    this.numbers = new Uint32Array(keys.length * 2);
    keys.forEach((key, slot) => {
      if (key === FREE) return;
      const moved = this.slotOf(key);
      this.keys[moved] = key;
      this.numbers[moved] = numbers[slot]!;
    });
  }
}
