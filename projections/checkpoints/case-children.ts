import type { CaseChildren } from './kept-year.js';

/** Collects the children that cases have named, in whatever order the cases come. */
export class CaseChildrenWriter {
  readonly #from: Uint32Array;
  readonly #count: Uint32Array;
  #children = new Uint32Array(1024);
  #length = 0;

  constructor(subjectCount: number) {
    this.#from = new Uint32Array(subjectCount);
    this.#count = new Uint32Array(subjectCount);
  }

  /** In place of what was put of the case before. */
  put(caseSubject: number, children: readonly { readonly child: number }[]): void {
    this.#from[caseSubject] = this.#length;
    this.#count[caseSubject] = children.length;
    for (const { child } of children) {
      if (this.#length === this.#children.length) this.#grow();
      this.#children[this.#length] = child;
      this.#length += 1;
    }
  }

  /** As columns, up to the last case that has named one. */
  finish(): CaseChildren {
    const counts = this.#count.subarray(0, this.#count.findLastIndex((count) => count > 0) + 1);
    const start = new Uint32Array(counts.length + 1);
    counts.forEach((count, subject) => {
      start[subject + 1] = start[subject]! + count;
    });
    const children = new Uint32Array(start.at(-1) ?? 0);
    counts.forEach((count, subject) => {
      const from = this.#from[subject]!;
      children.set(this.#children.subarray(from, from + count), start[subject]);
    });
    return { start, children };
  }

  #grow(): void {
    const grown = new Uint32Array(Math.ceil(this.#children.length * 1.5));
    grown.set(this.#children);
    this.#children = grown;
  }
}
