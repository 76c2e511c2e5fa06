import fc from 'fast-check';

import {
  AMOUNT_CENTS_MAX,
  formatCents,
  formatCentsForPeople,
  parseCents,
} from '../../../events/values/money.js';

const SEED = 19_0002;

const LARGEST: number = AMOUNT_CENTS_MAX;

describe('money', () => {
  it.each([
    ['0.00', 0],
    ['0.01', 1],
    ['0.50', 50],
    ['1.00', 100],
    ['125.00', 12_500],
    ['999999999.99', AMOUNT_CENTS_MAX],
  ])('%s is %i cents, and is spelt so again', (text, cents) => {
    expect(parseCents(text)).toBe(cents);
    expect(formatCents(cents)).toBe(text);
  });

  it.each([
    '',
    '.50',
    '0',
    '1',
    '1.0',
    '1.000',
    '1.',
    '01.00',
    '00.00',
    '+1.00',
    '-1.00',
    '-0.00',
    '1e2.00',
    '1,000.00',
    ' 1.00',
    '1.00 ',
    '1.00\n',
    '１.00',
    '1.-1',
    '1000000000.00',
    '0x1.00',
    'NaN',
  ])('is not %j', (text) => {
    expect(parseCents(text)).toBeNull();
  });

  it('takes a minus sign only where it is asked for, and never before zero', () => {
    expect(parseCents('-1.05', { signed: true })).toBe(-105);
    expect(parseCents('1.05', { signed: true })).toBe(105);
    expect(parseCents('-999999999.99', { signed: true })).toBe(-LARGEST);
    for (const text of ['-0.00', '--1.00', '-', '-.50', '-01.00', '-1000000000.00', '+1.00']) {
      expect(parseCents(text, { signed: true })).toBeNull();
    }
  });

  it('spells whatever it reads as it was', () => {
    const cents = fc.integer({ min: -LARGEST, max: LARGEST });
    fc.assert(
      fc.property(cents, (tried) => {
        expect(parseCents(formatCents(tried), { signed: true })).toBe(tried);
      }),
      { seed: SEED },
    );
  });

  it('spells a sum of any size, and no number that was rounded', () => {
    expect(formatCents(Number.MAX_SAFE_INTEGER)).toBe('90071992547409.91');
    expect(formatCents(2n ** 53n)).toBe('90071992547409.92');
    expect(formatCents(-(2n ** 53n) - 1n)).toBe('-90071992547409.93');
    expect(formatCentsForPeople(-Number.MAX_SAFE_INTEGER)).toBe('-90,071,992,547,409.91');
    expect(formatCentsForPeople(10n ** 29n + 5n)).toBe('1,000,000,000,000,000,000,000,000,000.05');
    for (const sum of [Number.MAX_SAFE_INTEGER + 1, -Number.MAX_SAFE_INTEGER - 1, NaN, 0.5]) {
      expect(() => formatCents(sum)).toThrow(/is no exact number of cents/u);
    }
  });

  it('has separators for people', () => {
    const amounts = [0, 5, 99_999, 100_000, 123_456_789_05, -125_005];
    expect(amounts.map((cents) => formatCentsForPeople(cents))).toEqual([
      '0.00',
      '0.05',
      '999.99',
      '1,000.00',
      '123,456,789.05',
      '-1,250.05',
    ]);
    expect(formatCents(-105)).toBe('-1.05');
    expect(formatCents(-5)).toBe('-0.05');
  });
});
