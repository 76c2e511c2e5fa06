import { STRETCH_POSITIONS } from './id-runs.js';

/** A table is of the ids in so many stretches. */
const STRETCHES_OF_TABLE = 2 ** 12;

/** A table is of the ids at so many positions. */
export const TABLE_POSITIONS = STRETCHES_OF_TABLE * STRETCH_POSITIONS;

/** An id is looked for from the beginning of a bucket on, four places at a time. */
const BUCKET_PLACES = 16;
const PLACES_AT_ONCE = 4;

/** Places for each id: with fewer, what is looked for is soon all over the table. */
const PLACES_PER_ID = 1.25;

/** A byte for the mark, two for the rest. */
const BYTES_PER_PLACE = 3;

const MARK_BITS = 8;
const MARK_MAX = 2 ** MARK_BITS - 1;
const FINER_MARK_MAX = 15;
const BYTE_ONES = 0x0101_0101;
const BYTE_TOPS = 0x8080_8080;

/**
 * In which stretches of positions an id may be, for the ids at `TABLE_POSITIONS` positions: a hash table that keeps of
 * each id twelve bits of its hash, beside those that say where it stands, and the stretch; three bytes a place. It says
 * of one new id in two hundred that it may be there.
 *
 * One thread may add ids while another looks: it sees those that were added before it was told of them, and of others
 * it may see a stretch in which they are not.
 */
export class IdTable {
  /** What it is made of, to be given to another thread. */
  readonly buffer: SharedArrayBuffer;
  readonly #marks: Uint8Array;
  /** The same, four at a time. */
  readonly #fours: Int32Array;
  /** Four more bits of the mark, and the stretch. */
  readonly #rests: Uint16Array;
  readonly #bucketsPerHash: number;

  constructor(buffer: SharedArrayBuffer) {
    const places = buffer.byteLength / BYTES_PER_PLACE;
    this.buffer = buffer;
    this.#marks = new Uint8Array(buffer, 0, places);
    this.#fours = new Int32Array(buffer, 0, places / PLACES_AT_ONCE);
    this.#rests = new Uint16Array(buffer, places, places);
    this.#bucketsPerHash = places / BUCKET_PLACES / 2 ** 32;
  }

  /** An empty table with room for so many ids. */
  static withRoomFor(ids: number): IdTable {
    const buckets = Math.floor((ids * PLACES_PER_ID) / BUCKET_PLACES) + 1;
    return new IdTable(new SharedArrayBuffer(buckets * BUCKET_PLACES * BYTES_PER_PLACE));
  }

  /** How many ids it has room for. */
  get room(): number {
    return Math.floor(this.#marks.length / PLACES_PER_ID);
  }

  /** Adds an id by its hash; `stretch` counts from the table's first one. */
  add(hash: number, stretch: number): void {
    const marks = this.#marks;
    let place = this.#bucketOf(hash) * BUCKET_PLACES;
    let looked = 0;
    while (marks[place] !== 0) {
      place = place + 1 === marks.length ? 0 : place + 1;
      looked += 1;
      if (looked === marks.length) throw new RangeError('A table of ids has more than its room.');
    }
    this.#rests[place] = (finerMarkOf(hash) * STRETCHES_OF_TABLE) | stretch;
    // The last, because a thread that looks meanwhile goes by the mark.
    marks[place] = markOf(hash);
  }

  /** False if no id with this hash was added. */
  mayHave(hash: number): boolean {
    return this.#find(hash, null);
  }

  /** Adds to `stretches` those in which there may be an id with this hash, each one once. */
  find(hash: number, stretches: number[]): void {
    this.#find(hash, stretches);
  }

  /** Where all stretches are asked for, the answer is no answer. */
  #find(hash: number, stretches: number[] | null): boolean {
    const fours = this.#fours;
    const mark = markOf(hash);
    const pattern = Math.imul(mark, BYTE_ONES);
    let four = this.#bucketOf(hash) * (BUCKET_PLACES / PLACES_AT_ONCE);
    for (let left = fours.length; left > 0; left -= 1) {
      const marks = fours[four] ?? 0;
      if (hasZeroByte(marks ^ pattern) && this.#findIn(four, hash, stretches)) return true;
      if (hasZeroByte(marks)) return false;
      four = four + 1 === fours.length ? 0 : four + 1;
    }
    return false;
  }

  #findIn(four: number, hash: number, stretches: number[] | null): boolean {
    const mark = markOf(hash);
    const finerMark = finerMarkOf(hash);
    const first = four * PLACES_AT_ONCE;
    for (let place = first; place < first + PLACES_AT_ONCE; place += 1) {
      const rest = this.#rests[place] ?? 0;
      if (this.#marks[place] !== mark || rest >>> 12 !== finerMark) continue;
      if (stretches === null) return true;
      const stretch = rest % STRETCHES_OF_TABLE;
      if (!stretches.includes(stretch)) stretches.push(stretch);
    }
    return false;
  }

  /** By the hash's upper bits; the lower ones make the marks. */
  #bucketOf(hash: number): number {
    return Math.floor(hash * this.#bucketsPerHash);
  }
}

/** Never 0, which is an empty place. */
function markOf(hash: number): number {
  return hash & MARK_MAX || 1;
}

function finerMarkOf(hash: number): number {
  return (hash >>> MARK_BITS) & FINER_MARK_MAX;
}

/** Whether one of the four bytes of an integer is 0. */
function hasZeroByte(bytes: number): boolean {
  return ((bytes - BYTE_ONES) & ~bytes & BYTE_TOPS) !== 0;
}
