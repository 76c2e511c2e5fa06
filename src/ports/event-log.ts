import type { RecordType, SubjectKind } from '../../events/registry.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import type { BodyBytes } from '../../projections/seal/leaf.js';
import type { ParsedRecord } from '../../events/wire/parse.js';

/** What a log gives back about one record without any index of its own. */
export interface StoredRecord {
  /** 1-based and gap-free within the county's ledger. */
  readonly position: number;
  /** When the ledger took it in, milliseconds since the epoch, UTC. */
  readonly recorded: Instant;
  /** The sender's id, a lower-case UUID. */
  readonly id: string;
  readonly type: RecordType;
  /** Canonical JSON (RFC 8785) of the record without its own `recorded`. */
  readonly body: string;
}

/** A record of another log with what the parser made of its body, where it was parsed already. */
export interface ReadRecord extends StoredRecord {
  readonly parsed?: ParsedRecord;
}

/** One accepted record as it is kept, with what acceptance found out about it. */
export interface LedgerEntry extends StoredRecord {
  readonly typeCode: number;
  readonly subjectKind: SubjectKind;
  /** Empty for a county record. */
  readonly subjectId: string;
  /** 0 for the county; cases and children share one numbering 1, 2, 3... in order of their first record. */
  readonly subject: number;
  readonly effective: Day;
  /** Position of the record that it replaces or voids, 0 if none. */
  readonly corrects: number;
  /** Position of the first record of its correction chain; a `RecordVoided` has its target's. */
  readonly root: number;
  /**
   * Root position of the record that introduced the id which this one introduces or names first;
   * for `ChildAddedToCase` and `ChildRemovedFromCase` the child's subject number; 0 if none.
   */
  readonly ref: number;
  /**
   * `CollectionDistributed`: root of its collection. `SupportOrderEstablished`: root of the order that
   * it reestablishes. Otherwise 0.
   */
  readonly ref2: number;
  /** 32 bytes: SHA-256 of 0x00 and the canonical leaf bytes. */
  readonly leaf: Uint8Array;
  /** What a replay asks of it (projections/columns/encode.ts); there on the way to a `BulkAppender` alone. */
  readonly scalars?: readonly number[];
  /** The bytes of its body, where it is bytes already. */
  readonly bodyBytes?: BodyBytes | null;
}

/** `sizeDiffers` carries the size that was found: catch up to it, check again, append again. */
export type AppendOutcome =
  | { readonly kind: 'appended'; readonly size: number }
  | { readonly kind: 'sizeDiffers'; readonly size: number };

/**
 * The ledgers, one a county: append-only sequences of accepted records. The adapters are held to
 * one contract, test/contracts/event-log.ts.
 */
export interface EventLog {
  /** The number of records of the county's ledger, 0 where there is none. */
  size(county: County): Promise<number>;
  /**
   * Appends all entries or none. They have the positions `expectedSize + 1` and on. When it
   * answers `appended` they are durable; when it throws, none of them is kept or, for a log
   * behind a network, the outcome is unknown and an append of the same entries finds out.
   */
  append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome>;
  /** The records at `fromPosition` to `toPosition`, both included, in order, in bounded pages. */
  read(
    county: County,
    fromPosition: number,
    toPosition: number,
  ): AsyncIterable<readonly StoredRecord[]>;
  /** The counties whose ledger has at least one record, in order of number. */
  counties(): Promise<readonly County[]>;
  close(): Promise<void>;
}
