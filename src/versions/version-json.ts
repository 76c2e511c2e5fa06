import type { County } from '../../events/values/county.js';
import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { formatInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { Pep } from '../../events/values/pep.js';
import { namedEdition } from '../../events/form-editions.js';
import { daysLate, dueDay, kindOf } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import { civilDayOf } from '../../events/values/civil-day.js';

/** A version as the commands print it; what is null has not happened. */
export interface PrintedVersion {
  readonly form: 'CS 1257';
  /** Of the form, from the second on: what names none was made under the first. */
  readonly edition?: string;
  readonly county: County;
  readonly month: string;
  readonly version: number;
  readonly kind: 'NEW' | 'REVISED';
  readonly state: 'submitted' | 'approved' | 'returned';
  readonly asOf: number;
  readonly root: string;
  readonly report: string;
  readonly trail: string;
  readonly submitted: {
    readonly by: string;
    /** Absent where none was given. */
    readonly contactTelephone?: string;
    readonly at: string;
  };
  /** The state's choice of PEP at that time; absent where none was set. */
  readonly pep?: Pep;
  readonly approved: {
    readonly by: string;
    readonly telephone: string;
    readonly at: string;
  } | null;
  readonly returned: { readonly by: string; readonly reason: string; readonly at: string } | null;
  readonly due: string;
  readonly daysLate: number;
  readonly comment: string;
  /** There where retention has erased what the month rested on; absent otherwise. */
  readonly expired?: true;
}

/** The version with the mark of one whose month is before the first retained one. */
export function withExpiry(
  printed: PrintedVersion,
  month: Month,
  firstRetained: Month | null,
): PrintedVersion {
  return firstRetained !== null && month < firstRetained ? { ...printed, expired: true } : printed;
}

/** @param now - the clock, for how late an unapproved version is today */
export function printedVersion(county: County, version: Version, now: Instant): PrintedVersion {
  const { month, submitted, decision, asOf, root, report, trail, comment } = version;
  const { contactTelephone, pep } = version;
  const today: Day = civilDayOf(now);
  return {
    form: 'CS 1257',
    ...namedEdition(version.form),
    county,
    month: formatMonth(month),
    version: version.version,
    kind: kindOf(version),
    state: decision.state,
    asOf,
    root,
    report,
    trail,
    submitted: {
      by: submitted.by,
      ...(contactTelephone === undefined ? {} : { contactTelephone }),
      at: formatInstant(submitted.at),
    },
    ...(pep === undefined ? {} : { pep }),
    approved:
      decision.state === 'approved'
        ? { by: decision.by, telephone: decision.telephone, at: formatInstant(decision.at) }
        : null,
    returned:
      decision.state === 'returned'
        ? { by: decision.by, reason: decision.reason, at: formatInstant(decision.at) }
        : null,
    due: formatDay(dueDay(month)),
    daysLate: daysLate(version, civilDayOf, today),
    comment,
  };
}
