/** Deepest nesting of arrays and objects that is written; records and reports stay far below it. */
export const DEPTH_MAX = 128;

/**
 * The canonical JSON of a value by RFC 8785 (JCS): no blanks, keys in order of their UTF-16 code units, numbers and
 * strings as ECMAScript writes them. Throws a `TypeError` on what has no canonical JSON (a lone surrogate, a number
 * that is not finite, `undefined`, a function, a bigint, an object that is no plain JSON) and a `RangeError` on
 * nesting deeper than `DEPTH_MAX`.
 */
export function canonicalJson(value: unknown): string {
  return written(value, 0);
}

/** The canonical JSON of a string. Throws a `TypeError` on a lone surrogate. */
export function canonicalString(text: string): string {
  if (!text.isWellFormed()) {
    throw new TypeError(
      `The string ${JSON.stringify(text)} holds a lone surrogate and has no canonical JSON: mend the text first.`,
    );
  }
  return JSON.stringify(text);
}

function written(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value);
    case 'number':
      return canonicalNumber(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth >= DEPTH_MAX) {
        throw new RangeError(
          `The value is nested deeper than ${String(DEPTH_MAX)} levels and is not written as canonical JSON.`,
        );
      }
      return Array.isArray(value)
        ? writtenArray(value, depth + 1)
        : writtenObject(value, depth + 1);
    case 'undefined':
    case 'bigint':
    case 'symbol':
    case 'function':
      throw new TypeError(
        `A value of type ${typeof value} has no canonical JSON: leave the field out or give a JSON value.`,
      );
  }
}

function canonicalNumber(value: number): string {
  if (!Number.isFinite(value)) {
    throw new TypeError(`The number ${String(value)} has no canonical JSON: it is not finite.`);
  }
  // String(-0) is '0', as RFC 8785 wants it.
  return String(value);
}

function writtenArray(items: readonly unknown[], depth: number): string {
  let text = '[';
  for (let index = 0; index < items.length; index += 1) {
    if (index > 0) text += ',';
    text += written(items[index], depth);
  }
  return `${text}]`;
}

function writtenObject(value: object, depth: number): string {
  if (!isPlain(value)) {
    throw new TypeError(
      'Only plain objects have canonical JSON: turn a Map, Date or class instance into one first.',
    );
  }
  const members = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(members);
  if (!isInOrder(keys)) keys.sort(byCodeUnits);
  let text = '{';
  let separator = '';
  for (const key of keys) {
    text += `${separator}${canonicalString(key)}:${written(members[key], depth)}`;
    separator = ',';
  }
  return `${text}}`;
}

/** Whether the object is a literal or came from `JSON.parse`, of this realm or another (workers, test runners). */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isInOrder(keys: readonly string[]): boolean {
  for (let index = 1; index < keys.length; index += 1) {
    if ((keys[index - 1] ?? '') > (keys[index] ?? '')) return false;
  }
  return true;
}

/** RFC 8785 3.2.3: keys are compared as arrays of UTF-16 code units, which is what `<` does. */
function byCodeUnits(left: string, right: string): number {
  return left < right ? -1 : 1;
}
