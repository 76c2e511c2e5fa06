import fc from 'fast-check';

import { dayOf, formatDay, parseDay, yearMonthDay } from '../../../events/values/day.js';
import type { Day } from '../../../events/values/day.js';
import {
  addMonths,
  ffyOf,
  ffyOfDay,
  firstDayOf,
  firstDayOfFfy,
  firstMonthOf,
  formatMonth,
  lastDayOf,
  lastMonthOf,
  monthOf,
  parseMonth,
} from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';

function day(text: string): Day {
  const parsed = parseDay(text);
  if (parsed === null) throw new Error(`${text} is no day`);
  return parsed;
}

function month(text: string): Month {
  const parsed = parseMonth(text);
  if (parsed === null) throw new Error(`${text} is no month`);
  return parsed;
}

const SEED = 19_0001;
const MS_PER_DAY = 86_400_000;
const FIRST = Date.UTC(1900, 0, 1) / MS_PER_DAY;
const LAST = Date.UTC(2100, 11, 31) / MS_PER_DAY;

describe('a day', () => {
  it('agrees with the calendar of the machine on every day from 1900 to 2100', () => {
    for (let day = FIRST; day <= LAST; day += 1) {
      const text = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
      if (parseDay(text) !== day || formatDay(day as Day) !== text) {
        throw new Error(
          `${text}: parsed ${String(parseDay(text))}, written ${formatDay(day as Day)}`,
        );
      }
    }
    expect(parseDay('1900-01-01')).toBe(FIRST);
    expect(parseDay('2100-12-31')).toBe(LAST);
  });

  it.each([
    '1899-12-31',
    '2101-01-01',
    '2006-02-29',
    '1900-02-29',
    '2100-02-29',
    '2006-04-31',
    '2006-00-10',
    '2006-13-01',
    '2006-01-00',
    '2006-01-32',
    '2006-1-01',
    '2006-01-1',
    '2006/01/01',
    '2006-01-01 ',
    ' 2006-01-01',
    '2006-01-01T00:00:00Z',
    '+006-01-01',
    '２００６-01-01',
    '2006-01-0a',
    '',
  ])('is not %j', (text) => {
    expect(parseDay(text)).toBeNull();
  });

  it.each(['2000-02-29', '2004-02-29', '2096-02-29', '2006-09-30', '2005-10-01'])(
    '%s exists',
    (text) => {
      expect(formatDay(day(text))).toBe(text);
    },
  );

  it('is made of its parts and falls into them, before 1970 too', () => {
    expect(yearMonthDay(dayOf(1969, 12, 31))).toEqual({ year: 1969, month: 12, day: 31 });
    expect(dayOf(1970, 1, 1)).toBe(0);
    expect(dayOf(2006, 10, 3)).toBe(parseDay('2006-10-03'));
  });
});

describe('a month', () => {
  it.each(['1899-12', '2101-01', '2006-00', '2006-13', '2006-1', '2006-010', '2006', '200609', ''])(
    'is not %j',
    (text) => {
      expect(parseMonth(text)).toBeNull();
    },
  );

  it('ends on its last calendar day, and the day after is the first of the next', () => {
    const ends = ['2006-01', '2006-02', '2004-02', '2006-04', '2006-12'].map((text) =>
      formatDay(lastDayOf(month(text))),
    );
    expect(ends).toEqual(['2006-01-31', '2006-02-28', '2004-02-29', '2006-04-30', '2006-12-31']);
  });

  it('holds every one of its days, and spells itself as it was read', () => {
    const anyMonth = fc
      .integer({ min: 1900 * 12, max: 2100 * 12 + 11 })
      .map((number) => number as Month);
    fc.assert(
      fc.property(anyMonth, (tried) => {
        expect(parseMonth(formatMonth(tried))).toBe(tried);
        expect(monthOf(firstDayOf(tried))).toBe(tried);
        expect(monthOf(lastDayOf(tried))).toBe(tried);
        expect(monthOf((lastDayOf(tried) + 1) as Day)).toBe(addMonths(tried, 1));
      }),
      { seed: SEED },
    );
  });
});

describe('a federal fiscal year', () => {
  it('turns between September 30 and October 1', () => {
    expect(ffyOfDay(day('2005-09-30'))).toBe(2005);
    expect(ffyOfDay(day('2005-10-01'))).toBe(2006);
    expect(ffyOfDay(day('2006-09-30'))).toBe(2006);
    expect(ffyOfDay(day('2006-10-01'))).toBe(2007);
  });

  it('runs from October to September', () => {
    const ffy = ffyOf(month('2006-01'));
    expect(formatMonth(firstMonthOf(ffy))).toBe('2005-10');
    expect(formatMonth(lastMonthOf(ffy))).toBe('2006-09');
    expect(formatDay(firstDayOfFfy(ffy))).toBe('2005-10-01');
  });
});
