import { dayOf, formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { parseInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';

/** Reports are due by the calendar of California (contract/versions.md, States). */
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

/** `YYYY-MM-DD` in California of an instant as acts are printed, `2006-10-16T03:00:00Z`. Throws where the text is none. */
export function civilDayText(printed: string): string {
  const instant = parseInstant(printed);
  if (instant === null)
    throw new Error(`An act was printed with "${printed}", which is no instant.`);
  return formatDay(civilDayOf(instant));
}
