import type { Day } from '../events/values/day.js';
import { ffyOf, firstDayOf, firstDayOfFfy, lastDayOf } from '../events/values/month.js';
import type { Month } from '../events/values/month.js';

/** A report month with the days that its rules speak of. */
export interface MonthWindow {
  readonly month: Month;
  readonly firstDay: Day;
  /** M-end. */
  readonly lastDay: Day;
  /** First day of the month's federal fiscal year: FFY-to-date begins. */
  readonly ffyStart: Day;
}

/** The window of a month. */
export function windowOf(month: Month): MonthWindow {
  return {
    month,
    firstDay: firstDayOf(month),
    lastDay: lastDayOf(month),
    ffyStart: firstDayOfFfy(ffyOf(month)),
  };
}
