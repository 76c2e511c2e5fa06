import Type from 'typebox';
import type { TProperties } from 'typebox';

import { civilDayOf } from '../values/civil-day.js';
import { parseDay } from '../values/day.js';
import { parseInstant } from '../values/instant.js';
import { nearestNames, offered } from '../values/nearest-names.js';
import { canonicalJson } from '../wire/canonical.js';
import { objectFault, shown, unknownField } from '../wire/faults.js';
import { objectOf, objectOfLine } from '../wire/object-of-line.js';
import type { LineRead } from '../wire/object-of-line.js';
import { planOfObject } from '../wire/plan.js';
import type { FieldPlan, ObjectPlan } from '../wire/plan.js';
import { isObject } from '../wire/write.js';
import { quoted } from '../rejections.js';
import { ACCESS_ACTS, CBUD_ROW } from './access-acts.js';
import type { AccessAct, AccessActName, AccountActName, CbudRow } from './access-act.js';
import { CLOSED } from '../records/forms.js';
import { actorId, parsedInstant } from './access-forms.js';
import { ACT_LINE_BYTES_MAX, refused, refusedLine } from './access-refusals.js';
import type { AccessRefusal } from './access-refusals.js';
import { faultBetweenFields } from './fields-together.js';
import { PROCESS_ACTS } from './process-acts.js';
import { withoutSalts } from './remarks.js';

/** An act as it was given, every form of it checked. */
export interface GivenAct {
  readonly kind: 'act';
  readonly act: AccessAct;
  /** The same as JSON. */
  readonly json: Readonly<Record<string, unknown>>;
}

/** What came of a line or value: an act, or why it is none (codes MALFORMED to INVALID_FIELD). */
export type AccessActRead = GivenAct | AccessRefusal;

const PLANS: ReadonlyMap<unknown, ObjectPlan> = new Map(
  Object.entries({ ...ACCESS_ACTS, ...PROCESS_ACTS }).map(([name, fields]) => [
    name,
    planOfObject(withEnvelope(name, fields)),
  ]),
);

const ACT_NAMES = Object.keys({ ...ACCESS_ACTS, ...PROCESS_ACTS });

const ROW_PLAN = planOfObject(CBUD_ROW);

function withEnvelope(name: string, fields: TProperties): object {
  return Type.Object(
    { act: Type.Literal(name), at: parsedInstant, by: actorId, ...fields },
    CLOSED,
  );
}

/** Whether an act is one on accounts and not one of the process. */
export function isAccountActName(name: AccessActName): name is AccountActName {
  return Object.hasOwn(ACCESS_ACTS, name);
}

/** Reads one line of NDJSON, without its `\n`, as an act. Never throws. */
export function readActLine(line: Uint8Array | string): AccessActRead {
  return readOf(objectOfLine(line, ACT_LINE_BYTES_MAX));
}

/** Reads a value as `JSON.parse` gives it as an act; see `readActLine`. */
export function readActValue(value: unknown): AccessActRead {
  return readOf(objectOf(value));
}

/** The refusal of a line of more than `ACT_LINE_BYTES_MAX` bytes, which is never read as a whole. */
export function refusedLongLine(): AccessRefusal {
  return refusedLine({ why: 'tooLong' });
}

/** An act that a stream keeps, with or without salts. Throws where the store holds what this program did not write. */
export function keptAct(body: string): AccessAct {
  const line = objectOfLine(body, Infinity);
  const read = readOf(
    line.kind === 'object' ? { kind: 'object', value: withoutSalts(line.value) } : line,
  );
  if (read.kind === 'act') return read.act;
  throw new Error(
    `The stream of accounts holds an act that this program does not know (${read.message}): use the newer version that wrote it, or restore the latest backup.`,
  );
}

/** The canonical JSON of an act, which is what its stream keeps; of a row that came to nothing, its number alone. */
export function actBody({ json }: GivenAct, badRows: readonly number[]): string {
  const { rows } = json;
  if (badRows.length === 0 || !Array.isArray(rows)) return canonicalJson(json);
  const kept = rows.map((row: unknown, index) =>
    badRows.includes(index + 1) ? { row: index + 1 } : row,
  );
  return canonicalJson({ ...json, rows: kept });
}

function readOf(line: LineRead): AccessActRead {
  if (line.kind === 'malformed') return refusedLine(line.facts);
  const json = line.value;
  const name = Object.hasOwn(json, 'act') ? json['act'] : undefined;
  const plan = PLANS.get(name);
  if (plan === undefined) return refusedName(name);
  const unknown = unknownField(plan, json, '');
  if (unknown !== null) {
    const near = offered(nearestNames(unknown.name, unknown.known));
    const message = `${String(name)} has no field \`${unknown.path}\`: leave it out or correct its spelling.${near}`;
    return refused('UNKNOWN_FIELD', message);
  }
  const fault = objectFault(plan, json, '');
  if (fault !== null) return refused('INVALID_FIELD', `\`${fault.path}\` ${fault.problem}`);
  const act = actOf(plan, json);
  const between = faultBetweenFields(act);
  if (between !== null) return refused('INVALID_FIELD', `\`${between.path}\` ${between.problem}`);
  return { kind: 'act', act, json };
}

function refusedName(name: unknown): AccessRefusal {
  if (typeof name === 'string') {
    const near = offered(nearestNames(name, ACT_NAMES));
    const message = `The act ${quoted(name)} is none of the acts: correct the spelling of \`act\`.${near}`;
    return refused('UNKNOWN_ACT', message);
  }
  const problem = name === undefined ? 'is missing' : `is ${shown(name)}`;
  return refused('INVALID_FIELD', `\`act\` ${problem}: give the act, such as "GrantGiven".`);
}

function actOf(plan: ObjectPlan, json: Readonly<Record<string, unknown>>): AccessAct {
  // Every field was found to have the form that its schema says, from which this type is derived.
  const act = valueOf(plan, json) as AccessAct;
  const on = civilDayOf(act.at);
  if (act.act !== 'CbudAccessRequested') return { ...act, on };
  const rows: readonly unknown[] = act.rows;
  return { ...act, on, rows: rows.map(rowOf) };
}

function rowOf(row: unknown): CbudRow {
  if (!isObject(row)) return badRow(`The row is ${shown(row)}: give an object.`);
  const unknown = unknownField(ROW_PLAN, row, '');
  if (unknown !== null) return badRow(`A row has no field \`${unknown.path}\`: leave it out.`);
  const fault = objectFault(ROW_PLAN, row, '');
  if (fault !== null) return badRow(`\`${fault.path}\` ${fault.problem}`);
  // Every field was found to have the form that its schema says.
  return { kind: 'row', ...(row as Omit<Extract<CbudRow, { readonly kind: 'row' }>, 'kind'>) };
}

function badRow(message: string): CbudRow {
  return { kind: 'badRow', message };
}

/** A checked value with its days and instants read. */
function valueOf(plan: FieldPlan, value: unknown): unknown {
  switch (plan.kind) {
    case 'form':
      if (plan.form === 'day') return parseDay(String(value));
      return plan.form === 'instant' ? parseInstant(String(value)) : value;
    case 'list':
      return Array.isArray(value) ? value.map((item: unknown) => valueOf(plan.item, item)) : value;
    case 'object': {
      const fields = value as Readonly<Record<string, unknown>>; // it was found to be an object
      return Object.fromEntries(
        plan.fields
          .filter(({ name }) => Object.hasOwn(fields, name))
          .map(({ name, plan: field }) => [name, valueOf(field, fields[name])]),
      );
    }
    case 'constant':
    case 'choice':
    case 'boolean':
    case 'integer':
    case 'anything':
      return value;
  }
}
