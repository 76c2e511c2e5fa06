const NONE = new Uint32Array();

/**
 * The 32-bit hashes of ids of which nothing else is kept: four bytes each. It says for certain that an id is none of
 * them, which is what is asked of nearly every new one. Ids are added many at a time.
 */
export class ForgottenIds {
  /** Ascending. */
  #hashes = NONE;

  add(hashes: Uint32Array): void {
    const all = new Uint32Array(this.#hashes.length + hashes.length);
    all.set(this.#hashes);
    all.set(hashes, this.#hashes.length);
    this.#hashes = all.sort();
  }

  /** False if no id with this hash was added. */
  mayHave(hash: number): boolean {
    let low = 0;
    let high = this.#hashes.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#hashes[middle] ?? 0) < hash) low = middle + 1;
      else high = middle;
    }
    return this.#hashes[low] === hash;
  }

  clear(): void {
    this.#hashes = NONE;
  }
}
