/**
 * Where a fold stands, as numbers one after the other: days, cents, codes, positions and infinities alike are doubles,
 * which hold all of them exactly. Who writes and who reads must go through them in the same order.
 */
export class StateWriter {
  #numbers = new Float64Array(4096);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  put(...numbers: readonly number[]): void {
    for (const number of numbers) {
      if (this.#count === this.#numbers.length) this.#grow();
      this.#numbers[this.#count] = number;
      this.#count += 1;
    }
  }

  flag(value: boolean): void {
    this.put(value ? 1 : 0);
  }

  finish(): Float64Array {
    return this.#numbers.slice(0, this.#count);
  }

  #grow(): void {
    const grown = new Float64Array(this.#numbers.length * 2);
    grown.set(this.#numbers);
    this.#numbers = grown;
  }
}

/** Reads what a `StateWriter` wrote, from a place on. */
export class StateReader {
  readonly #numbers: Float64Array;
  #at: number;

  constructor(numbers: Float64Array, at: number) {
    this.#numbers = numbers;
    this.#at = at;
  }

  next(): number {
    const number = this.#numbers[this.#at];
    if (number === undefined) throw new RangeError('The state of a case ends too early.');
    this.#at += 1;
    return number;
  }

  flag(): boolean {
    return this.next() === 1;
  }
}
