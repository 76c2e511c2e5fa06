import { createHash } from 'node:crypto';
import { intakeActJson, parseIntakeAct } from '../../events/acts/intake-acts.js';
import type { IntakeAct } from '../../events/acts/intake-acts.js';
import { sameDayYearsOn } from '../../events/values/anniversary.js';
import { civilDayOf } from '../../events/values/civil-day.js';
import type { County } from '../../events/values/county.js';
import { formatDay, parseDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { formatInstant } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { readSshKey } from '../../events/values/ssh-key.js';
import { isText } from '../../events/values/text.js';
import { intakeKeysOf, keysOn, standsOn } from '../../projections/intake/intake-keys.js';
import type { IntakeKey, IntakeKeys } from '../../projections/intake/intake-keys.js';
import { decideAndAppend, momentAfter, readActs } from '../acts/decide-and-append.js';
import type { ActKind } from '../acts/decide-and-append.js';
import type { ActLog } from '../ports/act-log.js';
import { done, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';

const INTAKE_KEYS: ActKind<IntakeAct, IntakeKeys> = {
  what: 'intake keys',
  parse: parseIntakeAct,
  write: intakeActJson,
  fold: intakeKeysOf,
};

const LABEL_LENGTH_MAX = 40;

/** Most keys of a county that stand at once. */
export const KEYS_MAX = 50;

/** A key as it is shown: by its fingerprint. */
export interface ShownIntakeKey {
  readonly label: string;
  readonly type: string;
  /** As `ssh-keygen -l` prints it: `SHA256:` and base64 without its end. */
  readonly fingerprint: string;
  readonly until: string | null;
  readonly stands: boolean;
  readonly by: string;
  readonly at: string;
}

/** Who acts, and by which clock. */
export interface KeyActor {
  readonly by: string;
  readonly clock: () => Instant;
}

/** What is to be added; as it was given. */
export interface KeyToAdd {
  readonly county: County;
  readonly key: string;
  readonly label: string;
  readonly until: string | null;
}

/**
 * Adds a public key to a county's (contract/intake.md). Refused: `INVALID_FIELD`; `WEAK_KEY` for DSA and short RSA;
 * `ALREADY_SO` where the label or the key stands; `TOO_MANY` beyond 50.
 */
export async function addIntakeKey(
  log: ActLog,
  { county, key: line, label, until: untilText }: KeyToAdd,
  { by, clock }: KeyActor,
): Promise<Outcome<ShownIntakeKey>> {
  if (!isText(label, LABEL_LENGTH_MAX) || /\p{Cc}/u.test(label)) {
    return refusedByRule('INVALID_FIELD', '`label` has another form: give 1 to 40 characters.');
  }
  const read = readSshKey(line);
  if (read.kind === 'fault') {
    return refusedByRule(read.isWeak ? 'WEAK_KEY' : 'INVALID_FIELD', `\`key\` ${read.problem}`);
  }
  const key = `${read.key.type} ${read.key.base64}`;
  const until = untilText === null ? null : parseDay(untilText);
  if (untilText !== null && until === null) return badUntil();
  const added = await decideAndAppend(log, INTAKE_KEYS, county, ({ state, lastAt }) => {
    const at = momentAfter(lastAt, clock());
    const today = civilDayOf(at);
    if (until !== null && (until < today || until > sameDayYearsOn(today, 1))) return badUntil();
    const standing = keysOn(state, today);
    if (standing.some((each) => each.label === label)) {
      return refusedByRule('ALREADY_SO', `A key called ${label} stands: remove it first.`);
    }
    const same = standing.find((each) => each.key === key);
    if (same !== undefined) {
      return refusedByRule('ALREADY_SO', `The key stands already, as ${same.label}.`);
    }
    if (standing.length >= KEYS_MAX) {
      return refusedByRule('TOO_MANY', `${String(KEYS_MAX)} keys stand: remove one first.`);
    }
    return done({ kind: 'keyAdded' as const, by, at, key, label, until });
  });
  if (added.kind !== 'done') return added;
  return done(shownKey({ label, key, until, by, at: added.value.at }, clock()));
}

function badUntil(): Outcome<never> {
  return refusedByRule(
    'INVALID_FIELD',
    '`until` is no day from today to the same day a year on: give YYYY-MM-DD, or leave it out.',
  );
}

/** Removes a key by its label; `ALREADY_SO` where none of it stands. */
export async function removeIntakeKey(
  log: ActLog,
  { county, label }: { readonly county: County; readonly label: string },
  { by, clock }: KeyActor,
): Promise<Outcome<string>> {
  const removed = await decideAndAppend(log, INTAKE_KEYS, county, ({ state, lastAt }) => {
    if (!state.has(label)) {
      return refusedByRule('ALREADY_SO', `No key called ${label} stands: list those that do.`);
    }
    return done({ kind: 'keyRemoved' as const, by, at: momentAfter(lastAt, clock()), label });
  });
  return removed.kind === 'done' ? done(label) : removed;
}

/** A county's keys that were not removed, in the order in which they were added. */
export async function intakeKeys(
  log: ActLog,
  { county }: { readonly county: County },
  clock: () => Instant,
): Promise<readonly ShownIntakeKey[]> {
  const { state } = await readActs(log, INTAKE_KEYS, county);
  return [...state.values()].map((key) => shownKey(key, clock()));
}

/** The lines that sshd reads of a county's keys on the day of a moment, each held to what a file needs. */
export async function authorizedKeys(
  log: ActLog,
  { county }: { readonly county: County },
  clock: () => Instant,
): Promise<string> {
  const { state } = await readActs(log, INTAKE_KEYS, county);
  return keysOn(state, civilDayOf(clock()))
    .map(({ key }) => `restrict ${key}\n`)
    .join('');
}

function shownKey(key: IntakeKey, now: Instant): ShownIntakeKey {
  const [type = '', base64 = ''] = key.key.split(' ');
  const hash = createHash('sha256').update(Buffer.from(base64, 'base64')).digest('base64');
  const until: Day | null = key.until;
  return {
    label: key.label,
    type,
    fingerprint: `SHA256:${hash.replace(/=+$/u, '')}`,
    until: until === null ? null : formatDay(until),
    stands: standsOn(key, civilDayOf(now)),
    by: key.by,
    at: formatInstant(key.at),
  };
}
