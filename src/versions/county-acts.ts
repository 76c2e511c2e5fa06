import type { County } from '../../events/values/county.js';
import { formatInstant, latest, toWholeSecond } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { Month } from '../../events/values/month.js';
import { parseReportAct, reportActJson } from '../../events/acts/report-acts.js';
import type { ReportAct } from '../../events/acts/report-acts.js';
import { refusedMonth } from '../../projections/versions/decide.js';
import type { VersionRefusal } from '../../projections/versions/decide.js';
import { versionsOf } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { decideAndAppend, momentAfter, readActs } from '../acts/decide-and-append.js';
import type { ActKind, ActsSoFar } from '../acts/decide-and-append.js';
import type { ActLog } from '../ports/act-log.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { civilDayOf } from '../../events/values/civil-day.js';

const SECOND_MS = 1000;

/** Acts about reports. */
const REPORT_ACTS: ActKind<ReportAct, readonly Version[]> = {
  what: 'submissions',
  parse: parseReportAct,
  write: reportActJson,
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

/** The last record that a version rests on: the one at its as-of position. */
export interface NewestRecord {
  readonly position: number;
  readonly recorded: Instant;
}

/** Null where the ledger does not reach so far; what it lacks is not for an act to say. */
export function newestRecord(file: LedgerReader | null, asOf: number): NewestRecord | null {
  if (file === null || asOf < 1 || asOf > file.size) return null;
  return { position: asOf, recorded: file.recordedAt(asOf) };
}

/** Reads a county's acts. */
export async function readVersions(log: ActLog, county: County): Promise<CountyActs> {
  return countyActs(await readActs(log, REPORT_ACTS, county));
}

function countyActs({ lastAt, state }: ActsSoFar<readonly Version[]>): CountyActs {
  return { lastAt, versions: state };
}

/**
 * Why a month cannot be submitted at the moment of the act, which is asked before anything else about it, even
 * before whether that moment can be.
 */
export function refusedSoEarly(
  month: Month,
  lastAt: Instant | null,
  time: ActTime,
): VersionRefusal | null {
  const now = time.at ?? time.clock();
  const at = time.at !== null || lastAt === null ? now : latest(now, lastAt);
  return refusedMonth(month, civilDayOf(at));
}

/**
 * The moment of the next act, to the second: the one that is asked for, not after the clock, not before the county's
 * previous act and not before what the version rests on was known; or the clock's, or the first that is not before
 * either of them where the clock is behind.
 */
export function timeOfAct(
  lastAt: Instant | null,
  { clock, at }: ActTime,
  newest: NewestRecord | null,
): Outcome<Instant> {
  const now = clock();
  const known = newest === null ? null : toWholeSecond(newest.recorded + SECOND_MS - 1);
  if (at === null) {
    const next = momentAfter(lastAt, now);
    return done(known === null ? next : latest(next, known));
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
  if (newest !== null && known !== null && at < known) {
    return misaddressed(
      `--at ${formatInstant(at)} is before the record at position ${String(newest.position)}, as of which the version is, was recorded: nobody acts on what is not yet known, so give ${formatInstant(known)} or later, or another position.`,
    );
  }
  return done(at);
}

/** Decides on an act and appends it, by the one loop for all acts. Answers the versions with the act done. */
export async function reportAct(
  log: ActLog,
  county: County,
  decide: (acts: CountyActs) => Outcome<ReportAct>,
): Promise<Outcome<readonly Version[]>> {
  const acted = await decideAndAppend(log, REPORT_ACTS, county, (acts) => decide(countyActs(acts)));
  return acted.kind === 'done' ? done((await readVersions(log, county)).versions) : acted;
}
