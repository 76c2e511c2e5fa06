import { dayOf, formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import {
  holidaysOf,
  isWorkingDay,
  workingDayAfter,
} from '../../projections/process/working-days.js';
import { CLOSED_DAYS } from './kept-closed-days.js';
import { isWorking, plusDays, workingAfter } from './oracle/calendar.js';

function datesOf(year: number): readonly string[] {
  return [...holidaysOf(year)].sort((one, other) => one - other).map(formatDay);
}

describe('working days', () => {
  // Written down year by year, with Sundays and Saturdays among them.
  it.each([
    [2006, '01-02 01-16 02-13 02-20 03-31 05-29 07-04 09-04 10-09 11-10 11-23 11-24 12-25'],
    [2008, '01-01 01-21 02-12 02-18 03-31 05-26 07-04 09-01 10-13 11-11 11-27 11-28 12-25'],
    [2010, '01-01 01-18 02-15 03-31 05-31 07-05 09-06 11-11 11-25 11-26 12-25'],
    [2011, '01-01 01-17 02-21 03-31 05-30 07-04 09-05 11-11 11-24 11-25 12-26'],
    [2012, '01-02 01-16 02-20 03-31 05-28 07-04 09-03 11-12 11-22 11-23 12-25'],
    [2000, '01-01 01-17 02-12 02-21 05-29 07-04 09-04 10-09 11-10 11-23 11-24 12-25'],
  ])('of %d are all but these', (year, days) => {
    expect(datesOf(year)).toEqual(days.split(' ').map((day) => `${String(year)}-${day}`));
  });

  it.each(CLOSED_DAYS)('of %d are those of a list that was kept', (year, days) => {
    const weekdays = datesOf(year).filter((day) => ![0, 6].includes(new Date(day).getUTCDay()));
    expect(weekdays).toEqual(days.split(' ').map((day) => `${String(year)}-${day}`));
  });

  it('of 2000 to 2030 are those of a second reckoning', () => {
    const differing: string[] = [];
    for (let day: number = dayOf(2000, 1, 1); day <= dayOf(2030, 12, 31); day += 1) {
      const text = formatDay(day as Day);
      if (isWorkingDay(day as Day) !== isWorking(text)) differing.push(text);
    }
    expect(differing).toEqual([]);
  });

  it('are counted from the day after', () => {
    const friday = dayOf(2010, 1, 15);
    expect(formatDay(workingDayAfter(friday, 1))).toBe('2010-01-19');
    let text = '2009-12-24';
    for (let count = 0; count < 60; count += 1) {
      const from = dayOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)));
      expect(formatDay(workingDayAfter(from, 15))).toBe(workingAfter(text, 15));
      text = plusDays(text, 1);
    }
  });
});
