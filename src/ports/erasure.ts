import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import type { Month } from '../../events/values/month.js';
import type { ReadRecord } from './event-log.js';

/** What one order has erased from a ledger. */
export interface Erasure {
  /** The order's number in its county. */
  readonly order: number;
  /** The day that was planned for. */
  readonly on: Day;
  readonly firstMonth: Month;
  readonly cut: number;
  /** How many records. */
  readonly records: number;
  /** The ledger's size at that moment. */
  readonly size: number;
  /** SHA-256 of the plan, 64 hexadecimal digits. */
  readonly plan: string;
}

/** What a log has in place of a record that an order has erased. */
export interface ErasedEntry {
  readonly position: number;
  readonly recorded: Instant;
  /** The order that erased it. */
  readonly order: number;
  /** 32 bytes: the SHA-256 of the record's id. */
  readonly idHash: Uint8Array;
  /** 32 bytes: the leaf hash that the record had. */
  readonly leaf: Uint8Array;
}

/** What stands at a position of a ledger. */
export type ReadEntry = ReadRecord | ErasedEntry;

/** Whether the record of an entry was erased. */
export function isErased(entry: ReadEntry): entry is ErasedEntry {
  return 'idHash' in entry;
}

/** Ranges of positions, both ends included, in order. */
export type Ranges = readonly (readonly [first: number, last: number])[];
