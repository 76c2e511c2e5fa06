import type { County } from '../../events/values/county.js';
import { formatInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { Act } from '../../projections/versions/act.js';
import { versionsOf } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import { actJson, parseAct } from './act-json.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { decideAndAppend, momentAfter, readActs } from '../acts/decide-and-append.js';
import type { ActKind, ActsSoFar } from '../acts/decide-and-append.js';
import type { ActLog } from '../ports/act-log.js';

/** Acts about reports. */
const REPORT_ACTS: ActKind<Act, readonly Version[]> = {
  what: 'submissions',
  parse: parseAct,
  write: actJson,
  fold: versionsOf,
};

/** A county's stream of acts as it was read. */
export interface CountyActs {
  /** When the last act was done, null if there is none. */
  readonly lastAt: Instant | null;
  readonly versions: readonly Version[];
}

/** When an act happens: now, or at a moment of the past that is loaded. */
export interface ActTime {
  readonly clock: () => Instant;
  /** Null: by the clock. */
  readonly at: Instant | null;
}

/** Reads a county's acts. */
export async function readVersions(log: ActLog, county: County): Promise<CountyActs> {
  return countyActs(await readActs(log, REPORT_ACTS, county));
}

function countyActs({ lastAt, state }: ActsSoFar<readonly Version[]>): CountyActs {
  return { lastAt, versions: state };
}

/**
 * The moment of the next act, to the second: the one that is asked for, not before the county's
 * previous act and not after the clock; or the clock's, or the previous act's where the clock is
 * behind it.
 */
export function timeOfAct(lastAt: Instant | null, { clock, at }: ActTime): Outcome<Instant> {
  const now = clock();
  if (at === null) {
    return done(momentAfter(lastAt, now));
  }
  if (at > now) {
    return misaddressed(
      `--at ${formatInstant(at)} is later than the clock, ${formatInstant(now)}: give a moment that has been.`,
    );
  }
  if (lastAt !== null && at < lastAt) {
    return misaddressed(
      `--at ${formatInstant(at)} is before the county's previous act, of ${formatInstant(lastAt)}: load history in order.`,
    );
  }
  return done(at);
}

/** Decides on an act and appends it, by the one loop for all acts. Answers the versions with the act done. */
export async function act(
  log: ActLog,
  county: County,
  decide: (acts: CountyActs) => Outcome<Act>,
): Promise<Outcome<readonly Version[]>> {
  const acted = await decideAndAppend(log, REPORT_ACTS, county, (acts) => decide(countyActs(acts)));
  return acted.kind === 'done' ? done((await readVersions(log, county)).versions) : acted;
}
