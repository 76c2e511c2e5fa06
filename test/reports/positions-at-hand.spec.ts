import { positionsAtHand } from '../../src/reports/positions-at-hand.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';

const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SEEDS = Array.from({ length: rounds(12, 400) }, (_, index) => FIRST_SEED + index);

/** Positions that a year is brought on to one after the other, as far as they are kept when it is at the last. */
function keptOf(random: Random, stepMax: number, end: number): readonly number[] {
  let kept: readonly number[] = [];
  for (let latest = 1; latest < end; latest += random.integer(1, stepMax)) {
    kept = [...positionsAtHand([...kept, latest])];
  }
  return kept.toSorted((one, other) => other - one);
}

describe('positions at hand', () => {
  it('given none, then there are none', () => {
    expect(positionsAtHand([])).toEqual(new Set());
  });

  it('given few records, then the first and the latest are at hand', () => {
    expect(positionsAtHand([70, 71, 75, 80])).toEqual(new Set([70, 80]));
  });

  it('given a jump ahead, then what is left behind is not at hand', () => {
    expect(positionsAtHand([100, 5_000, 40_000])).toEqual(new Set([40_000]));
    expect(positionsAtHand([100, 5_000, 16_383])).toEqual(new Set([100, 16_383]));
  });

  it.each(SEEDS)('are few, and one is not far before every late moment: seed %i', (seed) => {
    const random = new Random(seed);
    const stepMax = random.integer(1, 400);
    const kept = keptOf(random, stepMax, 20_000 + random.integer(0, 20_000));
    const [latest = 0] = kept;
    expect({ seed, many: kept.length }).toEqual({ seed, many: Math.min(kept.length, 14) });
    for (let age = 0; age < 8_000; age += 40) {
      const before = kept.find((position) => position <= latest - age) ?? -Infinity;
      const isNear = latest - before <= 3 * (age + stepMax + 64);
      expect({ seed, age, before, isNear }).toEqual({ seed, age, before, isNear: true });
    }
  });
});
