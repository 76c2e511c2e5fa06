import type { DataOf } from '../record.js';
import type { RecordType } from '../registry.js';

/** What is told of a record type besides its schema, for whoever has to send such records. */
export interface ToldType<Type extends RecordType = RecordType> {
  /** What happened, in a sentence. */
  readonly meaning: string;
  /** What each field of `data` says, by its path: `ncp.role`, `allocations[].bucket`. */
  readonly fields: Readonly<Record<string, string>>;
  /** The `data` of an example with every field, optional ones too. */
  readonly example: DataOf<Type>;
  /** What is to be minded when it is corrected, where that is not what holds of every record. */
  readonly corrected?: string;
}

/** What is told of some record types, by their names. */
export type ToldTypes<Type extends RecordType> = { readonly [Each in Type]: ToldType<Each> };
