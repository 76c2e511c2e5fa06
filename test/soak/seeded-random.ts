/** Random numbers that are the same for the same seed (mulberry32). */
export interface SeededRandom {
  /** From 0 up to and without `limit`. */
  upTo(limit: number): number;
  /** A whole number from 0 to `count` - 1. */
  index(count: number): number;
  /** One of the values. */
  of<T>(values: readonly T[]): T;
}

export function seededRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const index = (count: number): number => Math.floor(next() * count);
  return {
    upTo: (limit) => next() * limit,
    index,
    of: (values) => {
      const value = values[index(values.length)];
      if (value === undefined) throw new RangeError('There is nothing to choose from.');
      return value;
    },
  };
}
