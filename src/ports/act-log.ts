import type { County } from '../../events/values/county.js';
import type { AppendOutcome } from './event-log.js';

/** One act as it is kept: its place in the county's stream, from 1, and its canonical JSON. */
export interface StoredAct {
  readonly number: number;
  readonly body: string;
}

/** Most acts of one county: a century of months with dozens of revisions each. */
export const ACTS_MAX = 100_000;

/**
 * The acts of the counties about their reports, one append-only stream a county, `submissions-19`,
 * beside its ledger and never in the ledger's positions. The adapters are held to one contract,
 * test/contracts/act-log.ts.
 */
export interface ActLog {
  /** All acts of a county in order. */
  read(county: County): Promise<readonly StoredAct[]>;
  /**
   * Appends one act as number `expectedSize + 1`, or nothing where the stream has another size. When
   * it answers `appended`, the act is durable.
   */
  append(county: County, expectedSize: number, body: string): Promise<AppendOutcome>;
  /** Counties with at least one act, in order of number. */
  counties(): Promise<readonly County[]>;
}
