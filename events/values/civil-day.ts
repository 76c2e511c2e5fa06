import { dayOf } from './day.js';
import type { Day } from './day.js';
import type { Instant } from './instant.js';

/** Reports are due, and acts are done, by the calendar of California (contract/versions.md, States; contract/access.md, Acts). */
const CALENDAR = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  calendar: 'gregory',
  numberingSystem: 'latn',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/**
 * The civil day of an instant in California, daylight saving time included: the one place where a day is made of an
 * instant. A later instant never has an earlier day.
 */
export function civilDayOf(instant: Instant): Day {
  const parts = new Map(CALENDAR.formatToParts(instant).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  return dayOf(part('year'), part('month'), part('day'));
}
