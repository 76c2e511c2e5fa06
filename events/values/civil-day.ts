import { dayOf } from './day.js';
import type { Day } from './day.js';
import { instantOfMs } from './instant.js';
import type { Instant } from './instant.js';

/**
 * Reports are due, and acts are done, by the calendar of California (contract/versions.md, States; contract/access.md, Acts).
 * Made when it is first asked: it takes 15 ms, and most commands ask for no day.
 */
let calendar: Intl.DateTimeFormat | null = null;

function calendarOfCalifornia(): Intl.DateTimeFormat {
  calendar ??= new Intl.DateTimeFormat('en-US', {
    timeZone: 'America/Los_Angeles',
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
  });
  return calendar;
}

/**
 * The civil day of an instant in California, daylight saving time included: the one place where a day is made of an
 * instant. A later instant never has an earlier day.
 */
export function civilDayOf(instant: Instant): Day {
  const parts = new Map(
    calendarOfCalifornia()
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  return dayOf(part('year'), part('month'), part('day'));
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Midnight in California in UTC: 7 o'clock while daylight saving time is on, else 8. */
const MIDNIGHTS_UTC = [7, 8] as const;

/** The first moment of a civil day in California. */
export function startOfCivilDay(day: Day): Instant {
  const [first, second] = MIDNIGHTS_UTC.map((hour) => instantOfMs(day * DAY_MS + hour * HOUR_MS));
  if (first === undefined || second === undefined) throw new Error('A day has a midnight.');
  return civilDayOf(first) === day ? first : second;
}
