import Type from 'typebox';
import type { TString } from 'typebox';

import { SUBJECT_ID_LENGTH_MAX } from '../values/ids.js';

/**
 * The forms that a string of a record or of an act of access can have (contract/records.md, Forms; contract/access.md, Acts). A schema names its form in the keyword
 * `form`; the other keywords (`pattern`, `maxLength`) say the same to readers of JSON Schema as far as it can.
 */
export const FORMS = [
  'recordId',
  'county',
  'subjectId',
  'day',
  'month',
  'instant',
  'moneyPositive',
  'moneyOrZero',
  'moneySigned',
  'staffNumber',
  'accountId',
  'actorId',
  'applicationId',
  'findingNumber',
  'email',
  'text',
] as const;

/** One of `FORMS`. */
export type FieldForm = (typeof FORMS)[number];

/** Objects of a record take no field that their schema does not name. */
export const CLOSED = { additionalProperties: false } as const;

/** Most ids that an array of ids holds. */
const ID_ARRAY_LENGTH_MAX = 50;

/** Longest text where nothing else is said, in Unicode code points. */
const TEXT_LENGTH_MAX = 100;

/** Longest closure code or jurisdiction code, in Unicode code points. */
const CODE_LENGTH_MAX = 20;

const YEAR_PATTERN = '(19[0-9]{2}|20[0-9]{2}|2100)';
const DAY_PATTERN = `${YEAR_PATTERN}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`;
const MONEY_PATTERN = '(0|[1-9][0-9]{0,8})\\.[0-9]{2}';

export const recordId = Type.String({
  form: 'recordId',
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
});

export const county = Type.String({ form: 'county', pattern: '^(0[1-9]|[1-4][0-9]|5[0-8])$' });

/** Case, child, participant and reference ids. */
export const subjectId = Type.String({
  form: 'subjectId',
  pattern: `^[A-Za-z0-9-]{1,${String(SUBJECT_ID_LENGTH_MAX)}}$`,
});

export const subjectIds = Type.Array(subjectId, {
  minItems: 0,
  maxItems: ID_ARRAY_LENGTH_MAX,
  uniqueItems: true,
});

/** A day that exists, years 1900 to 2100. */
export const day = Type.String({ form: 'day', pattern: `^${DAY_PATTERN}$` });

export const month = Type.String({
  form: 'month',
  pattern: `^${YEAR_PATTERN}-(0[1-9]|1[0-2])$`,
});

/** An instant in UTC to the second. */
export const instant = Type.String({
  form: 'instant',
  pattern: `^${DAY_PATTERN}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$`,
});

/** Money above zero: what an amount is unless the type says otherwise. */
export const moneyPositive = Type.String({ form: 'moneyPositive', pattern: `^${MONEY_PATTERN}$` });

export const moneyOrZero = Type.String({ form: 'moneyOrZero', pattern: `^${MONEY_PATTERN}$` });

/** Money that may be negative and is not zero. */
export const moneySigned = Type.String({ form: 'moneySigned', pattern: `^-?${MONEY_PATTERN}$` });

/** Full-time staff or hours: up to six digits, then perhaps a point and up to four more. */
export const staffNumber = Type.String({
  form: 'staffNumber',
  pattern: '^(0|[1-9][0-9]{0,5})(\\.[0-9]{1,4})?$',
});

/** Text of 1 to `lengthMax` Unicode code points. */
export function text(lengthMax: number = TEXT_LENGTH_MAX): TString {
  return Type.String({ form: 'text', minLength: 1, maxLength: lengthMax });
}

export const code = text(CODE_LENGTH_MAX);

export const owedTo = Type.Enum(['family', 'state']);

/** The name of a child or participant. */
export const personName = Type.Object({ first: text(), last: text() }, CLOSED);
