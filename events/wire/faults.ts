import { quoted } from '../rejections.js';
import { countyOfFips } from '../values/county.js';
import { isText } from '../values/text.js';
import { FORM_ADVICE, FORM_CHECKS } from './form-checks.js';
import type { FieldPlan, ListPlan, ObjectPlan } from './plan.js';
import { isObject, isZeroAsAsked } from './write.js';

type Fields = Readonly<Record<string, unknown>>;

/** A field that breaks its form: where it stands, and the rest of the sentence. */
export interface FormFault {
  readonly path: string;
  readonly problem: string;
}

/** A field that a plan does not have: where it stands, its name as it came, and the names that the plan has there. */
export interface Stranger {
  readonly path: string;
  readonly name: string;
  readonly known: ReadonlySet<string>;
}

/** The first field that the plan does not have, wherever the plan leads; null where there is none. */
export function unknownField(
  plan: FieldPlan,
  value: unknown,
  path: string,
  alsoKnown: readonly string[] = [],
): Stranger | null {
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
  if (stranger !== undefined) {
    return { path: joined(path, quotedName(stranger)), name: stranger, known: plan.names };
  }
  return firstFound(plan.fields, ({ name, plan: fieldPlan }) =>
    unknownField(fieldPlan, own(value, name), joined(path, name)),
  );
}

function fieldFault(plan: FieldPlan, value: unknown, path: string): FormFault | null {
  switch (plan.kind) {
    case 'list':
      return listFault(plan, value, path);
    case 'object':
      return isObject(value) ? objectFault(plan, value, path) : wrong(path, value, 'an object');
    case 'form':
      return fitsForm(plan, value) ? null : stringFault(plan, value, path);
    case 'anything':
      return null;
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

/** The first field of an object that breaks its form, in the order of the plan; null where none does. */
export function objectFault(plan: ObjectPlan, value: Fields, path: string): FormFault | null {
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

function listFault(plan: ListPlan, value: unknown, path: string): FormFault | null {
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

function stringFault(plan: FieldPlan, value: unknown, path: string): FormFault {
  if (typeof value === 'string' && !value.isWellFormed()) {
    const problem =
      'holds half of a surrogate pair, which is no Unicode text: send whole characters.';
    return { path, problem };
  }
  const county = isCountyForm(plan) && typeof value === 'string' ? countyOfFips(value) : null;
  if (county === null) return wrong(path, value, adviceOf(plan));
  const problem = `is ${shown(value)}, the FIPS code of county "${county}": give that number.`;
  return { path, problem };
}

function isCountyForm(plan: FieldPlan): boolean {
  return plan.kind === 'form' && plan.form === 'county';
}

function wrong(path: string, value: unknown, advice: string): FormFault {
  return { path, problem: `is ${shown(value)}: give ${advice}.` };
}

/** What to give for a field, as the end of a sentence that begins "give". */
export function adviceOf(plan: FieldPlan): string {
  switch (plan.kind) {
    case 'constant':
      return JSON.stringify(plan.value);
    case 'choice':
      return `one of ${[...plan.values].map((value) => JSON.stringify(value)).join(', ')}`;
    case 'form':
      return plan.form === 'text'
        ? `text of 1 to ${String(plan.lengthMax)} characters`
        : FORM_ADVICE[plan.form];
    case 'anything':
      return 'a value';
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
export function own(fields: Fields, name: string): unknown {
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
