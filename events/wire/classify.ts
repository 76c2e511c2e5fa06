import { isRecordType } from '../registry.js';
import type { RecordTypeEntry } from '../records/schemas.js';
import type { RecordType } from '../registry.js';
import { quoted, rejectionOf } from '../rejections.js';
import type { Rejection } from '../rejections.js';
import { FORM_ADVICE, FORM_CHECKS, isText } from './form-checks.js';
import type { FieldPlan, ListPlan, ObjectPlan } from './plan.js';
import { isObject, isZeroAsAsked } from './write.js';

type Fields = Readonly<Record<string, unknown>>;

/** A type with the plan of its fields. */
export interface PlannedType {
  readonly name: RecordType;
  readonly subject: RecordTypeEntry['subject'];
  readonly plan: ObjectPlan;
}

/** A field that breaks its form: where it stands, and the rest of the sentence. */
interface Fault {
  readonly path: string;
  readonly problem: string;
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
    return rejectionOf(id, 'UNKNOWN_TYPE', { type });
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
    return rejectionOf(id, 'UNKNOWN_FIELD', { path: unknown, type: type.name });
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

/** The path of the first field that the plan does not have, wherever the plan leads; null where there is none. */
function unknownField(
  plan: FieldPlan,
  value: unknown,
  path: string,
  alsoKnown: readonly string[] = [],
): string | null {
  if (plan.kind === 'list') {
    if (!Array.isArray(value)) return null;
    const items: readonly unknown[] = value;
    return firstFound(items.entries(), ([index, item]) =>
      unknownField(plan.item, item, `${path}[${String(index)}]`),
    );
  }
  if (plan.kind !== 'object' || !isObject(value)) return null;
  const stranger = Object.keys(value).find(
    (name) => !plan.names.has(name) && !alsoKnown.includes(name),
  );
  if (stranger !== undefined) return joined(path, quotedName(stranger));
  return firstFound(plan.fields, ({ name, plan: fieldPlan }) =>
    unknownField(fieldPlan, own(value, name), joined(path, name)),
  );
}

function subjectFault(type: PlannedType, record: Fields): Fault | null {
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

function recordedFault(record: Fields): Fault | null {
  const problem =
    'is honoured only when history is loaded by the local `ingest` command: leave it out.';
  return Object.hasOwn(record, 'recorded') ? { path: 'recorded', problem } : null;
}

function fieldFault(plan: FieldPlan, value: unknown, path: string): Fault | null {
  switch (plan.kind) {
    case 'list':
      return listFault(plan, value, path);
    case 'object':
      return isObject(value) ? objectFault(plan, value, path) : wrong(path, value, 'an object');
    case 'form':
      return fitsForm(plan, value) ? null : stringFault(plan, value, path);
    case 'constant':
    case 'choice':
    case 'boolean':
    case 'integer':
      return fits(plan, value) ? null : wrong(path, value, adviceOf(plan));
  }
}

function fits(
  plan: FieldPlan & { readonly kind: 'constant' | 'choice' | 'boolean' | 'integer' },
  value: unknown,
): boolean {
  switch (plan.kind) {
    case 'constant':
      return value === plan.value;
    case 'choice':
      return typeof value === 'string' && plan.values.has(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return Number.isInteger(value) && Number(value) >= plan.min && Number(value) <= plan.max;
  }
}

function fitsForm(plan: FieldPlan & { readonly kind: 'form' }, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  return plan.form === 'text' ? isText(value, plan.lengthMax) : FORM_CHECKS[plan.form](value);
}

function objectFault(plan: ObjectPlan, value: Fields, path: string): Fault | null {
  const fault = firstFound(plan.fields, (field) => {
    const fieldPath = joined(path, field.name);
    if (Object.hasOwn(value, field.name)) {
      return fieldFault(field.plan, value[field.name], fieldPath);
    }
    const problem = `is missing: give ${adviceOf(field.plan)}.`;
    return field.isOptional ? null : { path: fieldPath, problem };
  });
  if (fault !== null || plan.zeroWhen === null || isZeroAsAsked(plan.zeroWhen, value)) return fault;
  const amounts = plan.zeroWhen.amounts.map((name) => `\`${name}\``).join(' and ');
  return {
    path: joined(path, plan.zeroWhen.field),
    problem: `is true and an amount is not zero: give "0.00" for ${amounts}, or false.`,
  };
}

function listFault(plan: ListPlan, value: unknown, path: string): Fault | null {
  if (!Array.isArray(value)) return wrong(path, value, adviceOf(plan));
  const items: readonly unknown[] = value;
  if (items.length < plan.lengthMin || items.length > plan.lengthMax) {
    return { path, problem: `has ${String(items.length)} items: give ${adviceOf(plan)}.` };
  }
  const fault = firstFound(items.entries(), ([index, item]) =>
    fieldFault(plan.item, item, `${path}[${String(index)}]`),
  );
  if (fault !== null || !plan.isUnique) return fault;
  const twice = items.find((item, index) => items.indexOf(item) < index);
  return twice === undefined
    ? null
    : { path, problem: `names ${shown(twice)} twice: name each once.` };
}

function stringFault(plan: FieldPlan, value: unknown, path: string): Fault {
  if (typeof value === 'string' && !value.isWellFormed()) {
    const problem =
      'holds half of a surrogate pair, which is no Unicode text: send whole characters.';
    return { path, problem };
  }
  return wrong(path, value, adviceOf(plan));
}

function wrong(path: string, value: unknown, advice: string): Fault {
  return { path, problem: `is ${shown(value)}: give ${advice}.` };
}

function adviceOf(plan: FieldPlan): string {
  switch (plan.kind) {
    case 'constant':
      return JSON.stringify(plan.value);
    case 'choice':
      return `one of ${[...plan.values].map((value) => JSON.stringify(value)).join(', ')}`;
    case 'form':
      return plan.form === 'text'
        ? `text of 1 to ${String(plan.lengthMax)} characters`
        : FORM_ADVICE[plan.form];
    case 'boolean':
      return 'true or false';
    case 'integer':
      return `a whole number from ${String(plan.min)} to ${String(plan.max)}, not as a string`;
    case 'list': {
      const items = plan.item.kind === 'object' ? 'objects' : 'strings';
      const unique = plan.isUnique ? ', none twice' : '';
      return `an array of ${String(plan.lengthMin)} to ${String(plan.lengthMax)} ${items}${unique}`;
    }
    case 'object':
      return 'an object';
  }
}

/** A sender's value as a message may show it. Nothing nested is shown: it may be deep without bound. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null) return 'null, which is no value';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : typeof value;
}

/** The field itself and never one that the object inherits. */
function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** A field name as it came where it is a plain word, quoted and cut where it is not. */
function quotedName(name: string): string {
  return /^[\w-]{1,40}$/u.test(name) ? name : quoted(name);
}

function firstFound<Item, Found>(
  items: Iterable<Item>,
  find: (item: Item) => Found | null,
): Found | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}
