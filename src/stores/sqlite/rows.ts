import type { Day } from '../../../events/values/day.js';
import { ROW, idOf, typeOf } from '../../ports/ledger-rows.js';
import type { LedgerRow, RawRow, Subject } from '../../ports/ledger-rows.js';
import { recordChecksum } from './checksum.js';
import { instantOfMs } from '../../../events/values/instant.js';

/** The columns of `RawRow`, for SELECT. */
export const RAW_COLUMNS =
  'position, recorded, type, subject, effective, corrects, root, ref, ref2, previous, previous_naming, body, crc';

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
    recorded: instantOfMs(row[ROW.recorded]),
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
