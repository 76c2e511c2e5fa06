// ---- Bytes: hashes, files of any length read piece by piece, sets of millions of ids.
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1024 * 1024;

/** SHA-256 of some bytes, 32 bytes. */
export function sha256(bytes) {
  return createHash('sha256').update(bytes).digest();
}

/** SHA-256 of a file's bytes, in hexadecimal digits. */
export function hashOfFile(path) {
  const sum = createHash('sha256');
  for (const chunk of chunksOf(path)) sum.update(chunk);
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
  }
  if (rest.length > 0) fail(`${path} was cut short: its last line has no end.`);
}

function* chunksOf(path) {
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

/** Ids of records, 8 bytes of each: enough to tell them apart, and millions fit into memory. */
export class IdSet {
  constructor(count) {
    if (!Number.isSafeInteger(count) || count < 0) throw new Error(`${count} is no number of ids`);
    this.slots = 2 ** Math.ceil(Math.log2(2 * count + 2));
    this.words = new Uint32Array(2 * this.slots);
  }

  add(id) {
    const [at, high, low] = this.slotOf(id);
    this.words[at] = high;
    this.words[at + 1] = low;
  }

  has(id) {
    const [at, high] = this.slotOf(id);
    return this.words[at] === high;
  }

  /** Where the id is, or the empty slot where it would be. No id's first word is 0. */
  slotOf(id) {
    const high = (parseInt(id.slice(0, 8), 16) | 1) >>> 0;
    const low = parseInt(id.slice(-8), 16) >>> 0;
    let slot = ((high ^ low) >>> 0) % this.slots;
    for (;;) {
      const at = 2 * slot;
      const isHere = this.words[at] === high && this.words[at + 1] === low;
      if (isHere || this.words[at] === 0) return [at, high, low];
      slot = (slot + 1) % this.slots;
    }
  }
}
