import { dayAt, formatDay } from './day.js';
import type { Day } from './day.js';
import { digitsAt, padded } from './digits.js';

/** A moment: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number & { readonly __instant: unique symbol };

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SECOND_MS = 1000;

/**
 * The instant spelt `2006-10-03T17:05:00Z` (to the second, UTC), or null for any other spelling and for days, hours,
 * minutes or seconds that do not exist. Years 1900 to 2100; a leap second is not taken.
 */
export function parseInstant(text: string): Instant | null {
  if (text.length !== 20 || text.charAt(10) !== 'T' || text.charAt(19) !== 'Z') return null;
  if (text.charAt(13) !== ':' || text.charAt(16) !== ':') return null;
  const day = dayAt(text, 0);
  const hour = digitsAt(text, 11, 2);
  const minute = digitsAt(text, 14, 2);
  return day === null ? null : instantOn(day, hour, minute, digitsAt(text, 17, 2));
}

/** The instant of a day and a time of it in UTC, or null where there is no such time. */
export function instantOn(day: Day, hour: number, minute: number, second: number): Instant | null {
  if (!(hour >= 0 && minute >= 0 && second >= 0)) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  return (day * DAY_MS + hour * HOUR_MS + minute * MINUTE_MS + second * SECOND_MS) as Instant;
}

/**
 * The instant spelt to the second or to the millisecond, as `formatInstant` and `formatInstantMillis` spell it, or null
 * for any other spelling.
 */
export function parseInstantMillis(text: string): Instant | null {
  if (text.length !== 24) return parseInstant(text);
  const millis = digitsAt(text, 20, 3);
  const second = parseInstant(`${text.slice(0, 19)}Z`);
  if (second === null || millis < 0 || text.charAt(19) !== '.' || text.charAt(23) !== 'Z')
    return null;
  return later(second, millis);
}

/** The instant of so many whole milliseconds since 1970-01-01T00:00:00Z: for what a clock or a store says. */
export function instantOfMs(ms: number): Instant {
  return ms as Instant;
}

/** The instant so many milliseconds after another; before it where they are negative. */
export function later(instant: Instant, ms: number): Instant {
  return (instant + ms) as Instant;
}

/** The whole second that an instant is in: acts, receipts and sheets are told to the second. */
export function toWholeSecond(instant: number): Instant {
  return (Math.floor(instant / SECOND_MS) * SECOND_MS) as Instant;
}

/** The last of some instants. */
export function latest(first: Instant, ...others: readonly Instant[]): Instant {
  return Math.max(first, ...others) as Instant;
}

/** The first of some instants. */
export function earliest(first: Instant, ...others: readonly Instant[]): Instant {
  return Math.min(first, ...others) as Instant;
}

/** `2006-10-03T17:05:00Z`; milliseconds are left out. */
export function formatInstant(instant: Instant): string {
  return `${toTheSecond(instant)}Z`;
}

/** `2006-10-03T17:05:00.000Z`, the spelling in a record's leaf (contract/versions.md, Merkle tree). */
export function formatInstantMillis(instant: Instant): string {
  const millis = instant - Math.floor(instant / SECOND_MS) * SECOND_MS;
  return `${toTheSecond(instant)}.${padded(millis, 3)}Z`;
}

/** The day of an instant in UTC, by which alone `effective` is judged (contract/records.md); acts have civil days. */
export function dayOfInstant(instant: Instant): Day {
  return Math.floor(instant / DAY_MS) as Day;
}

/** The day that was spelt last: instants come in order, and to spell a day takes longer than the rest. */
const latestDay = { day: NaN, text: '' };
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => padded(number, 2));

function toTheSecond(instant: Instant): string {
  const day = dayOfInstant(instant);
  const sinceMidnightMs = instant - day * DAY_MS;
  const hour = TWO_DIGITS[Math.floor(sinceMidnightMs / HOUR_MS)] ?? '';
  const minute = TWO_DIGITS[Math.floor((sinceMidnightMs % HOUR_MS) / MINUTE_MS)] ?? '';
  const second = TWO_DIGITS[Math.floor((sinceMidnightMs % MINUTE_MS) / SECOND_MS)] ?? '';
  if (day !== latestDay.day) {
    latestDay.day = day;
    latestDay.text = formatDay(day);
  }
  return `${latestDay.text}T${hour}:${minute}:${second}`;
}
