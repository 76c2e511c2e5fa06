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
  /** What the form calls it: its path, but where the record itself has a field of that name. */
  readonly name: string;
  readonly is: FieldKind;
  /** What it says, where that is told of the type; else empty. */
  readonly meaning: string;
  /** What a right value looks like. */
  readonly hint: string;
  readonly isNeeded: boolean;
}

/** Rows that a form has at least for a list of several fields each; those that are left empty are left out. */
const ROWS_OF_LIST = 4;

/** What a form knows of a type besides its schema. */
export interface ToldOfFields {
  /** What each field says, by its path as in `allocations[].bucket`. */
  readonly meanings: Readonly<Record<string, string>>;
  /** Rows of a list that must have a place: those of a record that is corrected, and of a form that was sent. */
  readonly rowsOf: (path: string) => number;
}

/** A number on the way to a field: a row of a list. */
const ROW = /^\d{1,3}$/u;

const NOTHING_TOLD: ToldOfFields = { meanings: {}, rowsOf: () => 0 };

interface Schema {
  readonly type?: string;
  readonly form?: string;
  readonly enum?: readonly unknown[];
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

/** The fields of a record's `data`, in the order of its schema. */
export function fieldsOfSchema(
  record: object,
  told: ToldOfFields = NOTHING_TOLD,
): readonly RecordField[] {
  const data = (record as Schema).properties?.['data']; // schemas are plain data
  return data === undefined ? [] : fieldsIn(data, { path: '', isNeeded: true }, told);
}

/** Where a schema stands in the data, and whether it has to be there. */
interface SchemaInData {
  readonly path: string;
  readonly isNeeded: boolean;
}

function fieldsIn(
  schema: Schema,
  within: SchemaInData,
  told: ToldOfFields,
): readonly RecordField[] {
  const { properties = {}, required = [] } = schema;
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = within.path === '' ? name : `${within.path}.${name}`;
    return fieldsOf(field, { path, isNeeded: within.isNeeded && required.includes(name) }, told);
  });
}

function fieldsOf(
  schema: Schema,
  within: SchemaInData,
  told: ToldOfFields,
): readonly RecordField[] {
  if (schema.properties !== undefined) return fieldsIn(schema, within, told);
  const { items } = schema;
  const { path, isNeeded } = within;
  if (items?.properties !== undefined) {
    const length = Math.min(
      schema.maxItems ?? ROWS_OF_LIST,
      Math.max(ROWS_OF_LIST, told.rowsOf(path)),
    );
    return Array.from({ length }, (_, row) =>
      fieldsIn(items, { path: `${path}.${String(row)}`, isNeeded: isNeeded && row === 0 }, told),
    ).flat();
  }
  const is = kindOf(schema);
  const meaning = told.meanings[path.replaceAll(/\.\d+(?=\.|$)/gu, '[]')] ?? '';
  return [{ path, name: nameInForm(path), is, meaning, hint: hintOf(schema, is), isNeeded }];
}

/** Fields that a record has beside its data, and some data as well: `CaseClosed` says why it was closed. */
const OF_RECORD: ReadonlySet<string> = new Set(['reason', 'effective']);

/** What a form calls a field of a record's data. */
export function nameInForm(path: string): string {
  return OF_RECORD.has(path) ? `data.${path}` : path;
}

/** How many rows of a list there must be a place for: one more than the last that has a text. */
export function rowsTyped(names: Iterable<string>, list: string): number {
  let rows = 0;
  for (const name of names) {
    if (!name.startsWith(`${list}.`)) continue;
    const row = name.slice(list.length + 1).split('.')[0] ?? '';
    if (ROW.test(row)) rows = Math.max(rows, Number(row) + 2);
  }
  return rows;
}

function kindOf(schema: Schema): FieldKind {
  if (schema.enum !== undefined) return { kind: 'choice', options: schema.enum.map(String) };
  switch (schema.type ?? 'string') {
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
  textOf: (name: string) => string,
): Readonly<Record<string, unknown>> {
  const data: Record<string, unknown> = {};
  for (const { path, name, is } of fields) {
    const text = textOf(name);
    if (text !== '') put(data, path.split('.'), valueOf(is, text));
  }
  return withoutHoles(data);
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
  if (ROW.test(next)) {
    const list = (into[name] ??= []) as Record<string, unknown>[]; // made here alone
    put((list[Number(next)] ??= {}), more, value);
    return;
  }
  put((into[name] ??= {}) as Record<string, unknown>, rest, value); // made here alone
}

/** Lists without the rows that were left empty. */
function withoutHoles(data: Record<string, unknown>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      // A row that was left empty is a hole in its list.
      Array.isArray(value) ? value.filter((row) => row !== undefined) : value,
    ]),
  );
}

/** The place of a row in its list once the rows before it that were left empty are gone, as refusals count it. */
export function rowAt(
  fields: readonly RecordField[],
  textOf: (path: string) => string,
  list: string,
  place: number,
): number {
  const rows = fields
    .filter(({ path }) => path.startsWith(`${list}.`) && textOf(path) !== '')
    .map(({ path }) => Number(path.slice(list.length + 1).split('.')[0]));
  return [...new Set(rows)].sort((one, other) => one - other)[place] ?? place;
}
