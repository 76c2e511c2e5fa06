import { ROLES } from '../../../events/acts/permissions.js';
import { COUNTIES } from '../../../events/values/county.js';
import { LINE_RESULTS } from '../../../projections/access-log/access-line.js';
import { SHOWN_ACTION_OF } from '../../../projections/access/permitted.js';

/** What answers about access look like, for the OpenAPI document. */

const ACCOUNT_ID = { type: 'string', pattern: '^A-[1-9][0-9]*$' };
const APPLICATION_ID = { type: ['string', 'null'], pattern: '^T-[1-9][0-9]*$' };
const COUNTY = { type: ['string', 'null'], enum: [...COUNTIES, null] };
const DAY = { type: 'string', format: 'date' };
const INSTANT = { type: 'string', format: 'date-time' };

const SCOPE = {
  role: { type: 'string', enum: [...ROLES] },
  county: COUNTY,
  application: APPLICATION_ID,
};

const GRANT = {
  type: 'object',
  properties: { ...SCOPE, until: { ...DAY, type: ['string', 'null'] } },
};

const KEY = {
  type: 'object',
  properties: {
    key: { type: 'string' },
    grants: { type: 'array', items: { type: 'object', properties: SCOPE } },
    until: DAY,
  },
};

const ACCOUNT = {
  type: 'object',
  properties: {
    account: ACCOUNT_ID,
    email: { type: 'string' },
    name: {
      type: 'object',
      properties: { first: { type: 'string' }, last: { type: 'string' } },
    },
    telephone: { type: ['string', 'null'] },
    machine: { type: 'boolean' },
    state: { type: 'string', enum: ['invited', 'active', 'suspended', 'closed'] },
    grants: { type: 'array', items: GRANT },
    keys: { type: 'array', items: KEY },
    lastSignIn: { ...INSTANT, type: ['string', 'null'] },
  },
};

const ACCOUNTS = {
  type: 'object',
  properties: { accounts: { type: 'array', items: { $ref: '#/components/schemas/Account' } } },
};

const ACT = { type: 'string', enum: Object.keys(SHOWN_ACTION_OF) };

/** An act as it is sent; the contract has the fields of each. */
const ACCESS_ACT = { type: 'object', properties: { act: ACT }, required: ['act'] };

const ACCESS_ACT_DONE = {
  type: 'object',
  properties: {
    act: ACT,
    at: INSTANT,
    by: { type: 'string' },
    account: ACCOUNT_ID,
    application: APPLICATION_ID,
    secret: { type: 'string', description: 'The key that was issued, shown this once.' },
  },
  required: ['act', 'at', 'by'],
};

const COUNT = { type: 'integer', minimum: 0 };
const TEXT_OR_NULL = { type: ['string', 'null'] };

/** What a line says was seen or done, as far as it applies. */
const LINE_OF = {
  type: ['object', 'null'],
  properties: {
    month: { type: 'string' },
    line: { type: 'string' },
    column: { type: 'string' },
    asOf: COUNT,
    after: COUNT,
    limit: COUNT,
    version: COUNT,
    package: { type: 'string' },
    sample: { type: 'string' },
    positions: { type: 'array', items: COUNT, minItems: 2, maxItems: 2 },
  },
};

const ACCESS_LINE_PROPERTIES = {
  n: { type: 'integer', minimum: 1 },
  at: INSTANT,
  account: TEXT_OR_NULL,
  key: TEXT_OR_NULL,
  action: { type: 'string' },
  county: COUNTY,
  subject: {
    type: ['string', 'null'],
    pattern: '^[0-9a-f]{64}$',
    description: 'SHA-256 of the id of the first record of the case or child.',
  },
  application: APPLICATION_ID,
  of: LINE_OF,
  times: { type: 'integer', minimum: 1 },
  result: { type: 'string', enum: [...LINE_RESULTS] },
  request: { type: 'string', format: 'uuid' },
  from: { type: 'string' },
};

const ACCESS_LINE = {
  type: 'object',
  properties: ACCESS_LINE_PROPERTIES,
  required: Object.keys(ACCESS_LINE_PROPERTIES),
};

/** By the names that they have among the document's components. */
export const ACCESS_SCHEMAS = {
  Account: ACCOUNT,
  Accounts: ACCOUNTS,
  AccessAct: ACCESS_ACT,
  AccessActDone: ACCESS_ACT_DONE,
  AccessLine: ACCESS_LINE,
  AccessLines: { type: 'array', items: { $ref: '#/components/schemas/AccessLine' } },
};
