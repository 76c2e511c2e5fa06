const GOLDEN_GAMMA = 0x9e3779b9;
const UINT32_COUNT = 0x1_0000_0000;

/** Mixes 32 bits so that near inputs give unrelated outputs. A bijection (lowbias32 of Chris Wellons). */
export function mix32(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** A 32-bit key of a text (FNV-1a over its UTF-16 units, then mixed). Not for secrets. */
export function keyOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix32(hash);
}

/**
 * The random numbers of one case at a time: `resume` takes up a case's stream where its counter stands. Two numbers
 * of state, so that millions of cases can each have a stream of their own.
 */
export class Random {
  #key = 0;
  #counter = 0;

  /** Where the stream stands; give it back to `resume` to go on. */
  get counter(): number {
    return this.#counter;
  }

  resume(key: number, counter: number): void {
    this.#key = key;
    this.#counter = counter;
  }

  /** A number from 0 up to, not including, 1. */
  fraction(): number {
    this.#counter = (this.#counter + GOLDEN_GAMMA) | 0;
    return mix32(this.#counter ^ this.#key) / UINT32_COUNT;
  }

  /** Whether something of that probability happens. */
  chance(probability: number): boolean {
    return this.fraction() < probability;
  }

  /** A whole number from 0 to `count` - 1. */
  below(count: number): number {
    return Math.floor(this.fraction() * count);
  }

  /** A whole number from `lowest` to `highest`, both included. */
  between(lowest: number, highest: number): number {
    return lowest + this.below(highest - lowest + 1);
  }

  /** One of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError('Nothing can be picked from an empty list.');
    return item;
  }

  /** The index of one of the weights, each as probable as it is heavy. */
  weighted(weights: readonly number[]): number {
    return weightedAt(weights, this.fraction());
  }
}

/** The index of the weight in which the point `share` (from 0 up to, not including, 1) of their sum lies. */
export function weightedAt(weights: readonly number[], share: number): number {
  let total = 0;
  for (const weight of weights) total += weight;
  let rest = share * total;
  for (const [index, weight] of weights.entries()) {
    rest -= weight;
    if (rest < 0) return index;
  }
  return weights.length - 1;
}
