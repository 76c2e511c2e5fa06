import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { isSamePerson } from '../../events/values/person.js';
import { formatMonth, lastDayOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { BrokenCheck } from '../form/checks.js';
import { latestOf } from './version.js';
import type { Version } from './version.js';

/** Why a rule does not let somebody do something about a version. */
export type RefusalCode =
  | 'MONTH_NOT_OVER'
  | 'SAME_PERSON'
  | 'NOT_LATEST'
  | 'ALREADY_DECIDED'
  | 'UNDECIDED_VERSION'
  | 'AS_OF_BACKWARDS'
  | 'EDIT_CHECK_FAILED';

/** A refusal, with a sentence that says what to do instead. */
export interface VersionRefusal {
  readonly code: RefusalCode;
  readonly message: string;
}

/**
 * Why a month cannot be submitted on a day, whatever else there is to say about it: a report of it would change until
 * its last day is over.
 *
 * @param on - the civil day of the act in California
 */
export function refusedMonth(month: Month, on: Day): VersionRefusal | null {
  const last = lastDayOf(month);
  if (on > last) return null;
  return {
    code: 'MONTH_NOT_OVER',
    message: `${formatMonth(month)} is not over on ${formatDay(on)} in California: submit it after its last day, ${formatDay(last)}.`,
  };
}

/** Why a new version of a month cannot be submitted as of a position, before its report is looked at. */
export function refusedSubmission(
  versions: readonly Version[],
  month: Month,
  asOf: number,
): VersionRefusal | null {
  const latest = latestOf(versions, month);
  if (latest === null) return null;
  const named = nameOf(latest);
  if (latest.decision.state === 'submitted') {
    return {
      code: 'UNDECIDED_VERSION',
      message: `${named} is neither approved nor returned: have it decided before the next is submitted.`,
    };
  }
  if (asOf < latest.asOf) {
    return {
      code: 'AS_OF_BACKWARDS',
      message: `${named} is as of position ${String(latest.asOf)}, and a later version cannot know less: submit as of ${String(latest.asOf)} or more, not ${String(asOf)}.`,
    };
  }
  return null;
}

/** Why a report that breaks edit checks cannot be submitted; null if it breaks none. */
export function refusedByChecks(broken: readonly BrokenCheck[]): VersionRefusal | null {
  if (broken.length === 0) return null;
  const shown = broken.map(({ message }) => message).join(' ');
  return {
    code: 'EDIT_CHECK_FAILED',
    message: `The report does not pass the edit checks, which is a fault of the program: report it, and submit with a mended version. ${shown}`,
  };
}

/** Why somebody cannot approve a version. */
export function refusedApproval(
  versions: readonly Version[],
  version: Version,
  by: string,
): VersionRefusal | null {
  if (isSamePerson(version.submitted.by, by)) {
    return {
      code: 'SAME_PERSON',
      message: `${nameOf(version)} was submitted by ${version.submitted.by}, who cannot approve it: another person has to.`,
    };
  }
  return refusedReturn(versions, version);
}

/** Why a version cannot be returned. */
export function refusedReturn(
  versions: readonly Version[],
  version: Version,
): VersionRefusal | null {
  const latest = latestOf(versions, version.month);
  if (latest !== null && latest.version !== version.version) {
    return {
      code: 'NOT_LATEST',
      message: `${nameOf(version)} is not the latest: decide on version ${String(latest.version)}.`,
    };
  }
  const { decision } = version;
  if (decision.state === 'submitted') return null;
  return {
    code: 'ALREADY_DECIDED',
    message: `${nameOf(version)} was ${decision.state} by ${decision.by}, which is final: what is wrong in it is mended by the next version.`,
  };
}

function nameOf(version: Version): string {
  return `Version ${String(version.version)} of ${formatMonth(version.month)}`;
}
