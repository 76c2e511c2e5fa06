import fc from 'fast-check';
import { Superseders } from '../../../src/ledger/acceptance/superseders.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '20061003');

describe('which record of a case corrects which', () => {
  it(`is known of however many there are (seed ${String(SEED)})`, () => {
    const targets = fc.uniqueArray(fc.integer({ min: 1, max: 2 ** 32 - 2 }), {
      maxLength: 200,
      size: 'max',
    });
    fc.assert(
      fc.property(targets, (corrected) => {
        const superseders = new Superseders();
        for (const [at, target] of corrected.entries()) {
          expect(superseders.of(target)).toBe(0);
          superseders.add(target, target + 1);
          expect(superseders.size).toBe(at + 1);
          expect(superseders.of(target)).toBe(target + 1);
        }
        for (const target of corrected) expect(superseders.of(target)).toBe(target + 1);
        expect(superseders.of(0)).toBe(0);
      }),
      { seed: SEED },
    );
  });
});
