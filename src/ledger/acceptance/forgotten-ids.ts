import { doubles, doublesOf } from './doubles.js';
import type { NumberPieces } from './number-pieces.js';
import type { NumberReader, NumberWriter } from './number-stream.js';

/** The two numbers that are kept with an id. */
export interface NumbersOfId {
  readonly first: number;
  readonly second: number;
}

/** Of an id's hash so many bits are kept: with its root they fill a double. */
const HASH_BITS = 21;
const ROOT_UNIT = 2 ** 32;

/** Two numbers below this stand in one: 671,088.63 dollars, or as many places. */
const NARROW = 2 ** 26;

/** What stands for two numbers of which one is not so narrow, or no natural number. */
const IS_WIDE = -1;

/** So many ids at the end keep their numbers: hardly a record speaks of money of some two years ago. */
const NUMBERED = 48;

/** With more ids than this they are found through a list in order of hash; up to here a look at all takes some microseconds. */
const UNSORTED_MAX = 4_096;

/** No part of a hash. */
const NONE = -1;

const NO_HEADS = new Float64Array(0);

/**
 * Ids that are not kept themselves: of each a hash and the root position, in 8 bytes outside the heap, and of the last ones
 * two numbers, in 8 more. What has the hash of an id may be it, and the record at its root says whether it is; whoever
 * needs numbers that are not here any more works them out of the records, and gives them back (`recall`). Places count from
 * 0, in ascending order of root, and stay.
 */
export class ForgottenIds {
  /** Where the heads are: hash and root in one. */
  readonly #pieces: NumberPieces;
  readonly #slot: number;
  #count = 0;
  /** The two numbers in one, of places from `#firstNumbered` on. */
  #numbers: number[] = [];
  #firstNumbered = 0;
  /** By place, the numbers that are not narrow, and those that were set later. */
  #wide: Map<number, NumbersOfId> | null = null;
  /** The heads in order of hash, where there are many. */
  #sorted: Float64Array | null = null;
  /** What was kept of the hash that was looked for last and is not here: of a new id it is asked more than once. */
  #missed = NONE;

  /** @param slot - of those that were saved; left out for none yet */
  constructor(pieces: NumberPieces, slot = pieces.newSlot()) {
    this.#pieces = pieces;
    this.#slot = slot;
  }

  /** What was saved. */
  static restored(pieces: NumberPieces, from: NumberReader): ForgottenIds {
    const ids = new ForgottenIds(pieces, from.natural());
    ids.#count = from.natural();
    const { numbers, count } = from.list();
    ids.#numbers = numbers;
    ids.#firstNumbered = ids.#count - count;
    for (let left = from.natural(); left > 0; left -= 1) {
      (ids.#wide ??= new Map()).set(from.natural(), { first: from.next(), second: from.next() });
    }
    return ids;
  }

  save(to: NumberWriter): void {
    to.put(this.#slot);
    to.put(this.#count);
    to.putList(this.#numbers, this.numberedCount);
    to.put(this.#wide?.size ?? 0);
    for (const [place, { first, second }] of this.#wide ?? []) {
      to.put(place);
      to.put(first);
      to.put(second);
    }
  }

  /** They will not be asked any more. */
  end(): void {
    this.#pieces.giveBack(this.#slot);
  }

  /** How many ids. */
  get size(): number {
    return this.#count;
  }

  /** Of how many the numbers are kept as well. */
  get numberedCount(): number {
    return this.#count - this.#firstNumbered;
  }

  /**
   * Adds ids, and lets go of the numbers of all but the last: the store must have the records that they can be worked out
   * of.
   *
   * @param hashes - of 32 bits. @param roots - ascending, greater than those before, below 2^32
   */
  add(hashes: readonly number[], roots: readonly number[]): void {
    const count = this.#count + hashes.length;
    const heads = new Float64Array(count);
    heads.set(this.#heads);
    hashes.forEach((hash, at) => {
      heads[this.#count + at] = keptOf(hash) * ROOT_UNIT + (roots[at] ?? 0);
    });
    this.#pieces.put(this.#slot, heads);
    const firstNumbered = Math.max(this.#firstNumbered, count - NUMBERED);
    const left = this.#numbers.slice(firstNumbered - this.#firstNumbered, this.numberedCount);
    this.#numbers = doublesOf(left, left.length, count - firstNumbered);
    this.#firstNumbered = firstNumbered;
    this.#count = count;
    this.#sorted = null;
    this.#missed = NONE;
  }

  /** The first place from `from` on whose id may have this hash; -1 if there is none. */
  find(hash: number, from: number): number {
    const kept = keptOf(hash);
    if (kept === this.#missed) return -1;
    const head = kept * ROOT_UNIT;
    const place =
      this.#count > UNSORTED_MAX ? this.#findSorted(head, from) : this.#findByLooking(head, from);
    if (place === -1 && from === 0) this.#missed = kept;
    return place;
  }

  root(place: number): number {
    return (this.#heads[place] ?? 0) % ROOT_UNIT;
  }

  /** The first of the numbers of whoever keeps ids; null where it was let go of. */
  first(place: number): number | null {
    const both = this.#both(place);
    return both === IS_WIDE ? (this.#wide?.get(place)?.first ?? null) : Math.floor(both / NARROW);
  }

  /** The second one, likewise. */
  second(place: number): number | null {
    const both = this.#both(place);
    return both === IS_WIDE ? (this.#wide?.get(place)?.second ?? null) : both % NARROW;
  }

  /** Whether the numbers of an id have a place here. */
  isNumbered(place: number): boolean {
    return place >= this.#firstNumbered;
  }

  /** Two numbers of whoever keeps ids. */
  set(place: number, first: number, second: number): void {
    const isNumbered = this.isNumbered(place);
    const isHere = isNumbered && isNarrow(first) && isNarrow(second);
    if (isHere) this.#wide?.delete(place);
    else (this.#wide ??= new Map()).set(place, { first, second });
    if (!isNumbered) return;
    this.#numbers[place - this.#firstNumbered] = isHere ? first * NARROW + second : IS_WIDE;
  }

  /**
   * Takes back the numbers that it has let go of, until others are added. Those that were set since are newer.
   * @param numbersOf - by root
   */
  recall(numbersOf: (root: number) => NumbersOfId): void {
    const heads = this.#heads;
    const numbers = doubles(this.#firstNumbered).concat(this.#numbers);
    const before = this.#firstNumbered;
    this.#firstNumbered = 0;
    this.#numbers = numbers;
    for (let place = 0; place < before; place += 1) {
      numbers[place] = IS_WIDE;
      if (this.#wide?.has(place) === true) continue;
      const { first, second } = numbersOf((heads[place] ?? 0) % ROOT_UNIT);
      this.set(place, first, second);
    }
  }

  get #heads(): Float64Array {
    return this.#pieces.numbersOf(this.#slot) ?? NO_HEADS;
  }

  #both(place: number): number {
    if (!this.isNumbered(place)) return IS_WIDE;
    return this.#numbers[place - this.#firstNumbered] ?? 0;
  }

  #findByLooking(head: number, from: number): number {
    const heads = this.#heads;
    const end = head + ROOT_UNIT;
    for (let place = from; place < this.#count; place += 1) {
      const found = heads[place] ?? 0;
      if (found >= head && found < end) return place;
    }
    return -1;
  }

  #findSorted(head: number, from: number): number {
    if (from >= this.#count) return -1;
    this.#sorted ??= this.#heads.slice().sort();
    // Of one hash they are in order of root, which is that of place.
    const found = this.#sorted[lowerBound(this.#sorted, head + this.root(from))] ?? 0;
    if (found < head || found >= head + ROOT_UNIT) return -1;
    return this.#placeOf(found - head);
  }

  #placeOf(root: number): number {
    let low = 0;
    let high = this.#count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.root(middle) < root) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function keptOf(hash: number): number {
  return hash >>> (32 - HASH_BITS);
}

function isNarrow(number: number): boolean {
  return Number.isInteger(number) && number >= 0 && number < NARROW;
}

/** Where the first of ascending numbers stands that is not less. */
function lowerBound(numbers: Float64Array, least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
