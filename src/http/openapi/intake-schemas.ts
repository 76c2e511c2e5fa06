import { DATE_FORMS } from '../../../events/tables/date-forms.js';
import { RECORD_TYPES } from '../../../events/records/schemas.js';

/** What answers about files from counties look like, for the OpenAPI document. */

const TEXT = { type: 'string' };
const COUNT = { type: 'integer', minimum: 0 };
const NUMBER = { type: 'integer', minimum: 1 };
const INSTANT = { type: 'string', format: 'date-time' };
const HASH = { type: 'string', pattern: '^[0-9a-f]{64}$' };

function object(
  properties: Readonly<Record<string, object>>,
  optional: Readonly<Record<string, object>> = {},
): Readonly<Record<string, unknown>> {
  const required = Object.keys(properties);
  return { type: 'object', properties: { ...properties, ...optional }, required };
}

const MARK = object({ size: COUNT, root: HASH });

const RECEIPT = object(
  {
    file: TEXT,
    sha256: HASH,
    bytes: COUNT,
    received: INSTANT,
    taken: INSTANT,
    format: TEXT,
    records: COUNT,
    accepted: COUNT,
    duplicates: COUNT,
    rejected: COUNT,
    ledger: object({ before: MARK, after: MARK }),
    rejects: { type: ['string', 'null'] },
  },
  { again: { type: 'boolean', const: true } },
);

const COUNTY_FILE = object({
  number: { ...NUMBER, description: 'From 1, in order of arrival.' },
  file: TEXT,
  received: INSTANT,
  by: {
    type: ['string', 'null'],
    description: 'The account that sent it in a request; null where it came by SFTP.',
  },
  state: { type: 'string', enum: ['taking', 'taken', 'returned'] },
  done: {
    type: 'number',
    minimum: 0,
    maximum: 1,
    description: 'How much of it is taken; 0 while it is looked at for the first time.',
  },
  receipt: { oneOf: [{ $ref: '#/components/schemas/Receipt' }, { type: 'null' }] },
  reason: { type: ['string', 'null'], description: 'Why it was returned.' },
});

const OR_INSTANT = { type: ['string', 'null'], format: 'date-time' };

const SENT_FILE = object({
  file: TEXT,
  sha256: HASH,
  bytes: COUNT,
  note: { type: ['string', 'null'] },
  by: TEXT,
  at: INSTANT,
  fetched: { ...OR_INSTANT, description: 'When it was first found to be gone.' },
  removed: { ...OR_INSTANT, description: 'When it was taken away again.' },
});

/** By a county's own words, what they mean here. */
const MEANINGS = { type: 'object', additionalProperties: TEXT };

const MAPPING_PART = {
  headings: { type: 'object', additionalProperties: { type: ['string', 'null'] } },
  dates: { type: 'string', enum: [...DATE_FORMS] },
  codes: { type: 'object', additionalProperties: MEANINGS },
  constants: MEANINGS,
};

const TYPE_NAMES = RECORD_TYPES.map(({ name }) => name);

const INTAKE_MAPPING = {
  type: 'object',
  properties: {
    ...MAPPING_PART,
    types: {
      type: 'object',
      propertyNames: { type: 'string', enum: TYPE_NAMES },
      additionalProperties: {
        type: 'object',
        properties: MAPPING_PART,
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
};

/** By the names that they have among the document's components. */
export const INTAKE_SCHEMAS = {
  CountyFile: COUNTY_FILE,
  CountyFiles: { type: 'array', items: { $ref: '#/components/schemas/CountyFile' } },
  Receipt: RECEIPT,
  SentFile: SENT_FILE,
  IntakeMapping: INTAKE_MAPPING,
};
