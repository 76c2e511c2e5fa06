import type { StateReader, StateWriter } from './state-numbers.js';

const OWED_BOTH = 1;
const OWED_BOTH_OF_ALL = 2;
const OWED_BITS = 2;
/** Receipts that a saved state has; a case whose distribution names an older one is folded from its records. */
const RECEIPTS_KEPT = 8;
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

  /** The latest receipts, as a later fiscal year sees them: what is distributed was mostly received just before. */
  save(to: StateWriter, isVoluntary: (collection: number) => boolean): void {
    const from = Math.max(0, this.collections.length - RECEIPTS_KEPT);
    to.put(this.collections.length - from);
    for (let row = from; row < this.collections.length; row += 1) {
      const collection = this.collections[row]!;
      to.put(collection);
      to.flag((this.seen[row]! & OWED_BOTH_OF_ALL) !== 0);
      to.flag(isVoluntary(collection));
    }
  }

  /**
   * @param serial - of fiscal years that are over
   * @param onVoluntary - told of each that is voluntary
   */
  restore(from: StateReader, serial: number, onVoluntary: (collection: number) => void): void {
    for (let left = from.next(); left > 0; left -= 1) {
      const collection = from.next();
      const owedBothOfAll = from.flag();
      this.add(collection, serial, owedBothOfAll, owedBothOfAll);
      if (from.flag()) onVoluntary(collection);
    }
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
