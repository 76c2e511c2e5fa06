/**
 * Values by key in two generations: what was not asked for while the young one filled up is let go with
 * the old one. As good as a list in order of use here, and costs nothing to keep.
 */
export class RecentlyUsed<Value> {
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  #youngWeight = 0;
  #oldWeight = 0;
  readonly #weightOf: (value: Value) => number;

  /** `weightOf` is asked when a value enters or is asked for again; growth in between is told by `grew`. */
  constructor(weightOf: (value: Value) => number) {
    this.#weightOf = weightOf;
  }

  /** The weight of all values, or a little more: what was deleted or grew young again is counted until it ages. */
  get weight(): number {
    return this.#youngWeight + this.#oldWeight;
  }

  /** The value, young from now on; undefined if it was never set or let go. */
  get(key: string): Value | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old === undefined) return undefined;
    this.#old.delete(key);
    this.set(key, old);
    return old;
  }

  set(key: string, value: Value): void {
    this.#young.set(key, value);
    this.#youngWeight += this.#weightOf(value);
  }

  /** The weight of a young value rose by `weight`. */
  grew(weight: number): void {
    this.#youngWeight += weight;
  }

  delete(key: string): void {
    if (!this.#young.delete(key)) this.#old.delete(key);
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
    this.#youngWeight = 0;
    this.#oldWeight = 0;
  }

  /** Whether the young generation weighs more than half of `weightMax`. */
  isAgeing(weightMax: number): boolean {
    return this.#youngWeight * 2 > weightMax;
  }

  /** Lets go of the old generation if the young one weighs more than half of `weightMax`, and answers what it let go of. */
  age(weightMax: number): ReadonlyMap<string, Value> | null {
    if (!this.isAgeing(weightMax)) return null;
    const old = this.#old;
    this.#old = this.#young;
    this.#oldWeight = this.#youngWeight;
    this.#young = new Map();
    this.#youngWeight = 0;
    return old;
  }
}
