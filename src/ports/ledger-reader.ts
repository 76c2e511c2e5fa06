import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { Month } from '../../events/values/month.js';
import type { LedgerView, ViewInBlocks } from '../../projections/columns/ledger-view.js';
import type { CompleteSubtrees } from '../../projections/seal/merkle.js';
import type { Erasure } from './erasure.js';
import type { LedgerRow, RawRow, Subject } from './ledger-rows.js';

/** Told how many records were read so far. */
export type OnRecords = (count: number, total?: number) => void;

/** Where a replay reads the ledger: segments with a tail of rows, or every row (slow, to compare). */
export type ReplaySource = 'segments' | 'rows';

/** What is in force for readers: the greatest first retained month and cut of the orders applied. */
export interface RetentionInForce {
  readonly firstMonth: Month;
  readonly cut: number;
}

/** What is left of an erased record. */
export interface ErasedRemains {
  readonly position: number;
  readonly recorded: Instant;
  /** The order that erased it. */
  readonly order: number;
  /** 32 bytes: the leaf hash that the record had. */
  readonly leaf: Uint8Array;
}

/** A record's place in the Merkle tree and the bytes that are hashed there. */
export interface RecordLeaf {
  readonly position: number;
  /**
   * The canonical leaf bytes, without the 0x00 that is hashed before them. Of an erased record, a JSON object
   * that says what remains of it.
   */
  readonly text: string;
  /** 32 bytes. */
  readonly leaf: Uint8Array;
}

/**
 * One county's ledger as it is read. Everything is synchronous, and what is not as it was written is a
 * `DamagedLedger`. `size` and what depends on it are those of the last `refresh`, so several reads agree while others
 * append. Positions are from 1 to the size; others are a `RangeError`, a fault of the caller.
 */
export interface LedgerReader {
  readonly county: County;
  /** The number of records. */
  readonly size: number;
  /** When the last record was recorded, null while the ledger is empty. */
  readonly lastRecorded: Instant | null;
  /** The number of cases and children: the greatest subject number. */
  readonly subjectCount: number;
  /** What retention has made of the ledger, null while nothing was erased. */
  readonly retention: RetentionInForce | null;
  /** The erasures applied, in order of number. */
  readonly erasures: readonly Erasure[];

  /** Looks what others have appended or erased, and answers the size. */
  refresh(): number;

  /**
   * The ledger up to a position, from 1, as scalars for a replay; with the source `rows` every record is read anew.
   * Both sources give the same blocks.
   */
  columns(asOf: number, source: ReplaySource, onRecords: OnRecords): ViewInBlocks;
  /**
   * The same with the records of some subjects alone, with the numbers that subjects have in the ledger; of the county's own
   * records without those of participants, on which no line rests.
   */
  columnsOf(subjects: ReadonlySet<number>, asOf: number): LedgerView;

  /** The raw rows at `from` to `to`, both included, in order, in pages. There is no row of an erased record. */
  scan(from: number, to: number): Iterable<readonly RawRow[]>;
  /** The record at a position. */
  row(position: number): LedgerRow;
  /** The record with this id, null if the ledger has none. */
  find(id: string): LedgerRow | null;
  /** The position of the record with this id, 0 if the ledger has none. */
  positionOf(id: string): number;
  /** What remains of the erased record that had this id, null if there was none. */
  findErased(id: string): ErasedRemains | null;
  /** Whether the record at a position was erased. */
  isErasedAt(position: number): boolean;
  /** When the record at a position was recorded, erased or not. */
  recordedAt(position: number): Instant;

  /** The county (number 0), then all cases and children by number. */
  subjects(): readonly Subject[];
  /** The number of a case or child, 0 if the ledger does not know it. */
  subjectNumber(kind: 'case' | 'child', id: string): number;
  /** The records of a subject by its number (0: the county's own records), in order of position. */
  rowsOf(subject: number): readonly LedgerRow[];
  /** The `ChildAddedToCase` records that name a child, standing or not, in order of position. */
  casesNaming(child: number): readonly LedgerRow[];

  /** The Merkle root over the positions 1 to `size` (by default all), 32 bytes. */
  root(size?: number): Uint8Array;
  /** The tree's complete subtrees, for proofs. */
  subtrees(): CompleteSubtrees;
  /** What was hashed for the record with this id, null if the ledger has none. */
  leafOf(id: string): RecordLeaf | null;
}

/** The ledgers of a store, as far as a reader needs them. */
export interface LedgerReaders {
  /** Counties with a ledger, in order of number. */
  counties(): readonly County[];
  /** A county's ledger; null where it has none. */
  ledger(county: County): LedgerReader | null;
}
