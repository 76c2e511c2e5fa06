/** Numbers 0 to n - 1 in sets that only grow together (union by size, paths halved). */
export class DisjointSets {
  readonly #parent: Uint32Array;
  readonly #size: Uint32Array;

  /** Each number in a set of its own. */
  constructor(count: number) {
    this.#parent = Uint32Array.from({ length: count }, (_, index) => index);
    this.#size = new Uint32Array(count).fill(1);
  }

  /** The number that stands for the set. */
  setOf(member: number): number {
    const parent = this.#parent;
    let at = member;
    while (parent[at]! !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  }

  join(one: number, other: number): void {
    let large = this.setOf(one);
    let small = this.setOf(other);
    if (large === small) return;
    if (this.#size[large]! < this.#size[small]!) [large, small] = [small, large];
    this.#parent[small] = large;
    this.#size[large]! += this.#size[small]!;
  }
}
