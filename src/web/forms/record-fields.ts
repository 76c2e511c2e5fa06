/** How a field is entered. */
export type FieldKind =
  | { readonly kind: 'text' }
  | { readonly kind: 'number' }
  | { readonly kind: 'choice'; readonly options: readonly string[] }
  | { readonly kind: 'yesOrNo' }
  /** Several values, with commas between them. */
  | { readonly kind: 'list' };

/** One field of a record's data, as a form asks for it. */
export interface RecordField {
  /** As in `terms.currentSupport` or `allocations.0.amount`. */
  readonly path: string;
  readonly is: FieldKind;
  /** What a right value looks like. */
  readonly hint: string;
  readonly isNeeded: boolean;
}

/** Rows that a form has for a list of several fields each; those that are left empty are left out. */
const ROWS_OF_LIST = 4;

interface Schema {
  readonly type?: string;
  readonly form?: string;
  readonly enum?: readonly unknown[];
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** The fields of a record's `data`, in the order of its schema. */
export function fieldsOfSchema(record: object): readonly RecordField[] {
  const data = (record as Schema).properties?.['data']; // schemas are plain data
  return data === undefined ? [] : fieldsIn(data, '', true);
}

function fieldsIn(schema: Schema, before: string, isNeeded: boolean): readonly RecordField[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = before === '' ? name : `${before}.${name}`;
    return fieldsOf(field, path, isNeeded && required.includes(name));
  });
}

function fieldsOf(schema: Schema, path: string, isNeeded: boolean): readonly RecordField[] {
  if (schema.properties !== undefined) return fieldsIn(schema, path, isNeeded);
  const { items } = schema;
  if (items?.properties !== undefined) {
    return Array.from({ length: ROWS_OF_LIST }, (_, row) =>
      fieldsIn(items, `${path}.${String(row)}`, isNeeded && row === 0),
    ).flat();
  }
  const is = kindOf(schema);
  return [{ path, is, hint: hintOf(schema, is), isNeeded }];
}

function kindOf(schema: Schema): FieldKind {
  if (schema.enum !== undefined) return { kind: 'choice', options: schema.enum.map(String) };
  switch (schema.type) {
    case 'boolean':
      return { kind: 'yesOrNo' };
    case 'integer':
    case 'number':
      return { kind: 'number' };
    case 'array':
      return { kind: 'list' };
    default:
      return { kind: 'text' };
  }
}

const HINTS: Readonly<Record<string, string>> = {
  subjectId: 'An id: 1 to 32 letters, digits and hyphens',
  day: 'A day, as 2006-10-15',
  month: 'A month, as 2006-09',
  moneyPositive: 'Dollars and cents above zero, as 125.00',
  moneyOrZero: 'Dollars and cents, as 125.00 or 0.00',
  moneySigned: 'Dollars and cents, not zero, as 125.00 or -125.00',
  staffNumber: 'A number, as 12 or 12.5',
  recordId: 'The id of a record',
};

function hintOf(schema: Schema, is: FieldKind): string {
  switch (is.kind) {
    case 'choice':
      return `One of ${is.options.join(', ')}`;
    case 'yesOrNo':
      return 'Yes or no';
    case 'number':
      return `A whole number from ${String(schema.minimum ?? 0)} to ${String(schema.maximum ?? '')}`;
    case 'list':
      return 'Several, with commas between them';
    case 'text':
      return (
        HINTS[schema.form ?? ''] ??
        `A text of at most ${String(schema.maxLength ?? 100)} characters`
      );
  }
}

/** The data that was typed: what is empty is left out. Texts stay as they are, so that their refusals name them. */
export function dataOf(
  fields: readonly RecordField[],
  textOf: (path: string) => string,
): Readonly<Record<string, unknown>> {
  const data: Record<string, unknown> = {};
  for (const { path, is } of fields) {
    const text = textOf(path);
    if (text !== '') put(data, path.split('.'), valueOf(is, text));
  }
  return data;
}

function valueOf(is: FieldKind, text: string): unknown {
  switch (is.kind) {
    case 'yesOrNo':
      return text === 'yes' ? true : text === 'no' ? false : text;
    case 'number':
      return /^-?\d{1,15}$/u.test(text) ? Number(text) : text;
    case 'list':
      return text
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== '');
    case 'text':
    case 'choice':
      return text;
  }
}

/** Puts a value where a path leads, making what is on the way; a number on the way is a place in a list. */
function put(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const [next = '', ...more] = rest;
  if (/^\d$/u.test(next)) {
    const list = (into[name] ??= []) as Record<string, unknown>[]; // made here alone
    const row = Number(next);
    // Rows that were left empty do not count.
    const place = Math.min(row, list.length);
    const item = (list[place === row ? row : place] ??= {});
    put(item, more, value);
    return;
  }
  put((into[name] ??= {}) as Record<string, unknown>, rest, value); // made here alone
}
