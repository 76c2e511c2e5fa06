/**
 * Which record has this id: sorted runs of keys, each for a range of positions, together for all. A key
 * is a 32-bit hash of the id and the record's offset in the range, in one number, so that a run is one
 * sorted array of doubles and one row of the table. New records make a small run; when four runs
 * of like size stand side by side they become one. A hash may belong to several ids: what is found
 * is a candidate, to be compared with the record itself.
 */

/** A run covers at most this many positions; 32 bits of hash and these fit into 53. */
export const RUN_POSITIONS_MAX = 2 ** 20;

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

/** The hashes of a run's ids, in ascending order. */
export function hashesOf(run: IdRun): Uint32Array {
  const hashes = new Uint32Array(run.keys.length);
  for (let at = 0; at < hashes.length; at += 1) {
    hashes[at] = Math.floor((run.keys[at] ?? 0) / RUN_POSITIONS_MAX);
  }
  return hashes;
}

/** The hashes of the ids of a run's records behind a position, in ascending order. */
export function hashesBehind(run: IdRun, position: number): Iterable<number> {
  if (run.first > position) return hashesOf(run);
  const hashes: number[] = [];
  for (const key of run.keys) {
    const offset = key % RUN_POSITIONS_MAX;
    if (run.first + offset > position) hashes.push((key - offset) / RUN_POSITIONS_MAX);
  }
  return hashes;
}

/** The pairs of positions in a run whose ids have the same hash. */
export function pairsAlike(run: IdRun): readonly (readonly [one: number, other: number])[] {
  const pairs: (readonly [number, number])[] = [];
  const hashes = hashesOf(run);
  for (let at = 1; at < hashes.length; at += 1) {
    for (let before = at - 1; before >= 0 && hashes[before] === hashes[at]; before -= 1) {
      pairs.push([positionAt(run, before), positionAt(run, at)]);
    }
  }
  return pairs;
}

function positionAt({ first, keys }: IdRun, at: number): number {
  return first + ((keys[at] ?? 0) % RUN_POSITIONS_MAX);
}

/** How many runs at the end of the row have to become one; 0 if none. */
export function runsToMerge(runs: readonly IdRun[]): number {
  const [oldest, , , newest] = runs.slice(-FAN_IN);
  if (oldest === undefined || newest === undefined) return 0;
  const isAlike = oldest.keys.length < newest.keys.length * FAN_IN;
  return isAlike && newest.last - oldest.first < RUN_POSITIONS_MAX ? FAN_IN : 0;
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

/** The run of stored keys; null if they are not as many as the positions, less those erased. */
export function runOfBytes(
  first: number,
  last: number,
  bytes: Uint8Array,
  erased = 0,
): IdRun | null {
  if (bytes.length !== (last - first + 1 - erased) * Float64Array.BYTES_PER_ELEMENT) return null;
  return { first, last, keys: new Float64Array(Uint8Array.from(bytes).buffer) };
}

/** The run without the keys of some positions. */
export function runWithout(run: IdRun, isOut: (position: number) => boolean): IdRun {
  const keys = run.keys.filter((key) => !isOut(run.first + (key % RUN_POSITIONS_MAX)));
  return { first: run.first, last: run.last, keys };
}
