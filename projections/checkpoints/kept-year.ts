import { addMonths, firstMonthOf } from '../../events/values/month.js';
import type { Ffy, Month } from '../../events/values/month.js';
import type { RecordedColumns } from '../columns/record-columns.js';
import type { MemberColumns } from '../form/counted/month-members.js';
import type { CaseStates } from './case-states.js';
import type { KeptCounty } from './kept-county.js';

/** What is kept of a county's fiscal year as of a position. */
export interface KeptYear {
  readonly ffy: Ffy;
  readonly asOf: number;
  /** Months of the year, and the September before it, as far as they were asked for: who is on which line. */
  readonly members: ReadonlyMap<Month, MemberColumns>;
  /** What the county's own records say for each month of the year, and for the September before it. */
  readonly counties: ReadonlyMap<Month, KeptCounty>;
  /** The children that each case has named. */
  readonly children: CaseChildren;
}

/** By case: the children that it has named by the end of the year. */
export interface CaseChildren {
  /** By subject number: where its children begin in `children`; one more entry than there are subjects. */
  readonly start: Uint32Array;
  readonly children: Uint32Array;
}

/** Where a year begins, and its records. */
export interface YearBase {
  /** Where the cases stand at its beginning. */
  readonly states: CaseStates;
  /**
   * The records that stand, in order of subject and position, as if none corrected another: those of cases that are
   * effective in the year, and of children all up to its end. Each part has all of a run of subjects, or of those that
   * were asked about.
   */
  readonly rows: readonly RecordedColumns[];
  /** How many it has of all subjects. */
  readonly recordCount: number;
}

/** The September before a fiscal year, and its months. */
export function monthsOfYear(ffy: Ffy): readonly Month[] {
  const first = firstMonthOf(ffy);
  return Array.from({ length: 13 }, (_, place) => addMonths(first, place - 1));
}
