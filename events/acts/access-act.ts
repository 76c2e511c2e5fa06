import type { Static, TObject, TProperties } from 'typebox';

import type { Day } from '../values/day.js';
import type { Instant } from '../values/instant.js';
import type { ACCESS_ACTS, CBUD_ROW } from './access-acts.js';
import type { PROCESS_ACTS } from './process-acts.js';

type Primitive = string | number | boolean | null | undefined;

type Immutable<Value> = Value extends Primitive
  ? Value
  : Value extends readonly (infer Item)[]
    ? readonly Immutable<Item>[]
    : Value extends object
      ? { readonly [Key in keyof Value]: Immutable<Value[Key]> }
      : Value;

type FieldsOf<Fields extends TProperties> = Immutable<Static<TObject<Fields>>>;

type Schemas = typeof ACCESS_ACTS & typeof PROCESS_ACTS;

/** The name of an act on accounts and their rights. */
export type AccountActName = keyof typeof ACCESS_ACTS;

/** The name of an act of the Third Party Access Process. */
export type ProcessActName = keyof typeof PROCESS_ACTS;

export type AccessActName = AccountActName | ProcessActName;

/** A row of a request for access to the CBUD, or why it is none. */
export type CbudRow =
  | ({ readonly kind: 'row' } & Immutable<Static<typeof CBUD_ROW>>)
  | { readonly kind: 'badRow'; readonly message: string };

/** The rows are read one by one: see `CbudRow`. */
type Read<Name extends AccessActName> = Name extends 'CbudAccessRequested'
  ? Omit<FieldsOf<Schemas['CbudAccessRequested']>, 'rows'> & { readonly rows: readonly CbudRow[] }
  : FieldsOf<Schemas[Name]>;

/** An act of one name, every form of it checked: days are `Day`s, instants `Instant`s. */
export type AccessActOf<Name extends AccessActName> = Name extends AccessActName
  ? {
      readonly act: Name;
      readonly at: Instant;
      /** The civil day of `at` in California: the day of the act. */
      readonly on: Day;
      /** An account, or `operator`. */
      readonly by: string;
    } & Read<Name>
  : never;

/** An act of access or of the Third Party Access Process; `act` tells which. */
export type AccessAct = AccessActOf<AccessActName>;

/** An act on accounts and their rights. */
export type AccountAct = AccessActOf<AccountActName>;

/** An act of the Third Party Access Process. */
export type ProcessAct = AccessActOf<ProcessActName>;

/** The people of an application, by the names that its acts have for them. */
export const PEOPLE = [
  'invitee',
  'coordinator',
  'administrator',
  'contact',
  'iso',
  'signer',
] as const satisfies readonly (keyof AccessActOf<'PeopleChanged'>)[];
