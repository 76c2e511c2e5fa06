/** The shortest stretch, records. */
const SHORTEST = 16;

/** Stretches of so many lengths, each twice the one before: the longest has 16,384 records. */
const LENGTHS = 11;

/** Of each length so many stretches: the one that the latest position is in, and the one before. */
const STRETCHES = 2;

/**
 * Of positions that something was brought on to, those at which it is worth having still: the latest, and the first within
 * each of the last stretches of 16, 32, 64 records and so on. They are close together where they are late and further
 * apart the older they are: a question about a moment ago finds one not much further back than its own moment, however
 * fast records come in. Of positions that come one by one, each left out for good, these are hardly more than a dozen. Pure.
 */
export function positionsAtHand(positions: readonly number[]): ReadonlySet<number> {
  const latest = positions.reduce((one, other) => Math.max(one, other), 0);
  const worth = new Set(positions.filter((position) => position === latest));
  for (let step = 0; step < LENGTHS; step += 1) {
    const length = SHORTEST * 2 ** step;
    const current = Math.floor(latest / length);
    const firstOf = new Map<number, number>();
    for (const position of positions) {
      const stretch = Math.floor(position / length);
      if (stretch <= current - STRETCHES) continue;
      firstOf.set(stretch, Math.min(position, firstOf.get(stretch) ?? Infinity));
    }
    for (const position of firstOf.values()) worth.add(position);
  }
  return worth;
}
