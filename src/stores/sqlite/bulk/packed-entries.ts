import type { LedgerEntry } from '../../../ports/event-log.js';

/**
 * Entries of one append as buffers, which pass to another thread without a copy. What a body says itself (id and
 * subject) is not said twice, and leaf hashes are left to whoever writes them.
 */
export interface PackedEntries {
  /** Position of the first entry; the others follow without a gap. */
  readonly first: number;
  readonly count: number;
  /** `NUMBERS` for each entry, see `AT`. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** The bodies in UTF-8, one behind the other; it may be longer than they are. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What a replay asks of the records, one behind the other; it may be longer than they are. */
  readonly scalars: Float64Array<ArrayBuffer>;
  /** Whether the entries came with their scalars. */
  readonly hasScalars: boolean;
}

/** Buffers to be filled again; made larger where they are too small. */
export type Buffers = Pick<PackedEntries, 'numbers' | 'bytes' | 'scalars'>;

/** Where each number of an entry stands; the ends are those of its body and of its scalars, which begin where the ones before end. */
export const ENTRY_AT = {
  recorded: 0,
  typeCode: 1,
  subject: 2,
  effective: 3,
  corrects: 4,
  root: 5,
  ref: 6,
  ref2: 7,
  bodyEnd: 8,
  scalarsEnd: 9,
} as const;

/** How many numbers an entry has. */
export const NUMBERS_OF_ENTRY = 10;

/** Most bytes that one code unit of a string takes in UTF-8. */
const BYTES_PER_CODE_UNIT_MAX = 3;

const NO_BUFFERS: Buffers = {
  numbers: new Float64Array(),
  bytes: new Uint8Array(),
  scalars: new Float64Array(),
};

/** Packs entries with positions that follow each other; their `leaf` is not looked at. */
export function packed(
  entries: readonly LedgerEntry[],
  buffers: Buffers = NO_BUFFERS,
): PackedEntries {
  const { numbers, bytes, scalars } = largeEnough(entries, buffers);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let bodyEnd = 0;
  let scalarsEnd = 0;
  for (const entry of entries) {
    bodyEnd += writeBody(entry, text, bodyEnd);
    for (const scalar of entry.scalars ?? []) {
      scalars[scalarsEnd] = scalar;
      scalarsEnd += 1;
    }
    numbers[at + ENTRY_AT.recorded] = entry.recorded;
    numbers[at + ENTRY_AT.typeCode] = entry.typeCode;
    numbers[at + ENTRY_AT.subject] = entry.subject;
    numbers[at + ENTRY_AT.effective] = entry.effective;
    numbers[at + ENTRY_AT.corrects] = entry.corrects;
    numbers[at + ENTRY_AT.root] = entry.root;
    numbers[at + ENTRY_AT.ref] = entry.ref;
    numbers[at + ENTRY_AT.ref2] = entry.ref2;
    numbers[at + ENTRY_AT.bodyEnd] = bodyEnd;
    numbers[at + ENTRY_AT.scalarsEnd] = scalarsEnd;
    at += NUMBERS_OF_ENTRY;
  }
  return {
    first: entries[0]?.position ?? 0,
    count: entries.length,
    numbers,
    bytes,
    scalars,
    hasScalars: entries.every((entry) => entry.scalars !== undefined),
  };
}

/** Answers how many bytes were written. */
function writeBody(entry: LedgerEntry, text: Buffer, at: number): number {
  const { bodyBytes } = entry;
  // Not asked for where it is bytes: it would be made of them.
  if (bodyBytes === undefined || bodyBytes === null) return text.write(entry.body, at, 'utf8');
  return bodyBytes.bytes.copy(text, at, bodyBytes.start, bodyBytes.end);
}

function bytesMaxOf(entry: LedgerEntry): number {
  const { bodyBytes } = entry;
  if (bodyBytes === undefined || bodyBytes === null) {
    return entry.body.length * BYTES_PER_CODE_UNIT_MAX;
  }
  return bodyBytes.end - bodyBytes.start;
}

function largeEnough(
  entries: readonly LedgerEntry[],
  { numbers, bytes, scalars }: Buffers,
): Buffers {
  const numberCount = entries.length * NUMBERS_OF_ENTRY;
  let byteCount = 0;
  let scalarCount = 0;
  for (const entry of entries) {
    byteCount += bytesMaxOf(entry);
    scalarCount += entry.scalars?.length ?? 0;
  }
  return {
    numbers: numbers.length < numberCount ? new Float64Array(numberCount) : numbers,
    bytes: bytes.length < byteCount ? new Uint8Array(byteCount) : bytes,
    scalars: scalars.length < scalarCount ? new Float64Array(scalarCount) : scalars,
  };
}
