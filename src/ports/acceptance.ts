import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { AcceptedRecords } from './accepted-records.js';
import type { LedgerEntry, ReadRecord } from './event-log.js';

/** What came of a record that another log has accepted: its entry, or why there can be none. */
export type TakenElsewhere =
  | { readonly kind: 'taken'; readonly entry: LedgerEntry }
  | { readonly kind: 'impossible'; readonly message: string };

/**
 * What a replica remembers of one county while it takes records that were accepted elsewhere. What is taken is
 * undecided until it is committed or dropped.
 */
export interface AcceptanceMemory {
  /** The size with what is undecided, and without it. */
  readonly size: number;
  readonly committedSize: number;
  /** When the last record was recorded, where that is later than an instant; null where it is not. */
  lastRecordedAfter(instant: Instant): Instant | null;
  /** Whether what is taken goes to a `BulkAppender`. May change while nothing is undecided. */
  isForBulk: boolean;
  /** About how many ids are remembered. */
  readonly weight: number;
  /** Whether others have added to what is read. */
  isBehind(): boolean;
  undecided(): readonly LedgerEntry[];
  /** An erased record stands next. */
  addErased(recorded: Instant): void;
  commit(): void;
  drop(): void;
  /** Remembers less, and reads it again when asked. */
  forget(): void;
}

/** How a replica checks what comes from a server as if it were accepted here. */
export interface ReplicaAcceptance<Memory extends AcceptanceMemory = AcceptanceMemory> {
  /** The most that the memories of all counties may weigh together. */
  readonly weightMax: number;
  memoryOf(county: County, accepted: AcceptedRecords): Memory;
  take(memory: Memory, record: ReadRecord): TakenElsewhere;
}
