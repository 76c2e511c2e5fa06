import fc from 'fast-check';

import { formatDay } from '../../../events/values/day.js';
import {
  dayOfInstant,
  formatInstant,
  formatInstantMillis,
  instantOfMs,
  parseInstant,
} from '../../../events/values/instant.js';

const SEED = 19_0003;

describe('an instant', () => {
  it('is milliseconds since 1970, in UTC', () => {
    expect(parseInstant('1970-01-01T00:00:00Z')).toBe(0);
    expect(parseInstant('2006-10-03T17:05:00Z')).toBe(Date.UTC(2006, 9, 3, 17, 5, 0));
    expect(parseInstant('1969-12-31T23:59:59Z')).toBe(-1000);
  });

  it.each([
    '2006-10-03T17:05:00.000Z',
    '2006-10-03T17:05Z',
    '2006-10-03 17:05:00Z',
    '2006-10-03T17:05:00z',
    '2006-10-03T17:05:00+00:00',
    '2006-10-03T24:00:00Z',
    '2006-10-03T23:60:00Z',
    '2006-12-31T23:59:60Z',
    '2006-02-29T00:00:00Z',
    '1899-12-31T23:59:59Z',
    '2101-01-01T00:00:00Z',
    '2006-10-03T-1:05:00Z',
    '2006-10-03T17-05:00Z',
    '2006-10-03T17:05-00Z',
    '',
  ])('is not %j', (text) => {
    expect(parseInstant(text)).toBeNull();
  });

  it('is spelt as the machine spells it, to the second and to the millisecond', () => {
    const instant = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2101, 0, 1) - 1 });
    fc.assert(
      fc.property(instant, (tried) => {
        const spelt = new Date(tried).toISOString();
        expect(formatInstantMillis(instantOfMs(tried))).toBe(spelt);
        expect(formatInstant(instantOfMs(tried))).toBe(`${spelt.slice(0, 19)}Z`);
        expect(parseInstant(formatInstant(instantOfMs(tried)))).toBe(
          Math.floor(tried / 1000) * 1000,
        );
        expect(formatDay(dayOfInstant(instantOfMs(tried)))).toBe(spelt.slice(0, 10));
      }),
      { seed: SEED },
    );
  });
});
