import type { Subject } from '../ports/ledger-rows.js';

/** The numbers of a ledger's cases and children in order of their ids, as trails are printed. */
export class IdOrder {
  readonly numbers: Uint32Array;
  readonly #known: number;

  private constructor(numbers: Uint32Array, known: number) {
    this.numbers = numbers;
    this.#known = known;
  }

  /** @param subjects - by number, from 0 */
  static of(subjects: readonly Subject[]): IdOrder {
    return new IdOrder(sorted(subjects, 0), subjects.length);
  }

  /** The order with the subjects that came later. */
  with(subjects: readonly Subject[]): IdOrder {
    if (subjects.length === this.#known) return this;
    const later = sorted(subjects, this.#known);
    const numbers = new Uint32Array(this.numbers.length + later.length);
    const idAt = (of: Uint32Array, place: number): string => subjects[of[place] ?? 0]?.id ?? '';
    let [known, added] = [0, 0];
    for (let place = 0; place < numbers.length; place += 1) {
      const isKnownNext =
        added === later.length ||
        (known < this.numbers.length && idAt(this.numbers, known) <= idAt(later, added));
      if (isKnownNext) numbers[place] = this.numbers[known++] ?? 0;
      else numbers[place] = later[added++] ?? 0;
    }
    return new IdOrder(numbers, subjects.length);
  }
}

/** Ids are ASCII, so comparing code units compares bytes. A case and a child may have the same id: by number then. */
function sorted(subjects: readonly Subject[], from: number): Uint32Array {
  const ordered = subjects.slice(from).filter(({ kind }) => kind !== 'county');
  ordered.sort((one, other) =>
    one.id === other.id ? one.number - other.number : one.id < other.id ? -1 : 1,
  );
  return Uint32Array.from(ordered, ({ number }) => number);
}
