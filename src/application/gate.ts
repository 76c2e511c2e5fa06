import type { PersonNeeded } from '../../events/acts/person-needed.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { AccessState } from '../../projections/access/access-state.js';
import { may } from '../../projections/access/rights.js';
import type { RightsAddress } from '../../projections/access/rights.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { readableCounties } from '../reports/left-out.js';
import { beyondRetention } from '../retention/beyond-retention.js';
import type { Action } from './actions.js';
import { ACTOR_KINDS, isSecondFactorFresh, rightsActorOf } from './actor.js';
import type { Actor } from './actor.js';
import type { TooManyLooks } from './counted-looks.js';
import type { Address, EntryAsking, RetentionConcern } from './entry.js';
import type { House } from './house.js';

/** Why the gate does not let a request pass. */
export type Stopped =
  /** Nothing of that name is on the list. */
  | { readonly kind: 'unknown'; readonly message: string }
  | StoppedByRights
  | TooManyLooks
  /** An erasure has made the question unanswerable. */
  | { readonly kind: 'beyondRetention'; readonly message: string };

/** Why whoever asks may not. What is said is the same whether the thing that he addresses is there or not. */
export type StoppedByRights =
  /** He has not signed in, and has to. */
  | { readonly kind: 'notSignedIn'; readonly message: string }
  /** He may not do that to what he addresses. */
  | { readonly kind: 'notPermitted'; readonly message: string }
  /** A person may do it, and he is a program with a key. */
  | { readonly kind: 'needsPerson'; readonly message: string }
  /** He has to give his second factor again. */
  | { readonly kind: 'secondFactor'; readonly message: string };

/** A request as the gate sees it: who asks, what it needs, and what it is about. */
export interface AtTheGate {
  readonly actor: Actor;
  readonly action: Action;
  readonly address: Address;
  readonly concern: RetentionConcern;
  /** Who has to do it. */
  readonly needed: PersonNeeded;
  /** What the acts of access come to now. */
  readonly state: AccessState;
  readonly now: Instant;
}

/**
 * The one gate before everything that can be asked or done. It asks in one order: is he permitted, is it kept. Null
 * lets it pass.
 */
export function stoppedAtGate({ ledgers }: House, asked: AtTheGate): Stopped | null {
  return stoppedByRights(asked) ?? stoppedByRetention(ledgers, asked);
}

/** The first half of the gate: rights as of now, then who has to do it. */
export function stoppedByRights(asked: Omit<AtTheGate, 'concern'>): StoppedByRights | null {
  const { actor, action, address, needed, state, now } = asked;
  // Nobody knows what one of another kind may do.
  if (!ACTOR_KINDS.has(actor.kind)) return NOT_PERMITTED;
  if (!may(state, rightsActorOf(actor), action, rightsAddressOf(address), now)) {
    return actor.kind === 'nobody' ? NOT_SIGNED_IN : NOT_PERMITTED;
  }
  return stoppedByNeed(actor, needed, now);
}

/** Whether whoever was let in may do something else besides in a county, on which what he asked for depends. */
export function mayBesides(
  { actor, access, clock }: EntryAsking,
  action: Action,
  county: County,
): boolean {
  return may(access, rightsActorOf(actor), action, { kind: 'county', county }, clock());
}

/** Whether a person is needed, or his second factor again. */
function stoppedByNeed(actor: Actor, needed: PersonNeeded, now: Instant): StoppedByRights | null {
  if (needed === 'no' || actor.kind === 'operator') return null;
  if (actor.kind !== 'account') return NEEDS_PERSON;
  return needed === 'person' || isSecondFactorFresh(actor, now) ? null : SECOND_FACTOR;
}

/** The answer to whoever has not said who he is. */
export const NOT_SIGNED_IN: StoppedByRights = {
  kind: 'notSignedIn',
  message: 'Nobody may do that without signing in: sign in, or send Authorization: Bearer <key>.',
};

/** The answer to whoever may not, and to whoever may not know whether there is such a thing. */
export const NOT_PERMITTED: StoppedByRights = {
  kind: 'notPermitted',
  message:
    'The account may not do that here, or there is no such thing: ask an account manager which roles it has.',
};

const NEEDS_PERSON: StoppedByRights = {
  kind: 'needsPerson',
  message: 'A person has to do that, and a key does not stand for one: sign in and do it yourself.',
};

const SECOND_FACTOR: StoppedByRights = {
  kind: 'secondFactor',
  message: 'The second factor was given more than 15 minutes ago: give it again, then do this.',
};

/** What is addressed, as grants are limited to it. A list is everybody's whose grants reach something of it. */
function rightsAddressOf(address: Address): RightsAddress {
  switch (address.kind) {
    case 'county':
    case 'allCounties':
    case 'application':
      return address;
    case 'nothing':
    case 'figuresOfAll':
    case 'countiesInScope':
      return { kind: 'nothing' };
  }
}

function stoppedByRetention(
  ledgers: LedgerReaders,
  { address, concern }: AtTheGate,
): Stopped | null {
  if (concern === 'none') return null;
  const { months, positions } = concern;
  if (address.kind === 'county') {
    const message = beyondRetention(ledgers, address.county, months, positions);
    return message === null ? null : { kind: 'beyondRetention', message };
  }
  if (address.kind === 'nothing' || address.kind === 'application') return null;
  // A county that cannot be read has no say here: whoever answers names it as left out.
  for (const county of readableCounties(ledgers).counties) {
    const message = beyondRetention(ledgers, county, months, positions);
    if (message !== null) return { kind: 'beyondRetention', message };
  }
  return null;
}
