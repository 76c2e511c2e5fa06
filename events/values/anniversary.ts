import { lastDayOf, addMonths, firstDayOf, monthOf } from './month.js';
import type { Day } from './day.js';

/** The same day of the month `count` months on (back where negative), or that month's last day (contract/process.md). */
export function sameDayMonthsOn(day: Day, count: number): Day {
  const month = monthOf(day);
  const target = addMonths(month, count);
  const sinceFirst = day - firstDayOf(month);
  return Math.min(firstDayOf(target) + sinceFirst, lastDayOf(target)) as Day; // a day of that month
}

/** The same day `count` years on; of 29 February the 28th, where that year has none. */
export function sameDayYearsOn(day: Day, count: number): Day {
  return sameDayMonthsOn(day, 12 * count);
}
