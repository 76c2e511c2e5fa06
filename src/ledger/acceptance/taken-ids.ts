import type { ReferenceKind } from '../../../events/rejections.js';
import { doubles, doublesOf } from './doubles.js';
import { ForgottenIds } from './forgotten-ids.js';
import type { NumbersOfId } from './forgotten-ids.js';
import type { NumberPieces } from './number-pieces.js';
import type { NumberReader, NumberWriter } from './number-stream.js';

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

/** How many ids are kept as they are when older ones are forgotten: hardly a record asks for one before. */
const KEPT = 6;

/** How many may be there before: twice as many, and in a case with very many of them a 64th of those forgotten. */
const FORGOTTEN_PER_KEPT = 64;

/** An id with its kind. */
export interface KindAndId {
  readonly kind: ReferenceKind;
  readonly id: string;
}

const NO_NUMBERS: NumbersOfId = { first: 0, second: 0 };

/** Says what a forgotten id is. */
export interface IdSource {
  /** Where what is left of forgotten ids is kept, of all cases together. */
  readonly heads: NumberPieces;
  /** The id that the record at a position introduced; null where that record is not in the store any more. */
  idAt(root: number): KindAndId | null;
  /**
   * By root, the numbers of all ids of the case of a record, worked out of the records that the store has: among these are
   * all by which a number changed that was let go of. None where that record is not in the store any more.
   */
  numbersByRoot(root: number): ReadonlyMap<number, NumbersOfId>;
}

/**
 * The ids that one case has taken, in order, with the root position of each and two numbers more. All is in one array of
 * numbers, which the garbage collector does not look through: a county has millions of them, and objects
 * and strings for each would take five times the room. Places count from 0 and stay.
 *
 * Where there is a source, older ids can be forgotten: 8 or 16 bytes are left of each (`ForgottenIds`). Whoever asks for
 * one of them has the record read that introduced it, or for the numbers of one long ago those of its case, and sees no
 * difference.
 */
export class TakenIds {
  readonly #source: IdSource | null;
  #numbers: number[] = [];
  #count = 0;
  /** How many numbers an id takes: enough for the longest one. */
  #words = 1;
  #places: Map<string, number> | null = null;
  #forgotten: ForgottenIds | null = null;
  /** The first place that is kept: the ids before it are forgotten. */
  #firstKept = 0;
  /** With so many ids it is time to forget. */
  #manyIds = 2 * KEPT;

  /** @param source - where there is one, ids are added in ascending order of root */
  constructor(source: IdSource | null = null) {
    this.#source = source;
  }

  /** What was saved. @param source - as of the ids that were saved */
  static restored(source: IdSource | null, from: NumberReader): TakenIds {
    const ids = new TakenIds(source);
    ids.#words = from.natural();
    ids.#firstKept = from.natural();
    ids.#manyIds = from.natural();
    const stride = ids.#words + NUMBERS;
    const { numbers, count } = from.list(stride);
    ids.#numbers = numbers;
    ids.#count = ids.#firstKept + count / stride;
    if (source !== null && ids.#firstKept > 0) {
      ids.#forgotten = ForgottenIds.restored(source.heads, from);
    }
    if (ids.#keptCount > UNMAPPED_MAX) ids.#map();
    return ids;
  }

  save(to: NumberWriter): void {
    to.put(this.#words);
    to.put(this.#firstKept);
    to.put(this.#manyIds);
    to.putList(this.#numbers, this.#keptCount * (this.#words + NUMBERS));
    this.#forgotten?.save(to);
  }

  /** They will not be asked any more. */
  end(): void {
    this.#forgotten?.end();
  }

  /** How many ids. */
  get size(): number {
    return this.#count;
  }

  /** How many of them have something in `IdSource.heads`. */
  get headCount(): number {
    return this.#firstKept;
  }

  /** The memory that they take, in kept ids: a forgotten one takes a sixth of it, with its numbers a third. */
  get weight(): number {
    const numbered = this.#forgotten?.numberedCount ?? 0;
    return this.#keptCount + Math.ceil((this.#firstKept + numbered) / 6);
  }

  /** Whether there are so many that it is time to forget the older ones. */
  get isLong(): boolean {
    return this.#source !== null && this.#count >= this.#manyIds;
  }

  /** Forgets all but the last ids. The records that introduced them must be in the store, which says what they were. */
  forgetOld(): void {
    const first = this.#count - KEPT;
    const count = first - this.#firstKept;
    if (this.#source === null || count <= 0) return;
    const forgotten = (this.#forgotten ??= new ForgottenIds(this.#source.heads));
    const places = Array.from({ length: count }, (_, at) => this.#firstKept + at);
    forgotten.add(
      places.map((place) => this.#hashAt(place)),
      places.map((place) => this.root(place)),
    );
    for (const place of places) {
      if (forgotten.isNumbered(place)) {
        forgotten.set(place, this.first(place), this.second(place));
      }
    }
    const stride = this.#words + NUMBERS;
    const kept = this.#numbers.slice(count * stride, (count + KEPT) * stride);
    this.#numbers = doublesOf(kept, kept.length, 2 * KEPT * stride);
    this.#places = null;
    this.#firstKept = first;
    this.#manyIds = first + 2 * KEPT + Math.floor(first / FORGOTTEN_PER_KEPT);
  }

  /** The place of an id, -1 if it was not taken. */
  find(kind: ReferenceKind, id: string): number {
    const kept = this.#findKept(kind, id);
    const forgotten = this.#forgotten;
    if (kept !== -1 || forgotten === null) return kept;
    const hash = hashOf(kind, id);
    let place = forgotten.find(hash, 0);
    while (place !== -1 && !this.#isForgotten(place, kind, id)) {
      place = forgotten.find(hash, place + 1);
    }
    return place;
  }

  /** Adds an id that is not taken yet, and answers its place. */
  add(kind: ReferenceKind, id: string, root: number): number {
    const words = wordsOf(id);
    if (words > this.#words) this.#widen(words);
    const stride = this.#words + NUMBERS;
    const place = this.#count;
    const at = (place - this.#firstKept) * stride;
    if (at + stride > this.#numbers.length) this.#grow(stride);
    for (let word = 1; word < this.#words; word += 1) this.#numbers[at + word] = wordAt(id, word);
    this.#numbers[at] = firstWordOf(kind, id);
    this.#numbers[at + this.#words + ROOT] = root;
    this.#count += 1;
    if (this.#places !== null) this.#places.set(keyOf(kind, id), place);
    else if (this.#keptCount > UNMAPPED_MAX) this.#map();
    return place;
  }

  root(place: number): number {
    return place < this.#firstKept ? this.#old.root(place) : this.#number(place, ROOT);
  }

  first(place: number): number {
    if (place >= this.#firstKept) return this.#number(place, FIRST);
    return this.#old.first(place) ?? this.#recalled(place).first(place) ?? 0;
  }

  setFirst(place: number, value: number): void {
    if (place < this.#firstKept) this.#old.set(place, value, this.second(place));
    else this.#numbers[this.#at(place) + FIRST] = value;
  }

  second(place: number): number {
    if (place >= this.#firstKept) return this.#number(place, SECOND);
    return this.#old.second(place) ?? this.#recalled(place).second(place) ?? 0;
  }

  setSecond(place: number, value: number): void {
    if (place < this.#firstKept) this.#old.set(place, this.first(place), value);
    else this.#numbers[this.#at(place) + SECOND] = value;
  }

  /** The numbers of all ids, by root. */
  numbersByRoot(): ReadonlyMap<number, NumbersOfId> {
    const numbers = new Map<number, NumbersOfId>();
    for (let place = 0; place < this.#count; place += 1) {
      numbers.set(this.root(place), { first: this.first(place), second: this.second(place) });
    }
    return numbers;
  }

  /** The id at a place; nothing where it is forgotten and its record was erased by another process. */
  id(place: number): string {
    if (place < this.#firstKept) return this.#source?.idAt(this.root(place))?.id ?? '';
    const at = this.#at(place) - this.#words;
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

  get #old(): ForgottenIds {
    if (this.#forgotten === null) throw new Error('No id of the case was forgotten.');
    return this.#forgotten;
  }

  /** The forgotten ids with their numbers: those of all, because the whole case is read for one. */
  #recalled(place: number): ForgottenIds {
    const numbers = this.#source?.numbersByRoot(this.root(place));
    this.#old.recall((root) => numbers?.get(root) ?? NO_NUMBERS);
    return this.#old;
  }

  /** Whether the id that is forgotten at a place is this one. */
  #isForgotten(place: number, kind: ReferenceKind, id: string): boolean {
    const introduced = this.#source?.idAt(this.root(place)) ?? null;
    return introduced !== null && introduced.kind === kind && introduced.id === id;
  }

  #number(place: number, which: number): number {
    return this.#numbers[this.#at(place) + which] ?? 0;
  }

  /** Where the numbers of a kept place begin that are not its id. */
  #at(place: number): number {
    return (place - this.#firstKept) * (this.#words + NUMBERS) + this.#words;
  }

  get #keptCount(): number {
    return this.#count - this.#firstKept;
  }

  #findKept(kind: ReferenceKind, id: string): number {
    if (this.#places !== null) return this.#places.get(keyOf(kind, id)) ?? -1;
    const words = this.#words;
    if (wordsOf(id) > words) return -1;
    const stride = words + NUMBERS;
    const first = firstWordOf(kind, id);
    // From the end, because most records name what came just before.
    for (let at = (this.#keptCount - 1) * stride; at >= 0; at -= stride) {
      if (this.#numbers[at] === first && this.#hasRest(at, id))
        return this.#firstKept + at / stride;
    }
    return -1;
  }

  /** The hash of a kept id. */
  #hashAt(place: number): number {
    const at = this.#at(place) - this.#words;
    let hash = 0;
    for (let word = 0; word < this.#words; word += 1) {
      const number = this.#numbers[at + word] ?? 0;
      if (number === 0) break;
      hash = hashWith(hash, number);
    }
    return hash;
  }

  #hasRest(at: number, id: string): boolean {
    for (let word = 1; word < this.#words; word += 1) {
      if (this.#numbers[at + word] !== wordAt(id, word)) return false;
    }
    return true;
  }

  #grow(stride: number): void {
    const ids = Math.max(4, Math.ceil(this.#keptCount * 1.5));
    this.#numbers = doublesOf(this.#numbers, this.#keptCount * stride, ids * stride);
  }

  #widen(words: number): void {
    const stride = this.#words + NUMBERS;
    const added = words - this.#words;
    const widened = doubles(this.#keptCount * (stride + added));
    for (let index = 0; index < this.#keptCount; index += 1) {
      const from = index * stride;
      const to = index * (stride + added);
      for (let at = 0; at < stride; at += 1) {
        widened[to + at + (at < this.#words ? 0 : added)] = this.#numbers[from + at] ?? 0;
      }
    }
    this.#numbers = widened;
    this.#words = words;
  }

  #map(): void {
    this.#places = new Map();
    for (let place = this.#firstKept; place < this.#count; place += 1) {
      const first = this.#numbers[this.#at(place) - this.#words] ?? 0;
      this.#places.set(`${String(Math.floor(first / WORD_MAX))} ${this.id(place)}`, place);
    }
  }
}

/** The characters that an id may have (contract, Forms); a character's code is its place here and one. */
const ALPHABET = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CODES = Uint8Array.from({ length: 128 }, (_, unit) => {
  return ALPHABET.indexOf(String.fromCharCode(unit)) + 1;
});

/** The first word of an id with its kind: no other kind has the same. */
function firstWordOf(kind: ReferenceKind, id: string): number {
  return wordAt(id, 0) + KIND_CODE[kind] * WORD_MAX;
}

/** A hash of 32 bits; whoever makes ids with the same one only makes us read the record of another. */
export function hashOf(kind: ReferenceKind, id: string): number {
  let hash = hashWith(0, firstWordOf(kind, id));
  for (let word = 1; word < wordsOf(id); word += 1) hash = hashWith(hash, wordAt(id, word));
  return hash;
}

function hashWith(hash: number, word: number): number {
  let mixed = Math.imul(hash ^ (word >>> 0), 0x9e37_79b1);
  mixed = Math.imul(mixed ^ (mixed >>> 15) ^ Math.floor(word / 2 ** 32), 0x85eb_ca6b);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

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
