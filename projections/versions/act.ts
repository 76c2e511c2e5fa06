import type { Instant } from '../../events/values/instant.js';
import type { Month } from '../../events/values/month.js';
import type { ReportLines } from '../cs1257/report.js';

/** What a county submitted for a month: positions, hashes and cells, never rows or names of cases. */
export interface Submission {
  readonly month: Month;
  /** From 1, without gaps within the month. */
  readonly version: number;
  /** The ledger position that the report was frozen at. */
  readonly asOf: number;
  /** Merkle root of the ledger at `asOf`, 64 hexadecimal digits. */
  readonly root: string;
  /** SHA-256 of the canonical report, 64 hexadecimal digits. */
  readonly report: string;
  /** SHA-256 of the canonical trail rows of all lines, 64 hexadecimal digits. */
  readonly trail: string;
  /** The edition of the rules that it was computed by. */
  readonly edition: string;
  /** The version of the program that computed it. */
  readonly program: string;
  readonly lines: ReportLines;
  readonly comment: string;
}

/**
 * What somebody did about a county's report: one event of the county's own stream of submissions,
 * which never stands in the ledger. Acts of a county are in order of time.
 */
export type Act =
  | {
      readonly kind: 'submitted';
      readonly submission: Submission;
      readonly by: string;
      readonly at: Instant;
    }
  | {
      readonly kind: 'approved';
      readonly month: Month;
      readonly version: number;
      readonly by: string;
      readonly telephone: string;
      readonly at: Instant;
    }
  | {
      readonly kind: 'returned';
      readonly month: Month;
      readonly version: number;
      readonly by: string;
      readonly reason: string;
      readonly at: Instant;
    };
