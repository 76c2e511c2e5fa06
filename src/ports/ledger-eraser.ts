import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import type { RetentionPlan } from '../../projections/retention/plan.js';

/** What is to be erased of a county's ledger, planned for a day. */
export interface ErasurePlan {
  readonly county: County;
  readonly on: Day;
  /** The ledger's size when it was planned. */
  readonly size: number;
  readonly rule: RetentionPlan;
  /** SHA-256 of the canonical plan, 64 hexadecimal digits. */
  readonly hash: string;
}

/** What is left to say when an erasure is finished. */
export interface FinishedErasure {
  /** Whether somebody has to look into files that this program cannot see before the order is done. */
  readonly isToBeConfirmed: boolean;
  /** Sentences for whoever applied the order. */
  readonly notes: readonly string[];
}

/** How the store that holds the ledgers erases. */
export interface LedgerEraser {
  /** Makes what is read here level with the store; what was erased elsewhere is erased here, too. */
  level(county: County): Promise<void>;
  /**
   * Decides, in one moment, that an order erases what its plan says, and erases it for every reader here.
   * `sizeDiffers`: others have changed the ledger since it was planned, and nothing is decided.
   */
  erase(plan: ErasurePlan, order: number): Promise<'erased' | 'sizeDiffers'>;
  /** What was begun and is not decided leaves nothing to be read. May be repeated. Answers what is left to do, in sentences. */
  giveUp(county: County): Promise<readonly string[]>;
  /**
   * Takes what was erased out of files, and remarks out of acts. May be repeated.
   *
   * @param withoutRemarks - an act about a report as it is kept from now on
   */
  finish(county: County, withoutRemarks: (body: string) => string): Promise<FinishedErasure>;
}
