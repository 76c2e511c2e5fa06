import type { LedgerRecord } from '../../../events/record.js';
import type { Reference } from '../../../events/named-ids.js';

/** What one accepted record changes: it enters, or it replaces or voids (`RecordVoided`) its target. */
export interface Change {
  readonly record: LedgerRecord;
  readonly position: number;
  /** Position of the target, 0 if it corrects nothing. */
  readonly corrects: number;
  /** Position of the first record of its correction chain. */
  readonly root: number;
  /** The record at `corrects`, which it takes out; null if it corrects nothing. */
  readonly target: LedgerRecord | null;
  /** The id that it introduces or names first, worked out once. */
  readonly reference: Reference | null;
}
