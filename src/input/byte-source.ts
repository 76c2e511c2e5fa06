/** Bytes that come in chunks, taken in whatever pieces a format has; what is too much can be put back. */
export class ByteSource {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #held: Uint8Array | null = null;
  #offset = 0;

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]();
  }

  /** How many bytes were taken and not put back. */
  get offset(): number {
    return this.#offset;
  }

  /** The next bytes, at least one; null at the end. Throws what the chunks throw. */
  async next(): Promise<Uint8Array | null> {
    const chunk = this.#held ?? (await this.#nextChunk());
    this.#held = null;
    this.#offset += chunk?.length ?? 0;
    return chunk;
  }

  /** Puts back the last bytes that were taken. */
  putBack(bytes: Uint8Array): void {
    this.#offset -= bytes.length;
    if (bytes.length === 0) return;
    this.#held = this.#held === null ? bytes : Buffer.concat([bytes, this.#held]);
  }

  /** Exactly so many bytes; fewer only at the end. */
  async take(count: number): Promise<Uint8Array> {
    const parts: Uint8Array[] = [];
    let missing = count;
    while (missing > 0) {
      const chunk = await this.next();
      if (chunk === null) break;
      const part = chunk.subarray(0, missing);
      this.putBack(chunk.subarray(part.length));
      parts.push(part);
      missing -= part.length;
    }
    return Buffer.concat(parts);
  }

  /** Closes what the bytes come from. */
  async close(): Promise<void> {
    await this.#chunks.return?.();
  }

  async #nextChunk(): Promise<Uint8Array | null> {
    for (;;) {
      const next = await this.#chunks.next();
      if (next.done === true) return null;
      if (next.value.length > 0) return next.value;
    }
  }
}
