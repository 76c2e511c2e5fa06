import type { Decimal } from 'decimal.js';

/**
 * The tables of 45 CFR 305.33: paternity establishment and support orders; current collections and
 * arrears collections. (The third, cost-effectiveness, rests on figures that no ledger holds.)
 */
export type BandTable = 'paternity-and-orders' | 'current-and-arrears';

/** The level from which the whole incentive is paid. */
const WHOLE_FROM = 80;

/** From here up to `WHOLE_FROM` the applicable percentage rises by two a point, below by one. */
const STEEP_FROM = 70;

/** The lowest level that earns anything, by table. */
const LOWEST: Readonly<Record<BandTable, number>> = {
  'paternity-and-orders': 50,
  'current-and-arrears': 40,
};

/** The levels of a table between which the applicable percentage goes from nothing to all, in percent. */
export function limitsOf(table: BandTable): { readonly lowest: number; readonly whole: number } {
  return { lowest: LOWEST[table], whole: WHOLE_FROM };
}

/** Below 70 a level of n percent earns n + 10. */
const ABOVE_LEVEL = 10;

/**
 * The applicable percentage of a performance level. A band runs from its lower limit, included, to
 * the next one, not included, on the unrounded level: 79.99 is in the band of 79, though it is
 * published as 80.0. What a great improvement over the year before earns below the lowest band is
 * not in it.
 *
 * @param level - percent, unrounded
 */
export function applicablePercentage(table: BandTable, level: Decimal): string {
  const point = level.floor().toNumber();
  if (point >= WHOLE_FROM) return '100';
  if (point >= STEEP_FROM) return String(WHOLE_FROM + 2 * (point - STEEP_FROM));
  if (point >= LOWEST[table]) return String(point + ABOVE_LEVEL);
  return '0';
}
