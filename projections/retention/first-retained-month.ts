import type { Day } from '../../events/values/day.js';
import { addMonths, monthOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';

/** CSS 06-35: a report and its case-level detail are kept four years and four months from the end of its month. */
export const RETAINED_MONTHS = 52;

/**
 * The earliest month that is retained on a day: the one whose last day is the last but 52 months ago.
 *
 * @param on - a civil day in California
 */
export function firstRetainedMonth(on: Day): Month {
  return addMonths(monthOf(on), -RETAINED_MONTHS);
}

/**
 * The first retained month as holds from a month lower it: to the earliest of them, but never below a
 * first month already in force, whose records are gone.
 *
 * @param heldFrom - the months of the holds in force
 * @param inForce - the first month that erasures made so far have left, null if there were none
 */
export function loweredMonth(
  firstMonth: Month,
  heldFrom: readonly Month[],
  inForce: Month | null,
): Month {
  const earliest = heldFrom.reduce((least, month) => (month < least ? month : least), firstMonth);
  if (inForce === null || earliest >= inForce) return earliest;
  return inForce < firstMonth ? inForce : firstMonth;
}
