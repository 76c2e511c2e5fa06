import type { ActsOf } from './act-log.js';

/** One thing that is not as it has to be. */
export interface Fault {
  /** Whose ledger or acts. */
  readonly county: ActsOf;
  /** The record that it was found at; null where it concerns none. */
  readonly position: number | null;
  /** What is wrong, a sentence. */
  readonly finding: string;
}
