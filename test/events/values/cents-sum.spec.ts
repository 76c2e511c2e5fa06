import fc from 'fast-check';
import { centsSumOf, minus, notBelowZero, plus } from '../../../events/values/cents-sum.js';
import { formatCents } from '../../../events/values/money.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const EDGE = 2n ** 53n;
/** Around zero, around 2^53 on both sides, and far beyond. */
const cents = fc.oneof(
  fc.bigInt(-10n, 10n),
  fc.bigInt(EDGE - 3n, EDGE + 3n),
  fc.bigInt(-EDGE - 3n, -EDGE + 3n),
  fc.bigInt(-(2n ** 90n), 2n ** 90n),
);

describe('a sum of cents', () => {
  it('is a number up to 2^53 - 1 on both sides, and a bigint from 2^53 on', () => {
    for (const sign of [1n, -1n]) {
      expect(centsSumOf(sign * (EDGE - 1n))).toBe(Number(sign) * Number.MAX_SAFE_INTEGER);
      expect(centsSumOf(sign * EDGE)).toBe(sign * EDGE);
      expect(centsSumOf(sign * (EDGE + 1n))).toBe(sign * (EDGE + 1n));
    }
  });

  it('of two numbers at the edge is not rounded', () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect(plus(most, 0)).toBe(most);
    expect(plus(most, 1)).toBe(EDGE);
    expect(plus(most, 2)).toBe(EDGE + 1n);
    expect(plus(most, most)).toBe(2n * EDGE - 2n);
    expect(minus(-most, 1)).toBe(-EDGE);
    expect(minus(-most, 2)).toBe(-EDGE - 1n);
    expect(minus(plus(most, 2), 2)).toBe(most);
    expect(Object.is(minus(0, 0), 0)).toBe(true);
  });

  it(`is what whole numbers of any size give, in their one form and spelt, seed ${String(SEED)}`, () => {
    fc.assert(
      fc.property(cents, cents, (one, other) => {
        const [left, right] = [centsSumOf(one), centsSumOf(other)];
        expect(plus(left, right)).toBe(centsSumOf(one + other));
        expect(minus(left, right)).toBe(centsSumOf(one - other));
        expect(notBelowZero(left)).toBe(centsSumOf(one > 0n ? one : 0n));
        expect([left < right, left === right]).toEqual([one < other, one === other]);
        expect(BigInt(formatCents(plus(left, right)).replace('.', ''))).toBe(one + other);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });
});
