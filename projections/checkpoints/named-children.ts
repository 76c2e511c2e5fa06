import { areManyAnew } from '../form/counted/standings.js';

/** About how much memory a case with children takes for their numbers. */
const BYTES_OF_CHILDREN = 96;

/** By case: the children that it has named. A copy shares all but what is written on it. */
export class NamedChildren {
  readonly #all: ReadonlyMap<number, readonly number[]>;
  readonly #anew: Map<number, readonly number[]>;

  constructor(
    all: ReadonlyMap<number, readonly number[]>,
    anew = new Map<number, readonly number[]>(),
  ) {
    this.#all = all;
    this.#anew = anew;
  }

  /** Says about how much memory it takes, part by part: what it shares with others is the same part. */
  addTo(parts: Map<object, number>): void {
    parts.set(this.#all, this.#all.size * BYTES_OF_CHILDREN);
    parts.set(this.#anew, this.#anew.size * BYTES_OF_CHILDREN);
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
    if (areManyAnew(this.#anew.size, this.#all.size)) {
      return new NamedChildren(new Map([...this.#all, ...this.#anew]));
    }
    return new NamedChildren(this.#all, new Map(this.#anew));
  }
}
