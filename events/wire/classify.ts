import { TYPE_NAMES, isRecordType } from '../registry.js';
import type { RecordTypeEntry } from '../records/schemas.js';
import type { RecordType } from '../registry.js';
import { rejectionOf } from '../rejections.js';
import type { Rejection } from '../rejections.js';
import { objectFault, own, shown, unknownField } from './faults.js';
import type { FormFault } from './faults.js';
import { nearestNames } from '../values/nearest-names.js';
import { isText } from '../values/text.js';
import type { ObjectPlan } from './plan.js';

type Fields = Readonly<Record<string, unknown>>;

/** A type with the plan of its fields. */
export interface PlannedType {
  readonly name: RecordType;
  readonly subject: RecordTypeEntry['subject'];
  readonly plan: ObjectPlan;
}

const SUBJECT_FIELDS = ['case', 'child'] as const;

/** Longest id that a rejection gives back: one that is no UUID is repeated as it came, within reason. */
const ID_LENGTH_MAX = 100;

/** The id of a record as far as it can be read: null where it is no string of up to 100 characters. */
function readableId(record: Fields): string | null {
  const id = own(record, 'id');
  const isReadable = typeof id === 'string' && isText(id, ID_LENGTH_MAX);
  return isReadable ? id : null;
}

/**
 * The rejection of a record without a usable `type`. A string that is none of ours is an UNKNOWN_TYPE; a missing one,
 * or one that is no string, is an INVALID_FIELD and precedes what else is wrong, since no type says what fields belong.
 */
export function classifyUntyped(record: Fields): Rejection {
  const type = own(record, 'type');
  const id = readableId(record);
  if (typeof type === 'string' && !isRecordType(type))
    return rejectionOf(id, 'UNKNOWN_TYPE', { type, nearest: nearestNames(type, TYPE_NAMES) });
  const problem =
    type === undefined
      ? 'is missing: give the record type, such as "CollectionReceived".'
      : `is ${shown(type)}: give the record type as a string, such as "CollectionReceived".`;
  return rejectionOf(id, 'INVALID_FIELD', { path: 'type', problem });
}

/**
 * The first code, in the contract's order, of what is wrong with a record of a known type; null where nothing is.
 * `honoursRecorded` false: an entrance at which `recorded` has no place.
 */
export function classify(
  type: PlannedType,
  record: Fields,
  honoursRecorded: boolean,
): Rejection | null {
  const id = readableId(record);
  const unknown = unknownField(type.plan, record, '', SUBJECT_FIELDS);
  if (unknown !== null) {
    const { path, name, known } = unknown;
    const nearest = nearestNames(name, known);
    return rejectionOf(id, 'UNKNOWN_FIELD', { path, type: type.name, nearest });
  }
  const fault =
    subjectFault(type, record) ??
    objectFault(type.plan, record, '') ??
    (honoursRecorded ? null : recordedFault(record));
  if (fault !== null) return rejectionOf(id, 'INVALID_FIELD', fault);
  const corrects = own(record, 'corrects');
  if (typeof corrects === 'string' && own(record, 'reason') === undefined) {
    return rejectionOf(id, 'MISSING_REASON', { corrects });
  }
  return null;
}

function subjectFault(type: PlannedType, record: Fields): FormFault | null {
  if (type.subject === 'target') {
    const isBoth = Object.hasOwn(record, 'case') && Object.hasOwn(record, 'child');
    const problem = 'stands beside `case`: give the one that the voided record has.';
    return isBoth ? { path: 'child', problem } : null;
  }
  const stranger = SUBJECT_FIELDS.find(
    (name) => name !== type.subject && Object.hasOwn(record, name),
  );
  if (stranger === undefined) return null;
  const about =
    type.subject === 'county' ? 'the county, without `case` or `child`' : `a ${type.subject}`;
  return {
    path: stranger,
    problem: `has no place here, ${type.name} is about ${about}: leave it out.`,
  };
}

function recordedFault(record: Fields): FormFault | null {
  const problem =
    'is honored only when history is loaded by the local `ingest` command: leave it out.';
  return Object.hasOwn(record, 'recorded') ? { path: 'recorded', problem } : null;
}
