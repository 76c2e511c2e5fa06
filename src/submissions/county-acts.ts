import type { County } from '../../events/values/county.js';
import { formatInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { Month } from '../../events/values/month.js';
import type { Act } from '../../projections/versions/act.js';
import { refusedMonth } from '../../projections/versions/decide.js';
import type { Refusal } from '../../projections/versions/decide.js';
import { versionsOf } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import type { LedgerFile } from '../store/sqlite/ledger-file.js';
import { actJson, parseAct } from './act-json.js';
import { civilDayOf } from './civil-day.js';
import { done, misaddressed } from './outcome.js';
import type { Outcome } from './outcome.js';
import type { SubmissionLog } from './submission-log.js';

/** How often an act is decided anew because others have acted meanwhile. */
export const ACT_ATTEMPTS_MAX = 20;

const SECOND_MS = 1000;

/** A county's stream of acts as it was read. */
export interface CountyActs {
  /** The size of the stream, which the next append expects. */
  readonly size: number;
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
export function newestRecord(file: LedgerFile | null, asOf: number): NewestRecord | null {
  if (file === null || asOf < 1 || asOf > file.size) return null;
  return { position: asOf, recorded: file.recordedAt(asOf) };
}

/** Reads a county's acts. */
export async function readActs(log: SubmissionLog, county: County): Promise<CountyActs> {
  return actsOf((await log.read(county)).map(({ body }) => parseAct(body)));
}

function actsOf(acts: readonly Act[]): CountyActs {
  return { size: acts.length, lastAt: acts.at(-1)?.at ?? null, versions: versionsOf(acts) };
}

/**
 * Why a month cannot be submitted at the moment of the act, which is asked before anything else about it, even
 * before whether that moment can be.
 */
export function refusedSoEarly(
  month: Month,
  lastAt: Instant | null,
  time: ActTime,
): Refusal | null {
  return refusedMonth(month, civilDayOf(time.at ?? Math.max(time.clock(), lastAt ?? -Infinity)));
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
  const known = newest === null ? -Infinity : Math.ceil(newest.recorded / SECOND_MS) * SECOND_MS;
  if (at === null) {
    return done(Math.max(Math.floor(now / SECOND_MS) * SECOND_MS, lastAt ?? -Infinity, known));
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
  if (newest !== null && at < known) {
    return misaddressed(
      `--at ${formatInstant(at)} is before the record at position ${String(newest.position)}, as of which the version is, was recorded: nobody acts on what is not yet known, so give ${formatInstant(known)} or later, or another position.`,
    );
  }
  return done(at);
}

/**
 * Decides on an act and appends it at the size that it was decided at; where others have acted
 * meanwhile, it is decided anew. Answers the versions with the act done. So two people at once never
 * make two versions of one number, nor decide twice on one.
 */
export async function act(
  log: SubmissionLog,
  county: County,
  decide: (acts: CountyActs) => Outcome<Act>,
): Promise<Outcome<readonly Version[]>> {
  for (let attempt = 1; attempt <= ACT_ATTEMPTS_MAX; attempt += 1) {
    const before = await readActs(log, county);
    const decided = decide(before);
    if (decided.kind !== 'done') return decided;
    const outcome = await log.append(county, before.size, actJson(county, decided.value));
    if (outcome.kind === 'appended') return done((await readActs(log, county)).versions);
  }
  throw new Error(
    `The submissions of county ${county} were changed by others ${String(ACT_ATTEMPTS_MAX)} times while one act was added: run the command again when they are done.`,
  );
}
