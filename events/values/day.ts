import { digitsAt, padded } from './digits.js';

/** A civil day without a zone: whole days since 1970-01-01, negative before it. */
export type Day = number & { readonly __day: unique symbol };

/** First and last year that a day, month or instant of the contract may have (records.md, Forms). */
export const YEAR_MIN = 1900;
export const YEAR_MAX = 2100;

const DAYS_PER_ERA = 146_097;
const DAYS_FROM_ERA_START_TO_1970 = 719_468;
const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * The day `year`-`month`-`dayOfMonth` of the Gregorian calendar (`month` 1..12). The parts must name a day that
 * exists; `parseDay` is the way in for text.
 */
export function dayOf(year: number, month: number, dayOfMonth: number): Day {
  // Years are counted from March, so that the leap day is the last day of a year (Hinnant, days_from_civil).
  const marchYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const monthFromMarch = month > 2 ? month - 3 : month + 9;
  const dayOfYear = Math.floor((153 * monthFromMarch + 2) / 5) + dayOfMonth - 1;
  const leapDays = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  const dayOfEra = yearOfEra * 365 + leapDays + dayOfYear;
  return (era * DAYS_PER_ERA + dayOfEra - DAYS_FROM_ERA_START_TO_1970) as Day;
}

/** Year, month (1..12) and day of the month (1..31) of a day. The inverse of `dayOf`. */
export function yearMonthDay(day: Day): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
} {
  const shifted = day + DAYS_FROM_ERA_START_TO_1970;
  const era = Math.floor(shifted / DAYS_PER_ERA);
  const dayOfEra = shifted - era * DAYS_PER_ERA;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1,
  };
}

/** How many days the month (1..12) of that year has. */
function daysInMonth(year: number, month: number): number {
  const isLeapYear = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeapYear ? 29 : (MONTH_LENGTHS[month - 1] ?? 0);
}

/**
 * The day that the ten characters of `text` from `from` on spell as `YYYY-MM-DD`, or null where they spell none
 * or one outside 1900..2100. What stands after them is not looked at.
 */
export function dayAt(text: string, from: number): Day | null {
  const year = digitsAt(text, from, 4);
  const month = digitsAt(text, from + 5, 2);
  const dayOfMonth = digitsAt(text, from + 8, 2);
  if (text.charAt(from + 4) !== '-' || text.charAt(from + 7) !== '-') return null;
  return existingDay(year, month, dayOfMonth);
}

/** The day of these numbers, or null where there is none or its year is outside 1900..2100. */
export function existingDay(year: number, month: number, dayOfMonth: number): Day | null {
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12) return null;
  if (dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) return null;
  return dayOf(year, month, dayOfMonth);
}

/** The day spelt `YYYY-MM-DD`, or null where the text is anything but a day that exists, years 1900 to 2100. */
export function parseDay(text: string): Day | null {
  return text.length === 10 ? dayAt(text, 0) : null;
}

/** `YYYY-MM-DD`. */
export function formatDay(day: Day): string {
  const parts = yearMonthDay(day);
  return `${padded(parts.year, 4)}-${padded(parts.month, 2)}-${padded(parts.day, 2)}`;
}
