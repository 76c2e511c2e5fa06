import { OPERATOR_NAME } from '../../events/values/access-ids.js';
import type { Instant } from '../../events/values/instant.js';
import type { RightsActor } from '../../projections/access/rights.js';

/** Who asks or acts. What an act says of a person (`--by`) is another thing, and stands in its input. */
export type Actor = Operator | SignedIn | KeyHolder | Nobody;

/** Kinds of actors: whoever is of no other is refused. */
export const ACTOR_KINDS: ReadonlySet<string> = new Set<Actor['kind']>([
  'operator',
  'account',
  'key',
  'nobody',
]);

/** Whoever can read the data folder on its machine; everyone, where the service has no accounts. */
export interface Operator {
  readonly kind: 'operator';
}

/** A person who has signed in. */
export interface SignedIn {
  readonly kind: 'account';
  /** `A-7`. */
  readonly account: string;
  /** When the second factor was last given in this session. */
  readonly secondFactorAt: Instant;
}

/** A program with a key of an account. */
export interface KeyHolder {
  readonly kind: 'key';
  readonly account: string;
  /** The key's label. */
  readonly key: string;
}

/** Whoever comes without signing in. */
export interface Nobody {
  readonly kind: 'nobody';
}

export const OPERATOR: Operator = Object.freeze({ kind: 'operator' });

export const NOBODY: Nobody = Object.freeze({ kind: 'nobody' });

/** Who acts, as acts of access name him: an account, or `operator`. Nobody who has not signed in acts. */
export function actingAs(actor: Actor): string {
  switch (actor.kind) {
    case 'operator':
      return OPERATOR_NAME;
    case 'account':
    case 'key':
      return actor.account;
    case 'nobody':
      throw new Error('Nobody has signed in, and an act was about to be done.');
  }
}

/** For how long a second factor counts as given, milliseconds (contract/access.md, Signing in). */
export const SECOND_FACTOR_MS = 15 * 60_000;

/** Whether the second factor was given no more than 15 minutes ago. */
export function isSecondFactorFresh({ secondFactorAt }: SignedIn, now: Instant): boolean {
  return now - secondFactorAt <= SECOND_FACTOR_MS;
}

/** The same as the table of rights knows him. */
export function rightsActorOf(actor: Actor): RightsActor {
  switch (actor.kind) {
    case 'operator':
      return OPERATOR_NAME;
    case 'account':
      return { account: actor.account, key: null };
    case 'key':
      return { account: actor.account, key: actor.key };
    case 'nobody':
      return null;
  }
}
