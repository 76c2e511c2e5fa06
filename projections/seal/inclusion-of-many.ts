/**
 * One proof that many leaves are in a tree: the hashes of the complete subtrees that cover the other
 * leaves, in order. Whoever has the leaves goes through them once and gets the root, and the root of
 * every smaller tree that no covered subtree straddles.
 */
import type { CompleteSubtrees } from './merkle.js';

/** A complete subtree of `2^level` leaves that stands for leaves which are not shown. */
export interface CoveredSubtree {
  readonly level: number;
  readonly hash: Uint8Array;
}

/** Makes the proof as the shown leaves come, in order. */
export class CoverOfOthers {
  readonly #tree: CompleteSubtrees;
  readonly #cuts: readonly number[];
  readonly #covered: CoveredSubtree[] = [];
  #cutsPassed = 0;
  #next = 0;

  /**
   * @param cuts - sizes of smaller trees whose roots are to follow from the proof as well
   */
  constructor(tree: CompleteSubtrees, cuts: Iterable<number>) {
    this.#tree = tree;
    this.#cuts = [...new Set(cuts)].sort((a, b) => a - b);
  }

  /** The leaf of this index is shown; indexes ascend. */
  show(index: number): void {
    this.#coverTo(index);
    this.#next = index + 1;
  }

  /** The proof for the tree of `size` leaves, when all shown leaves have come. */
  finish(size: number): readonly CoveredSubtree[] {
    this.#coverTo(size);
    return this.#covered;
  }

  #coverTo(end: number): void {
    for (let cut = this.#cuts[this.#cutsPassed]; cut !== undefined && cut < end;) {
      this.#coverRange(cut);
      this.#cutsPassed += 1;
      cut = this.#cuts[this.#cutsPassed];
    }
    this.#coverRange(end);
  }

  /** Covers the leaves up to `end` with the largest complete subtrees that fit. */
  #coverRange(end: number): void {
    while (this.#next < end) {
      let level = 0;
      while (this.#next % 2 ** (level + 1) === 0 && this.#next + 2 ** (level + 1) <= end)
        level += 1;
      const hash = this.#tree.subtree(level, this.#next / 2 ** level);
      this.#covered.push({ level, hash });
      this.#next += 2 ** level;
    }
  }
}
