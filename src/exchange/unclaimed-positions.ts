/** Positions of a ledger, the first and the last. */
export type ClaimedRange = readonly [first: number, last: number];

/** The positions of a range that nobody has claimed yet: each is given once, to whoever claims it first. */
export class Unclaimed {
  #left: readonly ClaimedRange[];

  constructor(range: ClaimedRange) {
    this.#left = [range];
  }

  /** How many are left. */
  get count(): number {
    return this.#left.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  }

  /** Gives those of a range that are left, and answers how many they were. */
  take([first, last]: ClaimedRange): number {
    const before = this.count;
    this.#left = this.#left.flatMap(([from, to]): readonly ClaimedRange[] => [
      ...(from < first ? [[from, Math.min(to, first - 1)] as const] : []),
      ...(to > last ? [[Math.max(from, last + 1), to] as const] : []),
    ]);
    return before - this.count;
  }
}
