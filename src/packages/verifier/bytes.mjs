// ---- Bytes: hashes, files of any length read piece by piece, sets of millions of ids.
import { createHash, randomFillSync } from 'node:crypto';
import { closeSync, fstatSync, lstatSync, openSync, readFileSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1024 * 1024;

/** No line of a package is as long. */
const LINE_BYTES_MAX = 64 * CHUNK_BYTES;

/** SHA-256 of some bytes, 32 bytes. */
export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest();
}

/** SHA-256 of a file's bytes, in hexadecimal digits. */
export function hashOfFile(path, onBytes = () => {}) {
  const sum = createHash('sha256');
  for (const chunk of chunksOf(path)) {
    sum.update(chunk);
    onBytes(chunk.length);
  }
  return sum.digest('hex');
}

/** The lines of a file with their numbers from 1; the bytes of each last until the next is asked for. */
export function* linesOf(path, fail) {
  let number = 0;
  let rest = Buffer.alloc(0);
  for (const chunk of chunksOf(path)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      number += 1;
      yield [number, bytes.subarray(start, end)];
      start = end + 1;
    }
    rest = Buffer.from(bytes.subarray(start));
    if (rest.length > LINE_BYTES_MAX) break;
  }
  if (rest.length > 0)
    fail(`${path} was cut short, or is no file of a package: its last line has no end.`);
}

/** The text of a file that is small. */
export function textOf(path) {
  refuseOther(path);
  return readFileSync(path, 'utf8');
}

/** Only a plain file is opened: a device or a pipe would be read for ever, a link leads out of the package. */
function refuseOther(path) {
  if (!lstatSync(path).isFile()) throw new Error(`${path} is no plain file`);
}

function* chunksOf(path) {
  refuseOther(path);
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(Math.max(1, Math.min(CHUNK_BYTES, fstatSync(file).size)));
    for (;;) {
      const length = readSync(file, chunk, 0, chunk.length, null);
      if (length === 0) return;
      yield chunk.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}

/** Ids of records in the order in which they came: all 16 bytes of each, and millions fit into memory. */
export class IdSet {
  constructor() {
    this.count = 0;
    this.words = new Uint32Array(4 * FIRST_IDS);
    this.places = new Uint32Array(2 * FIRST_IDS);
    // Nobody can choose ids that all fall on one another.
    this.seeds = randomFillSync(new Uint32Array(4));
  }

  /** False if it is no id, or is there already. */
  add(id) {
    const words = wordsOfId(id);
    if (words === null) return false;
    const slot = this.slotOf(words);
    if (this.places[slot] !== 0) return false;
    if (4 * this.count === this.words.length) this.words = doubled(this.words);
    this.words.set(words, 4 * this.count);
    this.count += 1;
    this.places[slot] = this.count;
    if (4 * this.count > 3 * this.places.length) this.spread();
    return true;
  }

  /** The how-manieth id it is, from 1; 0 if it is not there. */
  placeOf(id) {
    const words = wordsOfId(id);
    return words === null ? 0 : this.places[this.slotOf(words)];
  }

  /** Where the id is, every bit of it, or the empty slot where it would be. */
  slotOf(words) {
    const mask = this.places.length - 1;
    let hash = 0;
    for (let at = 0; at < 4; at += 1) {
      hash = Math.imul(hash ^ (hash >>> 15) ^ words[at] ^ this.seeds[at], 0x9e3779b1);
    }
    for (let slot = (hash ^ (hash >>> 13)) & mask; ; slot = (slot + 1) & mask) {
      const place = this.places[slot];
      if (place === 0 || this.hasAt(place, words)) return slot;
    }
  }

  hasAt(place, words) {
    const start = 4 * (place - 1);
    for (let at = 0; at < 4; at += 1) if (this.words[start + at] !== words[at]) return false;
    return true;
  }

  spread() {
    this.places = new Uint32Array(2 * this.places.length);
    for (let place = 1; place <= this.count; place += 1) {
      this.places[this.slotOf(this.words.subarray(4 * (place - 1), 4 * place))] = place;
    }
  }
}

const FIRST_IDS = 1024;
const ID_LENGTH = 36;

/** The 128 bits of an id in its canonical form, in 4 words that the next call writes anew; null if it is none. */
function wordsOfId(id) {
  if (typeof id !== 'string' || id.length !== ID_LENGTH) return null;
  let word = 0;
  let digits = 0;
  for (let at = 0; at < ID_LENGTH; at += 1) {
    const unit = id.charCodeAt(at);
    if (at === 8 || at === 13 || at === 18 || at === 23) {
      if (unit !== 45) return null;
      continue;
    }
    const isDecimal = unit >= 48 && unit <= 57;
    if (!isDecimal && !(unit >= 97 && unit <= 102)) return null;
    word = (word << 4) | (isDecimal ? unit - 48 : unit - 87);
    digits += 1;
    if (digits % 8 === 0) WORDS[digits / 8 - 1] = word;
  }
  return WORDS;
}

const WORDS = new Uint32Array(4);

function doubled(words) {
  const more = new Uint32Array(2 * words.length);
  more.set(words);
  return more;
}
