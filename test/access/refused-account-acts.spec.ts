import { SAMPLES, DoneActs, withPerson } from './done-acts.js';
import type { Fields } from './done-acts.js';

const NAME = { first: 'B', last: 'C' };
const MANAGER = { role: 'account-manager' };
const VIEWER = { role: 'cbud-viewer', county: '19' };

/**
 * A-1 manages accounts, A-2 is the ISO, A-3 directs county 19, A-4 is a machine, A-5 was invited, A-6 is closed and A-7
 * suspended.
 */
function acts(): DoneActs {
  const at = new DoneActs();
  withPerson(at, 'manager@example.org', MANAGER);
  withPerson(at, 'iso@example.org', { role: 'dcss-iso' });
  withPerson(at, 'director@example.org', { role: 'lcsa-director', county: '19' }, VIEWER);
  const grants = [{ role: 'dcss-analyst' }];
  at.done('AccountInvited', { email: 'm@example.org', name: NAME, machine: true, grants });
  at.done('AccountInvited', { email: 'invited@example.org', name: NAME, grants });
  withPerson(at, 'closed@example.org', MANAGER);
  at.done('AccountClosed', { account: 'A-6', reason: 'x' });
  withPerson(at, 'suspended@example.org', MANAGER);
  at.done('AccountSuspended', { account: 'A-7', reason: 'x' });
  at.done('CountyConverted', SAMPLES.CountyConverted);
  at.done('RequestorIdentified', SAMPLES.RequestorIdentified);
  return at.done('ApiKeyIssued', { ...KEY, account: 'A-4', key: 'k' });
}

const KEY = { key: 'night', grants: [{ role: 'dcss-analyst' }], until: '2010-12-31' };
const CONTACT = { role: 'requestor-contact', application: 'T-1' };
const THIRD = { role: 'third-party', application: 'T-1' };

/** An act that is refused, and why; those with `done` show where the line is. */
const ACTS: readonly (readonly [code: string, act: string, fields: Fields])[] = [
  ['BACKWARDS', 'ProcessReviewed', { at: '2010-03-01T19:59:59Z', text: 'x' }],
  ['FUTURE_AT', 'ProcessReviewed', { at: '2020-01-01T00:00:01Z', text: 'x' }],
  ['done', 'ProcessReviewed', { at: '2020-01-01T00:00:00Z', text: 'x' }],
  ['UNKNOWN_ACCOUNT', 'AccountActivated', { by: 'A-8' }],
  ['UNKNOWN_ACCOUNT', 'AccountClosed', { account: 'A-99999999999999999999', reason: 'x' }],
  ['UNKNOWN_ACCOUNT', 'GrantGiven', { account: 'A-8', grant: { ...CONTACT, application: 'T-9' } }],
  [
    'UNKNOWN_APPLICATION',
    'GrantGiven',
    { account: 'A-1', by: 'A-2', grant: { ...CONTACT, application: 'T-9' } },
  ],
  [
    'UNKNOWN_APPLICATION',
    'AccountInvited',
    { ...SAMPLES.AccountInvited, grants: [{ role: 'dcss-legal', application: 'T-2' }] },
  ],
  [
    'UNKNOWN_APPLICATION',
    'ApiKeyIssued',
    { ...KEY, account: 'A-4', grants: [{ ...CONTACT, application: 'T-2' }] },
  ],

  ['NOT_PERMITTED', 'GrantGiven', { by: 'A-2', account: 'A-3', grant: { role: 'auditor' } }],
  ['NOT_PERMITTED', 'GrantGiven', { by: 'A-4', account: 'A-3', grant: { role: 'auditor' } }],
  ['NOT_PERMITTED', 'GrantGiven', { by: 'A-5', account: 'A-3', grant: { role: 'auditor' } }],
  ['NOT_PERMITTED', 'GrantGiven', { by: 'A-6', account: 'A-3', grant: { role: 'auditor' } }],
  ['NOT_PERMITTED', 'GrantGiven', { by: 'A-7', account: 'A-3', grant: { role: 'auditor' } }],
  ['done', 'GrantGiven', { by: 'A-1', account: 'A-3', grant: { role: 'auditor' } }],
  ['done', 'AccountSuspended', { by: 'A-2', account: 'A-3', reason: 'x' }],
  ['NOT_PERMITTED', 'AccountRestored', { by: 'A-2', account: 'A-7', reason: 'x' }],
  ['done', 'AccountRestored', { by: 'A-1', account: 'A-7', reason: 'x' }],
  [
    'NOT_PERMITTED',
    'CbudAccessRequested',
    { ...SAMPLES.CbudAccessRequested, by: 'A-3', county: '30' },
  ],
  ['done', 'CbudAccessRequested', { ...SAMPLES.CbudAccessRequested, by: 'A-3' }],
  ['done', 'CbudAccessRequested', { ...SAMPLES.CbudAccessRequested, by: 'A-1', county: '30' }],

  [
    'EMAIL_TAKEN',
    'AccountInvited',
    { ...SAMPLES.AccountInvited, email: 'ISO@Example.Org', grants: [THIRD] },
  ],
  ['EMAIL_TAKEN', 'AccountInvited', { ...SAMPLES.AccountInvited, email: 'suspended@example.org' }],
  ['done', 'AccountInvited', { ...SAMPLES.AccountInvited, email: 'closed@example.org' }],
  ['SCOPE_MISMATCH', 'AccountInvited', { ...SAMPLES.AccountInvited, grants: [THIRD] }],
  [
    'SCOPE_MISMATCH',
    'AccountInvited',
    { ...SAMPLES.AccountInvited, machine: true, grants: [CONTACT] },
  ],

  ['ACCOUNT_CLOSED', 'GrantGiven', { account: 'A-6', grant: { role: 'dcss-legal', county: '19' } }],
  ['SCOPE_MISMATCH', 'GrantGiven', { account: 'A-3', grant: { role: 'dcss-legal', county: '19' } }],
  ['SCOPE_MISMATCH', 'GrantGiven', { account: 'A-3', grant: { role: 'lcsa-director' } }],
  ['SCOPE_MISMATCH', 'GrantGiven', { account: 'A-3', grant: { ...VIEWER, application: 'T-1' } }],
  ['SCOPE_MISMATCH', 'GrantGiven', { account: 'A-3', grant: { role: 'requestor-contact' } }],
  [
    'SCOPE_MISMATCH',
    'GrantGiven',
    { account: 'A-3', grant: { role: 'auditor', application: 'T-1' } },
  ],
  ['done', 'GrantGiven', { account: 'A-3', grant: { role: 'auditor', county: '30' } }],
  ['SCOPE_MISMATCH', 'GrantGiven', { account: 'A-3', grant: THIRD }],
  ['SCOPE_MISMATCH', 'GrantGiven', { account: 'A-4', grant: CONTACT }],
  ['ALREADY_SO', 'GrantGiven', { account: 'A-3', grant: { ...VIEWER, until: '2010-05-01' } }],
  ['OWN_RIGHTS', 'GrantGiven', { by: 'A-1', account: 'A-1', grant: { role: 'auditor' } }],
  ['ALREADY_SO', 'GrantGiven', { by: 'A-1', account: 'A-1', grant: MANAGER }],

  ['ACCOUNT_CLOSED', 'GrantWithdrawn', { account: 'A-6', grant: MANAGER }],
  ['SCOPE_MISMATCH', 'GrantWithdrawn', { account: 'A-3', grant: { role: 'lcsa-director' } }],
  ['ALREADY_SO', 'GrantWithdrawn', { account: 'A-3', grant: THIRD }],
  ['ALREADY_SO', 'GrantWithdrawn', { account: 'A-4', grant: CONTACT }],
  ['OWN_RIGHTS', 'GrantWithdrawn', { by: 'A-1', account: 'A-1', grant: MANAGER }],
  ['LAST_MANAGER', 'GrantWithdrawn', { account: 'A-1', grant: MANAGER }],
  ['done', 'GrantWithdrawn', { account: 'A-7', grant: MANAGER }],

  ['ACCOUNT_CLOSED', 'AccountSuspended', { account: 'A-6', reason: 'x' }],
  ['ALREADY_SO', 'AccountSuspended', { account: 'A-7', reason: 'x' }],
  ['OWN_RIGHTS', 'AccountSuspended', { by: 'A-1', account: 'A-1', reason: 'x' }],
  ['LAST_MANAGER', 'AccountSuspended', { by: 'A-2', account: 'A-1', reason: 'x' }],
  ['done', 'AccountSuspended', { account: 'A-5', reason: 'x' }],
  ['ACCOUNT_CLOSED', 'AccountRestored', { account: 'A-6', reason: 'x' }],
  ['ALREADY_SO', 'AccountRestored', { by: 'A-1', account: 'A-1', reason: 'x' }],

  ['ACCOUNT_CLOSED', 'SignInReset', { account: 'A-6', reason: 'x' }],
  ['SCOPE_MISMATCH', 'SignInReset', { account: 'A-4', reason: 'x' }],
  ['OWN_RIGHTS', 'SignInReset', { by: 'A-1', account: 'A-1', reason: 'x' }],

  ['ACCOUNT_CLOSED', 'AccountChanged', { account: 'A-6', email: 'iso@example.org' }],
  ['EMAIL_TAKEN', 'AccountChanged', { by: 'A-1', account: 'A-1', email: 'iso@example.org' }],
  ['OWN_RIGHTS', 'AccountChanged', { by: 'A-1', account: 'A-1', email: 'MANAGER@example.org' }],
  ['done', 'AccountChanged', { account: 'A-1', email: 'MANAGER@example.org' }],

  ['ACCOUNT_CLOSED', 'AccountClosed', { account: 'A-6', reason: 'x' }],
  ['OWN_RIGHTS', 'AccountClosed', { by: 'A-1', account: 'A-1', reason: 'x' }],
  ['LAST_MANAGER', 'AccountClosed', { account: 'A-1', reason: 'x' }],

  ['ACCOUNT_CLOSED', 'AccountActivated', { by: 'A-6' }],
  ['ALREADY_SO', 'AccountActivated', { by: 'A-1' }],
  ['ALREADY_SO', 'AccountActivated', { by: 'A-4' }],
  ['ALREADY_SO', 'AccountActivated', { by: 'A-7' }],
  ['done', 'AccountActivated', { by: 'A-5' }],

  ['NOT_PERMITTED', 'ApiKeyIssued', { ...KEY, by: 'A-1', account: 'A-3', grants: [VIEWER] }],
  ['done', 'ApiKeyIssued', { ...KEY, by: 'A-3', account: 'A-3', grants: [VIEWER] }],
  ['done', 'ApiKeyIssued', { ...KEY, account: 'A-3', grants: [VIEWER] }],
  ['NOT_PERMITTED', 'ApiKeyIssued', { ...KEY, by: 'A-2', account: 'A-4' }],
  ['NOT_PERMITTED', 'ApiKeyIssued', { ...KEY, by: 'A-4', account: 'A-4' }],
  ['done', 'ApiKeyIssued', { ...KEY, by: 'A-1', account: 'A-4' }],
  ['ACCOUNT_CLOSED', 'ApiKeyIssued', { ...KEY, account: 'A-6' }],
  ['SCOPE_MISMATCH', 'ApiKeyIssued', { ...KEY, account: 'A-4', key: 'k', grants: [MANAGER] }],
  ['ALREADY_SO', 'ApiKeyIssued', { ...KEY, account: 'A-4', key: 'k' }],
  ['NOT_PERMITTED', 'ApiKeyWithdrawn', { by: 'A-2', account: 'A-4', key: 'k' }],
  ['done', 'ApiKeyWithdrawn', { by: 'A-1', account: 'A-4', key: 'k' }],
  ['ACCOUNT_CLOSED', 'ApiKeyWithdrawn', { account: 'A-6', key: 'k' }],
  ['ALREADY_SO', 'ApiKeyWithdrawn', { by: 'A-3', account: 'A-3', key: 'k' }],
];

describe('acts on accounts', () => {
  const at = acts();

  it.each(ACTS)('%s: %s %j', (code, act, fields) => {
    expect(at.codeOf(act, fields)).toBe(code);
  });

  it('lets no key carry the role of an organisation, not even where the account has it', () => {
    const then = acts().done('GrantGiven', { account: 'A-3', grant: CONTACT });
    const issued = { ...KEY, account: 'A-3', grants: [CONTACT] };
    expect(then.codeOf('ApiKeyIssued', issued)).toBe('SCOPE_MISMATCH');
  });

  it('lets a grant be given again, and a label be used again, when they have run out', () => {
    const grant = { role: 'auditor', until: '2010-03-05' };
    const then = acts().done('GrantGiven', { account: 'A-3', grant });
    const key = { ...KEY, account: 'A-3', grants: [{ role: 'auditor' }], until: '2010-03-05' };
    then.done('ApiKeyIssued', key).on('2010-03-05');
    expect(then.codeOf('GrantGiven', { account: 'A-3', grant })).toBe('ALREADY_SO');
    expect(then.codeOf('ApiKeyIssued', { ...key, until: '2010-03-05' })).toBe('ALREADY_SO');
    then.on('2010-03-06').done('GrantGiven', { account: 'A-3', grant: { role: 'auditor' } });
    expect(then.codeOf('ApiKeyIssued', { ...key, until: '2010-03-06' })).toBe('done');
  });

  it('counts as a manager whoever is active and whose grant stands', () => {
    const then = acts();
    const grant = { ...MANAGER, until: '2010-03-05' };
    then.done('GrantGiven', { account: 'A-2', grant });
    expect(then.codeOf('AccountClosed', { account: 'A-1', reason: 'x' })).toBe('done');
    then.on('2010-03-06');
    expect(then.codeOf('AccountClosed', { account: 'A-1', reason: 'x' })).toBe('LAST_MANAGER');
  });

  it('restores an account to what it was', () => {
    const then = acts().done('AccountSuspended', { account: 'A-5', reason: 'x' });
    expect(then.codeOf('AccountActivated', { by: 'A-5' })).toBe('ALREADY_SO');
    then.done('AccountRestored', { account: 'A-5', reason: 'x' });
    expect(then.account('A-5').state).toBe('invited');
  });
});

describe('keys', () => {
  it('show of their grants those that the account still has', () => {
    const then = acts().done('ApiKeyIssued', { ...KEY, account: 'A-3', grants: [VIEWER] });
    const carried = { role: 'cbud-viewer', county: '19', application: null };
    expect(then.account('A-3').keys).toEqual([
      { key: 'night', grants: [carried], until: '2010-12-31' },
    ]);
    then.done('GrantWithdrawn', { account: 'A-3', grant: VIEWER });
    expect(then.account('A-3').keys).toEqual([{ key: 'night', grants: [], until: '2010-12-31' }]);
    then.done('GrantGiven', { account: 'A-3', grant: VIEWER });
    expect(then.account('A-3').keys[0]?.grants).toEqual([carried]);
    expect(then.account('A-3', '2011-01-01').keys).toEqual([]);
  });
});

describe('a request for access to the CBUD', () => {
  const rowOf = (email: string, level: number): Fields => ({
    ...NAME,
    telephone: '555',
    email,
    level,
  });

  it('is answered row by row, each seeing those before it', () => {
    const then = acts();
    const rows = [
      rowOf('new@example.org', 1),
      rowOf('NEW@example.org', 1),
      rowOf('new@example.org', 0),
      rowOf('new@example.org', 0),
      rowOf('nobody@example.org', 0),
      rowOf('director@example.org', 0),
      { ...rowOf('x@example.org', 1), note: 'x' },
      { ...rowOf('x@example.org', 1), level: true },
      null,
      rowOf('invited@example.org', 1),
      rowOf('closed@example.org', 1),
    ];
    const decided = then.decisionOn('CbudAccessRequested', { by: 'A-3', county: '19', rows });
    expect(decided.kind === 'done' ? decided.made.rows : []).toMatchObject([
      { row: 1, result: 'granted', account: 'A-8' },
      { row: 2, result: 'already', account: 'A-8' },
      { row: 3, result: 'withdrawn', account: 'A-8' },
      { row: 4, result: 'already', account: null },
      { row: 5, result: 'already', account: null },
      { row: 6, error: 'OWN_RIGHTS' },
      { row: 7, error: 'INVALID_FIELD' },
      { row: 8, error: 'INVALID_FIELD' },
      { row: 9, error: 'INVALID_FIELD' },
      { row: 10, result: 'granted', account: 'A-5' },
      { row: 11, result: 'granted', account: 'A-9' },
    ]);
  });

  it('keeps of a row that came to nothing its number alone', () => {
    const rows = [{ first: 'Secret' }, rowOf('director@example.org', 1), rowOf('b@example.org', 1)];
    const decided = acts().decisionOn('CbudAccessRequested', { by: 'A-3', county: '19', rows });
    const body = decided.kind === 'done' ? decided.body : '';
    expect(JSON.parse(body)).toMatchObject({
      rows: [{ row: 1 }, { row: 2 }, { email: 'b@example.org' }],
    });
    expect(body).not.toContain('Secret');
    expect(body).not.toContain('director@example.org');
  });
});
