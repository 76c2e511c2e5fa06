import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { AppendOutcome, EventLog, LedgerEntry } from './event-log.js';
import type { AcceptedRecords } from './accepted-records.js';

/** What appending needs of the world. */
export interface LedgerWriter {
  readonly log: EventLog;
  /** What goes into one append at most, where the log takes less at a time than a transaction does. */
  readonly batchMax?: BatchMax;
  /** What acceptance asks of a county's ledger; an append through `log` is seen by it at once. */
  readonly acceptedRecords: (county: County) => Promise<AcceptedRecords>;
  /** Makes `acceptedRecords` as large as the log is. Nothing to do where both are the same store. */
  readonly catchUp: (county: County) => Promise<void>;
  /**
   * Whether `acceptedRecords` is as large as the log is now. Asked where nothing is appended, so that nothing is
   * turned away for what the log has already; an append proves it by its expected size. Absent where both are
   * the same store.
   */
  readonly isLevel?: (county: County) => Promise<boolean>;
  /** Begins a long input; absent where the log has no faster way for one than `log`. */
  readonly openBulk?: () => BulkAppender;
  /**
   * What made a county stand still: its log is not what was written. Null or absent where it goes on, or
   * where whoever reads finds that out by itself.
   */
  readonly standsStill?: (county: County) => Error | null;
}

/** Appends for one long input, at most one of a ledger at a time. */
export interface BulkAppender {
  /**
   * As `EventLog.append`, but it hashes the leaves itself: the entries come with `NO_LEAF`, and with their scalars. The
   * next records may be decided while it is under way; `acceptedRecords` sees the entries once it has answered.
   */
  append(
    county: County,
    expectedSize: number,
    entries: readonly LedgerEntry[],
  ): Promise<AppendOutcome>;
  /** Not while an append is under way. */
  close(): Promise<void>;
}

/** Bounds of one append. */
export interface BatchMax {
  readonly records: number;
  /** Characters of the records' bodies. */
  readonly characters: number;
  /** Bytes of them, for whoever can count these; left out, the characters count. */
  readonly bytes?: number;
}

/** By which clock records are decided, and what their sender may do. */
export interface Rights {
  readonly clock: () => Instant;
  /** What he may send; absent where he may send everything. */
  readonly scope?: SenderScope;
  /** Whether a record's own `recorded` is honoured: by the local `ingest` command alone. */
  readonly isRecordedHonoured: boolean;
}

/** How a sender of one county's records sends them. */
export interface SenderManner
  extends Pick<Rights, 'clock'>, Pick<SenderScope, 'mayCorrectFigures'> {}

/** What a sender may send who may not send everything. */
export interface SenderScope {
  /** The only county whose records he may send. */
  readonly county: County;
  /** Whether he may correct and void figures of DCSS (contract/permissions.json, figures.append). */
  readonly mayCorrectFigures: boolean;
}
