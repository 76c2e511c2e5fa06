import { KINDS } from '../../../events/acts/allocation-guide.js';
import { COUNTIES } from '../../../events/values/county.js';
import { GOALS } from '../../../projections/process/goals.js';
import { LETTER_KINDS } from '../../../projections/process/letters/letter.js';

/** What answers about the Third Party Access Process look like, for the OpenAPI document. */

const TEXT = { type: 'string' };
const COUNT = { type: 'integer', minimum: 0 };
const DAY = { type: 'string', format: 'date' };
const SHA256 = { type: 'string', pattern: '^[0-9a-f]{64}$' };
const COUNTY = { type: 'string', enum: [...COUNTIES] };
const orNull = (schema: object): object => ({ oneOf: [schema, { type: 'null' }] });

const TERM = { type: 'object', properties: { from: DAY, to: DAY } };

const LETTER = {
  type: 'object',
  properties: { kind: { type: 'string', enum: [...LETTER_KINDS] }, day: DAY, sha256: SHA256 },
};

const GOAL = {
  type: 'object',
  properties: {
    goal: { type: 'string', enum: [...GOALS] },
    from: DAY,
    due: DAY,
    met: orNull(DAY),
    daysLate: COUNT,
    delayed: orNull(TEXT),
  },
};

const USER = {
  type: 'object',
  properties: {
    account: TEXT,
    email: TEXT,
    name: { type: 'object', properties: { first: TEXT, last: TEXT } },
    profile: TEXT,
    state: TEXT,
    training: orNull(DAY),
    statement: orNull(DAY),
  },
};

export const APPLICATION = {
  type: 'object',
  properties: {
    application: TEXT,
    county: COUNTY,
    organisation: TEXT,
    kind: { type: 'string', enum: [...KINDS] },
    state: TEXT,
    recommended: COUNT,
    accounts: orNull(COUNT),
    open: COUNT,
    office: orNull(TEXT),
    mou: orNull(TERM),
    renews: orNull(TEXT),
    goals: { type: 'array', items: GOAL },
    findings: {
      type: 'array',
      items: { type: 'object', properties: { finding: TEXT, state: TEXT } },
    },
    users: { type: 'array', items: USER },
    acts: {
      type: 'array',
      items: { type: 'object', properties: { n: COUNT, act: TEXT, at: TEXT } },
    },
    letters: { type: 'array', items: LETTER },
  },
};

export const APPLICATIONS = {
  type: 'object',
  properties: { applications: { type: 'array', items: APPLICATION } },
};

export const ALLOCATION = {
  type: 'object',
  properties: {
    on: DAY,
    rows: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          row: COUNT,
          lcsa: TEXT,
          counties: { type: 'array', items: COUNTY },
          kind: orNull(TEXT),
          organisation: orNull(TEXT),
          preConversionUsers: orNull(COUNT),
          printed: COUNT,
          reserved: COUNT,
          accepted: COUNT,
          left: COUNT,
          applications: { type: 'array', items: TEXT },
        },
      },
    },
    letters: { type: 'array', items: LETTER },
  },
};

export const MATRIX = {
  type: 'object',
  properties: {
    on: DAY,
    rows: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          lcsa: TEXT,
          county: orNull(COUNTY),
          organisation: orNull(TEXT),
          accounts: orNull(COUNT),
          from: orNull(DAY),
          to: orNull(DAY),
        },
      },
    },
  },
};

export const FILE = { type: 'string', format: 'binary' };
