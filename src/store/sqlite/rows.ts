import { typeOfCode } from '../../../events/registry.js';
import type { RecordType, SubjectKind } from '../../../events/registry.js';
import type { Day } from '../../../events/values/day.js';
import type { LedgerEntry } from '../event-log.js';
import { recordChecksum } from './checksum.js';

/**
 * A record's row as the database gives it: an array, because making an object of each row would cost
 * a replay a third of its speed. The names are those of `LedgerEntry`; `previous` is the position of
 * the subject's previous record, `previousNaming` that of the previous `ChildAddedToCase` naming the same child.
 */
export type RawRow = readonly [
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
  body: string,
  crc: number,
];

/** The columns of `RawRow`, for SELECT. */
export const RAW_COLUMNS =
  'position, recorded, type, subject, effective, corrects, root, ref, ref2, previous, previous_naming, body, crc';

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

/** A record as the embedded store gives it back: all but its leaf hash, which is kept elsewhere and rarely wanted. */
export type LedgerRow = Omit<LedgerEntry, 'leaf'>;

/** One case or child of a ledger, with its number. Number 0 is the county itself; so is the number of one erased. */
export interface Subject {
  readonly number: number;
  readonly kind: SubjectKind;
  readonly id: string;
}

/**
 * Whether the row is what was written. The types are looked at as well: a flipped bit in a row's header
 * can turn text into a blob of the same bytes, or 0 into null.
 */
export function isIntact(row: RawRow): boolean {
  return (
    typeof row[0] === 'number' &&
    typeof row[1] === 'number' &&
    typeof row[2] === 'number' &&
    typeof row[3] === 'number' &&
    typeof row[4] === 'number' &&
    typeof row[5] === 'number' &&
    typeof row[6] === 'number' &&
    typeof row[7] === 'number' &&
    typeof row[8] === 'number' &&
    typeof row[9] === 'number' &&
    typeof row[10] === 'number' &&
    typeof row[11] === 'string' &&
    recordChecksum(row) === row[12]
  );
}

/** The record of an intact row. */
export function ledgerRow(row: RawRow, subject: Subject): LedgerRow {
  return {
    position: row[ROW.position],
    recorded: row[ROW.recorded],
    id: idOf(row[ROW.body]),
    type: typeOf(row),
    typeCode: row[ROW.typeCode],
    subjectKind: subject.kind,
    subjectId: subject.id,
    subject: row[ROW.subject],
    // The checksum says that this is the day that was written.
    effective: row[ROW.effective] as Day,
    corrects: row[ROW.corrects],
    root: row[ROW.root],
    ref: row[ROW.ref],
    ref2: row[ROW.ref2],
    body: row[ROW.body],
  };
}

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

const KIND_CODE = { case: 1, child: 2 } as const;

/** The kind of a number whose case or child was erased; its id is empty. */
export const ERASED_KIND = 0;

export function kindCode(kind: 'case' | 'child'): number {
  return KIND_CODE[kind];
}

export function kindOfCode(code: number): 'case' | 'child' | null {
  if (code === KIND_CODE.case) return 'case';
  return code === KIND_CODE.child ? 'child' : null;
}
