import { SCALARS_VERSION } from './encode.js';
import { isNarrow } from './record-columns.js';
import type { RecordedColumns, Scalars } from './record-columns.js';

/**
 * A segment: recorded columns as bytes, little-endian, every column aligned to eight bytes.
 *
 * header (32 bytes): magic, version of this layout, SCALARS_VERSION, rows, scalars, width of a
 * scalar in bytes (4 where every scalar of the segment is a 32-bit integer, else 8), two reserved.
 * then: position, corrects, root, effective, subject, argsStart (rows + 1), args, type.
 */
const MAGIC = 0x47_45_53_50;
const LAYOUT_VERSION = 1;
const HEADER_WORDS = 8;
const ALIGNMENT = 8;
const NARROW = 4;
const WIDE = 8;
/** Segments written on a machine of the other byte order would have to be turned; none is supported. */
const IS_LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** A segment that this program cannot read: another version, or not a segment. It is built anew. */
export class UnreadableSegment extends Error {
  override readonly name = 'UnreadableSegment';
}

/** Packs columns into the bytes of a segment. */
export function packSegment(columns: RecordedColumns): Uint8Array {
  refuseOtherByteOrder();
  const { count, args } = columns;
  const width = areNarrow(args) ? NARROW : WIDE;
  const bytes = new Uint8Array(sizeOf(count, args.length, width));
  const header = [MAGIC, LAYOUT_VERSION, SCALARS_VERSION, count, args.length, width, 0, 0];
  new Uint32Array(bytes.buffer, 0, HEADER_WORDS).set(header);
  const at = new Cursor(bytes.buffer, 0);
  at.words(count).set(columns.position);
  at.words(count).set(columns.corrects);
  at.words(count).set(columns.root);
  at.integers(count).set(columns.effective);
  at.words(count).set(columns.subject);
  at.words(count + 1).set(columns.argsStart);
  if (width === NARROW) at.integers(args.length).set(args);
  else at.doubles(args.length).set(args);
  at.octets(count).set(columns.type);
  return bytes;
}

/**
 * Reads a segment's bytes. Throws an `UnreadableSegment` on another version or a wrong length;
 * whether the bytes are those written is for the caller's checksum to say.
 */
export function unpackSegment(stored: Uint8Array): RecordedColumns {
  refuseOtherByteOrder();
  const bytes = asAligned(stored);
  if (bytes.length < HEADER_WORDS * NARROW) throw new UnreadableSegment('It is too short.');
  const header = new Uint32Array(bytes.buffer, bytes.byteOffset, HEADER_WORDS);
  const [magic, layout, scalars, count = 0, argsCount = 0, width = 0] = header;
  if (magic !== MAGIC || layout !== LAYOUT_VERSION || scalars !== SCALARS_VERSION) {
    throw new UnreadableSegment('It was written by another version of the program.');
  }
  if (bytes.length !== sizeOf(count, argsCount, width)) {
    throw new UnreadableSegment('Its length is not what its header says.');
  }
  const at = new Cursor(bytes.buffer, bytes.byteOffset);
  const position = at.words(count);
  const corrects = at.words(count);
  const root = at.words(count);
  const effective = at.integers(count);
  const subject = at.words(count);
  const argsStart = at.words(count + 1);
  const args = width === NARROW ? at.integers(argsCount) : at.doubles(argsCount);
  const type = at.octets(count);
  // In the order of all other columns, so that what reads both is compiled once.
  return { count, position, corrects, root, effective, type, subject, argsStart, args };
}

function areNarrow(args: Scalars): boolean {
  return args instanceof Int32Array || args.every(isNarrow);
}

function refuseOtherByteOrder(): void {
  if (IS_LITTLE_ENDIAN) return;
  throw new UnreadableSegment('Segments need a little-endian machine; use the rows instead.');
}

/** The bytes where they are if columns can lie over them, else a copy. */
function asAligned(stored: Uint8Array): Uint8Array {
  return stored.byteOffset % ALIGNMENT === 0 ? stored : new Uint8Array(stored);
}

function sizeOf(count: number, argsCount: number, width: number): number {
  const words = aligned(count * NARROW) * 5 + aligned((count + 1) * NARROW);
  return HEADER_WORDS * NARROW + words + aligned(argsCount * width) + aligned(count);
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}

/** Walks the columns of a segment one after the other. */
class Cursor {
  private readonly buffer: ArrayBufferLike;
  private at: number;

  constructor(buffer: ArrayBufferLike, start: number) {
    this.buffer = buffer;
    this.at = start + HEADER_WORDS * NARROW;
  }

  words(count: number): Uint32Array {
    return new Uint32Array(this.buffer, this.next(count * NARROW), count);
  }

  integers(count: number): Int32Array {
    return new Int32Array(this.buffer, this.next(count * NARROW), count);
  }

  doubles(count: number): Float64Array {
    return new Float64Array(this.buffer, this.next(count * WIDE), count);
  }

  octets(count: number): Uint8Array {
    return new Uint8Array(this.buffer, this.next(count), count);
  }

  private next(length: number): number {
    const from = this.at;
    this.at += aligned(length);
    return from;
  }
}
