interface Kept<Value> {
  readonly value: Value;
  readonly bytes: number;
  readonly untilMs: number;
}

/** Values for the next who asks the same: so many bytes of them at most, and none for long. */
export class KeptValues<Value> {
  readonly #kept = new Map<string, Kept<Value>>();
  readonly #bytesMax: number;
  readonly #msMax: number;
  readonly #bytesOf: (value: Value) => number;
  readonly #nowMs: () => number;
  #bytes = 0;

  /** @param bytesOf - about how much memory a value takes */
  constructor(
    bounds: { readonly bytesMax: number; readonly msMax: number },
    bytesOf: (value: Value) => number,
    nowMs: () => number = () => performance.now(),
  ) {
    this.#bytesMax = bounds.bytesMax;
    this.#msMax = bounds.msMax;
    this.#bytesOf = bytesOf;
    this.#nowMs = nowMs;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string): Value | null {
    const kept = this.#kept.get(key);
    if (kept === undefined) return null;
    this.#drop(key, kept);
    if (kept.untilMs <= this.#nowMs()) return null;
    // Put back last: what is used longest ago stands first.
    this.#add(key, kept);
    return kept.value;
  }

  /** Keeps a value, unless it alone is more than is kept in all. */
  set(key: string, value: Value): void {
    const before = this.#kept.get(key);
    if (before !== undefined) this.#drop(key, before);
    const bytes = this.#bytesOf(value);
    if (bytes > this.#bytesMax) return;
    for (const [oldest, kept] of this.#kept) {
      if (this.#bytes + bytes <= this.#bytesMax) break;
      this.#drop(oldest, kept);
    }
    this.#add(key, { value, bytes, untilMs: this.#nowMs() + this.#msMax });
  }

  #add(key: string, kept: Kept<Value>): void {
    this.#kept.set(key, kept);
    this.#bytes += kept.bytes;
  }

  #drop(key: string, kept: Kept<Value>): void {
    this.#kept.delete(key);
    this.#bytes -= kept.bytes;
  }
}
