const OWED_BOTH = 1;
const OWED_BOTH_OF_ALL = 2;
const OWED_BITS = 2;
/** Distributions follow their collection closely; further back a map is asked. */
const NEAR = 16;

/**
 * What was past due to family and state when each collection of a case came in (Line 29, "at the
 * time of receipt"). Seen twice: without the prior-year adjustments of the FFY of the receipt, and
 * with all, which is how a later FFY sees it.
 */
export class Receipts {
  private readonly collections: number[] = [];
  /** By receipt: the fiscal year and what was owed then, in one number (`OWED_BITS`). */
  private readonly seen: number[] = [];
  private byCollection: Map<number, number> | null = null;

  add(collection: number, ffySerial: number, owedBoth: boolean, owedBothOfAll: boolean): void {
    this.byCollection?.set(collection, this.collections.length);
    this.collections.push(collection);
    const owed = (owedBoth ? OWED_BOTH : 0) | (owedBothOfAll ? OWED_BOTH_OF_ALL : 0);
    this.seen.push((ffySerial << OWED_BITS) | owed);
  }

  /** Row of a collection's receipt, -1 if it is not known (yet). */
  rowOf(collection: number): number {
    const { collections } = this;
    const nearest = Math.max(0, collections.length - NEAR);
    for (let row = collections.length - 1; row >= nearest; row -= 1) {
      if (collections[row] === collection) return row;
    }
    if (nearest === 0) return -1;
    this.byCollection ??= new Map(collections.map((known, row) => [known, row]));
    return this.byCollection.get(collection) ?? -1;
  }

  /** Whether both were owed at the receipt, as a report of the given FFY sees it. */
  owedBoth(row: number, ffySerial: number): boolean {
    const seen = this.seen[row]!;
    const bit = seen >> OWED_BITS === ffySerial ? OWED_BOTH : OWED_BOTH_OF_ALL;
    return (seen & bit) !== 0;
  }
}
