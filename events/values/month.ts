import { dayOf, YEAR_MAX, YEAR_MIN, yearMonthDay } from './day.js';
import type { Day } from './day.js';
import { digitsAt, padded } from './digits.js';

/** A calendar month: year * 12 + (month - 1), so that the month after is one more. */
export type Month = number & { readonly __month: unique symbol };

/** A federal fiscal year by its number: FFY 2006 runs from 2005-10-01 to 2006-09-30. */
export type Ffy = number & { readonly __ffy: unique symbol };

/** The month spelt `YYYY-MM`, or null where the text is anything else or the year is outside 1900..2100. */
export function parseMonth(text: string): Month | null {
  if (text.length !== 7 || text.charAt(4) !== '-') return null;
  return existingMonth(digitsAt(text, 0, 4), digitsAt(text, 5, 2));
}

/** The month of these numbers (`month` 1 to 12), or null where there is none or its year is outside 1900..2100. */
export function existingMonth(year: number, month: number): Month | null {
  if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12) return null;
  return (year * 12 + month - 1) as Month;
}

/** `YYYY-MM`. */
export function formatMonth(month: Month): string {
  return `${padded(Math.floor(month / 12), 4)}-${padded((month % 12) + 1, 2)}`;
}

/** First days of the months of the years 1899 to 2102, asked for every record of every replay. */
const TABLE_FROM = (YEAR_MIN - 1) * 12;
const TABLE_MONTHS = (YEAR_MAX + 2 - (YEAR_MIN - 1)) * 12;
const FIRST_DAYS = Int32Array.from({ length: TABLE_MONTHS }, (_, index) =>
  calculatedFirstDay((TABLE_FROM + index) as Month),
);
const TABLE_FIRST_DAY = calculatedFirstDay(TABLE_FROM as Month);
/** 400 years of the Gregorian calendar have 146,097 days and 4,800 months. */
const DAYS_PER_MONTH = 146_097 / 4800;

/** The month in which a day lies. */
export function monthOf(day: Day): Month {
  let index = Math.floor((day - TABLE_FIRST_DAY) / DAYS_PER_MONTH);
  if (index < 1 || index >= TABLE_MONTHS - 2) return calculatedMonth(day);
  // The average is never more than a few days off.
  if (FIRST_DAYS[index]! > day) index -= 1;
  else if (FIRST_DAYS[index + 1]! <= day) index += 1;
  return (TABLE_FROM + index) as Month;
}

export function firstDayOf(month: Month): Day {
  const first = FIRST_DAYS[month - TABLE_FROM];
  return first === undefined ? calculatedFirstDay(month) : (first as Day);
}

function calculatedMonth(day: Day): Month {
  const parts = yearMonthDay(day);
  return (parts.year * 12 + parts.month - 1) as Month;
}

function calculatedFirstDay(month: Month): Day {
  return dayOf(Math.floor(month / 12), (month % 12) + 1, 1);
}

/** M-end of the contract: the last calendar day of the month. */
export function lastDayOf(month: Month): Day {
  return (firstDayOf(addMonths(month, 1)) - 1) as Day;
}

/** The month `count` months later (earlier where `count` is negative). */
export function addMonths(month: Month, count: number): Month {
  return (month + count) as Month;
}

/** The federal fiscal year in which a month lies: October begins the next one. */
export function ffyOf(month: Month): Ffy {
  return Math.floor((month + 3) / 12) as Ffy;
}

export function ffyOfDay(day: Day): Ffy {
  return ffyOf(monthOf(day));
}

/** October of the calendar year before. */
export function firstMonthOf(ffy: Ffy): Month {
  return (ffy * 12 - 3) as Month;
}

/** September. */
export function lastMonthOf(ffy: Ffy): Month {
  return (ffy * 12 + 8) as Month;
}

/** October 1 of the calendar year before. */
export function firstDayOfFfy(ffy: Ffy): Day {
  return firstDayOf(firstMonthOf(ffy));
}
