/**
 * The oracle's own calendar: days are 'YYYY-MM-DD', months are 'YYYY-MM', and text order is time order.
 * Nothing here is shared with the program: the oracle is only worth something if it errs on its own.
 */

/** A civil day, 'YYYY-MM-DD'. */
export type DayText = string;
/** A calendar month, 'YYYY-MM'. */
export type MonthText = string;

const twoDigits = (number: number): string => String(number).padStart(2, '0');
const fourDigits = (number: number): string => String(number).padStart(4, '0');

/** The month that a day lies in. */
export function monthOfDay(day: DayText): MonthText {
  return day.slice(0, 7);
}

/** The first day of a month. */
export function firstDayOf(month: MonthText): DayText {
  return `${month}-01`;
}

/** The last day of a month, leap years as in the Gregorian calendar. */
export function lastDayOf(month: MonthText): DayText {
  const year = Number(month.slice(0, 4));
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return `${month}-${twoDigits(lengths[Number(month.slice(5, 7)) - 1] ?? 0)}`;
}

/** The month before. */
export function monthBefore(month: MonthText): MonthText {
  const year = Number(month.slice(0, 4));
  const number = Number(month.slice(5, 7));
  return number === 1
    ? `${fourDigits(year - 1)}-12`
    : `${fourDigits(year)}-${twoDigits(number - 1)}`;
}

/** The month after. */
export function monthAfter(month: MonthText): MonthText {
  const year = Number(month.slice(0, 4));
  const number = Number(month.slice(5, 7));
  return number === 12
    ? `${fourDigits(year + 1)}-01`
    : `${fourDigits(year)}-${twoDigits(number + 1)}`;
}

/** The day before. */
export function dayBefore(day: DayText): DayText {
  const number = Number(day.slice(8, 10));
  return number === 1
    ? lastDayOf(monthBefore(monthOfDay(day)))
    : `${monthOfDay(day)}-${twoDigits(number - 1)}`;
}

/** The day after. */
export function dayAfter(day: DayText): DayText {
  return day === lastDayOf(monthOfDay(day))
    ? firstDayOf(monthAfter(monthOfDay(day)))
    : `${monthOfDay(day)}-${twoDigits(Number(day.slice(8, 10)) + 1)}`;
}

/** Every day from the first to the last, both included. */
export function daysFromTo(first: DayText, last: DayText): readonly DayText[] {
  const days: DayText[] = [];
  for (let day = first; day <= last; day = dayAfter(day)) days.push(day);
  return days;
}

/** Every month from the first to the last, both included. */
export function monthsFromTo(first: MonthText, last: MonthText): readonly MonthText[] {
  const months: MonthText[] = [];
  for (let month = first; month <= last; month = monthAfter(month)) months.push(month);
  return months;
}

/** The first month, an October, of the federal fiscal year that a month lies in. */
export function firstMonthOfFfy(month: MonthText): MonthText {
  const year = Number(month.slice(0, 4));
  return Number(month.slice(5, 7)) >= 10 ? `${fourDigits(year)}-10` : `${fourDigits(year - 1)}-10`;
}
