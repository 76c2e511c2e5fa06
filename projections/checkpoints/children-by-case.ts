import type { CaseChildren } from './kept-year.js';

/** By case, the children that it has named: those of a kept year where they lie, and what is told anew of some cases. */
export class ChildrenByCase {
  readonly #kept: CaseChildren;
  readonly #anew = new Map<number, readonly number[]>();

  constructor(kept: CaseChildren) {
    this.#kept = kept;
  }

  /** None of a case that has named nobody. */
  of(caseSubject: number): ArrayLike<number> & Iterable<number> {
    return this.#anew.get(caseSubject) ?? this.#keptOf(caseSubject);
  }

  /** In place of what was known of the case. */
  set(caseSubject: number, children: readonly number[]): void {
    this.#anew.set(caseSubject, children);
  }

  /**
   * The cases that had named some children when the year was kept, whatever is told anew, in order of case.
   * @param visit - called for each child of them that is wanted
   */
  eachKeptCaseOf(
    wanted: ReadonlySet<number>,
    visit: (caseSubject: number, child: number) => void,
  ): void {
    const { start, children } = this.#kept;
    let subject = 0;
    for (let at = 0; at < children.length; at += 1) {
      if (!wanted.has(children[at]!)) continue;
      while (start[subject + 1]! <= at) subject += 1;
      visit(subject, children[at]!);
    }
  }

  /** Those that have named anybody. */
  toMap(): ReadonlyMap<number, readonly number[]> {
    const { start } = this.#kept;
    const named = new Map<number, readonly number[]>();
    for (let subject = 0; subject + 1 < start.length; subject += 1) {
      const children = this.#keptOf(subject);
      if (children.length > 0) named.set(subject, [...children]);
    }
    for (const [subject, children] of this.#anew) {
      if (children.length > 0) named.set(subject, children);
      else named.delete(subject);
    }
    return named;
  }

  #keptOf(caseSubject: number): Uint32Array {
    const { start, children } = this.#kept;
    const from = start[caseSubject] ?? 0;
    return children.subarray(from, Math.max(from, start[caseSubject + 1] ?? from));
  }
}
