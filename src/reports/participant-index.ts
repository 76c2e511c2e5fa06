import type { LedgerRecord } from '../../events/record.js';
import { TYPE_CODE } from '../../events/registry.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { ROW } from '../ports/ledger-rows.js';
import { viewOfLedger } from './view-of-ledger.js';

/** Types of records that name participants. */
const NAMING_TYPES: ReadonlySet<number> = new Set([
  TYPE_CODE.CaseOpened,
  TYPE_CODE.CaseTransferredIn,
  TYPE_CODE.ParticipantRegistered,
]);

/** Hashes and positions, which lie beside each other in order of hash. */
interface Sorted {
  readonly hashes: Uint32Array;
  readonly positions: Uint32Array;
}

const NOTHING: Sorted = { hashes: new Uint32Array(0), positions: new Uint32Array(0) };

/** A record that may name a participant. */
export interface Naming {
  readonly position: number;
  /** Whether no other record has taken its place, or voided it, by the position that was asked of. */
  readonly isStanding: boolean;
}

/**
 * Where a ledger names its participants: hashes of ids and positions of records, 8 bytes each, and no id. It is made when
 * it is first asked for, from the ledger's columns, and goes on behind appends. An erasure makes it anew, so that nothing
 * of what was erased is in it. What it leads to is looked at in the ledger itself: a hash may be that of another id.
 */
class ParticipantIndex {
  #sorted: Sorted = NOTHING;
  /** By position of a record, that of the one that took its place or voided it. */
  readonly #supersededAt = new Map<number, number>();
  /** The ledger's size that it goes to. */
  #size = 0;
  #erasures = 0;

  namingsOf(file: LedgerReader, participant: string, asOf: number): readonly Naming[] {
    this.#goOn(file);
    const { hashes, positions } = this.#sorted;
    const hash = hashOf(participant);
    const found: Naming[] = [];
    for (let at = lowerBound(hashes, hash); hashes[at] === hash; at += 1) {
      const position = positions[at] ?? 0;
      if (position > asOf) continue;
      const supersededAt = this.#supersededAt.get(position) ?? 0;
      found.push({ position, isStanding: supersededAt === 0 || supersededAt > asOf });
    }
    return found.sort((one, other) => one.position - other.position);
  }

  #goOn(file: LedgerReader): void {
    if (file.erasures.length !== this.#erasures) {
      this.#sorted = NOTHING;
      this.#supersededAt.clear();
      this.#size = 0;
      this.#erasures = file.erasures.length;
    }
    const { size } = file;
    if (size <= this.#size) return;
    const added = namings(file, this.#size, size, this.#supersededAt);
    if (added.hashes.length > 0) this.#sorted = merged(this.#sorted, added);
    this.#size = size;
  }
}

const INDEXES = new WeakMap<LedgerReader, ParticipantIndex>();

/** Records of a ledger up to a position that may name a participant, in order of position. */
export function recordsThatMayName(
  file: LedgerReader,
  participant: string,
  asOf: number,
): readonly Naming[] {
  const index = INDEXES.get(file) ?? new ParticipantIndex();
  INDEXES.set(file, index);
  return index.namingsOf(file, participant, asOf);
}

/** Few records are read row by row; of many, the types are read from columns, and the rows that name somebody alone. */
const ROWS_READ_MAX = 20_000;

/** What names somebody in the records behind a size; which records were superseded is put into the map. */
function namings(
  file: LedgerReader,
  from: number,
  size: number,
  supersededAt: Map<number, number>,
): Sorted {
  const hashes: number[] = [];
  const positions: number[] = [];
  const add = (position: number, body: string): void => {
    // Only records that passed the parser are stored, and the checksum covers the body.
    for (const participant of participantsIn(JSON.parse(body) as LedgerRecord)) {
      hashes.push(hashOf(participant));
      positions.push(position);
    }
  };
  if (size - from <= ROWS_READ_MAX) {
    for (const page of file.scan(from + 1, size)) {
      for (const row of page) {
        if (row[ROW.corrects] !== 0) supersededAt.set(row[ROW.corrects], row[ROW.position]);
        if (NAMING_TYPES.has(row[ROW.typeCode])) add(row[ROW.position], row[ROW.body]);
      }
    }
  } else {
    for (const position of positionsOfTypes(file, size, supersededAt)) {
      if (position > from) add(position, file.row(position).body);
    }
  }
  return sorted(hashes, positions);
}

/** Positions of the records of those types, ascending. */
function positionsOfTypes(
  file: LedgerReader,
  size: number,
  supersededAt: Map<number, number>,
): Uint32Array {
  const found: number[] = [];
  for (const { columns } of viewOfLedger(file, size, untold).blocks()) {
    for (let row = 0; row < columns.count; row += 1) {
      if (!NAMING_TYPES.has(columns.type[row] ?? 0)) continue;
      const position = columns.position[row] ?? 0;
      const after = columns.supersededAt[row] ?? 0;
      if (after !== 0) supersededAt.set(position, after);
      found.push(position);
    }
  }
  return Uint32Array.from(found).sort();
}

/** The participants whom a record names. */
function participantsIn(record: LedgerRecord): readonly string[] {
  if (record.type === 'ParticipantRegistered') return [record.data.participant];
  if (record.type !== 'CaseOpened' && record.type !== 'CaseTransferredIn') return [];
  return [record.data.ncp.participant, record.data.payee.participant];
}

function sorted(hashes: readonly number[], positions: readonly number[]): Sorted {
  const order = Uint32Array.from(hashes.keys()).sort(
    (one, other) => (hashes[one] ?? 0) - (hashes[other] ?? 0),
  );
  return {
    hashes: order.map((at) => hashes[at] ?? 0),
    positions: order.map((at) => positions[at] ?? 0),
  };
}

function merged(one: Sorted, other: Sorted): Sorted {
  if (one.hashes.length === 0) return other;
  const length = one.hashes.length + other.hashes.length;
  const hashes = new Uint32Array(length);
  const positions = new Uint32Array(length);
  for (let at = 0, left = 0, right = 0; at < length; at += 1) {
    const isLeft =
      right >= other.hashes.length ||
      (left < one.hashes.length && (one.hashes[left] ?? 0) <= (other.hashes[right] ?? 0));
    const from = isLeft ? one : other;
    const place = isLeft ? left : right;
    hashes[at] = from.hashes[place] ?? 0;
    positions[at] = from.positions[place] ?? 0;
    if (isLeft) left += 1;
    else right += 1;
  }
  return { hashes, positions };
}

/** The first place whose hash is not less. */
function lowerBound(hashes: Uint32Array, hash: number): number {
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((hashes[middle] ?? 0) < hash) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** FNV-1a over the characters of an id, 32 bits without a sign. */
function hashOf(id: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < id.length; at += 1) {
    hash = Math.imul(hash ^ id.charCodeAt(at), 0x01000193);
  }
  return hash >>> 0;
}

function untold(): void {
  // Nobody watches.
}
