import { doublesOf } from './doubles.js';
import type { NumberReader, NumberWriter } from './number-stream.js';

/** Of an id's hash so many bits are kept: with its root they fill a double. */
const HASH_BITS = 21;
const ROOT_UNIT = 2 ** 32;

/** Two numbers below this stand in one: 671,088.63 dollars, or as many places. */
const NARROW = 2 ** 26;

/** What stands for two numbers of which one is not so narrow, or no natural number. */
const IS_WIDE = -1;

/** An entry is its head (hash and root) and its two numbers in one. */
const ENTRY = 2;

/** With more ids than this they are found through a list in order of hash; up to here a look at all takes a microsecond. */
const UNSORTED_MAX = 1_024;

/**
 * Ids that are not kept themselves: of each a hash, the root position and two numbers, in 16 bytes. What has the hash of an
 * id may be it, and the record at its root says whether it is. Places count from 0, in ascending order of root, and stay.
 */
export class ForgottenIds {
  #entries: number[] = [];
  #count = 0;
  /** By place, the numbers that are not narrow. */
  #wide: Map<number, { first: number; second: number }> | null = null;
  /** The heads in order of hash, where there are many. */
  #sorted: Float64Array | null = null;

  /** What was saved. */
  static restored(from: NumberReader): ForgottenIds {
    const ids = new ForgottenIds();
    const { numbers, count } = from.list();
    ids.#entries = numbers;
    ids.#count = count / ENTRY;
    for (let left = from.natural(); left > 0; left -= 1) {
      (ids.#wide ??= new Map()).set(from.natural(), { first: from.next(), second: from.next() });
    }
    return ids;
  }

  save(to: NumberWriter): void {
    to.putList(this.#entries, this.#count * ENTRY);
    to.put(this.#wide?.size ?? 0);
    for (const [place, { first, second }] of this.#wide ?? []) {
      to.put(place);
      to.put(first);
      to.put(second);
    }
  }

  /** How many ids. */
  get size(): number {
    return this.#count;
  }

  /** Makes room for so many more, to be added before anything is asked. */
  expect(count: number): void {
    const length = (this.#count + count) * ENTRY;
    this.#entries = doublesOf(this.#entries, this.#count * ENTRY, length);
    this.#sorted = null;
  }

  /** @param hash - of 32 bits. @param root - greater than those before, below 2^32 */
  add(hash: number, root: number): number {
    const place = this.#count;
    this.#entries[place * ENTRY] = headOf(hash) + root;
    this.#count += 1;
    return place;
  }

  /** The first place from `from` on whose id may have this hash; -1 if there is none. */
  find(hash: number, from: number): number {
    const head = headOf(hash);
    if (this.#count > UNSORTED_MAX) return this.#findSorted(head, from);
    const entries = this.#entries;
    const end = head + ROOT_UNIT;
    for (let at = from * ENTRY; at < this.#count * ENTRY; at += ENTRY) {
      const found = entries[at] ?? 0;
      if (found >= head && found < end) return at / ENTRY;
    }
    return -1;
  }

  root(place: number): number {
    return (this.#entries[place * ENTRY] ?? 0) % ROOT_UNIT;
  }

  first(place: number): number {
    const both = this.#both(place);
    return both === IS_WIDE ? (this.#wide?.get(place)?.first ?? 0) : Math.floor(both / NARROW);
  }

  second(place: number): number {
    const both = this.#both(place);
    return both === IS_WIDE ? (this.#wide?.get(place)?.second ?? 0) : both % NARROW;
  }

  /** Two numbers of whoever keeps ids. */
  set(place: number, first: number, second: number): void {
    const areNarrow = isNarrow(first) && isNarrow(second);
    if (areNarrow) this.#wide?.delete(place);
    else (this.#wide ??= new Map()).set(place, { first, second });
    this.#entries[place * ENTRY + 1] = areNarrow ? first * NARROW + second : IS_WIDE;
  }

  #both(place: number): number {
    return this.#entries[place * ENTRY + 1] ?? 0;
  }

  #findSorted(head: number, from: number): number {
    if (from >= this.#count) return -1;
    this.#sorted ??= this.#heads().sort();
    // Of one hash they are in order of root, which is that of place.
    const found = this.#sorted[lowerBound(this.#sorted, head + this.root(from))] ?? 0;
    if (found < head || found >= head + ROOT_UNIT) return -1;
    return this.#placeOf(found - head);
  }

  #heads(): Float64Array {
    return Float64Array.from({ length: this.#count }, (_, at) => this.#entries[at * ENTRY] ?? 0);
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

function headOf(hash: number): number {
  return (hash >>> (32 - HASH_BITS)) * ROOT_UNIT;
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
