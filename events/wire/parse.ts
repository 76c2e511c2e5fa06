import type { LedgerRecord } from '../record.js';
import { claimsOf } from '../claims.js';
import type { Claims } from '../claims.js';
import { RECORD_SCHEMAS, RECORD_TYPES } from '../records/schemas.js';
import type { SubjectKind } from '../registry.js';
import { LINE_BYTES_MAX, rejectionOf } from '../rejections.js';
import type { Rejection } from '../rejections.js';
import { parseDay } from '../values/day.js';
import type { Day } from '../values/day.js';
import { parseInstant } from '../values/instant.js';
import type { Instant } from '../values/instant.js';
import { classify, classifyUntyped } from './classify.js';
import type { PlannedType } from './classify.js';
import { shown } from './faults.js';
import { objectOf, objectOfLine } from './object-of-line.js';
import { planOfObject } from './plan.js';
import { bodyWriter } from './write.js';
import type { Writer } from './write.js';

/** A record that has every form of the contract, as far as the ledger asks for it. */
export interface ClaimedRecord {
  readonly kind: 'record';
  readonly claims: Claims;
  readonly typeCode: number;
  /** Canonical JSON (RFC 8785) of the record without `recorded`: what is stored, compared and hashed. */
  readonly body: string;
  readonly effective: Day;
  /** Null where the record carries none. */
  readonly recorded: Instant | null;
  readonly subjectKind: SubjectKind;
  /** The case's or child's id; `''` for the county. */
  readonly subjectId: string;
}

/** The same with the record itself. */
export interface ParsedRecord extends ClaimedRecord {
  readonly record: LedgerRecord;
}

/** What came of a line or value: a record, or why it is none (codes MALFORMED to MISSING_REASON). */
export type ParseResult = ParsedRecord | Rejection;

/**
 * Where a record comes in: `history` is the local `ingest` command, which honours `recorded`; at every other entrance
 * (`live`) `recorded` is an INVALID_FIELD.
 */
export type Entrance = 'history' | 'live';

interface KnownType extends PlannedType {
  readonly typeCode: number;
  readonly write: Writer;
}

const KNOWN_TYPES: ReadonlyMap<unknown, KnownType> = new Map(
  RECORD_TYPES.map(({ name, code, subject }) => {
    const plan = planOfObject(RECORD_SCHEMAS[name]);
    return [name, { name, subject, plan, typeCode: code, write: bodyWriter(plan) }];
  }),
);

/**
 * Parses one line of NDJSON, without its `\n`. Never throws: what is no record comes back as the first rejection that
 * applies, in the contract's order. Of a key given twice the last counts.
 */
export function parseLine(line: Uint8Array | string, entrance: Entrance = 'history'): ParseResult {
  const read = objectOfLine(line, LINE_BYTES_MAX);
  return read.kind === 'object'
    ? parseObject(read.value, entrance)
    : rejectionOf(null, 'MALFORMED', read.facts);
}

/** Parses a value as `JSON.parse` gives it; see `parseLine`. */
export function parseValue(value: unknown, entrance: Entrance = 'history'): ParseResult {
  const read = objectOf(value);
  return read.kind === 'object'
    ? parseObject(read.value, entrance)
    : rejectionOf(null, 'MALFORMED', read.facts);
}

function parseObject(value: Readonly<Record<string, unknown>>, entrance: Entrance): ParseResult {
  const type = KNOWN_TYPES.get(value['type']);
  if (type === undefined) return classifyUntyped(value);
  const body = type.write(value);
  if (body === null) return rejectFaulty(type, value, entrance);
  // The writer has checked every field against the type's schema, from which this type is derived.
  const record = value as unknown as LedgerRecord;
  if (record.corrects !== undefined && record.reason === undefined) {
    return rejectFaulty(type, value, entrance);
  }
  if (record.recorded !== undefined && entrance === 'live') {
    return rejectFaulty(type, value, entrance);
  }
  return withSubject(type, record, body) ?? rejectFaulty(type, value, entrance);
}

/** The rejection of a line of more than `LINE_BYTES_MAX` bytes, which is never read as a whole. */
export function rejectTooLong(): Rejection {
  return rejectionOf(null, 'MALFORMED', { why: 'tooLong' });
}

function withSubject(type: KnownType, record: LedgerRecord, body: string): ParsedRecord | null {
  const caseId = 'case' in record ? record.case : undefined;
  const childId = 'child' in record ? record.child : undefined;
  // A `RecordVoided` may have either, and not both.
  if (caseId !== undefined && childId !== undefined) return null;
  const effective = parseDay(record.effective);
  if (effective === null) return null;
  const claims = claimsOf(record);
  const { subjectKind, subjectId } = claims;
  return {
    kind: 'record',
    record,
    claims,
    typeCode: type.typeCode,
    body,
    effective,
    recorded: record.recorded === undefined ? null : parseInstant(record.recorded),
    subjectKind,
    subjectId,
  };
}

function rejectFaulty(
  type: KnownType,
  record: Readonly<Record<string, unknown>>,
  entrance: Entrance,
): Rejection {
  const rejection = classify(type, record, entrance === 'history');
  if (rejection !== null) return rejection;
  throw new Error(
    `A ${type.name} failed its check and nothing is found wrong with it (id ${shown(record['id'])}): the two checks of events/wire disagree, or the value is not plain JSON.`,
  );
}
