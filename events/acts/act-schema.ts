import type { LineNumber } from '../line-numbers.js';
import { isCounty } from '../values/county.js';
import type { County } from '../values/county.js';
import { parseDay } from '../values/day.js';
import type { Day } from '../values/day.js';
import { parseInstant } from '../values/instant.js';
import type { Instant } from '../values/instant.js';
import { parseMonth } from '../values/month.js';
import { isRemarkHash, isSalt, saltOf } from './remarks.js';
import type { Month } from '../values/month.js';

/** The cells of a report as an act keeps them: counts, decimals as text, null where nothing is reported. */
export type KeptLines = Readonly<
  Partial<Record<LineNumber, Readonly<Record<'a' | 'b' | 'c' | 'd', number | string | null>>>>
>;

/** What each form of a field comes to when it is read. */
interface Values {
  readonly county: County;
  readonly day: Day;
  readonly hash: string;
  readonly instant: Instant;
  readonly lines: KeptLines;
  readonly month: Month;
  readonly number: number;
  readonly remark: string;
  readonly text: string;
}

/**
 * The form of a field of an act. `hash`: 64 hexadecimal digits. `number`: a whole number from 0. `remark`: a text that
 * an erasure may have taken out of the act, and then reads as the empty one; its salt is beside it.
 */
export type ActFieldForm = keyof Values;

/** The fields of one type of act, as its stream keeps them. All but the optional ones are there, and no others. */
export type ActSchema = Readonly<Record<string, ActFieldForm | `${ActFieldForm}?`>>;

/** An act as it was read by its schema. */
export type ActFields<Schema extends ActSchema> = {
  readonly [Name in keyof Schema]: Schema[Name] extends ActFieldForm
    ? Values[Schema[Name]]
    : Schema[Name] extends `${infer Form extends ActFieldForm}?`
      ? Values[Form] | null
      : never;
};

/** An act of one of the types of a stream. */
export type ReadAct<Schemas extends Readonly<Record<string, ActSchema>>> = {
  readonly [Type in keyof Schemas]: { readonly type: Type } & ActFields<Schemas[Type]>;
}[keyof Schemas];

/** How the fields of a form are read; null where a value breaks it. */
const READERS: { readonly [Form in ActFieldForm]: (value: unknown) => Values[Form] | null } = {
  county: (value) => (typeof value === 'string' && isCounty(value) ? value : null),
  day: (value) => (typeof value === 'string' ? parseDay(value) : null),
  hash: (value) => (typeof value === 'string' && /^[0-9a-f]{64}$/u.test(value) ? value : null),
  instant: (value) => (typeof value === 'string' ? parseInstant(value) : null),
  lines: (value) => (isLines(value) ? value : null),
  month: (value) => (typeof value === 'string' ? parseMonth(value) : null),
  number: (value) => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null),
  remark: (value) => (typeof value === 'string' ? value : isRemarkHash(value) ? '' : null),
  text: (value) => (typeof value === 'string' ? value : null),
};

/**
 * Reads an act of a stream by the schema of its type, once: from here on nobody checks its forms again. Throws a
 * sentence where the stream holds what no version of the program up to this one writes.
 *
 * @param what - what the acts are, in messages, as in `submissions`
 */
export function readAct<const Schemas extends Readonly<Record<string, ActSchema>>>(
  schemas: Schemas,
  what: string,
  body: string,
): ReadAct<Schemas> {
  const written = objectIn(body);
  if (written === null)
    throw new Error(
      `The stream of ${what} holds an act that is no JSON object: restore the latest backup.`,
    );
  const { type, ...given } = written;
  const schema = typeof type === 'string' && Object.hasOwn(schemas, type) ? schemas[type] : null;
  if (schema === null || schema === undefined) {
    throw new Error(
      `The stream of ${what} holds an act of type ${String(type)}, which this program does not know: use the newer version that wrote it.`,
    );
  }
  const salts = Object.entries(schema)
    .filter(([, form]) => form === 'remark')
    .map(([name]) => saltOf(name));
  const more = Object.entries(given)
    .filter(([name, value]) => !(salts.includes(name) && isSalt(value)))
    .map(([name]) => name)
    .find((name) => !Object.hasOwn(schema, name));
  if (more !== undefined) {
    throw new Error(
      `The stream of ${what} holds an act of type ${String(type)} with a field ${more}, which this program does not know: use the newer version that wrote it.`,
    );
  }
  const read = Object.entries(schema).map(([name, written]) => {
    const form = written.replace('?', '') as ActFieldForm; // an optional one has the mark behind it
    if (form !== written && !Object.hasOwn(given, name)) return [name, null] as const;
    const value = READERS[form](given[name]);
    if (value !== null) return [name, value] as const;
    throw new Error(
      `The stream of ${what} holds ${JSON.stringify(given[name] ?? null)} where an act of type ${String(type)} has its ${name} (${form}): restore the latest backup.`,
    );
  });
  // Every field was read by the form that the schema has for it.
  return { type, ...Object.fromEntries(read) } as ReadAct<Schemas>;
}

function objectIn(body: string): Readonly<Record<string, unknown>> | null {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return { ...value };
}

const COLUMNS = ['a', 'b', 'c', 'd'] as const;

/** Which lines a report has is a matter of its edition of the form, which another field names. */
const LINE = /^\d{1,2}[a-z]?$/u;

function isLines(value: unknown): value is KeptLines {
  if (typeof value !== 'object' || value === null) return false;
  const lines = Object.entries(value);
  if (lines.length === 0) return false;
  return lines.every(([line, cells]: readonly [string, unknown]) => {
    if (!LINE.test(line)) return false;
    if (typeof cells !== 'object' || cells === null) return false;
    const given = new Map(Object.entries(cells));
    return COLUMNS.every((column) => isCell(given.get(column)));
  });
}

function isCell(cell: unknown): boolean {
  if (cell === null) return true;
  return typeof cell === 'string' ? /^-?\d+\.\d\d$/u.test(cell) : Number.isSafeInteger(cell);
}
