import type { Claims } from '../../../events/claims.js';
import type { Reference } from '../../../events/named-ids.js';
import { typeOfCode } from '../../../events/registry.js';
import type { SubjectKind } from '../../../events/registry.js';
import type { ReferenceKind, Rejection } from '../../../events/rejections.js';
import type { Day } from '../../../events/values/day.js';
import { instantOfMs } from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';
import type { ClaimedRecord } from '../../../events/wire/parse.js';
import type { RecordRefs } from '../../../projections/columns/encode.js';
import type { BodyBytes } from '../../../projections/seal/leaf.js';
import { centsOf } from '../../../events/values/money.js';

/**
 * Parsed lines as they pass from the thread that parses to the one that decides: numbers, bodies and a few short texts.
 * Objects would cost more than parsing them again.
 */
export interface PackedLines {
  readonly count: number;
  /** `NUMBERS` for each line, see `AT`. */
  readonly numbers: Float64Array<ArrayBuffer>;
  /** Ids, in the order in which `claimsAt` takes them. */
  readonly words: readonly string[];
  /** The canonical bodies in UTF-8, one behind the other. */
  readonly bodies: Uint8Array<ArrayBuffer>;
  /** What a replay asks, with `UNRESOLVED` in place of what only the ledger can say. */
  readonly scalars: Float64Array<ArrayBuffer>;
  /** Of the lines that are no records, in their order. */
  readonly rejections: readonly Rejection[];
  /** Whether the last line has its end. */
  readonly isEnded: boolean;
}

/** Where each number of a line stands; the ends are those of its body and of its scalars. */
export const LINE_AT = {
  line: 0,
  /** 0 of a line that is no record. */
  typeCode: 1,
  county: 2,
  effective: 3,
  /** NaN where the record carries none. */
  recorded: 4,
  cents: 5,
  bodyEnd: 6,
  scalarsEnd: 7,
  shape: 8,
  children: 9,
} as const;

/** How many numbers a line has. */
export const NUMBERS_OF_LINE = 10;

export const SUBJECT_KINDS: readonly SubjectKind[] = ['county', 'case', 'child'];

/** A reference's kind as it is packed, from 1; 0 is none. */
export const REFERENCE_KINDS: readonly ReferenceKind[] = [
  'order',
  'referral sent',
  'referral received',
  'collection',
  'distribution',
  'coverage',
];

/** What `shape` is put together of: each is a digit of this base. */
export const SHAPE_BASE = 8;

/** In place of scalars that the ledger knows: none of them is a number that a record can have. */
export const UNRESOLVED = { ref: -Infinity, ref2: Infinity, child: NaN } as const;

/** What is known of a record besides its body. */
export type ReadClaims = Pick<ClaimedRecord, 'claims' | 'typeCode' | 'effective' | 'recorded'>;

/** A record that was packed and is taken out again: its body stays bytes until somebody asks for it. */
export class PackedRecord implements ClaimedRecord {
  readonly kind = 'record';
  readonly claims: Claims;
  readonly typeCode: number;
  readonly effective: Day;
  readonly recorded: Instant | null;
  readonly bodyBytes: BodyBytes;
  readonly #scalars: Iterable<number>;

  constructor(
    { claims, typeCode, effective, recorded }: ReadClaims,
    bodyBytes: BodyBytes,
    scalars: Iterable<number>,
  ) {
    this.claims = claims;
    this.typeCode = typeCode;
    this.effective = effective;
    this.recorded = recorded;
    this.bodyBytes = bodyBytes;
    this.#scalars = scalars;
  }

  get body(): string {
    const { bytes, start, end } = this.bodyBytes;
    return bytes.toString('utf8', start, end);
  }

  get subjectKind(): SubjectKind {
    return this.claims.subjectKind;
  }

  get subjectId(): string {
    return this.claims.subjectId;
  }

  /** What a replay asks of it, where the ledger says so. */
  scalarsWith({ ref, ref2, childNumber }: RecordRefs): readonly number[] {
    const resolved: number[] = [];
    let child = 0;
    for (const scalar of this.#scalars) {
      if (Number.isFinite(scalar)) resolved.push(scalar);
      else if (scalar === UNRESOLVED.ref) resolved.push(ref);
      else if (scalar === UNRESOLVED.ref2) resolved.push(ref2);
      else {
        resolved.push(childNumber(this.claims.children[child] ?? ''));
        child += 1;
      }
    }
    return resolved;
  }
}

/** One line of a file, as `ParsedLine` has it. */
interface UnpackedLine {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly result: PackedRecord | Rejection;
}

/** The lines again, in order. */
export function unpackedLines(packed: PackedLines, file: string): readonly UnpackedLine[] {
  const { numbers, scalars, rejections, count } = packed;
  const bytes = Buffer.from(packed.bodies.buffer, packed.bodies.byteOffset, packed.bodies.length);
  const words = packed.words.values();
  const lines: UnpackedLine[] = [];
  let start = 0;
  let scalarsFrom = 0;
  let rejected = 0;
  for (let index = 0; index < count; index += 1) {
    const at = index * NUMBERS_OF_LINE;
    const line = numbers[at + LINE_AT.line] ?? 0;
    const end = numbers[at + LINE_AT.bodyEnd] ?? 0;
    const scalarsEnd = numbers[at + LINE_AT.scalarsEnd] ?? 0;
    const rejection = numbers[at + LINE_AT.typeCode] === 0 ? rejections[rejected] : undefined;
    if (rejection === undefined) {
      const own = scalars.subarray(scalarsFrom, scalarsEnd);
      const read = claimsReadAt(numbers, at, words);
      lines.push({ file, line, result: new PackedRecord(read, { bytes, start, end }, own) });
    } else {
      rejected += 1;
      lines.push({ file, line, result: rejection });
    }
    start = end;
    scalarsFrom = scalarsEnd;
  }
  return lines;
}

function claimsReadAt(numbers: Float64Array, at: number, words: Iterator<string>): ReadClaims {
  const recorded = numbers[at + LINE_AT.recorded] ?? NaN;
  return {
    claims: claimsAt(numbers, at, words),
    typeCode: numbers[at + LINE_AT.typeCode] ?? 0,
    // A day when it was packed.
    effective: (numbers[at + LINE_AT.effective] ?? 0) as Day,
    recorded: Number.isNaN(recorded) ? null : instantOfMs(recorded),
  };
}

/** Takes the words in the order in which `LinePacker` packs them. */
function claimsAt(numbers: Float64Array, at: number, words: Iterator<string>): Claims {
  const word = (): string => String(words.next().value);
  let shape = numbers[at + LINE_AT.shape] ?? 0;
  const digit = (): number => {
    const least = shape % SHAPE_BASE;
    shape = (shape - least) / SHAPE_BASE;
    return least;
  };
  const reference = (kind: number, isIntroduced: boolean): Reference | null => {
    const name = REFERENCE_KINDS[kind - 1];
    return name === undefined ? null : { kind: name, id: word(), isIntroduced };
  };
  const subjectKind = SUBJECT_KINDS[digit()] ?? 'county';
  const hasTarget = digit() === 1;
  const firstKind = digit();
  const isIntroduced = digit() === 1;
  const secondKind = digit();
  return {
    id: word(),
    type: typeOfCode(numbers[at + LINE_AT.typeCode] ?? 0),
    county: String(numbers[at + LINE_AT.county] ?? 0).padStart(2, '0'),
    subjectKind,
    subjectId: subjectKind === 'county' ? '' : word(),
    corrects: hasTarget ? word() : null,
    first: reference(firstKind, isIntroduced),
    second: reference(secondKind, false),
    children: Array.from({ length: numbers[at + LINE_AT.children] ?? 0 }, word),
    cents: centsOf(numbers[at + LINE_AT.cents] ?? 0),
  };
}
