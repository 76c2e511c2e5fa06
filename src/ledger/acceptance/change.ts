import type { Claims } from '../../../events/claims.js';

/** What one accepted record changes: it enters, or it replaces or voids (`RecordVoided`) its target. */
export interface Change {
  readonly claims: Claims;
  readonly position: number;
  /** Position of the target, 0 if it corrects nothing. */
  readonly corrects: number;
  /** Position of the first record of its correction chain. */
  readonly root: number;
  /** What the record at `corrects`, which it takes out, claimed; null if it corrects nothing. */
  readonly target: Claims | null;
}
