/** Numbers of one piece of memory: a megabyte. */
const CHUNK = 2 ** 17;

/** In front of the numbers of a case: how many they are, and its slot. */
const HEAD = 2;

/** With more than this share of what is taken out or replaced, pieces are emptied into others. */
const SHARE_UNUSED_MAX = 0.2;

/** Numbers of an id that is remembered as it is; see `REFERENCES_MAX`. */
const NUMBERS_OF_ID = 5;

/**
 * Cases as numbers, outside the heap that the collector looks through, one behind the other in pieces of a megabyte. What
 * is put goes behind what was put last; a piece in which little is left is emptied, what is left moved behind the rest,
 * and filled again. So a county of hundreds of thousands of cases takes little more memory than its numbers.
 */
export class PackedCases {
  /** A case's slot by its id: where it stands is in `#at`. */
  readonly #slots = new Map<string, number>();
  /** By slot, one more than the place of its head over all pieces; 0 while it is not here. */
  #at = new Float64Array(1_024);
  readonly #chunks: Float64Array[] = [];
  /** By piece, how many of its numbers are in use, heads included. */
  readonly #used: number[] = [];
  readonly #empty: number[] = [];
  #current = -1;
  /** Where the next case goes in the current piece. */
  #end = CHUNK;
  #usedOfAll = 0;

  /** The memory that it takes, in ids. */
  get weight(): number {
    return Math.ceil(this.#usedOfAll / NUMBERS_OF_ID);
  }

  /** Pieces of memory that it has. */
  get chunkCount(): number {
    return this.#chunks.length;
  }

  /** Puts a case that is not here. Answers false where it is too large for a piece. */
  put(id: string, numbers: Float64Array): boolean {
    const length = numbers.length + HEAD;
    if (length > CHUNK / 8) return false;
    let slot = this.#slots.get(id);
    if (slot === undefined) {
      slot = this.#slots.size;
      this.#slots.set(id, slot);
    }
    this.#makeRoom(length);
    this.#write(slot, numbers);
    return true;
  }

  /** Takes a case out; null if it is not here. The numbers are there until the next one is put. */
  take(id: string): Float64Array | null {
    const slot = this.#slots.get(id);
    if (slot === undefined) return null;
    const place = this.#place(slot);
    if (place < 0) return null;
    const numbers = this.#numbersAt(place);
    this.#at[slot] = 0;
    this.#release(Math.floor(place / CHUNK), numbers.length + HEAD);
    return numbers;
  }

  #place(slot: number): number {
    return (this.#at[slot] ?? 0) - 1;
  }

  #numbersAt(place: number): Float64Array {
    const chunk = this.#chunks[Math.floor(place / CHUNK)] ?? new Float64Array();
    const from = (place % CHUNK) + HEAD;
    return chunk.subarray(from, from + (chunk[from - HEAD] ?? 0));
  }

  #write(slot: number, numbers: Float64Array): void {
    const chunk = this.#chunks[this.#current];
    if (chunk === undefined) throw new Error('There is no piece of memory to write to.');
    const length = numbers.length + HEAD;
    chunk[this.#end] = numbers.length;
    chunk[this.#end + 1] = slot;
    chunk.set(numbers, this.#end + HEAD);
    if (slot >= this.#at.length) this.#growSlots();
    this.#at[slot] = this.#current * CHUNK + this.#end + 1;
    this.#end += length;
    this.#used[this.#current] = (this.#used[this.#current] ?? 0) + length;
    this.#usedOfAll += length;
  }

  #release(chunk: number, length: number): void {
    const used = (this.#used[chunk] ?? 0) - length;
    this.#used[chunk] = used;
    this.#usedOfAll -= length;
    if (used === 0 && chunk !== this.#current) this.#empty.push(chunk);
  }

  #makeRoom(length: number): void {
    while (this.#end + length > CHUNK) {
      this.#beginChunk();
      this.#emptyOne();
    }
  }

  #beginChunk(): void {
    const last = this.#current;
    // The one that was filled may have been emptied while it was the current one.
    if (last >= 0 && this.#used[last] === 0) this.#empty.push(last);
    const empty = this.#empty.pop();
    this.#current = empty ?? this.#chunks.length;
    if (empty === undefined) {
      this.#chunks.push(new Float64Array(CHUNK));
      this.#used.push(0);
    }
    this.#end = 0;
  }

  /** Moves what is left of the piece with least into the current one, where too much is unused in all. */
  #emptyOne(): void {
    const filled = this.#chunks.length - this.#empty.length - 1;
    if (filled * CHUNK * (1 - SHARE_UNUSED_MAX) <= this.#usedOfAll) return;
    let least = -1;
    let leastUsed = CHUNK;
    for (let chunk = 0; chunk < this.#chunks.length; chunk += 1) {
      const used = this.#used[chunk] ?? 0;
      if (chunk === this.#current || used === 0 || used >= leastUsed) continue;
      least = chunk;
      leastUsed = used;
    }
    if (least < 0) return;
    const chunk = this.#chunks[least] ?? new Float64Array();
    for (let at = 0; this.#used[least] !== 0;) {
      const [length = 0, slot = 0] = [chunk[at], chunk[at + 1]];
      const place = least * CHUNK + at;
      at += length + HEAD;
      if (this.#place(slot) !== place) continue;
      const numbers = this.#numbersAt(place);
      this.#write(slot, numbers);
      this.#release(least, numbers.length + HEAD);
    }
  }

  #growSlots(): void {
    const grown = new Float64Array(this.#at.length * 2);
    grown.set(this.#at);
    this.#at = grown;
  }
}
