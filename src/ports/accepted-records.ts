import type { Instant } from '../../events/values/instant.js';
import type { LedgerEntry } from './event-log.js';

/** What acceptance asks of one record that the ledger holds: these fields of its entry. */
export type KeptRecord = Pick<LedgerEntry, 'position' | 'subject' | 'corrects' | 'root' | 'body'>;

/** What stands in place of a record that retention has erased. */
export interface ErasedRecord {
  readonly position: number;
  readonly recorded: Instant;
  /** 32 bytes: the leaf hash that the record had. */
  readonly leaf: Uint8Array;
}

/** The answer to "which record has this id?". */
export type FoundRecord =
  | { readonly kind: 'kept'; readonly record: KeptRecord }
  | { readonly kind: 'erased'; readonly record: ErasedRecord };

/**
 * What acceptance reads of one county's ledger as committed so far. Synchronous, because it answers
 * in the middle of a decision; every question is answered through an index or from memory. An
 * append through the same store is seen by the next question.
 */
export interface AcceptedRecords {
  /** The ledger's size: its last position, 0 while it is empty. */
  size(): number;
  /**
   * How many of its records were erased, as far as is known here: it changes with each erasure. An append that meets one
   * that is not known here finds another size.
   */
  erasedCount(): number;
  /** The instant at which the last record was recorded, null while the ledger is empty. */
  lastRecorded(): Instant | null;
  /** The greatest subject number ever given, 0 if none. */
  subjectCount(): number;
  /** The record with this id, null if the ledger never held one. */
  find(id: string): FoundRecord | null;
  /** The number of a case or child, 0 if the ledger does not know it. */
  subjectNumber(kind: 'case' | 'child', id: string): number;
  /** The record at a position that the ledger has; null where it was erased. */
  recordAt(position: number): KeptRecord | null;
  /** The kept records of a subject, in order of position. */
  recordsOf(subject: number): Iterable<KeptRecord>;
}
