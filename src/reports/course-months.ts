import { addMonths } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';

/** Months of a course. */
const COURSE_MONTHS = 12;

/** The months of a course: so many, the last of them the one that is asked for. */
export function monthsOfCourse(last: Month): readonly Month[] {
  return Array.from({ length: COURSE_MONTHS }, (_, index) =>
    addMonths(last, index + 1 - COURSE_MONTHS),
  );
}
