import { parseLineNumber } from '../../events/line-numbers.js';
import { parseCounty } from '../../events/values/county.js';
import { isSubjectId } from '../../events/values/ids.js';
import { parseMonth } from '../../events/values/month.js';
import { COLUMNS } from '../../projections/form/line.js';
import type { ParameterValues } from './page.js';

const NUMBER = /^[1-9]\d{0,9}$/u;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u;
const ACCOUNT = /^A-[1-9]\d{0,8}$/u;
const NAME = /^[A-Za-z0-9._-]{1,80}$/u;

type Parsers = {
  readonly [Name in keyof ParameterValues]: (text: string) => ParameterValues[Name] | null;
};

/** What each part of an address must be; null where it is not. */
const PARSERS: Parsers = {
  county: parseCounty,
  month: parseMonth,
  line: parseLineNumber,
  column: (text) => COLUMNS.find((column) => column === text) ?? null,
  case: idOrNull,
  child: idOrNull,
  participant: idOrNull,
  record: (text) => (UUID.test(text) ? text : null),
  version: numberOrNull,
  application: (text) => (/^T-[1-9]\d{0,8}$/u.test(text) ? text : null),
  number: numberOrNull,
  sample: (text) => (/^S-[1-9]\d{0,8}$/u.test(text) ? text : null),
  account: (text) => (ACCOUNT.test(text) ? text : null),
  name: (text) => (NAME.test(text) ? text : null),
  asset: (text) => (NAME.test(text) ? text : null),
};

/** The parts of an address as values; null where one breaks its form, so that there is no such page. */
export function parametersOf(
  texts: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | null {
  const values: Record<string, unknown> = {};
  for (const [name, text] of Object.entries(texts)) {
    if (typeof text !== 'string' || !isParameter(name)) return null;
    const value = PARSERS[name](text);
    if (value === null) return null;
    values[name] = value;
  }
  return values;
}

function isParameter(name: string): name is keyof ParameterValues {
  return Object.hasOwn(PARSERS, name);
}

function idOrNull(text: string): string | null {
  return isSubjectId(text) ? text : null;
}

function numberOrNull(text: string): number | null {
  return NUMBER.test(text) ? Number(text) : null;
}
