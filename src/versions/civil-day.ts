import { dayOf } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';

/** Reports are due by the calendar of California (contract of the versions). */
const CALENDAR = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/Los_Angeles',
  calendar: 'gregory',
  numberingSystem: 'latn',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
});

/** The civil day of an instant in California, daylight saving time included. */
export function civilDayOf(instant: Instant): Day {
  const parts = new Map(CALENDAR.formatToParts(instant).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.get(type));
  return dayOf(part('year'), part('month'), part('day'));
}
