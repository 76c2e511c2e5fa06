import Type from 'typebox';

import { CLOSED, personName } from '../records/forms.js';
import {
  accountId,
  anything,
  parsedCounty,
  parsedDay,
  email,
  grant,
  grantsOf,
  keyLabel,
  name,
  reason,
  roleAndScope,
  telephone,
  yes,
} from './access-forms.js';

/** Most rows of one request for access to the CBUD. */
const CBUD_ROWS_MAX = 200;

const ofAccount = { account: accountId };
const withReason = { ...ofAccount, reason };

/**
 * The fields of each act on accounts and their rights (contract/access.md, Accounts), without the envelope, in the
 * order of its table. Their names are storage: never change or reuse one.
 */
export const ACCESS_ACTS = {
  AccountInvited: {
    email,
    name: personName,
    telephone: Type.Optional(telephone),
    machine: Type.Optional(yes),
    grants: grantsOf(grant),
  },
  AccountActivated: {},
  GrantGiven: { ...ofAccount, grant },
  GrantWithdrawn: { ...ofAccount, grant: roleAndScope },
  AccountSuspended: withReason,
  AccountRestored: withReason,
  SignInReset: withReason,
  AccountChanged: {
    ...ofAccount,
    email: Type.Optional(email),
    name: Type.Optional(personName),
    telephone: Type.Optional(telephone),
  },
  AccountClosed: withReason,
  ApiKeyIssued: { ...ofAccount, key: keyLabel, grants: grantsOf(roleAndScope), until: parsedDay },
  ApiKeyWithdrawn: { ...ofAccount, key: keyLabel },
  CbudAccessRequested: {
    county: parsedCounty,
    /** Each is read by itself, as `CBUD_ROW`: a bad one spoils no other. */
    rows: Type.Array(anything, { minItems: 1, maxItems: CBUD_ROWS_MAX }),
  },
} as const;

/** One row of a `CbudAccessRequested`. Level 1 lets the person in, level 0 takes the access away. */
export const CBUD_ROW = Type.Object(
  {
    first: name,
    last: name,
    telephone,
    email,
    level: Type.Integer({ minimum: 0, maximum: 1 }),
  },
  CLOSED,
);
