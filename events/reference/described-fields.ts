import { RECORD_SCHEMAS } from '../records/schemas.js';
import type { RecordType } from '../registry.js';
import { adviceOf } from '../wire/faults.js';
import { planOfObject } from '../wire/plan.js';
import type { FieldPlan } from '../wire/plan.js';
import { toldOf } from './told-types.js';

/** A field of a record as people read of it. */
export interface DescribedField {
  /** Its path from the record: `data.ncp.role`, `data.allocations[].bucket`. */
  readonly path: string;
  readonly isRequired: boolean;
  /** Form and bounds. */
  readonly form: string;
  readonly meaning: string;
}

/** What the fields around `data` say; they are the same in every type. */
const MEANING_AROUND: Readonly<Record<string, string>> = {
  id: 'the record’s own id, chosen by the sender; the same record sent again with it is a duplicate',
  type: 'the record type',
  county: 'the county whose ledger it belongs to',
  case: 'the case that it is about',
  child: 'the child that it is about',
  effective: 'the day on which it happened; not later than the day it is recorded',
  data: 'the fields of the type',
  corrects: 'the id of the record that this one replaces or voids',
  reason: 'why; required with `corrects`. Name no person',
  recorded: 'only where history is loaded by `ingest`: when it was recorded',
};

/** The fields around `data`, in the order of the schema. */
export function fieldsAround(type: RecordType): readonly DescribedField[] {
  return fieldsOf(type).filter(({ path }) => !path.startsWith('data'));
}

/** The fields of a type's `data`, each object before its own fields. */
export function fieldsOfData(type: RecordType): readonly DescribedField[] {
  return fieldsOf(type).filter(({ path }) => path.startsWith('data.'));
}

function fieldsOf(type: RecordType): readonly DescribedField[] {
  const found: DescribedField[] = [];
  const visit = (plan: FieldPlan, path: string, isRequired: boolean): void => {
    if (path !== '') {
      found.push({ path, isRequired, form: formOf(plan), meaning: meaningOf(type, path) });
    }
    const inner = plan.kind === 'list' ? plan.item : plan;
    if (inner.kind !== 'object') return;
    const front = path === '' ? '' : `${path}${plan.kind === 'list' ? '[]' : ''}.`;
    for (const field of inner.fields) visit(field.plan, front + field.name, !field.isOptional);
  };
  visit(planOfObject(RECORD_SCHEMAS[type]), '', true);
  return found;
}

/** Throws where nothing is said of a field: a new one has to be told of. */
export function meaningOf(type: RecordType, path: string): string {
  const meaning = path.startsWith('data.')
    ? toldOf(type).fields[path.slice('data.'.length)]
    : MEANING_AROUND[path];
  if (meaning === undefined) throw new TypeError(`Nothing is told of ${path} of ${type}.`);
  return meaning;
}

function formOf(plan: FieldPlan): string {
  if (plan.kind !== 'list' || plan.item.kind === 'object') return adviceOf(plan);
  return `${adviceOf(plan)}; each is ${adviceOf(plan.item)}`;
}
