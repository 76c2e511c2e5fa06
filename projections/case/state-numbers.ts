/** Numbers from -120 to 119 are a byte: flags, counts, codes. */
const SMALL_CODES = 240;

/** Behind these the bytes of a number follow, the lowest first. */
const TWO_BYTES = 240;
const FOUR_BYTES = 241;
const DOUBLE = 242;

const INFINITE = 243;
const MINUS_INFINITE = 244;

/** A code, and a double behind it. */
const BYTES_OF_NUMBER_MAX = 9;

/**
 * Where a fold stands, as numbers one after the other: days, cents, codes, positions and infinities alike, each in as few
 * bytes as hold it exactly. Who writes and who reads must go through them in the same order.
 */
export class StateWriter {
  #bytes = new Uint8Array(4096);
  #count = 0;

  /** Of bytes. */
  get count(): number {
    return this.#count;
  }

  put(...numbers: readonly number[]): void {
    for (const number of numbers) this.#put(number);
  }

  flag(value: boolean): void {
    this.#put(value ? 1 : 0);
  }

  /** What was written, until more is. */
  get written(): Uint8Array {
    return this.#bytes.subarray(0, this.#count);
  }

  #put(number: number): void {
    if (this.#count + BYTES_OF_NUMBER_MAX > this.#bytes.length) this.#grow();
    const whole = number | 0;
    if (whole !== number || Object.is(number, -0)) {
      this.#putWide(number);
      return;
    }
    const code = (whole << 1) ^ (whole >> 31);
    if (code >= 0 && code < SMALL_CODES) this.#byte(code);
    else if ((whole << 16) >> 16 === whole) {
      this.#byte(TWO_BYTES);
      this.#byte(whole);
      this.#byte(whole >> 8);
    } else {
      this.#byte(FOUR_BYTES);
      for (let shift = 0; shift < 32; shift += 8) this.#byte(whole >> shift);
    }
  }

  #putWide(number: number): void {
    if (number === Infinity) this.#byte(INFINITE);
    else if (number === -Infinity) this.#byte(MINUS_INFINITE);
    else {
      this.#byte(DOUBLE);
      for (const byte of new Uint8Array(Float64Array.of(number).buffer)) this.#byte(byte);
    }
  }

  #byte(byte: number): void {
    this.#bytes[this.#count] = byte;
    this.#count += 1;
  }

  #grow(): void {
    const grown = new Uint8Array(Math.ceil(this.#bytes.length * 1.5));
    grown.set(this.#bytes);
    this.#bytes = grown;
  }
}

/** Reads what a `StateWriter` wrote, from a place on. */
export class StateReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  next(): number {
    const code = this.#byte();
    if (code < SMALL_CODES) return (code >>> 1) ^ -(code & 1);
    switch (code) {
      case TWO_BYTES:
        return ((this.#byte() | (this.#byte() << 8)) << 16) >> 16;
      case FOUR_BYTES:
        return this.#byte() | (this.#byte() << 8) | (this.#byte() << 16) | (this.#byte() << 24);
      case DOUBLE:
        return new Float64Array(Uint8Array.from({ length: 8 }, () => this.#byte()).buffer)[0]!;
      case INFINITE:
        return Infinity;
      case MINUS_INFINITE:
        return -Infinity;
      default:
        throw new RangeError('The state of a case has a number that there is not.');
    }
  }

  flag(): boolean {
    return this.next() === 1;
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new RangeError('The state of a case ends too early.');
    this.#at += 1;
    return byte;
  }
}
