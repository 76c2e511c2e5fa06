import { typeOfCode } from '../../events/registry.js';
import type { RecordType, SubjectKind } from '../../events/registry.js';
import type { LedgerEntry } from './event-log.js';

/**
 * The numbers of a record's row, in the order of its table. The names are those of `LedgerEntry`; `previous` is the
 * position of the subject's previous record, `previousNaming` that of the previous `ChildAddedToCase` naming the same child.
 */
export type RowNumbers = readonly [
  position: number,
  recorded: number,
  typeCode: number,
  subject: number,
  effective: number,
  corrects: number,
  root: number,
  ref: number,
  ref2: number,
  previous: number,
  previousNaming: number,
];

/**
 * A record's row as a ledger gives it: an array, because making an object of each row would cost a replay a third of its
 * speed.
 */
export type RawRow = readonly [...RowNumbers, body: string, crc: number];

/** Where each value stands in a `RawRow`. */
export const ROW = {
  position: 0,
  recorded: 1,
  typeCode: 2,
  subject: 3,
  effective: 4,
  corrects: 5,
  root: 6,
  ref: 7,
  ref2: 8,
  previous: 9,
  previousNaming: 10,
  body: 11,
  crc: 12,
} as const;

/** A record as a ledger gives it back: all but its leaf hash, which is kept elsewhere and rarely wanted. */
export type LedgerRow = Omit<LedgerEntry, 'leaf'>;

/** One case or child of a ledger, with its number. Number 0 is the county itself; so is the number of one erased. */
export interface Subject {
  readonly number: number;
  readonly kind: SubjectKind;
  readonly id: string;
}

/** The type of a row's record. */
export function typeOf(row: RawRow): RecordType {
  return typeOfCode(row[ROW.typeCode]);
}

const ID_KEY = '"id":"';
const ID_LENGTH = 36;

/**
 * The id in a record's canonical body. No other field is called `id`, and a quotation mark inside a
 * string has a backslash before it, so the key is found without parsing the body.
 */
export function idOf(body: string): string {
  const start = body.indexOf(ID_KEY) + ID_KEY.length;
  return body.slice(start, start + ID_LENGTH);
}
