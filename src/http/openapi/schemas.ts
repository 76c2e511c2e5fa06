import { REJECTION_CODES } from '../../../events/rejections.js';
import { RECORD_TYPES } from '../../../events/records/schemas.js';
import { schemaOfType } from '../../../events/reference/json-schema.js';
import type { RecordType } from '../../../events/registry.js';
import { COUNTIES } from '../../../events/values/county.js';
import { ACCESS_SCHEMAS } from './access-schemas.js';
import { INTAKE_SCHEMAS } from './intake-schemas.js';
import { SAMPLE_SCHEMAS } from './sample-schemas.js';
import { PROBLEM_KINDS, problemType } from '../contract/problems.js';

/** A schema of the OpenAPI document: JSON Schema 2020-12. The contract's pages say what the answers mean. */
type Schema = Readonly<Record<string, unknown>>;

/** A schema by its name among the document's components. */
export function ref(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` };
}

const COUNTY = ref('County');
const MONTH = ref('Month');
const DAY = { type: 'string', format: 'date' };
const INSTANT = { type: 'string', format: 'date-time' };
const RECORD_ID = { type: 'string', format: 'uuid' };
const SUBJECT_ID = { type: 'string', pattern: '^[A-Za-z0-9-]{1,32}$' };
const COUNT = { type: 'integer', minimum: 0 };
const NUMBER = { type: 'integer', minimum: 1 };
const LINE = { type: 'string', description: 'A line of the form, as 1, 2e or 24.' };
const COLUMN = ref('Column');
const HASH = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const AMOUNT = { type: 'string', pattern: '^-?\\d+\\.\\d{2}$' };
const RECORD_IDS = arrayOf(RECORD_ID);
const TEXT = { type: 'string' };
const BYTES = { type: 'string', contentMediaType: 'application/octet-stream' };

function arrayOf(items: Schema): Schema {
  return { type: 'array', items };
}

function orNull(schema: Schema): Schema {
  return { oneOf: [schema, { type: 'null' }] };
}

function object(
  properties: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema {
  const required = Object.keys(properties);
  return { type: 'object', properties: { ...properties, ...optional }, required };
}

/** Of a position that is compared, with the edition of the form that it goes by where that is not the month's. */
const SIDE = object({ asOf: NUMBER }, { edition: TEXT });

const DEED = object({ by: TEXT, reason: TEXT, at: INSTANT });

const CELL_DIFFERENCE = object({
  line: LINE,
  column: COLUMN,
  from: ref('Cell'),
  to: ref('Cell'),
});

const COMPARED = {
  county: COUNTY,
  month: MONTH,
  from: SIDE,
  to: SIDE,
  cells: arrayOf(ref('CellDifference')),
};

const REJECTED = object({
  line: NUMBER,
  id: orNull(RECORD_ID),
  code: { type: 'string', enum: [...REJECTION_CODES] },
  message: TEXT,
});

/** The problem document: RFC 9457. */
const PROBLEM = {
  ...object({
    type: { type: 'string', enum: PROBLEM_KINDS.map(problemType) },
    title: TEXT,
    status: { type: 'integer' },
    detail: TEXT,
    instance: { type: 'string', description: 'urn:uuid: and the id of the request.' },
  }),
  description: 'RFC 9457. Some types have more members, `code` and `size` among them.',
};

/** What acts and questions are about: every answer's schema by its name. */
const ANSWERS: Readonly<Record<string, Schema>> = {
  County: { type: 'string', enum: [...COUNTIES], description: 'County 01 to 58.' },
  Month: { type: 'string', pattern: '^\\d{4}-\\d{2}$' },
  Column: { type: 'string', enum: ['a', 'b', 'c', 'd'] },
  Cell: {
    oneOf: [{ type: 'integer' }, AMOUNT, { type: 'null' }],
    description:
      'A count, dollars or FTE with two decimals, or null where the line has no such column.',
  },
  Lines: {
    type: 'object',
    description: 'By number of line.',
    additionalProperties: object({
      a: ref('Cell'),
      b: ref('Cell'),
      c: ref('Cell'),
      d: ref('Cell'),
    }),
  },
  FormName: { type: 'string', enum: ['CS 1257', 'CS 157'] },
  Counties: arrayOf(object({ county: COUNTY, size: COUNT, first: INSTANT, last: INSTANT })),
  AppendAnswer: object({
    accepted: COUNT,
    duplicates: COUNT,
    rejectedCount: COUNT,
    rejected: arrayOf(ref('RejectedRecord')),
    size: COUNT,
  }),
  RejectedRecord: REJECTED,
  CarriedForward: object({
    county: COUNTY,
    ffy: { type: 'integer' },
    version: NUMBER,
    id: RECORD_ID,
    line: LINE,
    value: COUNT,
    effective: DAY,
    source: TEXT,
    duplicate: { type: 'boolean' },
    size: COUNT,
  }),
  Ledger: object({ county: COUNTY, size: COUNT, root: HASH }),
  LedgerEntry: {
    ...object(
      { position: NUMBER, recorded: INSTANT },
      {
        record: ref('Record'),
        leaf: HASH,
        erased: object({ order: TEXT, on: DAY }),
        enteredBy: orNull(object({ account: TEXT, key: orNull(TEXT) })),
      },
    ),
    description: 'A record, or in place of an erased one what is left of it.',
  },
  InclusionProof: object({
    id: RECORD_ID,
    position: NUMBER,
    size: COUNT,
    root: HASH,
    leaf: HASH,
    hashes: arrayOf(HASH),
  }),
  ConsistencyProof: object({ from: COUNT, to: COUNT, hashes: arrayOf(HASH) }),
  SignedNote: {
    type: 'string',
    description: 'A signed note: three lines, the acts, the signatures.',
  },
  Report: object(
    { form: ref('FormName'), county: COUNTY, month: MONTH, asOf: COUNT, lines: ref('Lines') },
    { edition: TEXT },
  ),
  StateReport: object({
    form: ref('FormName'),
    month: MONTH,
    counties: { type: 'object', additionalProperties: ref('Report') },
    state: object({ lines: ref('Lines') }),
  }),
  Measures: object({
    county: { oneOf: [COUNTY, { type: 'string', const: 'all' }] },
    month: MONTH,
    measures: arrayOf(
      object({
        name: TEXT,
        numerator: ref('Cell'),
        denominator: ref('Cell'),
        percent: orNull(TEXT),
        band: orNull(TEXT),
      }),
    ),
  }),
  Rollup: object({
    month: MONTH,
    counties: {
      type: 'object',
      additionalProperties: object({ version: NUMBER, asOf: NUMBER }),
    },
    missing: arrayOf(COUNTY),
    lines: ref('Lines'),
  }),
  TrailRow: object(
    { line: LINE, column: COLUMN, records: RECORD_IDS },
    {
      case: SUBJECT_ID,
      child: SUBJECT_ID,
      cases: arrayOf(SUBJECT_ID),
      amount: AMOUNT,
      value: COUNT,
    },
  ),
  TrailRows: arrayOf(ref('TrailRow')),
  History: arrayOf(ref('HistoryEntry')),
  HistoryEntry: object({
    position: NUMBER,
    recorded: INSTANT,
    record: ref('Record'),
    supersededBy: orNull(object({ id: RECORD_ID, position: NUMBER, reason: TEXT })),
  }),
  Explanations: arrayOf(ref('Explanation')),
  Explanation: object(
    {
      line: LINE,
      counted: { type: 'boolean' },
      column: orNull(COLUMN),
      facts: arrayOf(
        object({
          fact: TEXT,
          value: { type: ['boolean', 'string', 'number', 'null'] },
          records: RECORD_IDS,
        }),
      ),
    },
    { case: SUBJECT_ID, child: SUBJECT_ID, amount: AMOUNT },
  ),
  Versions: arrayOf(ref('Version')),
  Version: object(
    {
      form: { type: 'string', const: 'CS 1257' },
      county: COUNTY,
      month: MONTH,
      version: NUMBER,
      kind: { type: 'string', enum: ['NEW', 'REVISED'] },
      state: { type: 'string', enum: ['submitted', 'approved', 'returned'] },
      asOf: NUMBER,
      root: HASH,
      report: HASH,
      trail: HASH,
      submitted: object({ by: TEXT, at: INSTANT }),
      approved: orNull(object({ by: TEXT, telephone: TEXT, at: INSTANT })),
      returned: orNull(DEED),
      due: DAY,
      daysLate: COUNT,
      comment: TEXT,
    },
    { edition: TEXT, expired: { type: 'boolean', const: true } },
  ),
  CellDifference: CELL_DIFFERENCE,
  CellDifferences: object(COMPARED),
  Difference: object({ ...COMPARED, rows: arrayOf(ref('RowDifference')) }),
  RowDifference: object(
    {
      line: LINE,
      column: COLUMN,
      from: { type: ['boolean', 'string', 'integer', 'null'] },
      to: { type: ['boolean', 'string', 'integer', 'null'] },
      records: arrayOf(
        object({
          id: RECORD_ID,
          position: NUMBER,
          type: TEXT,
          effective: DAY,
          reason: orNull(TEXT),
        }),
      ),
    },
    { case: SUBJECT_ID, child: SUBJECT_ID },
  ),
  OutdatedVersions: arrayOf(
    object(
      { month: MONTH, version: NUMBER, cells: arrayOf(ref('CellDifference')) },
      { differsBy: TEXT },
    ),
  ),
  Package: object(
    {
      package: { type: 'string', pattern: '^P-[1-9]\\d{0,8}$' },
      state: { type: 'string', enum: ['queued', 'making', 'ready', 'failed'] },
      done: { type: 'number', minimum: 0, maximum: 1 },
      county: COUNTY,
      month: MONTH,
      version: NUMBER,
    },
    { bytes: COUNT, sha256: HASH, message: TEXT },
  ),
  RetentionPlan: object({
    county: COUNTY,
    on: DAY,
    firstMonth: MONTH,
    cut: COUNT,
    cases: COUNT,
    children: COUNT,
    participants: COUNT,
    records: COUNT,
    erased: {
      type: 'array',
      description: 'Ranges of positions, both ends included.',
      items: { type: 'array', items: NUMBER, minItems: 2, maxItems: 2 },
    },
    held: arrayOf(object({ hold: TEXT }, { case: SUBJECT_ID, child: SUBJECT_ID, from: MONTH })),
    plan: HASH,
  }),
  RetentionOrders: object({
    firstMonth: orNull(MONTH),
    cut: orNull(COUNT),
    orders: arrayOf(
      object({
        order: TEXT,
        on: DAY,
        plan: HASH,
        records: COUNT,
        ordered: DEED,
        applied: orNull(object({ by: TEXT, at: INSTANT })),
        state: { type: 'string', enum: ['ordered', 'begun', 'pending', 'done'] },
      }),
    ),
  }),
  RetentionOrder: object({ order: TEXT, plan: HASH }),
  AppliedErasure: object({
    order: TEXT,
    erased: COUNT,
    size: COUNT,
    root: HASH,
  }),
  HoldNumber: object({ hold: TEXT }),
  Holds: arrayOf(
    object(
      { hold: TEXT, placed: DEED, released: orNull(DEED) },
      { case: orNull(SUBJECT_ID), child: orNull(SUBJECT_ID), from: MONTH },
    ),
  ),
  Liveness: object({ status: { type: 'string', const: 'live' } }),
  Readiness: object({ status: { type: 'string', enum: ['ready', 'notReady'] } }),
  ReadinessDetail: object({
    status: { type: 'string', enum: ['ready', 'notReady'] },
    checks: arrayOf(
      object({
        name: { type: 'string', enum: ['store', 'replica', 'clock', 'access', 'disk', 'stopping'] },
        isReady: { type: 'boolean' },
        finding: TEXT,
      }),
    ),
  }),
  Problem: PROBLEM,
  CsvText: { type: 'string', description: 'RFC 4180, with a head.' },
  NdjsonText: { type: 'string', description: 'One JSON object a line.' },
  Workbook: { ...BYTES, description: 'XLSX.' },
  PdfFile: { ...BYTES, description: 'PDF, tagged, with its fonts in it.' },
  ParquetFile: { ...BYTES, description: 'Amounts are integers of hundredths.' },
  ZipFile: { ...BYTES, description: 'The folder of the package.' },
  FileBytes: { ...BYTES, description: 'A file as it is.' },
  HtmlPage: { type: 'string', description: 'HTML.' },
  JsonDocument: { type: 'object', description: 'OpenAPI 3.1.' },
};

/** What a schema says of itself where it stands alone; among the components its name does. */
const OF_ITS_OWN: ReadonlySet<string> = new Set(['$schema', '$id']);

/** What a record has in a file of history alone. */
const NOT_SENT: ReadonlySet<string> = new Set(['recorded']);

/** A type's schema as `types --json` prints it, but as it is sent over HTTP: `recorded` comes from the clock. */
function sentRecord(name: RecordType): Schema {
  const { properties, ...rest } = schemaOfType(name);
  // The schema of a record is an object's: it has fields, by name.
  return { ...without(OF_ITS_OWN, rest), properties: without(NOT_SENT, properties as Schema) };
}

function without(names: ReadonlySet<string>, schema: Schema): Schema {
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !names.has(name)));
}

/** Every schema of the document by its name: those of the record types, their union, and those of the answers. */
export function componentSchemas(): Readonly<Record<string, Schema>> {
  const types = RECORD_TYPES.map(({ name }) => [name, sentRecord(name)] as const);
  const mapping = types.map(([name]) => [name, `#/components/schemas/${name}`] as const);
  return {
    Record: {
      description: 'A record of any type; `type` says which.',
      oneOf: types.map(([name]) => ref(name)),
      discriminator: { propertyName: 'type', mapping: Object.fromEntries(mapping) },
    },
    Records: { type: 'array', items: ref('Record') },
    ...Object.fromEntries(types),
    ...ANSWERS,
    ...ACCESS_SCHEMAS,
    ...INTAKE_SCHEMAS,
    ...SAMPLE_SCHEMAS,
  };
}
