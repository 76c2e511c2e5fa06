import { claimsOf } from '../../../events/claims.js';
import type { LedgerRecord } from '../../../events/record.js';
import type { Line } from '../../../events/wire/lines.js';
import type { Reference } from '../../../events/named-ids.js';
import type { Rejection } from '../../../events/rejections.js';
import { encodeScalars } from '../../../projections/columns/encode.js';
import {
  LINE_AT,
  NUMBERS_OF_LINE,
  REFERENCE_KINDS,
  SHAPE_BASE,
  SUBJECT_KINDS,
} from './packed-lines.js';
import type { PackedLines, ReadClaims } from './packed-lines.js';
import { REFS, parsedLine, plainRecordOf, writePlainBody } from './parsed-line.js';

/** Most bytes that one code unit of a string takes in UTF-8. */
const BYTES_PER_CODE_UNIT_MAX = 3;

/**
 * Parses lines and packs what came of them.
 *
 * @param bytesHint - about how many bytes their bodies have
 */
export function packedLines(lines: readonly Line[], bytesHint: number): PackedLines {
  const packer = new LinePacker(lines.length, bytesHint);
  for (const line of lines) packer.add(line);
  return packer.finish(lines.at(-1)?.isEnded ?? true);
}

class LinePacker {
  readonly #numbers: Float64Array<ArrayBuffer>;
  readonly #words: string[] = [];
  readonly #scalars: number[] = [];
  readonly #rejections: Rejection[] = [];
  #bodies: Buffer<ArrayBuffer>;
  #bodyEnd = 0;
  #count = 0;

  constructor(count: number, bytesHint: number) {
    this.#numbers = new Float64Array(count * NUMBERS_OF_LINE);
    this.#bodies = Buffer.allocUnsafeSlow(bytesHint);
  }

  add(line: Line): void {
    const at = this.#count * NUMBERS_OF_LINE;
    const numbers = this.#numbers;
    this.#count += 1;
    numbers[at + LINE_AT.line] = line.number;
    const plain = plainRecordOf(line);
    if (plain === null) this.#addParsed(line, at);
    else {
      this.#makeRoom(line.kind === 'line' ? line.bytes.length : 0);
      this.#bodyEnd = writePlainBody(this.#bodies, this.#bodyEnd);
      this.#addClaims({ ...plain, claims: claimsOf(plain.record) }, plain.record, at);
    }
    numbers[at + LINE_AT.bodyEnd] = this.#bodyEnd;
    numbers[at + LINE_AT.scalarsEnd] = this.#scalars.length;
  }

  finish(isEnded: boolean): PackedLines {
    return {
      count: this.#count,
      numbers: this.#numbers,
      words: this.#words,
      bodies: this.#bodies,
      scalars: Float64Array.from(this.#scalars),
      rejections: this.#rejections,
      isEnded,
    };
  }

  #addParsed(line: Line, at: number): void {
    const result = parsedLine(line);
    if (result.kind === 'rejection') {
      this.#rejections.push(result);
      return;
    }
    this.#makeRoom(result.body.length * BYTES_PER_CODE_UNIT_MAX);
    this.#bodyEnd += this.#bodies.write(result.body, this.#bodyEnd, 'utf8');
    this.#addClaims(result, result.record, at);
  }

  #addClaims(
    { claims, typeCode, effective, recorded }: ReadClaims,
    record: LedgerRecord,
    at: number,
  ): void {
    const numbers = this.#numbers;
    const { subjectKind, subjectId, corrects, first, second, children } = claims;
    numbers[at + LINE_AT.typeCode] = typeCode;
    numbers[at + LINE_AT.county] = Number(claims.county);
    numbers[at + LINE_AT.effective] = effective;
    numbers[at + LINE_AT.recorded] = recorded ?? NaN;
    numbers[at + LINE_AT.cents] = claims.cents;
    numbers[at + LINE_AT.children] = children.length;
    const shape = [
      SUBJECT_KINDS.indexOf(subjectKind),
      corrects === null ? 0 : 1,
      kindOf(first),
      first?.isIntroduced === true ? 1 : 0,
      kindOf(second),
    ];
    numbers[at + LINE_AT.shape] = shape.reduceRight((sum, digit) => sum * SHAPE_BASE + digit);
    const words = this.#words;
    words.push(claims.id);
    if (subjectKind !== 'county') words.push(subjectId);
    if (corrects !== null) words.push(corrects);
    if (first !== null) words.push(first.id);
    if (second !== null) words.push(second.id);
    for (const child of children) words.push(child);
    encodeScalars(record, REFS, this.#scalars);
  }

  #makeRoom(bytes: number): void {
    const needed = this.#bodyEnd + bytes;
    if (needed <= this.#bodies.length) return;
    const grown = Buffer.allocUnsafeSlow(needed * 2);
    grown.set(this.#bodies.subarray(0, this.#bodyEnd));
    this.#bodies = grown;
  }
}

function kindOf(reference: Reference | null): number {
  return reference === null ? 0 : REFERENCE_KINDS.indexOf(reference.kind) + 1;
}
