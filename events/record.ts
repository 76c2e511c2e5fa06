import type { Static } from 'typebox';

import type { RECORD_SCHEMAS } from './records/schemas.js';
import type { RecordType } from './registry.js';

type Immutable<Value> = Value extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : Value extends object
    ? { readonly [Key in keyof Value]: Immutable<Value[Key]> }
    : Value;

/** A record of one type, with exactly the fields of its JSON. Its forms were checked when it was parsed. */
export type RecordOf<Type extends RecordType> = Immutable<Static<(typeof RECORD_SCHEMAS)[Type]>>;

/** A record of any type; `type` tells which. */
export type LedgerRecord = { [Type in RecordType]: RecordOf<Type> }[RecordType];

/** The `data` of one type. */
export type DataOf<Type extends RecordType> = RecordOf<Type>['data'];
