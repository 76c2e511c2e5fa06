import { canonicalJson } from './canonical.js';
import { isText } from '../values/text.js';
import { FORM_CHECKS } from './form-checks.js';
import type { FieldPlan, ListPlan, ObjectPlan } from './plan.js';

/**
 * Checks a value and writes its canonical JSON (RFC 8785) in one pass: null where the value breaks its form. Valid
 * records are the many, and this is all they pay; `classify.ts` finds out what is wrong with the others.
 */
export type Writer = (value: unknown) => string | null;

/** The writer of a record's body: `recorded` is checked and left out of what is written. */
export function bodyWriter(plan: ObjectPlan): Writer {
  const write = objectWriter(plan, 'recorded');
  return (value) => {
    const body = write(value);
    return body === null ? null : inOnePiece(body);
  };
}

const OPENING_BRACE = 123;

/**
 * The same object. What was put together of many parts is kept as a tree of them by V8, five times as large as the
 * text, until somebody looks into it: bodies are held by the thousand, so that is done at once.
 */
function inOnePiece(object: string): string {
  return object.charCodeAt(0) === OPENING_BRACE ? object : '';
}

interface FieldWriter {
  readonly name: string;
  readonly isOptional: boolean;
  readonly isWritten: boolean;
  readonly write: Writer;
  /** `"name":` with the comma before it. */
  readonly prefix: string;
}

function writerOf(plan: FieldPlan): Writer {
  switch (plan.kind) {
    case 'constant': {
      const written = JSON.stringify(plan.value);
      return (value) => (value === plan.value ? written : null);
    }
    case 'choice': {
      const written: ReadonlyMap<unknown, string> = new Map(
        [...plan.values].map((choice) => [choice, JSON.stringify(choice)]),
      );
      return (value) => written.get(value) ?? null;
    }
    case 'form': {
      if (plan.form === 'text') return textWriter(plan.lengthMax);
      if (plan.form === 'email') return emailWriter;
      const hasForm = FORM_CHECKS[plan.form];
      return (value) => (typeof value === 'string' && hasForm(value) ? `"${value}"` : null);
    }
    case 'anything':
      return canonicalJson;
    case 'boolean':
      return (value) => (value === true ? 'true' : value === false ? 'false' : null);
    case 'integer':
      return (value) => {
        const isWithin =
          Number.isInteger(value) && Number(value) >= plan.min && Number(value) <= plan.max;
        return isWithin ? String(value) : null;
      };
    case 'list':
      return listWriter(plan);
    case 'object':
      return objectWriter(plan, null);
  }
}

function textWriter(lengthMax: number): Writer {
  return (value) =>
    typeof value === 'string' && isText(value, lengthMax) ? JSON.stringify(value) : null;
}

function emailWriter(value: unknown): string | null {
  return typeof value === 'string' && FORM_CHECKS.email(value) ? JSON.stringify(value) : null;
}

function listWriter(plan: ListPlan): Writer {
  const writeItem = writerOf(plan.item);
  return (value) => {
    if (!Array.isArray(value)) return null;
    const items: readonly unknown[] = value;
    if (items.length < plan.lengthMin || items.length > plan.lengthMax) return null;
    if (plan.isUnique && items.length > 1 && new Set(items).size < items.length) return null;
    let text = '[';
    for (let index = 0; index < items.length; index += 1) {
      const item = writeItem(items[index]);
      if (item === null) return null;
      text += index === 0 ? item : `,${item}`;
    }
    return `${text}]`;
  };
}

function objectWriter(plan: ObjectPlan, unwritten: string | null): Writer {
  const fields: readonly FieldWriter[] = plan.fields
    .map(({ name, plan: fieldPlan, isOptional }) => ({
      name,
      isOptional,
      isWritten: name !== unwritten,
      write: writerOf(fieldPlan),
      prefix: `,${JSON.stringify(name)}:`,
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  return (value) => {
    if (!isObject(value)) return null;
    let text = '';
    let count = 0;
    for (const field of fields) {
      const member = value[field.name];
      if (member === undefined) {
        if (!field.isOptional) return null;
        continue;
      }
      const written = field.write(member);
      if (written === null) return null;
      count += 1;
      if (field.isWritten) text += field.prefix + written;
    }
    // Own fields that are not in the plan, `__proto__` among them, show in the count.
    if (Object.keys(value).length !== count) return null;
    if (plan.zeroWhen !== null && !isZeroAsAsked(plan.zeroWhen, value)) return null;
    return `{${text.slice(1)}}`;
  };
}

/** Whether the amounts of `zeroWhen` are `"0.00"`, or its field does not ask for it. */
export function isZeroAsAsked(
  zeroWhen: NonNullable<ObjectPlan['zeroWhen']>,
  value: Readonly<Record<string, unknown>>,
): boolean {
  return value[zeroWhen.field] !== true || zeroWhen.amounts.every((name) => value[name] === '0.00');
}

/** Whether the value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
