import { JUDGEMENTS, JUDGEMENT_REASONS, SAMPLE_METHODS } from '../../../events/acts/sample-acts.js';

/** What samples look like, for the OpenAPI document. */

const TEXT = { type: 'string' };
const OR_TEXT = { type: ['string', 'null'] };
const COUNT = { type: 'integer', minimum: 0 };
const NUMBER = { type: 'integer', minimum: 1 };
const OR_NUMBER = { type: ['integer', 'null'], minimum: 1 };
const INSTANT = { type: 'string', format: 'date-time' };
const HASH = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const PERCENT = { type: 'string', pattern: '^\\d{1,3}\\.\\d$', example: '95.0' };
const REASONS = { enum: [...JUDGEMENT_REASONS, null], type: ['string', 'null'] };

function object(
  properties: Readonly<Record<string, object>>,
  optional: Readonly<Record<string, object>> = {},
): Readonly<Record<string, unknown>> {
  const required = Object.keys(properties);
  return { type: 'object', properties: { ...properties, ...optional }, required };
}

function listOf(items: object): Readonly<Record<string, unknown>> {
  return { type: 'array', items };
}

function ref(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

function orNull(name: string): object {
  return { oneOf: [ref(name), { type: 'null' }] };
}

const LIMITS = object({ lower: PERCENT, upper: PERCENT });

const RESULT = object({
  judged: NUMBER,
  passes: COUNT,
  efficiency: PERCENT,
  limits: LIMITS,
  finite: { oneOf: [LIMITS, { type: 'null' }] },
  verdict: { type: 'string', enum: ['reliable', 'marginal', 'unreliable'] },
});

const EARLIER = object({ sample: TEXT, by: TEXT, seed: TEXT, judged: COUNT, unjudged: COUNT });

const SAMPLE = {
  sample: { ...TEXT, example: 'S-3' },
  county: ref('County'),
  month: ref('Month'),
  line: TEXT,
  column: { ...OR_TEXT, description: 'Null: rows of all columns.' },
  asOf: NUMBER,
  version: OR_NUMBER,
  form: { ...TEXT, description: 'The edition of the form that the rows are of.' },
  root: HASH,
  method: { type: 'string', enum: [...SAMPLE_METHODS] },
  seed: TEXT,
  population: NUMBER,
  size: NUMBER,
  by: TEXT,
  at: INSTANT,
  judged: COUNT,
  earlier: listOf(EARLIER),
  result: orNull('SampleResult'),
  resultWithoutUndetermined: orNull('SampleResult'),
};

const JUDGEMENT = object({
  judgement: { ...NUMBER, description: 'From 1, among those of the row.' },
  found: { type: 'string', enum: [...JUDGEMENTS] },
  reason: REASONS,
  text: OR_TEXT,
  evidence: listOf(TEXT),
  by: TEXT,
  at: INSTANT,
});

const ROW = object(
  {
    n: NUMBER,
    rank: HASH,
    column: TEXT,
    amount: OR_TEXT,
    records: listOf(TEXT),
    judgement: orNull('SampleJudgement'),
    replaced: listOf(ref('SampleJudgement')),
  },
  { case: TEXT, child: TEXT },
);

const GIVEN = {
  type: 'object',
  properties: {
    judgement: { type: 'string', enum: [...JUDGEMENTS] },
    reason: { type: 'string', enum: [...JUDGEMENT_REASONS] },
    text: { type: 'string', minLength: 1, maxLength: 1000 },
    evidence: {
      type: 'array',
      maxItems: 20,
      items: { type: 'string', minLength: 1, maxLength: 200 },
      description: 'Ids of records, names of files.',
    },
    replaces: { ...NUMBER, description: 'The judgement of the row that this one replaces.' },
    by: {
      type: 'string',
      minLength: 1,
      maxLength: 100,
      description: 'Who judges, where the service has no accounts.',
    },
  },
  required: ['judgement'],
  additionalProperties: false,
};

const CHECK = object({
  check: {
    type: 'string',
    enum: [
      'trail-against-cells',
      'subject-twice',
      'outside-universe',
      'audit-files',
      'later-records',
      'changed-months',
    ],
  },
  count: COUNT,
  rows: listOf({ type: 'object', additionalProperties: { type: ['string', 'integer', 'null'] } }),
});

/** By the names that they have among the document's components. */
export const SAMPLE_SCHEMAS = {
  Sample: object(SAMPLE),
  Samples: listOf(ref('Sample')),
  WholeSample: object({
    ...SAMPLE,
    leftOut: { ...COUNT, description: 'Rows that are figures, which cannot be drawn.' },
    rows: listOf(ref('SampleRow')),
    reserve: listOf(ref('SampleRow')),
  }),
  SampleRow: ROW,
  SampleResult: RESULT,
  SampleJudgement: JUDGEMENT,
  SampleJudgementGiven: GIVEN,
  SampleChecks: listOf(CHECK),
};
