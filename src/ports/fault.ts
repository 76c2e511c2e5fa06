import type { County } from '../../events/values/county.js';

/** One thing that is not as it has to be. */
export interface Fault {
  readonly county: County;
  /** The record that it was found at; null where it concerns none. */
  readonly position: number | null;
  /** What is wrong, a sentence. */
  readonly finding: string;
}
