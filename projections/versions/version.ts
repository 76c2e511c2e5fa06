import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import { addMonths, firstDayOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { ReportAct, SubmittedReport } from '../../events/acts/report-acts.js';

/** Who decided on a version, when and how; both decisions are final. */
export type Decision =
  | { readonly state: 'submitted' }
  | {
      readonly state: 'approved';
      readonly by: string;
      readonly telephone: string;
      readonly at: Instant;
    }
  | {
      readonly state: 'returned';
      readonly by: string;
      readonly reason: string;
      readonly at: Instant;
    };

/** One submitted version of a county's month and what became of it. */
export interface Version extends SubmittedReport {
  readonly submitted: { readonly by: string; readonly at: Instant };
  readonly decision: Decision;
}

const UNDECIDED: Decision = { state: 'submitted' };

/** The report is due on this day of the month after the report month. */
const DUE_DAY_OF_MONTH = 15;

/** The versions that some acts have made, in order of submission. */
export function versionsOf(acts: readonly ReportAct[]): readonly Version[] {
  const versions: Version[] = [];
  for (const act of acts) {
    switch (act.kind) {
      case 'submitted':
        versions.push({
          ...act.submission,
          submitted: { by: act.by, at: act.at },
          decision: UNDECIDED,
        });
        break;
      case 'approved': {
        const { by, telephone, at } = act;
        decide(versions, act, { state: 'approved', by, telephone, at });
        break;
      }
      case 'returned': {
        const { by, reason, at } = act;
        decide(versions, act, { state: 'returned', by, reason, at });
        break;
      }
    }
  }
  return versions;
}

function decide(
  versions: Version[],
  about: { readonly month: Month; readonly version: number },
  decision: Decision,
): void {
  const index = versions.findIndex(
    ({ month, version }) => month === about.month && version === about.version,
  );
  const version = versions[index];
  if (version === undefined) {
    throw new Error(
      `An act decides on version ${String(about.version)} of a month that has no such version: restore the latest backup.`,
    );
  }
  versions[index] = { ...version, decision };
}

/** Version 1 is NEW, the rest are REVISED. */
export function kindOf(version: Pick<Version, 'version'>): 'NEW' | 'REVISED' {
  return version.version === 1 ? 'NEW' : 'REVISED';
}

/** The last version of a month, null if it has none. */
export function latestOf(versions: readonly Version[], month: Month): Version | null {
  return versions.findLast((version) => version.month === month) ?? null;
}

/** The standing version of a month: the latest approved one, null if none is. */
export function standingOf(versions: readonly Version[], month: Month): Version | null {
  return (
    versions.findLast(
      (version) => version.month === month && version.decision.state === 'approved',
    ) ?? null
  );
}

/** The standing versions of all months, in order of month. */
export function standingVersions(versions: readonly Version[]): readonly Version[] {
  const months = [...new Set(versions.map(({ month }) => month))].sort((a, b) => a - b);
  return months.flatMap((month) => standingOf(versions, month) ?? []);
}

/** The 15th calendar day of the month after the report month. */
export function dueDay(month: Month): Day {
  return (firstDayOf(addMonths(month, 1)) + DUE_DAY_OF_MONTH - 1) as Day; // a day of that month
}

/**
 * Calendar days from the due day to the approval, or to today while not approved; 0 if none.
 *
 * @param civilDayOf - the civil day of an instant in California
 */
export function daysLate(
  version: Version,
  civilDayOf: (instant: Instant) => Day,
  today: Day,
): number {
  const { decision } = version;
  const until = decision.state === 'approved' ? civilDayOf(decision.at) : today;
  return Math.max(0, until - dueDay(version.month));
}
