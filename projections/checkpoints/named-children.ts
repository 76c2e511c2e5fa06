/** With more cases written anew than this a copy has all of them for itself. */
const WRITTEN_ANEW_MAX = 2_048;

/** By case: the children that it has named. A copy shares all but what is written on it. */
export class NamedChildren {
  readonly #all: ReadonlyMap<number, readonly number[]>;
  readonly #anew: Map<number, readonly number[]>;
  readonly #isCopy: boolean;

  constructor(
    all: ReadonlyMap<number, readonly number[]>,
    anew = new Map<number, readonly number[]>(),
    isCopy = false,
  ) {
    this.#all = all;
    this.#anew = anew;
    this.#isCopy = isCopy;
  }

  /** How many cases it has that it does not share. */
  get ownCount(): number {
    return this.#isCopy ? this.#anew.size : this.#all.size;
  }

  /** The children of a case; none of one that has named nobody. */
  of(caseSubject: number): readonly number[] {
    return this.get(caseSubject) ?? [];
  }

  get(caseSubject: number): readonly number[] | undefined {
    return this.#anew.get(caseSubject) ?? this.#all.get(caseSubject);
  }

  set(caseSubject: number, children: readonly number[]): void {
    this.#anew.set(caseSubject, children);
  }

  /** The same, to be written on; this one is not written on any more. */
  copy(): NamedChildren {
    if (this.#anew.size <= WRITTEN_ANEW_MAX) {
      return new NamedChildren(this.#all, new Map(this.#anew), true);
    }
    return new NamedChildren(new Map([...this.#all, ...this.#anew]));
  }
}
