import type { County } from '../../events/values/county.js';
import { formatInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { ClockBehind } from '../ports/failures.js';
import type { LedgerReader } from '../ports/ledger-reader.js';

/** A clock may be so far behind what was recorded last; more is no drift, but a clock that was set wrong. */
export const BEHIND_MAX_MS = 24 * 60 * 60 * 1000;

/** A sentence, where the clock is further behind a ledger's last instant than a clock may be; else null. */
export function clockBehind(
  county: County,
  ledger: LedgerReader | null,
  now: Instant,
): string | null {
  const last = ledger?.lastRecorded ?? null;
  if (last === null || last - now <= BEHIND_MAX_MS) return null;
  return `The clock says ${formatInstant(now)}, and the last record of county ${county} was recorded ${formatInstant(last)}: set the clock right, or say --accept-clock if it is right.`;
}

/** @throws ClockBehind */
export function refuseClockBehind(county: County, ledger: LedgerReader | null, now: Instant): void {
  const finding = clockBehind(county, ledger, now);
  if (finding !== null) throw new ClockBehind(county, finding);
}
