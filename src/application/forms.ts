import { FORM_EDITIONS } from '../../events/form-editions.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { LineNumber } from '../../events/line-numbers.js';
import type { County } from '../../events/values/county.js';
import type { Day } from '../../events/values/day.js';
import type { Instant } from '../../events/values/instant.js';
import type { Ffy, Month } from '../../events/values/month.js';

/** JSON Schema (2020-12) as plain data. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/**
 * What an entry takes, or a part of it: its schema as plain data, and its type for the compiler. Inputs are values as
 * they are inside, parsed by the entrance that asks. No library makes these: each command loads the whole list.
 */
export interface Form<Value> {
  readonly schema: JsonSchema;
  /** For the compiler alone: no form has it. */
  readonly value?: Value;
}

/** The type of what a form takes. */
export type Taken<Of> = Of extends Form<infer Value> ? Value : never;

function form<Value>(schema: JsonSchema): Form<Value> {
  return { schema };
}

type Fields = Readonly<Record<string, Form<unknown>>>;

/** An object of these fields and no others. */
export function fields<Of extends Fields>(
  of: Of,
): Form<{ readonly [Name in keyof Of]: Taken<Of[Name]> }> {
  return form(objectOf(of, of));
}

/** An object of these fields, perhaps of those that are optional, and no others. */
export function fieldsWith<Of extends Fields, More extends Fields>(
  of: Of,
  optional: More,
): Form<
  { readonly [Name in keyof Of]: Taken<Of[Name]> } & {
    readonly [Name in keyof More]?: Taken<More[Name]> | undefined;
  }
> {
  return form(objectOf({ ...of, ...optional }, of));
}

function objectOf(all: Fields, needed: Fields): JsonSchema {
  const properties = Object.fromEntries(
    Object.entries(all).map(([name, { schema }]) => [name, schema]),
  );
  const required = Object.keys(needed);
  return { type: 'object', properties, required, additionalProperties: false };
}

export function orNull<Value>({ schema }: Form<Value>): Form<Value | null> {
  return form({ anyOf: [schema, { type: 'null' }] });
}

export function listOf<Value>(
  { schema }: Form<Value>,
  itemsMin: number,
  itemsMax: number,
): Form<readonly Value[]> {
  return form({ type: 'array', items: schema, minItems: itemsMin, maxItems: itemsMax });
}

export function eitherOf<One, Other>(one: Form<One>, other: Form<Other>): Form<One | Other> {
  return form({ anyOf: [one.schema, other.schema] });
}

export function wordOf<const Word extends string>(...words: readonly Word[]): Form<Word> {
  return form({ enum: words });
}

/** What is no data: a stream or a function of the process that asks. */
export function inProcess<Value>(): Form<Value> {
  return form({});
}

export const COUNTY = form<County>({ type: 'string', pattern: '^(0[1-9]|[1-4][0-9]|5[0-8])$' });

export const MONTH = form<Month>({
  type: 'integer',
  minimum: 22_800,
  maximum: 25_211,
  description: 'year * 12 + (month - 1)',
});

/** The most months that one question is about: fifty years. */
const MONTHS_MAX = 600;

export const MONTHS = listOf(MONTH, 1, MONTHS_MAX);

export const FFY = form<Ffy>({ type: 'integer', description: 'a federal fiscal year' });

export const DAY = form<Day>({ type: 'integer', description: 'days since 1970-01-01' });

export const INSTANT = form<Instant>({
  type: 'integer',
  description: 'milliseconds since 1970-01-01T00:00:00Z',
});

/** A position of a ledger, or a size of it. */
export const POSITION = form<number>({ type: 'integer', minimum: 0 });

/** An amount in hundredths, of a dollar or of an FTE. */
export const HUNDREDTHS = form<number>({ type: 'integer' });

/** The position as of which something is asked; null is the ledger's size. */
export const AS_OF = orNull(form<number>({ type: 'integer', minimum: 1 }));

export const LINE = form<LineNumber>({ enum: LINE_NUMBERS });

/** The newest edition of the form that is to be known, where another than today's is meant: a version's own. */
export const EDITION = { edition: form<string>({ enum: FORM_EDITIONS.map(({ id }) => id) }) };

export const COLUMN = wordOf('a', 'b', 'c', 'd');

export const SOURCE = wordOf('segments', 'rows');

export const FORM_NAME = wordOf('CS 1257', 'CS 157');

/** The id of a case, a child or a participant. */
export const SUBJECT_ID = form<string>({ type: 'string', pattern: '^[A-Za-z0-9-]{1,32}$' });

export const SUBJECT = fields({ kind: wordOf('case', 'child'), id: SUBJECT_ID });

export const RECORD_ID = form<string>({ type: 'string', description: 'a UUID in lower case' });

/** An account's number, `A-7`. */
export const ACCOUNT = form<string>({ type: 'string', pattern: '^A-[1-9][0-9]*$' });

export const BOOLEAN = form<boolean>({ type: 'boolean' });

/** A number from 1: of a version, a hold, an order. */
export const NUMBER = form<number>({ type: 'integer', minimum: 1 });

/** A package of a county, as in `P-4`. */
export const PACKAGE = form<string>({ type: 'string', pattern: '^P-[1-9][0-9]{0,8}$' });

/** A sample of a county, as in `S-3`. */
export const SAMPLE = form<string>({ type: 'string', pattern: '^S-[1-9][0-9]{0,8}$' });

export const TEXT = form<string>({ type: 'string' });

/** `T-1`. */
export const APPLICATION_ID = form<string>({ type: 'string', pattern: '^T-[1-9][0-9]*$' });

export const SHA256 = form<string>({ type: 'string', pattern: '^[0-9a-f]{64}$' });

export const FOLDER = form<string>({ type: 'string', description: 'an absolute path' });
