/** How many times as long as usual the random tests run: the environment's PLUMBLINE_SOAK, 1 by default. */
export const SOAK = Math.max(1, Number(process.env['PLUMBLINE_SOAK'] ?? 1) || 1);

/** The seed of a random test: the environment's PLUMBLINE_SEED, or the one given. */
export function seedOf(usual: number): number {
  return Number(process.env['PLUMBLINE_SEED'] ?? usual) || usual;
}
