import { civilDayOf } from '../../events/values/civil-day.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import { keptAct } from '../../events/acts/read-access-act.js';
import { accessStateOf } from '../../projections/access/decide.js';
import { shownAccounts } from '../../projections/access/shown-account.js';
import type { ShownAccount } from '../../projections/access/shown-account.js';
import { shownApplications } from '../../projections/process/shown-application.js';
import type { ShownApplication } from '../../projections/process/shown-application.js';
import { ACCESS } from '../ports/act-log.js';
import type { ActLog } from '../ports/act-log.js';

/** Accounts and applications as they stand at the end of a day, each in order of number. */
export interface AccessShown {
  /** The day that is shown. */
  readonly on: Day;
  readonly accounts: readonly ShownAccount[];
  readonly applications: readonly ShownApplication[];
}

/**
 * Shows what the acts up to a day come to at its end, by the clock of that day; of a day ahead, what all acts do.
 *
 * @param on - null: the day that it is now in California
 */
export async function showAccess(
  log: ActLog,
  on: Day | null,
  clock: () => Instant,
): Promise<AccessShown> {
  const day = on ?? civilDayOf(clock());
  const acts = (await log.read(ACCESS)).map(({ body }) => keptAct(body));
  const state = accessStateOf(acts.filter((act) => act.on <= day));
  return {
    on: day,
    accounts: shownAccounts(state, day),
    applications: shownApplications(state, day),
  };
}
