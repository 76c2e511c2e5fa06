import type { AccessActName } from '../../events/acts/access-act.js';
import type { Role } from '../../events/acts/permissions.js';
import { civilDayOf } from '../../events/values/civil-day.js';
import type { County } from '../../events/values/county.js';
import { formatDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import { addMonths, formatMonth, monthOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { isSamePerson, signedInName } from '../../events/values/person.js';
import type { AccessState, Account } from '../access/access-state.js';
import { accountMay } from '../access/rights.js';
import { rolesToward } from '../process/readers.js';
import { waitingOn } from '../process/waiting.js';
import { dueDay, latestOf, standingOf } from '../versions/version.js';
import type { Version } from '../versions/version.js';

/** The kinds of notices that go out by mail, each a person's own choice (contract/access.md, Signing in). */
export const NOTICE_KINDS = [
  'approval',
  'returned',
  'due',
  'late',
  'outdated',
  'application',
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Days before a report is due from which it is told of. */
export const DAYS_BEFORE_DUE = 3;

/** A month that is late is told of for so many days: whoever is told later has heard of it from others. */
export const DAYS_LATE_TOLD_MAX = 30;

/** Something that people are told of, as long as it is so. */
export type Occasion =
  /** A version waits for approval. `by`: who submitted it, as acts name him. */
  | {
      readonly kind: 'approval';
      readonly county: County;
      readonly month: Month;
      readonly version: number;
      readonly by: string;
    }
  /** A version was returned, or gives other cells now than were approved. */
  | {
      readonly kind: 'returned' | 'outdated';
      readonly county: County;
      readonly month: Month;
      readonly version: number;
    }
  /** A month is not approved, and due within three days or since not more than thirty. */
  | {
      readonly kind: 'due' | 'late';
      readonly county: County;
      readonly month: Month;
      readonly due: Day;
    }
  /** An application waits for an act of some role. */
  | {
      readonly kind: 'application';
      readonly application: string;
      readonly act: AccessActName;
      readonly waitsFor: Role;
      readonly since: Day;
    };

/** By what an occasion is known again, so that nobody is told twice. */
export function keyOfOccasion(occasion: Occasion): string {
  switch (occasion.kind) {
    case 'approval':
    case 'returned':
    case 'outdated': {
      const { kind, county, month, version } = occasion;
      return `${kind} ${county} ${formatMonth(month)} ${String(version)}`;
    }
    case 'due':
    case 'late': {
      const { kind, county, month } = occasion;
      return `${kind} ${county} ${formatMonth(month)}`;
    }
    case 'application': {
      const { kind, application, act, since } = occasion;
      return `${kind} ${application} ${act} ${formatDay(since)}`;
    }
  }
}

/** What of a county's versions people are told of at a moment, in order of month. */
export function occasionsOfVersions(
  county: County,
  versions: readonly Version[],
  now: Instant,
): readonly Occasion[] {
  const months = [...new Set(versions.map(({ month }) => month))].sort((one, other) => one - other);
  return [
    ...months.flatMap((month) => undecided(county, latestOf(versions, month))),
    ...unapproved(county, versions, civilDayOf(now)),
  ];
}

function undecided(county: County, latest: Version | null): readonly Occasion[] {
  if (latest === null) return [];
  const { month, version, decision, submitted } = latest;
  switch (decision.state) {
    case 'submitted':
      return [{ kind: 'approval', county, month, version, by: submitted.by }];
    case 'returned':
      return [{ kind: 'returned', county, month, version }];
    case 'approved':
      return [];
  }
}

/** Of the last two months that are over, those that are not approved and due soon or lately. */
function unapproved(county: County, versions: readonly Version[], today: Day): readonly Occasion[] {
  const last = addMonths(monthOf(today), -1);
  return [addMonths(last, -1), last].flatMap((month): readonly Occasion[] => {
    if (standingOf(versions, month) !== null) return [];
    const due = dueDay(month);
    const daysAfter = today - due;
    if (daysAfter > 0 && daysAfter <= DAYS_LATE_TOLD_MAX) {
      return [{ kind: 'late', county, month, due }];
    }
    return daysAfter <= 0 && daysAfter >= -DAYS_BEFORE_DUE
      ? [{ kind: 'due', county, month, due }]
      : [];
  });
}

/** The acts that applications wait for on a day, oldest goal first. */
export function occasionsOfApplications(state: AccessState, on: Day): readonly Occasion[] {
  return waitingOn(state, on).map(({ application, act, waitsFor, since }) => ({
    ...{ kind: 'application', application, act, waitsFor, since },
  }));
}

/** Whether an occasion is somebody's on a day: he may do what it asks for, where it is. */
export function concerns(
  state: AccessState,
  account: Account,
  occasion: Occasion,
  on: Day,
): boolean {
  switch (occasion.kind) {
    case 'approval': {
      const { county, by } = occasion;
      const self = signedInName(account.account, account.name);
      // Nobody approves what he submitted himself.
      return mayIn(state, account, 'version.approve', county, on) && !isSamePerson(by, self);
    }
    case 'returned':
    case 'outdated':
      return mayIn(state, account, 'version.submit', occasion.county, on);
    case 'due':
    case 'late':
      return (
        mayIn(state, account, 'version.submit', occasion.county, on) ||
        mayIn(state, account, 'version.approve', occasion.county, on)
      );
    case 'application': {
      const { application: id, waitsFor } = occasion;
      const application = state.applications.get(id);
      const actor = { account: account.account, key: null };
      return (
        application !== undefined && rolesToward(state, actor, application, on).includes(waitsFor)
      );
    }
  }
}

/** Whether anybody is told of a county's months on a day: else nobody need look at them. */
export function isCountyToldOf(state: AccessState, county: County, on: Day): boolean {
  return [...state.accounts.values()].some(
    (account) =>
      !account.isMachine &&
      (mayIn(state, account, 'version.submit', county, on) ||
        mayIn(state, account, 'version.approve', county, on)),
  );
}

function mayIn(
  state: AccessState,
  account: Account,
  action: 'version.submit' | 'version.approve',
  county: County,
  on: Day,
): boolean {
  return accountMay(state, account, action, { kind: 'county', county }, on);
}
