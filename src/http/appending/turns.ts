/** Work with the same key is done one after the other, in the order in which it came. */
export class Turns<Key> {
  readonly #last = new Map<Key, Promise<unknown>>();

  /** What the work gives or throws, when it was its turn. */
  async take<Result>(key: Key, work: () => Promise<Result>): Promise<Result> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine.catch(() => undefined);
    this.#last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === settled) this.#last.delete(key);
    }
  }
}
