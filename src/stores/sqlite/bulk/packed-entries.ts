import { typeOfCode } from '../../../../events/registry.js';
import type { SubjectKind } from '../../../../events/registry.js';
import type { Day } from '../../../../events/values/day.js';
import { leafOf } from '../../../../projections/seal/leaf.js';
import type { LedgerEntry } from '../../../ports/event-log.js';
import { idOf } from '../../../ports/ledger-rows.js';

/**
 * Entries of one append as two buffers, which pass to another thread without a copy. What a body says itself (id and
 * subject) is not said twice, and leaf hashes are left to whoever unpacks them.
 */
export interface PackedEntries {
  /** Position of the first entry; the others follow without a gap. */
  readonly first: number;
  readonly count: number;
  /** `NUMBERS` for each entry. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** The bodies in UTF-8, one behind the other; it may be longer than they are. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Buffers to be filled again; made larger where they are too small. */
export type Buffers = Pick<PackedEntries, 'numbers' | 'bytes'>;

/** recorded, typeCode, subject, effective, corrects, root, ref, ref2, and where the body ends in `bytes`. */
const NUMBERS = 9;

/** Most bytes that one code unit of a string takes in UTF-8. */
const BYTES_PER_CODE_UNIT_MAX = 3;

const NO_BUFFERS: Buffers = { numbers: new Float64Array(), bytes: new Uint8Array() };

/** Packs entries with positions that follow each other; their `leaf` is not looked at. */
export function packed(
  entries: readonly LedgerEntry[],
  buffers: Buffers = NO_BUFFERS,
): PackedEntries {
  const { numbers, bytes } = largeEnough(entries, buffers);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let end = 0;
  for (const entry of entries) {
    end += text.write(entry.body, end, 'utf8');
    numbers[at] = entry.recorded;
    numbers[at + 1] = entry.typeCode;
    numbers[at + 2] = entry.subject;
    numbers[at + 3] = entry.effective;
    numbers[at + 4] = entry.corrects;
    numbers[at + 5] = entry.root;
    numbers[at + 6] = entry.ref;
    numbers[at + 7] = entry.ref2;
    numbers[at + 8] = end;
    at += NUMBERS;
  }
  return { first: entries[0]?.position ?? 0, count: entries.length, numbers, bytes };
}

/** The entries, with their leaf hashes. */
export function unpacked({ first, count, numbers, bytes }: PackedEntries): readonly LedgerEntry[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: LedgerEntry[] = [];
  let start = 0;
  for (let index = 0; index < count; index += 1) {
    const at = index * NUMBERS;
    const end = numbers[at + 8] ?? 0;
    const body = text.toString('utf8', start, end);
    start = end;
    entries.push(entryAt(first + index, body, numbers, at));
  }
  return entries;
}

function entryAt(position: number, body: string, numbers: Float64Array, at: number): LedgerEntry {
  const recorded = numbers[at] ?? 0;
  const typeCode = numbers[at + 1] ?? 0;
  const subjectKind = subjectKindOf(body);
  return {
    position,
    recorded,
    id: idOf(body),
    type: typeOfCode(typeCode),
    typeCode,
    subjectKind,
    subjectId: subjectKind === 'county' ? '' : firstValueOf(body),
    subject: numbers[at + 2] ?? 0,
    // A day when it was packed.
    effective: (numbers[at + 3] ?? 0) as Day,
    corrects: numbers[at + 4] ?? 0,
    root: numbers[at + 5] ?? 0,
    ref: numbers[at + 6] ?? 0,
    ref2: numbers[at + 7] ?? 0,
    body,
    leaf: leafOf(position, body, recorded),
  };
}

/** Canonical keys are sorted, and `case` and `child` come before all others. */
function subjectKindOf(body: string): SubjectKind {
  if (body.startsWith('{"case":')) return 'case';
  return body.startsWith('{"child":') ? 'child' : 'county';
}

/** The value of the first key, an id: it has nothing in it that JSON would escape. */
function firstValueOf(body: string): string {
  const start = body.indexOf(':') + 2;
  return body.slice(start, body.indexOf('"', start));
}

function largeEnough(entries: readonly LedgerEntry[], { numbers, bytes }: Buffers): Buffers {
  const numberCount = entries.length * NUMBERS;
  let characters = 0;
  for (const { body } of entries) characters += body.length;
  const byteCount = characters * BYTES_PER_CODE_UNIT_MAX;
  return {
    numbers: numbers.length < numberCount ? new Float64Array(numberCount) : numbers,
    bytes: bytes.length < byteCount ? new Uint8Array(byteCount) : bytes,
  };
}
