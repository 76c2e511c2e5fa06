import { dayOf } from '../../../events/values/day.js';
import {
  earliest,
  instantOfMs,
  later,
  latest,
  parseInstant,
  toWholeSecond,
} from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';
import { centsOf, parseCents } from '../../../events/values/money.js';
import type { Cents } from '../../../events/values/money.js';

/** What the compiler takes as a moment and as an amount; `npm run types` fails where a line says what is not so. */
const moment = (instant: Instant): number => instant;
const amount = (cents: Cents): number => cents;

describe('an instant and an amount in cents', () => {
  it('are made by their own functions and are no other number', () => {
    const parsed = parseInstant('1970-01-01T00:00:01Z');
    expect(parsed === null ? null : moment(parsed)).toBe(1000);
    // @ts-expect-error -- a bare number is no instant
    expect(moment(1000)).toBe(1000);
    // @ts-expect-error -- a day is no instant
    expect(moment(dayOf(1970, 1, 2))).toBe(1);

    const cents = parseCents('0.05');
    expect(cents === null ? null : amount(cents)).toBe(5);
    // @ts-expect-error -- a bare number is no amount
    expect(amount(5)).toBe(5);
    // @ts-expect-error -- an instant is no amount
    expect(amount(instantOfMs(5))).toBe(5);
  });

  it('are reckoned with by name', () => {
    const second = instantOfMs(1000);
    expect(later(second, 1)).toBe(1001);
    expect(later(second, -1)).toBe(999);
    expect(latest(second, later(second, 1), later(second, -1))).toBe(1001);
    expect(earliest(second, later(second, 1), later(second, -1))).toBe(999);
    expect([999, 1000, 1999].map(toWholeSecond)).toEqual([0, 1000, 1000]);
    expect(centsOf(-5)).toBe(-5);
  });
});
