import type { Freshness } from '../../ports/freshness.js';

/**
 * What a command needs of the data folder. `outside`: it works on the folder as a whole, and opens it for itself;
 * only what adds records (`write`) may make a data folder of a new or empty one.
 */
export type Access = 'outside' | 'read' | 'change' | 'write';

/** How whoever asks wants his answers, and whom to tell what he has to know of them. */
export interface OpeningManner {
  readonly freshness: Freshness;
  readonly tell: (sentence: string) => void;
}
