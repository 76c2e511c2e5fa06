import { ROLES } from '../../../events/acts/permissions.js';
import { COUNTIES } from '../../../events/values/county.js';
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

/** By the names that they have among the document's components. */
export const ACCESS_SCHEMAS = {
  Account: ACCOUNT,
  Accounts: ACCOUNTS,
  AccessAct: ACCESS_ACT,
  AccessActDone: ACCESS_ACT_DONE,
};
