import { hash } from 'node:crypto';
import type { County } from '../../events/values/county.js';
import { civilDayOf } from '../../events/values/civil-day.js';
import { isRecordId, isSubjectId } from '../../events/values/ids.js';
import { later } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState } from '../../projections/access/access-state.js';
import { countedLook, looksAsThirdParty } from '../../projections/process/looks.js';
import type { Look, LookLimits } from '../../projections/process/looks.js';
import { subjectHash, subjectHashOfRecord } from '../access-log/subjects-of-lines.js';
import type { Credentials } from '../ports/credentials.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import type { SubjectKey } from '../reports/subject.js';
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

/** Where looks are counted, and what is looked at is found out. */
export interface LooksHouse {
  readonly credentials: Credentials;
  readonly ledgers: LedgerReaders;
  readonly limits: () => LookLimits;
}

/** How often a look is counted anew because others looked meanwhile. */
const ATTEMPTS_MAX = 20;

/**
 * Counts the look of a person of another organisation at a case, whether there is such a case or not; null lets it pass.
 * What was counted is on disk, or with the server, so that all services count together.
 */
export async function stoppedByLooks(
  { credentials, ledgers, limits }: LooksHouse,
  asked: LookAsked,
): Promise<TooManyLooks | null> {
  const { actor, action, address, state, now } = asked;
  if (action !== 'case.read' || actor.kind !== 'account' || address.kind !== 'county') return null;
  const { account } = actor;
  if (!looksAsThirdParty(state, account, address.county, civilDayOf(now))) return null;
  const holder = `looks-${account}`;
  const subject = hash('sha256', lookedAt(ledgers, asked.input));
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
  return tooMany(later(now, 1_000), limits());
}

function isIn(before: readonly Look[]): (look: Look) => boolean {
  return ({ subject, at }) => before.some((each) => each.subject === subject && each.at === at);
}

/**
 * What is looked at, of all that an entry may take: the case or child itself, however it was named, by its own id or by
 * a record of it; else the county with what was named.
 */
function lookedAt(ledgers: LedgerReaders, input: unknown): string {
  const { county, subject, participant, record, id } = input as Partial<LookInput>;
  const named = subject?.id ?? participant ?? record ?? id;
  if (county === undefined || named === undefined) return JSON.stringify(input);
  const other = JSON.stringify([county, named]);
  if (participant !== undefined) return other;
  for (const kind of subject === undefined ? SUBJECT_KINDS : [subject.kind]) {
    const hashed = isSubjectId(named) ? subjectHash(ledgers, county, { kind, id: named }) : null;
    if (hashed !== null) return hashed;
  }
  const ofRecord = named.toLowerCase();
  return (isRecordId(ofRecord) ? subjectHashOfRecord(ledgers, county, ofRecord) : null) ?? other;
}

/** What entries that show a case take. */
interface LookInput {
  readonly county: County;
  readonly subject: SubjectKey;
  readonly participant: string;
  readonly record: string;
  readonly id: string;
}

const SUBJECT_KINDS = ['case', 'child'] as const;

function tooMany(until: Instant, { casesAnHour, casesADay }: LookLimits): TooManyLooks {
  return {
    kind: 'tooManyLooks',
    until,
    message: `A person of another organization may look at ${String(casesAnHour)} cases an hour and ${String(casesADay)} a day: try again later.`,
  };
}
