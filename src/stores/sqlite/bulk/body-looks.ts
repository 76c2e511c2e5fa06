import { TYPE_CODE } from '../../../../events/registry.js';
import type { SubjectKind } from '../../../../events/registry.js';

const ID_KEY = Buffer.from('"id":"');

/** Bytes of an id. */
export const ID_BYTES = 36;

/** The second letters of the first key tell `case`, `child` and the others apart: `corrects`, `county`. */
const SECOND_LETTER_AT = '{"c'.length;
const LETTER_A = 97;
const LETTER_H = 104;
const SUBJECT_ID_AT = { case: '{"case":"'.length, child: '{"child":"'.length } as const;
const QUOTE = 34;

/** `","type":""}`: what stands behind the id of a record without a reason, but for its type's name. */
const AFTER_ID_BYTES = '","type":""}'.length;

/** How many bytes the name of a type has, by the type's code. */
const TYPE_NAME_BYTES: number[] = [];
for (const [name, code] of Object.entries(TYPE_CODE)) TYPE_NAME_BYTES[code] = name.length;

/**
 * What a canonical body says of its id and its subject, found in its bytes without a string. Keys are sorted: `case` and
 * `child` come before all others, and behind the id come at most a reason, and the type.
 */
export class BodyLooks {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Where the id begins in the body that stands from `start` up to `end`. */
  idStart(start: number, end: number, typeCode: number): number {
    // No other field is called `id`, and a quotation mark inside a string has a backslash before it: see `idOf`.
    const guess = end - (TYPE_NAME_BYTES[typeCode] ?? 0) - AFTER_ID_BYTES - ID_BYTES;
    if (guess - ID_KEY.length > start && this.#isKeyAt(guess - ID_KEY.length)) return guess;
    return this.#bytes.indexOf(ID_KEY, start) + ID_KEY.length;
  }

  id(idStart: number): string {
    return this.#bytes.toString('latin1', idStart, idStart + ID_BYTES);
  }

  subjectKind(start: number): SubjectKind {
    const second = this.#bytes[start + SECOND_LETTER_AT];
    if (second === LETTER_A) return 'case';
    return second === LETTER_H ? 'child' : 'county';
  }

  /** The id of the case or child that a body which begins at `start` is about; `''` for the county. */
  subjectId(kind: SubjectKind, start: number): string {
    if (kind === 'county') return '';
    const from = start + SUBJECT_ID_AT[kind];
    return this.#bytes.toString('latin1', from, this.#bytes.indexOf(QUOTE, from));
  }

  /** Whether the body that begins at `start` is about this subject. */
  isOf(kind: SubjectKind, id: string, start: number): boolean {
    if (kind === 'county') return true;
    const from = start + SUBJECT_ID_AT[kind];
    for (let at = 0; at < id.length; at += 1) {
      if (this.#bytes[from + at] !== id.charCodeAt(at)) return false;
    }
    return this.#bytes[from + id.length] === QUOTE;
  }

  #isKeyAt(at: number): boolean {
    for (let index = 0; index < ID_KEY.length; index += 1) {
      if (this.#bytes[at + index] !== ID_KEY[index]) return false;
    }
    return true;
  }
}
