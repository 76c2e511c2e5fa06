import { doublesOf } from './doubles.js';
import type { NumberReader, NumberWriter } from './number-stream.js';

/** With more corrections than this they are found through a map. */
const UNMAPPED_MAX = 64;

const TARGET = 0;
const BY = 1;
const NUMBERS = 2;

/** Which record of one case replaces or voids which: in one array of numbers, because nearly every case has a few. */
export class Superseders {
  #numbers: number[] = [];
  #count = 0;
  #map: Map<number, number> | null = null;

  /** What was saved. */
  static restored(from: NumberReader): Superseders {
    const superseders = new Superseders();
    const { numbers, count } = from.list();
    superseders.#numbers = numbers;
    superseders.#count = count / NUMBERS;
    if (superseders.#count > UNMAPPED_MAX) superseders.#map = superseders.#mapped();
    return superseders;
  }

  save(to: NumberWriter): void {
    to.putList(this.#numbers, this.#count * NUMBERS);
  }

  /** How many corrections. */
  get size(): number {
    return this.#count;
  }

  /** Position of the record that corrects the one at `target`, 0 if none does. */
  of(target: number): number {
    if (this.#map !== null) return this.#map.get(target) ?? 0;
    for (let at = (this.#count - 1) * NUMBERS; at >= 0; at -= NUMBERS) {
      if (this.#numbers[at + TARGET] === target) return this.#numbers[at + BY] ?? 0;
    }
    return 0;
  }

  /** Adds that the record at `by` corrects the one at `target`, which nothing corrects yet. */
  add(target: number, by: number): void {
    const at = this.#count * NUMBERS;
    if (at === this.#numbers.length) {
      this.#numbers = doublesOf(this.#numbers, at, Math.max(NUMBERS, at * 2));
    }
    this.#numbers[at + TARGET] = target;
    this.#numbers[at + BY] = by;
    this.#count += 1;
    if (this.#map !== null) this.#map.set(target, by);
    else if (this.#count > UNMAPPED_MAX) this.#map = this.#mapped();
  }

  #mapped(): Map<number, number> {
    const map = new Map<number, number>();
    for (let at = 0; at < this.#count * NUMBERS; at += NUMBERS) {
      map.set(this.#numbers[at + TARGET] ?? 0, this.#numbers[at + BY] ?? 0);
    }
    return map;
  }
}
