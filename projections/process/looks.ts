import { PERMISSIONS } from '../../events/acts/permissions.js';
import type { Role } from '../../events/acts/permissions.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import { later, latest } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState } from '../access/access-state.js';
import { THIRD_PARTY, isStanding } from '../access/grants.js';

/** A case that somebody looked at, by what stands for it, and when last. */
export interface Look {
  readonly subject: string;
  readonly at: Instant;
}

/** How many cases one person may look at (contract/process.md, The third party's look). */
export interface LookLimits {
  readonly casesAnHour: number;
  readonly casesADay: number;
}

/** Whether one more look is let: with it counted; or not, and from when it would be. */
export type LookCounted =
  | { readonly kind: 'let'; readonly looks: readonly Look[] }
  | { readonly kind: 'over'; readonly until: Instant };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Counts a look: cases within the last hour and the last 24 hours, each once however often it is looked at. A case that
 * was looked at within the hour is counted already. Of looks that are older nothing is kept.
 */
export function countedLook(
  before: readonly Look[],
  subject: string,
  now: Instant,
  { casesAnHour, casesADay }: LookLimits,
): LookCounted {
  const ofDay = before.filter(({ at }) => now - at < DAY_MS);
  const ofHour = ofDay.filter(({ at }) => now - at < HOUR_MS);
  if (ofHour.some((each) => each.subject === subject)) return { kind: 'let', looks: ofDay };
  const others = ofDay.filter((each) => each.subject !== subject);
  const hourEnds = freeAfter(ofHour, casesAnHour, now, HOUR_MS);
  const dayEnds = freeAfter(others, casesADay, now, DAY_MS);
  if (hourEnds === null && dayEnds === null) {
    return { kind: 'let', looks: [...others, { subject, at: now }] };
  }
  return { kind: 'over', until: latest(hourEnds ?? now, dayEnds ?? now) };
}

/** When one more has room among so many; null where it has now. */
function freeAfter(
  looks: readonly Look[],
  most: number,
  now: Instant,
  spanMs: number,
): Instant | null {
  if (looks.length < most) return null;
  const times = looks.map(({ at }) => at).sort((one, other) => one - other);
  // Where none is let at all, none leaves room.
  return later(times[looks.length - most] ?? now, spanMs);
}

/** Whether somebody sees the cases of a county on a day through an application alone, so that his looks are counted. */
export function looksAsThirdParty(
  { accounts }: AccessState,
  account: string,
  county: County,
  on: Day,
): boolean {
  const roles: readonly (Role | '*' | 'anyone')[] = PERMISSIONS['case.read'].roles;
  const grants = accounts.get(account)?.grants ?? [];
  return !grants.some(
    (grant) =>
      isStanding(grant, on) &&
      grant.role !== THIRD_PARTY &&
      roles.includes(grant.role) &&
      (grant.county === null || grant.county === county),
  );
}
