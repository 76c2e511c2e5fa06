import type { FieldForm } from '../../records/forms.js';
import { AMOUNT_CENTS_MAX } from '../../values/money.js';
import type { FieldPlan, ListPlan, ObjectPlan } from '../plan.js';

/** What a value of a plainly spelt line is looked at for; numbers, because they are compared for every value. */
export const PLAIN = {
  object: 0,
  list: 1,
  choice: 2,
  boolean: 3,
  integer: 4,
  text: 5,
  recordId: 6,
  county: 7,
  subjectId: 8,
  day: 9,
  month: 10,
  instant: 11,
  money: 12,
  staffNumber: 13,
} as const;

/**
 * A field's plan for who reads bytes. Every value of a line has a slot of its own, at a place that is known beforehand: an
 * object one for itself and then those of its fields, a list one for itself and then as many as its longest has.
 */
export interface PlainNode {
  readonly kind: number;
  /** How many slots it takes. */
  readonly width: number;
  /** Least and greatest: of a list's length, of a text's, of a whole number, of cents. */
  readonly min: number;
  readonly max: number;
  /** The choices; of a constant the only one. */
  readonly choices: readonly PlainChoice[];
  readonly item: PlainNode | null;
  readonly isUnique: boolean;
  readonly fields: readonly PlainField[];
  /** The fields in canonical order. */
  readonly sorted: readonly PlainField[];
  readonly required: number;
  /** Which field stood at each place when such an object was read last: senders write their keys in one order. */
  readonly order: Uint8Array;
  readonly zeroWhen: PlainZero | null;
}

/** A value that is written in one way only, and its JSON in bytes. */
export interface PlainChoice {
  readonly value: string | boolean;
  readonly bytes: Uint8Array;
}

/** A field of an object. `key` is `"name"`, `prefix` is `,"name":`. */
export interface PlainField {
  readonly name: string;
  readonly key: Uint8Array;
  readonly prefix: Uint8Array;
  readonly node: PlainNode;
  /** Its slot behind that of its object. */
  readonly offset: number;
  readonly isOptional: boolean;
  readonly isWritten: boolean;
}

/** Amounts that must be zero where a field is true: the slots of both, behind that of their object. */
interface PlainZero {
  readonly flag: number;
  readonly amounts: readonly number[];
}

const LEAF = {
  width: 1,
  min: 0,
  max: 0,
  choices: [],
  item: null,
  isUnique: false,
  fields: [],
  sorted: [],
  required: 0,
  order: new Uint8Array(),
  zeroWhen: null,
} as const satisfies Omit<PlainNode, 'kind'>;

type FormLeaf = Pick<PlainNode, 'kind'> & Partial<Pick<PlainNode, 'min' | 'max'>>;

/** The forms that a record's fields have; those of acts alone are not read here. */
const FORM_LEAVES: Readonly<Partial<Record<FieldForm, FormLeaf>>> = {
  recordId: { kind: PLAIN.recordId },
  county: { kind: PLAIN.county },
  subjectId: { kind: PLAIN.subjectId },
  day: { kind: PLAIN.day },
  month: { kind: PLAIN.month },
  instant: { kind: PLAIN.instant },
  moneyPositive: { kind: PLAIN.money, min: 1, max: AMOUNT_CENTS_MAX },
  moneyOrZero: { kind: PLAIN.money, min: 0, max: AMOUNT_CENTS_MAX },
  moneySigned: { kind: PLAIN.money, min: 0 - AMOUNT_CENTS_MAX, max: AMOUNT_CENTS_MAX },
  staffNumber: { kind: PLAIN.staffNumber },
};

/** The plan of a record of a type: `unwritten` is checked and left out of what is written. */
export function plainPlanOf(plan: ObjectPlan, unwritten: string): PlainNode {
  return objectNode(plan, unwritten);
}

function nodeOf(plan: FieldPlan): PlainNode {
  switch (plan.kind) {
    case 'constant':
      return choiceNode([plan.value]);
    case 'choice':
      return choiceNode([...plan.values]);
    case 'boolean':
      return { ...LEAF, kind: PLAIN.boolean };
    case 'integer':
      return { ...LEAF, kind: PLAIN.integer, min: plan.min, max: plan.max };
    case 'list':
      return listNode(plan);
    case 'object':
      return objectNode(plan, null);
    case 'form':
      return formNode(plan.form, plan.lengthMax);
    case 'anything':
      throw new TypeError('No field of a record holds whatever JSON holds.');
  }
}

function formNode(form: FieldForm, lengthMax: number): PlainNode {
  if (form === 'text') return { ...LEAF, kind: PLAIN.text, min: 1, max: lengthMax };
  const leaf = FORM_LEAVES[form];
  if (leaf === undefined) throw new TypeError(`No field of a record has the form ${form}.`);
  return { ...LEAF, ...leaf };
}

function choiceNode(values: readonly PlainChoice['value'][]): PlainNode {
  const choices = values.map((value) => ({ value, bytes: Buffer.from(JSON.stringify(value)) }));
  return { ...LEAF, kind: PLAIN.choice, choices };
}

function listNode({ item, lengthMin, lengthMax, isUnique }: ListPlan): PlainNode {
  const node = nodeOf(item);
  return {
    ...LEAF,
    kind: PLAIN.list,
    width: 1 + lengthMax * node.width,
    min: lengthMin,
    max: lengthMax,
    item: node,
    isUnique,
  };
}

function objectNode(plan: ObjectPlan, unwritten: string | null): PlainNode {
  let width = 1;
  const fields = plan.fields.map(({ name, plan: fieldPlan, isOptional }): PlainField => {
    const node = nodeOf(fieldPlan);
    const offset = width;
    width += node.width;
    return {
      name,
      key: Buffer.from(JSON.stringify(name)),
      prefix: Buffer.from(`,${JSON.stringify(name)}:`),
      node,
      offset,
      isOptional,
      isWritten: name !== unwritten,
    };
  });
  const offsetOf = (name: string): number =>
    fields.find((field) => field.name === name)?.offset ?? 0;
  const { zeroWhen } = plan;
  return {
    ...LEAF,
    kind: PLAIN.object,
    width,
    fields,
    sorted: [...fields].sort((left, right) => (left.name < right.name ? -1 : 1)),
    required: fields.filter(({ isOptional }) => !isOptional).length,
    order: Uint8Array.from(fields.keys()),
    zeroWhen:
      zeroWhen === null
        ? null
        : { flag: offsetOf(zeroWhen.field), amounts: zeroWhen.amounts.map(offsetOf) },
  };
}
