import type { PersonNeeded } from '../../events/acts/person-needed.js';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { Month } from '../../events/values/month.js';
import type { AccessState } from '../../projections/access/access-state.js';
import type { OnRecords } from '../ports/ledger-reader.js';
import type { Outcome } from '../ports/outcome.js';
import type { Action } from './actions.js';
import type { Actor } from './actor.js';
import type { InputForm } from './forms.js';
import type { House } from './house.js';

/** What a question or an act is about, as far as rights have a say in it. */
export type Address =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'county'; readonly county: County }
  /** All counties, by whoever has a grant for all. */
  | { readonly kind: 'allCounties' }
  /** All counties, by whoever has a grant for any: figures of which no person can be seen. */
  | { readonly kind: 'figuresOfAll' }
  /** A list of counties or of what is a county's: it shows those in scope. */
  | { readonly kind: 'countiesInScope' }
  | { readonly kind: 'application'; readonly application: string };

export const NOTHING: Address = { kind: 'nothing' };
export const ALL_COUNTIES: Address = { kind: 'allCounties' };
export const FIGURES_OF_ALL: Address = { kind: 'figuresOfAll' };
export const COUNTIES_IN_SCOPE: Address = { kind: 'countiesInScope' };

export function addressOfCounty(county: County): Address {
  return { kind: 'county', county };
}

export function addressOfApplication(application: string): Address {
  return { kind: 'application', application };
}

/** What of the county or counties addressed an erasure may have made unanswerable. */
export type RetentionConcern =
  | 'none'
  | {
      readonly months: readonly Month[];
      /** Null: the ledger's size, which is always kept. */
      readonly positions: readonly (number | null)[];
    };

/** Who asks, by which clock, and whom to tell how far it is. */
export interface EntryAsking {
  readonly actor: Actor;
  readonly clock: () => Instant;
  readonly onRecords: OnRecords;
  /** What the acts of access come to now; of no account for the operator. */
  readonly access: AccessState;
  /** The counties in which whoever asks may do the entry's action: a list shows what is theirs, and nothing else. */
  readonly counties: () => 'all' | readonly County[];
}

export type UseCase<Input, Value> = (
  house: House,
  input: Input,
  asking: EntryAsking,
) => Outcome<Value> | Promise<Outcome<Value>>;

/**
 * One thing that can be asked or done. All of it has to be said: an entry that leaves out what it addresses, what
 * retention has to do with it, or which action it needs, does not compile.
 */
export interface Entry<Input, Value> {
  readonly kind: 'question' | 'act';
  /** What whoever asks must be permitted to do. */
  readonly action: Action;
  /** Who has to do it, where what is asked decides that and not the action alone. */
  readonly personNeeded?: (input: Input) => PersonNeeded;
  /** Plain data, but for streams and functions of acts that are only ever asked in this process. */
  readonly input: InputForm<Input>;
  readonly addresses: (input: Input) => Address;
  readonly retention: (input: Input) => RetentionConcern;
  /** Whether the answer shows data of a person: rows, cases, children, records, names. */
  readonly showsPerson: boolean;
  /** Loads the use case when it is first asked for, so that a short command loads what it needs and no more. */
  readonly load: () => Promise<UseCase<Input, Value>>;
}

type Said<Input, Value> = Omit<Entry<Input, Value>, 'kind'>;

/** An entry that changes nothing. */
export function question<Input, Value>(said: Said<Input, Value>): Entry<Input, Value> {
  return { kind: 'question', ...said };
}

/** An entry that adds, erases or writes something. */
export function act<Input, Value>(said: Said<Input, Value>): Entry<Input, Value> {
  return { kind: 'act', ...said };
}

/** For entries that no erasure makes unanswerable; the sentence says why, for whoever reads the list. */
export function unconcerned(_why: string): () => RetentionConcern {
  return () => 'none';
}

/** The loading of a use case that is here already: a port does all of it. */
export function ready<Input, Value>(
  useCase: UseCase<Input, Value>,
): () => Promise<UseCase<Input, Value>> {
  return () => Promise.resolve(useCase);
}
