/** Most streams that one ledger ever had: one for each erasure, and those that were given up. */
export const GENERATIONS_MAX = 10_000;

/** The name of a stream's `generation`th: `ledger-19`, then `ledger-19.2`, `ledger-19.3`... */
export const nameOfGeneration = (base: string, generation: number): string =>
  generation === 1 ? base : `${base}.${String(generation)}`;

/** Which generation a name is, null where it is none of this stream's. */
export const generationOf = (base: string, name: string): number | null => {
  if (name === base) return 1;
  const digits = name.startsWith(`${base}.`) ? name.slice(base.length + 1) : '';
  const generation = /^[1-9]\d{0,4}$/.test(digits) ? Number(digits) : 0;
  return generation >= 2 && generation <= GENERATIONS_MAX ? generation : null;
};
