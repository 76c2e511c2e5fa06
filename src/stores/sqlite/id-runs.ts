/**
 * Which record has this id: sorted runs of keys, each for a range of positions, together for all. A key
 * is a 32-bit hash of the id and the record's offset in the range, in one number, so that a run is one
 * sorted array of doubles and one row of the table. New records make a small run; when four runs
 * of like size stand side by side in one stretch they become one. A hash may belong to several ids: what is found
 * is a candidate, to be compared with the record itself.
 */

/** A run covers at most this many positions; 32 bits of hash and these fit into 53. Part of the file format. */
export const RUN_POSITIONS_MAX = 2 ** 20;

/**
 * The positions of a ledger in stretches, from 1 on: memory knows in which one an id may be, and what is read to find
 * its place there are the runs of the stretch. Runs that cross to another stretch are of earlier programs.
 */
export const STRETCH_POSITIONS = 2 ** 11;

/** The first and the last position of a run. */
export type Extent = readonly [first: number, last: number];

/** How many runs of like size make one. */
const FAN_IN = 4;

/** The keys of the records at positions `first` to `last`, in ascending order; an erased record has none. */
export interface IdRun {
  readonly first: number;
  readonly last: number;
  readonly keys: Float64Array;
}

/** A 32-bit hash of an id, 36 characters of ASCII. Part of the file format: never change it. */
export function idHash(id: string): number {
  let state = 0x811c_9dc5;
  for (let at = 0; at < id.length; at += 1) {
    state = Math.imul(state ^ id.charCodeAt(at), 0x0100_0193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85eb_ca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2_ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** `idHash` of the id that stands in bytes from `start` on. */
export function idHashIn(bytes: Uint8Array, start: number, length: number): number {
  let state = 0x811c_9dc5;
  for (let at = start; at < start + length; at += 1) {
    state = Math.imul(state ^ (bytes[at] ?? 0), 0x0100_0193);
  }
  state = Math.imul(state ^ (state >>> 16), 0x85eb_ca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2_ae35);
  return (state ^ (state >>> 16)) >>> 0;
}

/** The run of the records at `first` and on that have ids with these hashes; at most `RUN_POSITIONS_MAX`. */
export function runOf(first: number, hashes: Uint32Array): IdRun {
  const keys = new Float64Array(hashes.length);
  for (let offset = 0; offset < hashes.length; offset += 1) {
    keys[offset] = (hashes[offset] ?? 0) * RUN_POSITIONS_MAX + offset;
  }
  keys.sort();
  return { first, last: first + hashes.length - 1, keys };
}

/** The positions whose id may have this hash, in no particular order. */
export function candidates(run: IdRun, hash: number): readonly number[] {
  const { keys, first } = run;
  const lowest = hash * RUN_POSITIONS_MAX;
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] ?? Infinity) < lowest) low = middle + 1;
    else high = middle;
  }
  const positions: number[] = [];
  for (let at = low; at < keys.length; at += 1) {
    const offset = (keys[at] ?? Infinity) - lowest;
    if (offset >= RUN_POSITIONS_MAX) break;
    positions.push(first + offset);
  }
  return positions;
}

/** The hashes of the ids of a run's records and their positions, by hash. */
export function eachId(run: IdRun, take: (hash: number, position: number) => void): void {
  for (const key of run.keys) {
    const hash = Math.floor(key / RUN_POSITIONS_MAX);
    take(hash, run.first + (key - hash * RUN_POSITIONS_MAX));
  }
}

/** The pairs of positions from `first` on whose ids have the same of these hashes. */
export function pairsAlike(
  first: number,
  hashes: Uint32Array,
): readonly (readonly [one: number, other: number])[] {
  const sorted = hashes.slice().sort();
  const repeated = new Set(sorted.filter((hash, at) => sorted[at - 1] === hash));
  if (repeated.size === 0) return [];
  const pairs: (readonly [number, number])[] = [];
  const known = new Map<number, number[]>();
  hashes.forEach((hash, offset) => {
    if (!repeated.has(hash)) return;
    const before = known.get(hash) ?? [];
    for (const one of before) pairs.push([one, first + offset]);
    known.set(hash, [...before, first + offset]);
  });
  return pairs;
}

/** The first position of the stretch that a position is in. */
export function stretchStart(position: number): number {
  return position - ((position - 1) % STRETCH_POSITIONS);
}

/** How many of the runs at the end of the row have to become one; 0 if none. */
export function runsToMerge(runs: readonly Extent[]): number {
  const [oldest, , , newest] = runs.slice(-FAN_IN);
  if (oldest === undefined || newest === undefined) return 0;
  const isAlike = oldest[1] - oldest[0] < (newest[1] - newest[0] + 1) * FAN_IN - 1;
  return isAlike && stretchStart(oldest[0]) === stretchStart(newest[1]) ? FAN_IN : 0;
}

/** Whether a run of an earlier program has so much that it is to be cut into stretches. */
export function isLarge(run: IdRun): boolean {
  return run.last - run.first >= STRETCH_POSITIONS && run.keys.length > 0;
}

/** The runs of a run's stretches, in order. */
export function cutIntoStretches({ first, last, keys }: IdRun): readonly IdRun[] {
  const starts: number[] = [];
  for (let start = first; start <= last; start = stretchStart(start) + STRETCH_POSITIONS) {
    starts.push(start);
  }
  const keysOf = starts.map((): number[] => []);
  const ahead = first - stretchStart(first);
  for (const key of keys) {
    const offset = key % RUN_POSITIONS_MAX;
    const at = Math.floor((offset + ahead) / STRETCH_POSITIONS);
    // A key's offset is from its own run's first position.
    keysOf[at]?.push(key - ((starts[at] ?? first) - first));
  }
  return starts.map((start, at) => ({
    first: start,
    last: (starts[at + 1] ?? last + 1) - 1,
    keys: Float64Array.from(keysOf[at] ?? []),
  }));
}

/** One run of adjacent runs, given in order of position. */
export function merge(runs: readonly IdRun[]): IdRun {
  const [head, ...tail] = runs;
  if (head === undefined) throw new RangeError('There are no runs to make one of.');
  return tail.reduce(mergeTwo, head);
}

function mergeTwo(one: IdRun, other: IdRun): IdRun {
  const keys = new Float64Array(one.keys.length + other.keys.length);
  const shift = other.first - one.first;
  let left = 0;
  let right = 0;
  for (let at = 0; at < keys.length; at += 1) {
    const leftKey = one.keys[left] ?? Infinity;
    const rightKey = (other.keys[right] ?? Infinity) + shift;
    if (leftKey < rightKey) {
      keys[at] = leftKey;
      left += 1;
    } else {
      keys[at] = rightKey;
      right += 1;
    }
  }
  return { first: one.first, last: other.last, keys };
}

/** The keys as they are stored: doubles, little-endian as on every machine that Node runs on here. */
export function keyBytes(run: IdRun): Uint8Array {
  return new Uint8Array(run.keys.buffer, run.keys.byteOffset, run.keys.byteLength);
}

/** The run of stored keys, in the same memory where it can be; null if they are not as many as the positions, less those erased. */
export function runOfBytes(
  first: number,
  last: number,
  bytes: Uint8Array,
  erased = 0,
): IdRun | null {
  if (bytes.length !== (last - first + 1 - erased) * Float64Array.BYTES_PER_ELEMENT) return null;
  const { buffer, byteOffset } = bytes;
  const isAligned = byteOffset % Float64Array.BYTES_PER_ELEMENT === 0;
  const keys = isAligned
    ? new Float64Array(buffer, byteOffset, bytes.length / Float64Array.BYTES_PER_ELEMENT)
    : new Float64Array(buffer.slice(byteOffset, byteOffset + bytes.length));
  return { first, last, keys };
}

/** The run without the keys of some positions. */
export function runWithout(run: IdRun, isOut: (position: number) => boolean): IdRun {
  const keys = run.keys.filter((key) => !isOut(run.first + (key % RUN_POSITIONS_MAX)));
  return { first: run.first, last: run.last, keys };
}
