import { dayOf, yearMonthDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { HOLIDAYS, WEEKDAYS } from './holidays.js';
import type { Holiday, Weekday } from './holidays.js';

const DAYS_OF_WEEK = 7;
/** 1970-01-01, day 0, was a Thursday. */
const WEEKDAY_OF_DAY_0 = WEEKDAYS.indexOf('Thursday');

function weekdayOf(day: Day): Weekday {
  const index = (((day + WEEKDAY_OF_DAY_0) % DAYS_OF_WEEK) + DAYS_OF_WEEK) % DAYS_OF_WEEK;
  return WEEKDAYS[index]!; // 0..6
}

/** Holidays by year, found once: each goal of each application asks for them. */
const FOUND = new Map<number, ReadonlySet<Day>>();

/** The days of a year on which the state's offices close, as they are observed. */
export function holidaysOf(year: number): ReadonlySet<Day> {
  const found = FOUND.get(year) ?? foundHolidays(year);
  FOUND.set(year, found);
  return found;
}

function foundHolidays(year: number): ReadonlySet<Day> {
  const held = HOLIDAYS.filter(
    ({ from, to }) => (from === null || year >= from) && (to === null || year <= to),
  );
  return new Set(held.map((holiday) => observed(holiday, year)));
}

function observed(holiday: Holiday, year: number): Day {
  if ('nth' in holiday) {
    const { nth, weekday, month, after = 0 } = holiday;
    return (nthWeekday(year, month, nth, weekday) + after) as Day; // a day of that month
  }
  const day = dayOf(year, holiday.month, holiday.day);
  const weekday = weekdayOf(day);
  if (weekday === 'Sunday') return (day + 1) as Day;
  return weekday === 'Saturday' && holiday.isMovedFromSaturday ? ((day - 1) as Day) : day;
}

function nthWeekday(year: number, month: number, nth: number, weekday: Weekday): Day {
  if (nth === -1) {
    const next = month === 12 ? dayOf(year + 1, 1, 1) : dayOf(year, month + 1, 1);
    const last = (next - 1) as Day;
    const back = WEEKDAYS.indexOf(weekdayOf(last)) - WEEKDAYS.indexOf(weekday);
    return (last - ((back + DAYS_OF_WEEK) % DAYS_OF_WEEK)) as Day;
  }
  const first = dayOf(year, month, 1);
  const ahead = WEEKDAYS.indexOf(weekday) - WEEKDAYS.indexOf(weekdayOf(first));
  const firstOne = first + ((ahead + DAYS_OF_WEEK) % DAYS_OF_WEEK);
  return (firstOne + (nth - 1) * DAYS_OF_WEEK) as Day;
}

/** Whether the state's offices work: Monday to Friday, less the days on which they close. */
export function isWorkingDay(day: Day): boolean {
  const weekday = weekdayOf(day);
  if (weekday === 'Saturday' || weekday === 'Sunday') return false;
  return !holidaysOf(yearMonthDay(day).year).has(day);
}

/** The `count`-th working day after a day (contract/process.md): what is due within so many is met up to then. */
export function workingDayAfter(day: Day, count: number): Day {
  let reached: number = day;
  for (let left = count; left > 0;) {
    reached += 1;
    if (isWorkingDay(reached as Day)) left -= 1;
  }
  return reached as Day;
}
