import { FORMS } from '../records/forms.js';
import type { FieldForm } from '../records/forms.js';

/** What a field must be, read from its schema once: the checks walk this and never the schema itself. */
export type FieldPlan =
  | { readonly kind: 'constant'; readonly value: string | boolean }
  | { readonly kind: 'choice'; readonly values: ReadonlySet<string> }
  | { readonly kind: 'form'; readonly form: FieldForm; readonly lengthMax: number }
  | { readonly kind: 'boolean' }
  /** Whatever JSON holds: its own reader says what is wrong with it. */
  | { readonly kind: 'anything' }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number }
  | ListPlan
  | ObjectPlan;

/** An array: its items, how many, and whether none may stand twice. */
export interface ListPlan {
  readonly kind: 'list';
  readonly item: FieldPlan;
  readonly lengthMin: number;
  readonly lengthMax: number;
  readonly isUnique: boolean;
}

/** An object: its fields in the order of the schema, and none besides. */
export interface ObjectPlan {
  readonly kind: 'object';
  readonly fields: readonly PlannedField[];
  readonly names: ReadonlySet<string>;
  /** Amounts that must be `"0.00"` where the boolean `field` is true. */
  readonly zeroWhen: { readonly field: string; readonly amounts: readonly string[] } | null;
}

/** A field of an object. */
interface PlannedField {
  readonly name: string;
  readonly plan: FieldPlan;
  readonly isOptional: boolean;
}

/** The keywords of JSON Schema, and ours, that the schemas of `records/` and `acts/` use. */
interface SchemaKeywords {
  readonly type?: string;
  readonly const?: string | boolean;
  readonly enum?: readonly string[];
  readonly form?: FieldForm;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: SchemaKeywords;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly properties?: Readonly<Record<string, SchemaKeywords>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly anything?: boolean;
  readonly zeroWhen?: { readonly field: string; readonly amounts: readonly string[] };
}

/** The plan of a type of record or act. Throws on a schema that says something the checks do not know: a fault of the program. */
export function planOfObject(schema: object): ObjectPlan {
  const plan = planOf(schema);
  if (plan.kind !== 'object')
    throw new TypeError('The schema of a record is not one of an object.');
  return plan;
}

const PLANNERS: Readonly<Record<string, (schema: SchemaKeywords) => FieldPlan>> = {
  string: formPlan,
  boolean: () => ({ kind: 'boolean' }),
  integer: (schema) => ({
    kind: 'integer',
    min: given(schema, 'minimum'),
    max: given(schema, 'maximum'),
  }),
  array: (schema) => ({
    kind: 'list',
    item: planOf(given(schema, 'items')),
    lengthMin: given(schema, 'minItems'),
    lengthMax: given(schema, 'maxItems'),
    isUnique: schema.uniqueItems ?? false,
  }),
  object: objectPlan,
};

function planOf(schema: SchemaKeywords): FieldPlan {
  if (schema.anything === true) return { kind: 'anything' };
  if (schema.const !== undefined) return { kind: 'constant', value: schema.const };
  if (schema.enum !== undefined) return { kind: 'choice', values: new Set(schema.enum) };
  const planner = PLANNERS[schema.type ?? ''];
  if (planner === undefined) {
    throw new TypeError(
      `A record's schema says type ${String(schema.type)}, which no check knows.`,
    );
  }
  return planner(schema);
}

function formPlan(schema: SchemaKeywords): FieldPlan {
  const form = given(schema, 'form');
  if (!FORMS.includes(form))
    throw new TypeError(`A record's schema says form ${form}, which no check knows.`);
  return { kind: 'form', form, lengthMax: form === 'text' ? given(schema, 'maxLength') : 0 };
}

function objectPlan(schema: SchemaKeywords): ObjectPlan {
  if (schema.additionalProperties !== false) {
    throw new TypeError("A record's schema has an object that takes unknown fields: close it.");
  }
  const required = new Set(schema.required ?? []);
  const fields = Object.entries(given(schema, 'properties')).map(([name, member]) => ({
    name,
    plan: planOf(member),
    isOptional: !required.has(name),
  }));
  return {
    kind: 'object',
    fields,
    names: new Set(fields.map(({ name }) => name)),
    zeroWhen: schema.zeroWhen ?? null,
  };
}

function given<Key extends keyof SchemaKeywords>(
  schema: SchemaKeywords,
  key: Key,
): NonNullable<SchemaKeywords[Key]> {
  const value = schema[key];
  if (value === undefined || value === null) {
    throw new TypeError(`A record's schema lacks the keyword ${key}.`);
  }
  return value;
}
