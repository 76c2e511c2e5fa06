/** Numbers of one piece of memory: a megabyte. */
const CHUNK = 2 ** 17;

/** In front of the numbers of a slot: how many they are, and the slot. */
const HEAD = 2;

/** What has more numbers is in memory of its own. */
export const PIECE_MAX = CHUNK / 8 - HEAD;

/** With more than this share of what is taken out or replaced, pieces are emptied into others. */
const SHARE_UNUSED_MAX = 0.2;

/**
 * Many short rows of numbers, each in a slot, outside the heap that the collector looks through, one behind the other in
 * pieces of a megabyte. What is put goes behind what was put last; a piece in which little is left is emptied, what is left
 * moved behind the rest, and filled again. So all of them take little more memory than their numbers.
 */
export class NumberPieces {
  /** By slot, one more than the place of its head over all pieces; 0 while nothing is in it. */
  #at = new Float64Array(1_024);
  #slotCount = 0;
  readonly #freeSlots: number[] = [];
  readonly #large = new Map<number, Float64Array>();
  readonly #chunks: Float64Array[] = [];
  /** By piece, how many of its numbers are in use, heads included. */
  readonly #used: number[] = [];
  readonly #empty: number[] = [];
  #current = -1;
  /** Where the next row goes in the current piece. */
  #end = CHUNK;
  #usedOfPieces = 0;
  #usedOfLarge = 0;

  /** How many numbers are in use, with what stands in front of each row. */
  get used(): number {
    return this.#usedOfPieces + this.#usedOfLarge;
  }

  /** Pieces of memory that it has. */
  get chunkCount(): number {
    return this.#chunks.length;
  }

  /** A slot with nothing in it. */
  newSlot(): number {
    const free = this.#freeSlots.pop();
    if (free !== undefined) return free;
    this.#slotCount += 1;
    if (this.#slotCount > this.#at.length) this.#growSlots();
    return this.#slotCount - 1;
  }

  /** Puts numbers into a slot, in place of what is in it; they are not those of a slot themselves. */
  put(slot: number, numbers: Float64Array): void {
    this.remove(slot);
    if (numbers.length > PIECE_MAX) {
      this.#large.set(slot, numbers.slice());
      this.#usedOfLarge += numbers.length + HEAD;
      return;
    }
    this.#makeRoom(numbers.length + HEAD);
    this.#write(slot, numbers);
  }

  /** The numbers of a slot where they lie, until the next are put; null where nothing is in it. */
  numbersOf(slot: number): Float64Array | null {
    const place = this.#place(slot);
    return place < 0 ? (this.#large.get(slot) ?? null) : this.#numbersAt(place);
  }

  /** Takes out what is in a slot; it is there until the next is put. */
  remove(slot: number): void {
    const place = this.#place(slot);
    if (place >= 0) {
      this.#release(Math.floor(place / CHUNK), this.#numbersAt(place).length + HEAD);
      this.#at[slot] = 0;
      return;
    }
    const large = this.#large.get(slot);
    if (large === undefined) return;
    this.#large.delete(slot);
    this.#usedOfLarge -= large.length + HEAD;
  }

  /** Nothing is in any slot, and nobody has one. */
  clear(): void {
    this.#at.fill(0);
    this.#slotCount = 0;
    this.#freeSlots.length = 0;
    this.#large.clear();
    // Given back at once: the collector may not look for a while, and what comes next needs memory, too.
    for (const { buffer } of this.#chunks) if (buffer instanceof ArrayBuffer) buffer.transfer(0);
    this.#chunks.length = 0;
    this.#used.length = 0;
    this.#empty.length = 0;
    this.#current = -1;
    this.#end = CHUNK;
    this.#usedOfPieces = 0;
    this.#usedOfLarge = 0;
  }

  /** Nobody has the slot any more. */
  giveBack(slot: number): void {
    this.remove(slot);
    this.#freeSlots.push(slot);
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
    this.#at[slot] = this.#current * CHUNK + this.#end + 1;
    this.#end += length;
    this.#used[this.#current] = (this.#used[this.#current] ?? 0) + length;
    this.#usedOfPieces += length;
  }

  #release(chunk: number, length: number): void {
    const used = (this.#used[chunk] ?? 0) - length;
    this.#used[chunk] = used;
    this.#usedOfPieces -= length;
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
    if (filled * CHUNK * (1 - SHARE_UNUSED_MAX) <= this.#usedOfPieces) return;
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
