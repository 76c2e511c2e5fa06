import { REJECTION_CODES } from '../../../events/rejections.js';
import { RECORD_TYPES } from '../../../events/records/schemas.js';
import { COUNTIES } from '../../../events/values/county.js';
import { PROBLEM_KINDS, problemType } from '../contract/problems.js';

/** What the answers look like, for the OpenAPI document. The contract's pages say what they mean. */
type SchemaObject = Readonly<Record<string, unknown>> & { readonly type: string };

const COUNTY = { type: 'string', enum: [...COUNTIES] };
const MONTH = { type: 'string', pattern: '^\\d{4}-\\d{2}$' };
const RECORD_ID = { type: 'string', format: 'uuid' };
const SUBJECT_ID = { type: 'string', pattern: '^[A-Za-z0-9-]{1,32}$' };
const COUNT = { type: 'integer', minimum: 0 };
const COLUMN = { type: 'string', enum: ['a', 'b', 'c', 'd'] };
const AMOUNT = { type: 'string', pattern: '^-?\\d+\\.\\d{2}$' };
const RECORD_IDS = { type: 'array', items: RECORD_ID };

function object(
  properties: Readonly<Record<string, unknown>>,
  optional: readonly string[] = [],
): SchemaObject {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, required };
}

/** A record as it is sent; the contract's page of records has the fields of every type. */
export const RECORD = object(
  {
    id: RECORD_ID,
    type: { type: 'string', enum: RECORD_TYPES.map(({ name }) => name) },
    county: COUNTY,
    case: SUBJECT_ID,
    child: SUBJECT_ID,
    effective: { type: 'string', format: 'date' },
    data: { type: 'object' },
    corrects: RECORD_ID,
    reason: { type: 'string', minLength: 1, maxLength: 500 },
  },
  ['case', 'child', 'corrects', 'reason'],
);

const REJECTED = object({
  line: { type: 'integer', minimum: 1 },
  id: { ...RECORD_ID, nullable: true },
  code: { type: 'string', enum: [...REJECTION_CODES] },
  message: { type: 'string' },
});

export const APPEND_ANSWER = object({
  accepted: COUNT,
  duplicates: COUNT,
  rejectedCount: COUNT,
  rejected: { type: 'array', items: REJECTED },
  size: COUNT,
});

export const LEDGER = object({
  county: COUNTY,
  size: COUNT,
  root: { type: 'string', pattern: '^[0-9a-f]{64}$' },
});

const CELL = { oneOf: [{ type: 'integer' }, AMOUNT], nullable: true };

const LINES = {
  type: 'object',
  description: 'By number of line.',
  additionalProperties: object({ a: CELL, b: CELL, c: CELL, d: CELL }),
};

const FORM = { type: 'string', enum: ['CS 1257', 'CS 157'] };

export const REPORT = object({
  form: FORM,
  county: COUNTY,
  month: MONTH,
  asOf: COUNT,
  lines: LINES,
});

export const STATE_REPORT = object({
  form: FORM,
  month: MONTH,
  counties: { type: 'object', additionalProperties: REPORT },
  state: object({ lines: LINES }),
});

export const TRAIL_ROW = object(
  {
    line: { type: 'string' },
    column: COLUMN,
    case: SUBJECT_ID,
    child: SUBJECT_ID,
    cases: { type: 'array', items: SUBJECT_ID },
    amount: AMOUNT,
    value: COUNT,
    records: RECORD_IDS,
  },
  ['case', 'child', 'cases', 'amount', 'value'],
);

export const HISTORY_ENTRY = object({
  position: { type: 'integer', minimum: 1 },
  recorded: { type: 'string', format: 'date-time' },
  record: RECORD,
  supersededBy: {
    ...object({
      id: RECORD_ID,
      position: { type: 'integer', minimum: 1 },
      reason: { type: 'string' },
    }),
    nullable: true,
  },
});

export const EXPLANATION = object(
  {
    line: { type: 'string' },
    case: SUBJECT_ID,
    child: SUBJECT_ID,
    counted: { type: 'boolean' },
    column: { ...COLUMN, nullable: true },
    amount: AMOUNT,
    facts: {
      type: 'array',
      items: object({
        fact: { type: 'string' },
        value: {
          oneOf: [{ type: 'boolean' }, { type: 'string' }, { type: 'number' }],
          nullable: true,
        },
        records: RECORD_IDS,
      }),
    },
  },
  ['case', 'child', 'amount'],
);

export const CSV = { type: 'string', description: 'RFC 4180, with a head.' };

export const READINESS = object({
  status: { type: 'string', enum: ['ready', 'notReady'] },
  checks: {
    type: 'array',
    items: object({
      name: { type: 'string', enum: ['store', 'replica', 'clock', 'disk', 'stopping'] },
      isReady: { type: 'boolean' },
      finding: { type: 'string' },
    }),
  },
});

export const PROBLEM = {
  ...object({
    type: { type: 'string', enum: PROBLEM_KINDS.map(problemType) },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'urn:uuid: and the id of the request.' },
  }),
  description: 'RFC 9457. Some types have more members.',
};
