import { doubles } from './doubles.js';

/**
 * Collects the numbers that something is packed into, to be copied from there; filled again and again. Doubles, where a
 * fold's state is written in as few bytes as hold a number (`StateWriter`): most of what a case has forgotten is a hash and
 * a root in one number of 53 bits, which would take nine bytes there, and is copied here.
 */
export class NumberWriter {
  #numbers = new Float64Array(1_024);
  #count = 0;

  /** What was put since the last `clear`; another `put` may leave it behind. */
  get written(): Float64Array {
    return this.#numbers.subarray(0, this.#count);
  }

  clear(): void {
    this.#count = 0;
  }

  put(number: number): void {
    if (this.#count === this.#numbers.length) this.#grow();
    this.#numbers[this.#count] = number;
    this.#count += 1;
  }

  /** The first numbers of a list, and how many they are. */
  putList(numbers: readonly number[], count: number): void {
    this.put(count);
    while (this.#count + count > this.#numbers.length) this.#grow();
    const into = this.#numbers;
    for (let at = 0, to = this.#count; at < count; at += 1, to += 1) into[to] = numbers[at] ?? 0;
    this.#count += count;
  }

  #grow(): void {
    const grown = new Float64Array(this.#numbers.length * 2);
    grown.set(this.#numbers);
    this.#numbers = grown;
  }
}

const FEWER = 'There are fewer numbers than were written.';

/** Reads what a `NumberWriter` has written, in the same order. */
export class NumberReader {
  readonly #numbers: Float64Array;
  #at = 0;

  constructor(numbers: Float64Array) {
    this.#numbers = numbers;
  }

  next(): number {
    const number = this.#numbers[this.#at];
    if (number === undefined) throw new RangeError(FEWER);
    this.#at += 1;
    return number;
  }

  /** A natural number below 2^32: in an object it takes no more than its place, where one that may be a fraction takes a double. */
  natural(): number {
    return this.next() >>> 0;
  }

  /** A list, with room for so many more. */
  list(room = 0): { readonly numbers: number[]; readonly count: number } {
    const count = this.natural();
    const from = this.#at;
    this.#at += count;
    if (this.#at > this.#numbers.length) throw new RangeError(FEWER);
    const numbers = doubles(count + room);
    const written = this.#numbers;
    for (let at = 0; at < count; at += 1) numbers[at] = written[from + at] ?? 0;
    return { numbers, count };
  }
}
