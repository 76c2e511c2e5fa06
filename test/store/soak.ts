import { rounds } from '../support/soak.js';

/** How many times as long as in every build the random tests of the store run. */
export const SOAK = rounds(1, 10);

/** The seed of a random test: the environment's PLUMBLINE_SEED, or the one given. */
export function seedOf(usual: number): number {
  return Number(process.env['PLUMBLINE_SEED'] ?? usual) || usual;
}
