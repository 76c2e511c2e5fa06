import { KeyNumbers } from '../../projections/form/counted/key-numbers.js';
import { Random } from '../support/random.js';

/** Keys of every size: the flags of a case are spread over 47 bits. */
function randomKey(random: Random): number {
  const bits = random.integer(0, 53);
  return random.integer(0, Math.min(2 ** bits, Number.MAX_SAFE_INTEGER) - 1);
}

describe('numbers by keys', () => {
  it.each([1, 2, 3])('are those of a Map, beyond the room at first (seed %i)', (seed) => {
    const random = new Random(seed);
    const numbers = new KeyNumbers();
    const expected = new Map<number, number>();
    for (let number = 0; number < 5000; number += 1) {
      const key = randomKey(random);
      expect(numbers.get(key)).toBe(expected.get(key));
      numbers.set(key, number);
      expected.set(key, number);
    }
    for (const [key, number] of expected) expect(numbers.get(key)).toBe(number);
    for (let time = 0; time < 1000; time += 1) {
      const key = randomKey(random);
      expect(numbers.get(key)).toBe(expected.get(key));
    }
  });

  it('tell keys apart that differ in one bit', () => {
    const keys = [0, ...Array.from({ length: 53 }, (_, bit) => 2 ** bit), Number.MAX_SAFE_INTEGER];
    const numbers = new KeyNumbers();
    keys.forEach((key, number) => {
      expect(numbers.get(key)).toBeUndefined();
      numbers.set(key, number);
    });
    expect(keys.map((key) => numbers.get(key))).toEqual(keys.map((_, number) => number));
  });
});
