import type { ReferenceKind } from '../../../events/rejections.js';

const KIND_CODE = {
  order: 1,
  'referral sent': 2,
  'referral received': 3,
  collection: 4,
  distribution: 5,
  coverage: 6,
} as const satisfies Readonly<Record<ReferenceKind, number>>;

/** Characters of an id, 6 bits each (1 to 63; 0 is behind its end), that go into one number. */
const CHARACTERS_PER_WORD = 8;
const BASE = 64;
const WORD_MAX = 2 ** 48;

/** What is kept of an id besides itself: the root, and two numbers of whoever keeps it. */
const ROOT = 0;
const FIRST = 1;
const SECOND = 2;
const NUMBERS = 3;

/** With more ids than this they are found through a map; up to here a look at all of them takes no longer. */
const UNMAPPED_MAX = 256;

const NOTHING = new Float64Array();

/**
 * The ids that one case has taken, in order, with the root position of each and two numbers more. All is in one array of
 * numbers, outside the heap that the garbage collector looks through: a county has millions of them, and objects
 * and strings for each would take five times the room. Places count from 0 and stay.
 */
export class TakenIds {
  #numbers = NOTHING;
  #count = 0;
  /** How many numbers an id takes: enough for the longest one. */
  #words = 1;
  #places: Map<string, number> | null = null;

  /** How many ids. */
  get size(): number {
    return this.#count;
  }

  /** The place of an id, -1 if it was not taken. */
  find(kind: ReferenceKind, id: string): number {
    if (this.#places !== null) return this.#places.get(keyOf(kind, id)) ?? -1;
    const words = this.#words;
    if (wordsOf(id) > words) return -1;
    const stride = words + NUMBERS;
    const first = wordAt(id, 0) + KIND_CODE[kind] * WORD_MAX;
    // From the end, because most records name what came just before.
    for (let at = (this.#count - 1) * stride; at >= 0; at -= stride) {
      if (this.#numbers[at] === first && this.#hasRest(at, id)) return at / stride;
    }
    return -1;
  }

  /** Adds an id that is not taken yet, and answers its place. */
  add(kind: ReferenceKind, id: string, root: number): number {
    const words = wordsOf(id);
    if (words > this.#words) this.#widen(words);
    const stride = this.#words + NUMBERS;
    const place = this.#count;
    const at = place * stride;
    if (at + stride > this.#numbers.length) this.#grow(stride);
    for (let word = 0; word < this.#words; word += 1) this.#numbers[at + word] = wordAt(id, word);
    this.#numbers[at] = wordAt(id, 0) + KIND_CODE[kind] * WORD_MAX;
    this.#numbers[at + this.#words + ROOT] = root;
    this.#count += 1;
    if (this.#places !== null) this.#places.set(keyOf(kind, id), place);
    else if (this.#count > UNMAPPED_MAX) this.#map();
    return place;
  }

  root(place: number): number {
    return this.#number(place, ROOT);
  }

  first(place: number): number {
    return this.#number(place, FIRST);
  }

  setFirst(place: number, value: number): void {
    this.#numbers[this.#at(place) + FIRST] = value;
  }

  second(place: number): number {
    return this.#number(place, SECOND);
  }

  setSecond(place: number, value: number): void {
    this.#numbers[this.#at(place) + SECOND] = value;
  }

  /** The id at a place. */
  id(place: number): string {
    const at = place * (this.#words + NUMBERS);
    let text = '';
    for (let word = 0; word < this.#words; word += 1) {
      const number = (this.#numbers[at + word] ?? 0) % WORD_MAX;
      for (let unit = 1; unit < WORD_MAX; unit *= BASE) {
        const code = Math.floor(number / unit) % BASE;
        if (code > 0) text += ALPHABET[code - 1] ?? '';
      }
    }
    return text;
  }

  #number(place: number, which: number): number {
    return this.#numbers[this.#at(place) + which] ?? 0;
  }

  #at(place: number): number {
    return place * (this.#words + NUMBERS) + this.#words;
  }

  #hasRest(at: number, id: string): boolean {
    for (let word = 1; word < this.#words; word += 1) {
      if (this.#numbers[at + word] !== wordAt(id, word)) return false;
    }
    return true;
  }

  #grow(stride: number): void {
    const ids = Math.max(4, Math.ceil(this.#count * 1.5));
    const grown = new Float64Array(ids * stride);
    grown.set(this.#numbers);
    this.#numbers = grown;
  }

  #widen(words: number): void {
    const stride = this.#words + NUMBERS;
    const added = words - this.#words;
    const widened = new Float64Array(this.#count * (stride + added));
    for (let place = 0; place < this.#count; place += 1) {
      const from = place * stride;
      const to = place * (stride + added);
      widened.set(this.#numbers.subarray(from, from + this.#words), to);
      widened.set(this.#numbers.subarray(from + this.#words, from + stride), to + words);
    }
    this.#numbers = widened;
    this.#words = words;
  }

  #map(): void {
    this.#places = new Map();
    for (let place = 0; place < this.#count; place += 1) {
      const first = this.#numbers[place * (this.#words + NUMBERS)] ?? 0;
      this.#places.set(`${String(Math.floor(first / WORD_MAX))} ${this.id(place)}`, place);
    }
  }
}

/** The characters that an id may have (contract, Forms); a character's code is its place here and one. */
const ALPHABET = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CODES = Uint8Array.from({ length: 128 }, (_, unit) => {
  return ALPHABET.indexOf(String.fromCharCode(unit)) + 1;
});

function wordsOf(id: string): number {
  return Math.max(1, Math.ceil(id.length / CHARACTERS_PER_WORD));
}

/** The number of eight characters of an id; different ids have different numbers. */
function wordAt(id: string, word: number): number {
  const start = word * CHARACTERS_PER_WORD;
  const end = Math.min(id.length, start + CHARACTERS_PER_WORD);
  let number = 0;
  for (let at = end - 1; at >= start; at -= 1) number = number * BASE + codeAt(id, at);
  return number;
}

function codeAt(id: string, at: number): number {
  const code = CODES[id.charCodeAt(at)] ?? 0;
  if (code > 0) return code;
  throw new RangeError(`"${id}" is no id: only parsed records reach the ledger.`);
}

function keyOf(kind: ReferenceKind, id: string): string {
  return `${String(KIND_CODE[kind])} ${id}`;
}
