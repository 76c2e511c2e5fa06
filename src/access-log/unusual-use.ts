import { keptAct } from '../../events/acts/read-access-act.js';
import { startOfCivilDay } from '../../events/values/civil-day.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import { later } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { KNOWN_ADDRESS_DAYS, unusualFold } from '../../projections/access-log/unusual.js';
import type { Unusual } from '../../projections/access-log/unusual.js';
import { ACCESS } from '../ports/act-log.js';
import type { ActLog } from '../ports/act-log.js';
import type { KeptLog } from '../ports/access-log.js';

/** Which days are looked at, both included, and the counties whose lines may be seen; null: all lines. */
export interface UnusualAsked {
  readonly from: Day;
  readonly to: Day;
  readonly scope: readonly County[] | null;
}

/** Somebody's sign-in that was made anew (contract/access.md, Signing in): it stands first. */
export interface ResetSignIn {
  readonly at: Instant;
  readonly by: string;
  readonly account: string;
  readonly reason: string;
}

export interface UnusualUse {
  readonly resets: readonly ResetSignIn[];
  readonly found: readonly Unusual[];
}

/** What was unusual on some days. Throws `UnusableStore` where the log cannot be read. */
export async function unusualUse(
  log: Pick<KeptLog, 'lines'>,
  access: ActLog,
  { from, to, scope }: UnusualAsked,
): Promise<UnusualUse> {
  const start = startOfCivilDay(from);
  const end = later(startOfCivilDay((to + 1) as Day), -1); // a day after a day
  const before = startOfCivilDay((from - KNOWN_ADDRESS_DAYS) as Day); // a day before a day
  const fold = unusualFold();
  const any = { counties: scope, account: null, after: 0 } as const;
  const earlier = { ...any, action: 'sign-in', from: before, to: later(start, -1) } as const;
  for await (const line of log.lines(earlier)) fold.remember(line);
  for await (const line of log.lines({ ...any, action: null, from: start, to: end }))
    fold.add(line);
  return {
    // Accounts are the state's: who sees some counties alone sees lines of these.
    resets: scope === null ? await resetsBetween(access, start, end) : [],
    found: fold.found(),
  };
}

async function resetsBetween(
  access: ActLog,
  start: Instant,
  end: Instant,
): Promise<readonly ResetSignIn[]> {
  const acts = (await access.read(ACCESS)).map(({ body }) => keptAct(body));
  return acts
    .flatMap((act): readonly ResetSignIn[] => {
      if (act.act !== 'SignInReset' || act.at < start || act.at > end) return [];
      const { at, by, account, reason } = act;
      return [{ at, by, account, reason: typeof reason === 'string' ? reason : '' }];
    })
    .toReversed();
}
