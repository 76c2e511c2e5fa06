import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { EventLog } from '../store/event-log.js';
import type { AcceptedRecords } from './acceptance/accepted-records.js';

/** What appending needs of the world. */
export interface LedgerDesk {
  readonly log: EventLog;
  /** What goes into one append at most, where the log takes less at a time than a transaction does. */
  readonly batchMax?: BatchMax;
  /** What acceptance asks of a county's ledger; an append through `log` is seen by it at once. */
  readonly acceptedRecords: (county: County) => Promise<AcceptedRecords>;
  /** Makes `acceptedRecords` as large as the log is. Nothing to do where both are the same store. */
  readonly catchUp: (county: County) => Promise<void>;
  /**
   * What made a county stand still: its log is not what was written. Null or absent where it goes on, or
   * where whoever reads finds that out by itself.
   */
  readonly standsStill?: (county: County) => Error | null;
}

/** Bounds of one append. */
export interface BatchMax {
  readonly records: number;
  /** Characters of the records' bodies. */
  readonly characters: number;
}

/** By which clock records are decided, and what their sender may do. */
export interface Rights {
  readonly clock: () => Instant;
  /** The only county whose records he may send; absent where he may send all. */
  readonly scope?: County;
  /** Whether a record's own `recorded` is honoured: by the local `ingest` command alone. */
  readonly isRecordedHonoured: boolean;
}
