import { hash } from 'node:crypto';
import { civilDayOf } from '../../events/values/civil-day.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState } from '../../projections/access/access-state.js';
import { countedLook, looksAsThirdParty } from '../../projections/process/looks.js';
import type { Look, LookLimits } from '../../projections/process/looks.js';
import type { Credentials } from '../ports/credentials.js';
import type { Action } from './actions.js';
import type { Actor } from './actor.js';
import type { Address } from './entry.js';

/** Somebody of another organisation has looked at as many cases as he may for now. */
export interface TooManyLooks {
  readonly kind: 'tooManyLooks';
  readonly message: string;
  /** From when one more is let. */
  readonly until: Instant;
}

/** A request that the gate has let pass. */
export interface LookAsked {
  readonly actor: Actor;
  readonly action: Action;
  readonly address: Address;
  readonly input: unknown;
  readonly state: AccessState;
  readonly now: Instant;
}

/** How often a look is counted anew because others looked meanwhile. */
const ATTEMPTS_MAX = 20;

/**
 * Counts the look of a person of another organisation at a case, whether there is such a case or not; null lets it pass.
 * What was counted is on disk, or with the server, so that all services count together.
 */
export async function stoppedByLooks(
  credentials: Credentials,
  limits: () => LookLimits,
  asked: LookAsked,
): Promise<TooManyLooks | null> {
  const { actor, action, address, state, now } = asked;
  if (action !== 'case.read' || actor.kind !== 'account' || address.kind !== 'county') return null;
  const { account } = actor;
  if (!looksAsThirdParty(state, account, address.county, civilDayOf(now))) return null;
  const holder = `looks-${account}`;
  const subject = hash('sha256', subjectOf(asked.input));
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const kept = await credentials.read(holder);
    const before = kept === null ? [] : (JSON.parse(kept.body) as readonly Look[]); // as written below
    const counted = countedLook(before, subject, now, limits());
    if (counted.kind === 'over') return tooMany(counted.until, limits());
    if (counted.looks.length === before.length && counted.looks.every(isIn(before))) return null;
    const body = JSON.stringify(counted.looks);
    const outcome = await credentials.replace(holder, kept?.revision ?? 0, { body, tokens: [] });
    if (outcome.kind === 'replaced') return null;
  }
  return tooMany(now + 1_000, limits());
}

function isIn(before: readonly Look[]): (look: Look) => boolean {
  return ({ subject, at }) => before.some((each) => each.subject === subject && each.at === at);
}

/** What is looked at, of all that an entry may take: the county with the case, child, participant or record. */
function subjectOf(input: unknown): string {
  const { county, subject, participant, record, id } = input as Readonly<Record<string, unknown>>;
  // Finding a case by its id and looking at it is one look.
  const { id: ofSubject } = (subject ?? {}) as Readonly<Record<string, unknown>>;
  return JSON.stringify([county, ofSubject ?? participant ?? record ?? id ?? input]);
}

function tooMany(until: Instant, { casesAnHour, casesADay }: LookLimits): TooManyLooks {
  return {
    kind: 'tooManyLooks',
    until,
    message: `A person of another organisation may look at ${String(casesAnHour)} cases an hour and ${String(casesADay)} a day: try again later.`,
  };
}
