import { sameDayMonthsOn } from '../../events/values/anniversary.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import { isEndedOn } from './application.js';
import type { AccessApplication, DelayCause } from './application.js';
import { workingDayAfter } from './working-days.js';

/** The goals, in the order of the contract's table. */
export const GOALS = [
  'invitation',
  'legal-review',
  'conditional-approval',
  'approval',
  'access',
  'renewal-notice',
] as const;

/** One of `GOALS`. */
export type GoalName = (typeof GOALS)[number];

/** A goal that has begun: late ones are shown, and nothing is refused. */
export interface Goal {
  readonly goal: GoalName;
  readonly from: Day;
  readonly due: Day;
  readonly met: Day | null;
  /** Calendar days after `due`, to the day it was met or to the day asked for. */
  readonly daysLate: number;
  readonly delayed: DelayCause | null;
}

/** Months from a county's conversion until an organisation may be invited. */
export const MONTHS_AFTER_CONVERSION = 2;

/** Months before the end of a memorandum from which its renewal may be noticed. */
const MONTHS_OF_NOTICE = 6;

const WORKING_DAYS = 15;
const WORKING_DAYS_TO_ACCESS = 45;

/** The first day on which an organisation may be invited after the county's conversion. */
export function firstDayAfterConversion(conversion: Day): Day {
  return sameDayMonthsOn(conversion, MONTHS_AFTER_CONVERSION);
}

/** The first day on which the renewal of a memorandum may be noticed. */
export function firstDayOfNotice(to: Day): Day {
  return sameDayMonthsOn(to, -MONTHS_OF_NOTICE);
}

/** The goals of an application that have begun on a day, in the table's order. */
export function goalsOn(
  application: AccessApplication,
  conversions: ReadonlyMap<County, Day>,
  on: Day,
): readonly Goal[] {
  const isEnded = isEndedOn(application, on);
  return GOALS.flatMap((goal) => {
    const { from, met } = spanOf(goal, application, conversions);
    if (from === null || from > on || (met === null && isEnded)) return [];
    const due = workingDayAfter(from, goal === 'access' ? WORKING_DAYS_TO_ACCESS : WORKING_DAYS);
    const daysLate = Math.max(0, (met ?? on) - due);
    const delayed = goal === 'legal-review' ? application.delayed : null;
    return [{ goal, from, due, met, daysLate, delayed }];
  });
}

/** What a goal is counted from and what it was met by; null each while that has not come. */
function spanOf(
  goal: GoalName,
  { county, inviteOn, mou, steps }: AccessApplication,
  conversions: ReadonlyMap<County, Day>,
): { readonly from: Day | null; readonly met: Day | null } {
  switch (goal) {
    case 'invitation': {
      const conversion = conversions.get(county);
      if (conversion === undefined) return { from: null, met: null };
      const days = [steps.identified, inviteOn, firstDayAfterConversion(conversion)];
      return { from: Math.max(...days) as Day, met: steps.invited };
    }
    case 'legal-review':
      return { from: steps.submitted, met: steps.opinion };
    case 'conditional-approval':
      return { from: steps.authorized, met: steps.decided };
    case 'approval':
      return { from: steps.signedByRequestor, met: steps.signedByState };
    case 'access':
      return { from: steps.signedByState, met: steps.access };
    case 'renewal-notice': {
      const isBegun = steps.signedByState !== null && mou !== null;
      return { from: isBegun ? firstDayOfNotice(mou.to) : null, met: steps.noticed };
    }
  }
}
