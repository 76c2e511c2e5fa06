import { NumberPieces, PIECE_MAX } from './number-pieces.js';

/** Numbers of an id that is remembered as it is; see `REFERENCES_MAX`. */
const NUMBERS_OF_ID = 5;

/**
 * Cases as numbers outside the heap (`NumberPieces`), so that a county of hundreds of thousands of cases takes little more
 * memory than these.
 */
export class PackedCases {
  readonly #slots = new Map<string, number>();
  readonly #pieces = new NumberPieces();
  readonly #elsewhereOf: (numbers: Float64Array) => number;
  #elsewhere = 0;

  /** @param elsewhereOf - how many more numbers a packed case has outside of it */
  constructor(elsewhereOf: (numbers: Float64Array) => number = () => 0) {
    this.#elsewhereOf = elsewhereOf;
  }

  /** The memory that the cases take, in ids. */
  get weight(): number {
    return Math.ceil((this.#pieces.used + this.#elsewhere) / NUMBERS_OF_ID);
  }

  /** Pieces of memory that it has. */
  get chunkCount(): number {
    return this.#pieces.chunkCount;
  }

  /** Puts a case that is not here. Answers false where it is too large for a piece. */
  put(id: string, numbers: Float64Array): boolean {
    if (numbers.length > PIECE_MAX) return false;
    let slot = this.#slots.get(id);
    if (slot === undefined) {
      slot = this.#pieces.newSlot();
      this.#slots.set(id, slot);
    }
    this.#pieces.put(slot, numbers);
    this.#elsewhere += this.#elsewhereOf(numbers);
    return true;
  }

  /** Takes a case out; null if it is not here. The numbers are there until the next one is put. */
  take(id: string): Float64Array | null {
    const slot = this.#slots.get(id);
    if (slot === undefined) return null;
    const numbers = this.#pieces.numbersOf(slot);
    if (numbers === null) return null;
    this.#pieces.remove(slot);
    this.#elsewhere -= this.#elsewhereOf(numbers);
    return numbers;
  }

  /** None is here any more. */
  clear(): void {
    this.#slots.clear();
    this.#pieces.clear();
    this.#elsewhere = 0;
  }

  /** All cases that are here. */
  *all(): Generator<Float64Array> {
    for (const slot of this.#slots.values()) {
      const numbers = this.#pieces.numbersOf(slot);
      if (numbers !== null) yield numbers;
    }
  }
}
