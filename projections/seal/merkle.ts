/**
 * The Merkle tree of RFC 9162 section 2.1 with SHA-256: hashes of leaves and nodes, the root, proofs
 * that a leaf is in a tree and that a tree is the beginning of a larger one, and their verification.
 * A hash is 32 bytes; leaves are counted from 0.
 */
import { hash } from 'node:crypto';

/** Bytes of a hash. */
export const HASH_BYTES = 32;

/** The root of the tree without leaves: the SHA-256 of no bytes. */
export const EMPTY_ROOT: Uint8Array = hash('sha256', new Uint8Array(0), 'buffer');

/** A tree's complete subtrees: the one with leaves `index * 2^level` to `(index + 1) * 2^level - 1`. */
export interface CompleteSubtrees {
  /** The hash of one complete subtree; level 0 is a leaf hash. Asked for existing ones only. */
  subtree(level: number, index: number): Uint8Array;
}

/** SHA-256 of 0x00 and the leaf's bytes. */
export function leafHash(bytes: Uint8Array): Uint8Array {
  const prefixed = new Uint8Array(bytes.length + 1);
  prefixed.set(bytes, 1);
  return hash('sha256', prefixed, 'buffer');
}

/** SHA-256 of 0x01 and the hashes of both children. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  const prefixed = new Uint8Array(1 + 2 * HASH_BYTES);
  prefixed[0] = 1;
  prefixed.set(left, 1);
  prefixed.set(right, 1 + HASH_BYTES);
  return hash('sha256', prefixed, 'buffer');
}

/** Adds leaves one after the other and knows the root so far; keeps one hash a level. */
export class RootAccumulator {
  /** The complete subtrees that the leaves so far fall into, from the largest to the smallest. */
  readonly #peaks: { readonly level: number; readonly hash: Uint8Array }[] = [];
  #size = 0;

  /** Another that goes on from here. */
  copy(): RootAccumulator {
    const copy = new RootAccumulator();
    copy.#peaks.push(...this.#peaks);
    copy.#size = this.#size;
    return copy;
  }

  /** The number of leaves so far. */
  get size(): number {
    return this.#size;
  }

  add(leaf: Uint8Array): void {
    this.addSubtree(0, leaf);
  }

  /** The hashes of the complete subtrees so far, the largest first: with the size, all that is needed to go on. */
  get peaks(): readonly Uint8Array[] {
    return this.#peaks.map((peak) => peak.hash);
  }

  /** Goes on from `size` leaves with these peaks; null where a tree of that size has another number of them. */
  static from(size: number, peaks: readonly Uint8Array[]): RootAccumulator | null {
    const levels = levelsOfPeaks(size);
    if (levels.length !== peaks.length) return null;
    const accumulator = new RootAccumulator();
    levels.forEach((level, index) => {
      accumulator.addSubtree(level, peaks[index] ?? EMPTY_ROOT);
    });
    return accumulator;
  }

  /**
   * Adds the `2^level` leaves of a complete subtree by its hash alone. Throws a `RangeError` where
   * the leaves so far do not end at the beginning of such a subtree.
   */
  addSubtree(level: number, subtree: Uint8Array): void {
    const leaves = 2 ** level;
    if (this.#size % leaves !== 0) {
      throw new RangeError(
        `A subtree of ${String(leaves)} leaves cannot follow ${String(this.#size)} leaves: its first leaf has to be a multiple of its size.`,
      );
    }
    let peak = { level, hash: subtree };
    for (let last = this.#peaks.at(-1); last?.level === peak.level; last = this.#peaks.at(-1)) {
      this.#peaks.pop();
      peak = { level: peak.level + 1, hash: nodeHash(last.hash, peak.hash) };
    }
    this.#peaks.push(peak);
    this.#size += leaves;
  }

  /** The root of the tree of the leaves so far. */
  root(): Uint8Array {
    let root: Uint8Array | null = null;
    for (const peak of this.#peaks.toReversed()) {
      root = root === null ? peak.hash : nodeHash(peak.hash, root);
    }
    return root ?? EMPTY_ROOT;
  }
}

/** The levels of the complete subtrees that a tree of a size falls into, the largest first. */
function levelsOfPeaks(size: number): readonly number[] {
  const levels: number[] = [];
  for (let rest = size; rest > 0;) {
    const level = Math.floor(Math.log2(rest));
    levels.push(level);
    rest -= 2 ** level;
  }
  return levels;
}

/** The root of the tree with these leaf hashes. */
export function rootOf(leaves: Iterable<Uint8Array>): Uint8Array {
  const accumulator = new RootAccumulator();
  for (const leaf of leaves) accumulator.add(leaf);
  return accumulator.root();
}

/** The subtrees of the tree with these leaf hashes, computed when asked for. */
export function subtreesOf(leaves: readonly Uint8Array[]): CompleteSubtrees {
  const subtree = (level: number, index: number): Uint8Array => {
    if (level > 0) {
      return nodeHash(subtree(level - 1, 2 * index), subtree(level - 1, 2 * index + 1));
    }
    const leaf = leaves[index];
    if (leaf === undefined) {
      throw new RangeError(`There is no leaf ${String(index)} among ${String(leaves.length)}.`);
    }
    return leaf;
  };
  return { subtree };
}

/** The hash of the tree of the leaves `from` to `to - 1`, `MTH(D[from:to])`, `from` aligned as the RFC's splits are. */
function rangeHash(tree: CompleteSubtrees, from: number, to: number): Uint8Array {
  const count = to - from;
  if (isPowerOfTwo(count)) return tree.subtree(Math.log2(count), from / count);
  const split = from + largestPowerBelow(count);
  return nodeHash(rangeHash(tree, from, split), rangeHash(tree, split, to));
}

/** The root of the tree's first `size` leaves. */
export function rootAt(tree: CompleteSubtrees, size: number): Uint8Array {
  return size === 0 ? EMPTY_ROOT : rangeHash(tree, 0, size);
}

/**
 * The inclusion proof of leaf `index` in the tree of the first `size` leaves (RFC 9162 2.1.3.1).
 * Throws a `RangeError` if there is no such leaf.
 */
export function inclusionProof(
  tree: CompleteSubtrees,
  index: number,
  size: number,
): readonly Uint8Array[] {
  if (!isCount(index) || !isCount(size) || index >= size) {
    throw new RangeError(`A tree of ${String(size)} leaves has no leaf ${String(index)}.`);
  }
  const fromTheRoot: Uint8Array[] = [];
  let from = 0;
  let to = size;
  while (to - from > 1) {
    const split = from + largestPowerBelow(to - from);
    if (index < split) {
      fromTheRoot.push(rangeHash(tree, split, to));
      to = split;
    } else {
      fromTheRoot.push(rangeHash(tree, from, split));
      from = split;
    }
  }
  return fromTheRoot.reverse();
}

/**
 * The consistency proof between the trees of the first `from` and the first `to` leaves (RFC 9162 2.1.4.1);
 * empty where they are the same. Throws a `RangeError` unless 0 < from <= to.
 */
export function consistencyProof(
  tree: CompleteSubtrees,
  from: number,
  to: number,
): readonly Uint8Array[] {
  if (!isCount(from) || !isCount(to) || from < 1 || from > to) {
    throw new RangeError(
      `There is no consistency proof from size ${String(from)} to size ${String(to)}: the first is at least 1 and at most the second.`,
    );
  }
  const fromTheRoot: Uint8Array[] = [];
  let start = 0;
  let end = to;
  while (end !== from) {
    const split = start + largestPowerBelow(end - start);
    if (from <= split) {
      fromTheRoot.push(rangeHash(tree, split, end));
      end = split;
    } else {
      fromTheRoot.push(rangeHash(tree, start, split));
      start = split;
    }
  }
  // The verifier has the old root itself: it need not be in the proof.
  if (start > 0) fromTheRoot.push(rangeHash(tree, start, end));
  return fromTheRoot.reverse();
}

/** What an inclusion proof claims: that `leaf` is leaf number `index` of the tree of `size` leaves with this root. */
export interface InclusionClaim {
  readonly leaf: Uint8Array;
  readonly index: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly hashes: readonly Uint8Array[];
}

/** Whether the hashes prove the claim (RFC 9162 2.1.3.2). */
export function verifyInclusion(claim: InclusionClaim): boolean {
  const { leaf, index, size, root, hashes } = claim;
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  if (![leaf, root, ...hashes].every(isHash)) return false;
  let result = leaf;
  const isAtRoot = climb(index, size - 1, hashes, (sibling, isLeft) => {
    result = isLeft ? nodeHash(sibling, result) : nodeHash(result, sibling);
  });
  return isAtRoot && sameHash(result, root);
}

/** What a consistency proof claims: that the tree with `fromRoot` is the beginning of the one with `toRoot`. */
export interface ConsistencyClaim {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Uint8Array;
  readonly toRoot: Uint8Array;
  readonly hashes: readonly Uint8Array[];
}

/** Whether the hashes prove the claim (RFC 9162 2.1.4.2). */
export function verifyConsistency(claim: ConsistencyClaim): boolean {
  const { from, to, fromRoot, toRoot, hashes } = claim;
  if (!isCount(from) || !isCount(to) || from < 1 || from > to) return false;
  if (![fromRoot, toRoot, ...hashes].every(isHash)) return false;
  if (from === to) return hashes.length === 0 && sameHash(fromRoot, toRoot);
  const path = isPowerOfTwo(from) ? [fromRoot, ...hashes] : hashes;
  const [seed, ...siblings] = path;
  if (seed === undefined || hashes.length === 0) return false;
  let place = from - 1;
  let lastPlace = to - 1;
  while (isOdd(place)) {
    place = half(place);
    lastPlace = half(lastPlace);
  }
  let oldResult = seed;
  let newResult = seed;
  const isAtRoot = climb(place, lastPlace, siblings, (sibling, isLeft) => {
    if (isLeft) oldResult = nodeHash(sibling, oldResult);
    newResult = isLeft ? nodeHash(sibling, newResult) : nodeHash(newResult, sibling);
  });
  return isAtRoot && sameHash(oldResult, fromRoot) && sameHash(newResult, toRoot);
}

/**
 * Goes from a node up to the root, one sibling at a time, and says of each whether it stands on the left. `start` is the
 * node's place on its level, `lastStart` the level's last one. Answers whether the siblings lead to the root exactly.
 */
function climb(
  start: number,
  lastStart: number,
  siblings: readonly Uint8Array[],
  join: (sibling: Uint8Array, isLeft: boolean) => void,
): boolean {
  let place = start;
  let lastPlace = lastStart;
  for (const sibling of siblings) {
    if (lastPlace === 0) return false;
    const isLeft = isOdd(place) || place === lastPlace;
    join(sibling, isLeft);
    // A last node without a sibling rises as it is.
    while (isLeft && !isOdd(place) && place !== 0) {
      place = half(place);
      lastPlace = half(lastPlace);
    }
    place = half(place);
    lastPlace = half(lastPlace);
  }
  return lastPlace === 0;
}

/** The largest power of two that is smaller than a count of at least 2. */
function largestPowerBelow(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}

function isPowerOfTwo(count: number): boolean {
  return count >= 1 && Number.isInteger(Math.log2(count)) && 2 ** Math.log2(count) === count;
}

/** Counts are beyond what the bitwise operators can hold. */
function half(count: number): number {
  return Math.floor(count / 2);
}

function isOdd(count: number): boolean {
  return count % 2 === 1;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: Uint8Array): boolean {
  return value.length === HASH_BYTES;
}

function sameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.every((byte, at) => byte === other[at]);
}
