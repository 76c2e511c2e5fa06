import type { AccessActName } from '../../events/acts/access-act.js';
import { SAMPLES, DoneActs, WAY_TO, actsUntil, withPerson } from './done-acts.js';
import type { Fields } from './done-acts.js';

const STATES = [...Object.keys(WAY_TO), 'legal-refused', 'expired'];
const EARLY =
  'identified invited applied legal-cleared legal-refused conditionally-accepted mou-signed';
const LATE = 'approved office-created established';

/** The states in which each act on an application can be done. */
const NEEDS: Readonly<Partial<Record<AccessActName, string>>> = {
  RequestorInvited: 'identified',
  ApplicationSubmitted: 'invited',
  LegalReviewDelayed: 'applied',
  LegalOpinionGiven: 'applied',
  ConnectivityVerified: 'applied legal-cleared',
  ApplicationAccepted: 'legal-cleared',
  ApplicationRejected: 'applied legal-cleared legal-refused conditionally-accepted mou-signed',
  MouSignedByRequestor: 'conditionally-accepted',
  MouSignedByState: 'mou-signed',
  InfrastructureEvaluated: 'approved office-created',
  OfficeCreated: 'approved',
  UserAccountOpened: 'office-created established',
  FindingRecorded: LATE,
  RenewalNoticed: LATE,
  RenewalStarted: LATE,
  ApplicationWithdrawn: EARLY,
  PeopleChanged: `${EARLY} ${LATE}`,
  SurveyAnswered: LATE,
  AccountsRaised: LATE,
  AccessEnded: LATE,
};

describe.each(STATES)('an application that is %s', (state) => {
  const acts = actsUntil(state);

  it('is shown so', () => {
    expect(acts.application('T-1').state).toBe(state);
  });

  it.each(Object.entries(NEEDS))('meets %s as the table says', (act, needs) => {
    const isWrong = acts.codeOf(act, SAMPLES[act as AccessActName]) === 'WRONG_STATE';
    expect(isWrong).toBe(!needs.split(' ').includes(state));
  });

  it('lets users be closed and training be recorded, whatever it is', () => {
    for (const act of ['UserAccountClosed', 'TrainingRecorded']) {
      expect(acts.codeOf(act, SAMPLES[act as AccessActName])).toBe('NOT_A_USER');
    }
  });
});

/** Roles and their scopes, each of an account of its own. */
const ROLES: readonly Fields[] = [
  ...['account-manager', 'dcss-iso', 'dcss-legal', 'dcss-analyst', 'dcss-process-owner'].map(
    (role) => ({ role }),
  ),
  ...['dcss-process-manager', 'dcss-contract-manager', 'dcss-infrastructure-manager'].map(
    (role) => ({ role }),
  ),
  ...['lcsa-director', 'lcsa-administrator', 'lcsa-coordinator', 'lcsa-reporter'].map((role) => ({
    role,
    county: '19',
  })),
  { role: 'requestor-contact', application: 'T-1' },
];

/** Who may do each act of the process, by the name of the role. */
const MAY: Readonly<Partial<Record<AccessActName, string>>> = {
  RequestorIdentified: 'lcsa-director',
  RequestorInvited: 'dcss-process-manager',
  ApplicationSubmitted: 'requestor-contact',
  LegalReviewDelayed: 'dcss-legal',
  LegalOpinionGiven: 'dcss-legal',
  ConnectivityVerified: 'dcss-infrastructure-manager',
  ApplicationAccepted: 'dcss-process-owner',
  ApplicationRejected: 'dcss-process-owner',
  MouSignedByRequestor: 'requestor-contact',
  MouSignedByState: 'dcss-process-owner',
  InfrastructureEvaluated: 'dcss-infrastructure-manager',
  OfficeCreated: 'dcss-infrastructure-manager',
  UserAccountOpened: 'lcsa-administrator',
  UserAccountClosed: 'lcsa-administrator',
  TrainingRecorded: 'requestor-contact',
  FindingRecorded: 'dcss-iso',
  RenewalNoticed: 'dcss-contract-manager',
  RenewalStarted: 'dcss-process-owner',
  ApplicationWithdrawn: 'requestor-contact lcsa-director',
  PeopleChanged: 'dcss-process-manager',
  SurveyAnswered: 'requestor-contact',
  AccountsRaised: 'dcss-process-owner',
  AccessEnded: 'dcss-process-owner',
  CountyConverted: 'dcss-process-manager',
  AllocationChanged: 'dcss-process-owner',
  ProcessReviewed: 'dcss-process-owner',
};

describe('who may do an act of the process', () => {
  const acts = actsUntil('invited');
  const people = ROLES.map((grant, index) => [
    String(grant['role']),
    withPerson(acts, `p${String(index)}@example.org`, grant),
  ]);
  const elsewhere = withPerson(
    acts,
    'elsewhere@example.org',
    ...['lcsa-director', 'lcsa-administrator'].map((role) => ({ role, county: '30' })),
  );

  it.each(Object.entries(MAY))('%s: %s', (act, roles) => {
    const fields = SAMPLES[act as AccessActName];
    const may = people.filter(([, by]) => acts.codeOf(act, { ...fields, by }) !== 'NOT_PERMITTED');
    expect(may.map(([role]) => role)).toEqual(
      ROLES.map(({ role }) => role).filter((role) => roles.split(' ').includes(String(role))),
    );
    expect(acts.codeOf(act, { ...fields, by: elsewhere })).toBe('NOT_PERMITTED');
  });

  it('a paper application is the process manager’s, and no other is', () => {
    const of = (role: string, fields: Fields): string =>
      acts.codeOf('ApplicationSubmitted', {
        ...SAMPLES.ApplicationSubmitted,
        ...fields,
        by: people.find(([each]) => each === role)?.[1],
      });
    expect(of('requestor-contact', {})).toBe('done');
    expect(of('requestor-contact', { paper: true })).toBe('NOT_PERMITTED');
    expect(of('dcss-process-manager', {})).toBe('NOT_PERMITTED');
    expect(of('dcss-process-manager', { paper: true })).toBe('done');
  });

  it('a director withdraws up to the invitation, a contact up to the approval', () => {
    const at = actsUntil('applied');
    const director = withPerson(at, 'd@example.org', { role: 'lcsa-director', county: '19' });
    const withdrawn = { ...SAMPLES.ApplicationWithdrawn, by: director };
    expect(at.codeOf('ApplicationWithdrawn', withdrawn)).toBe('WRONG_STATE');
    at.done('GrantGiven', {
      account: director,
      grant: { role: 'requestor-contact', application: 'T-1' },
    });
    expect(at.codeOf('ApplicationWithdrawn', withdrawn)).toBe('done');
  });
});

/** What is refused in a state of T-1, after some acts; those with `done` show where the line is. */
const REFUSED: readonly (readonly [
  code: string,
  state: string,
  act: AccessActName,
  fields: Fields,
  first?: readonly (readonly [AccessActName, Fields])[],
])[] = [
  ['TOO_EARLY', 'identified', 'RequestorIdentified', { inviteOn: '2010-01-31' }],
  ['ALREADY_THERE', 'identified', 'RequestorIdentified', { organisation: '\tFOSTER care bureau ' }],
  ['ALREADY_THERE', 'established', 'RequestorIdentified', {}],
  ['done', 'identified', 'RequestorIdentified', { county: '30', inviteOn: '1999-01-01' }],
  ['done', 'rejected', 'RequestorIdentified', {}],
  ['done', 'expired', 'RequestorIdentified', {}],
  ['ALREADY_SO', 'identified', 'CountyConverted', {}],
  [
    'NO_CONNECTIVITY',
    'legal-cleared',
    'ApplicationAccepted',
    { accounts: 999 },
    [['ConnectivityVerified', { passed: false }]],
  ],
  ['OVER_ALLOCATION', 'legal-cleared', 'ApplicationAccepted', { accounts: 151 }],
  ['done', 'legal-cleared', 'ApplicationAccepted', { accounts: 150 }],
  ['done', 'legal-cleared', 'ApplicationAccepted', { accounts: 151, justification: 'x' }],
  [
    'OVER_ALLOCATION',
    'legal-cleared',
    'ApplicationAccepted',
    { accounts: 3 },
    [['AllocationChanged', { reserved: 2 }]],
  ],
  ['NOT_MORE', 'approved', 'AccountsRaised', { accounts: 2 }],
  ['OVER_ALLOCATION', 'approved', 'AccountsRaised', { accounts: 151 }],
  ['done', 'approved', 'AccountsRaised', { accounts: 150 }],
  ['OFFICE_TAKEN', 'ended', 'OfficeCreated', { application: 'T-2' }, secondApproved()],
  ['done', 'ended', 'OfficeCreated', { application: 'T-2', office: 'off-1' }, secondApproved()],
  [
    'TRAINING_EXPIRED',
    'established',
    'UserAccountOpened',
    { training: '2009-02-28', statement: '2009-02-28' },
  ],
  ['STATEMENT_EXPIRED', 'established', 'UserAccountOpened', { statement: '2009-02-28' }],
  ['EMAIL_TAKEN', 'established', 'UserAccountOpened', { email: 'USER@example.org' }],
  ['done', 'established', 'UserAccountOpened', { email: 'u@example.org', training: '2009-03-01' }],
  [
    'ACCOUNTS_EXHAUSTED',
    'established',
    'UserAccountOpened',
    {},
    [['UserAccountOpened', { email: 'u@example.org' }]],
  ],
  [
    'ALREADY_SO',
    'established',
    'FindingAnswered',
    {},
    [
      ['FindingRecorded', {}],
      ['FindingAnswered', {}],
    ],
  ],
  [
    'ALREADY_SO',
    'established',
    'FindingAnswered',
    {},
    [
      ['FindingRecorded', {}],
      ['FindingCleared', {}],
    ],
  ],
  [
    'ALREADY_SO',
    'established',
    'FindingCleared',
    {},
    [
      ['FindingRecorded', {}],
      ['FindingCleared', {}],
    ],
  ],
  [
    'done',
    'established',
    'FindingCleared',
    {},
    [
      ['FindingRecorded', {}],
      ['FindingAnswered', {}],
    ],
  ],
  ['TOO_EARLY', 'established', 'RenewalNoticed', {}],
  ['NOT_NOTICED', 'established', 'RenewalStarted', {}],
];

/** A second application of the county, approved. */
function secondApproved(): readonly (readonly [AccessActName, Fields])[] {
  const of = { application: 'T-2' };
  return [
    ['RequestorIdentified', { organisation: 'Another' }],
    ...(WAY_TO['approved'] ?? []).map((act) => [act, of] as const),
  ];
}

describe('refusals of single acts', () => {
  const cases = REFUSED.map(([code, state, act, fields, first = []]) => ({
    ...{ code, state, act, fields, first },
  }));

  it.each(cases)('$code: $state, $act $fields', ({ code, state, act, fields, first }) => {
    const acts = actsUntil(state);
    for (const [each, more] of first) acts.done(each, { ...SAMPLES[each], ...more });
    expect(acts.codeOf(act, { ...SAMPLES[act], ...fields })).toBe(code);
  });

  it('UNKNOWN_FINDING comes before NOT_PERMITTED and WRONG_STATE', () => {
    const acts = actsUntil('identified');
    const answered = { ...SAMPLES.FindingAnswered, by: 'A-1' };
    expect(acts.codeOf('FindingAnswered', answered)).toBe('UNKNOWN_FINDING');
  });

  it('an invitation waits for the conversion, two months after it, and for its day', () => {
    const at = new DoneActs('2009-12-31').done('RequestorIdentified', SAMPLES.RequestorIdentified);
    expect(at.codeOf('RequestorInvited', SAMPLES.RequestorInvited)).toBe('NOT_CONVERTED');
    at.done('CountyConverted', { county: '19', day: '2009-12-31' }).on('2010-02-27');
    expect(at.codeOf('RequestorInvited', SAMPLES.RequestorInvited)).toBe('TOO_EARLY');
    at.on('2010-02-28');
    // The two months are over, and `inviteOn` has not come.
    expect(at.codeOf('RequestorInvited', SAMPLES.RequestorInvited)).toBe('TOO_EARLY');
    expect(at.on('2010-03-01').codeOf('RequestorInvited', SAMPLES.RequestorInvited)).toBe('done');
  });

  it('a memorandum is signed up to its last day, and users are opened from its first', () => {
    const at = actsUntil('conditionally-accepted');
    at.done('MouSignedByRequestor', { application: 'T-1', from: '2010-03-10', to: '2010-04-01' });
    expect(at.on('2010-04-02').codeOf('MouSignedByState', SAMPLES.MouSignedByState)).toBe(
      'MOU_NOT_IN_FORCE',
    );
    const early = actsUntil('conditionally-accepted');
    early.done('MouSignedByRequestor', {
      application: 'T-1',
      from: '2010-03-10',
      to: '2010-04-01',
    });
    early
      .done('MouSignedByState', SAMPLES.MouSignedByState)
      .done('OfficeCreated', SAMPLES.OfficeCreated);
    expect(early.codeOf('UserAccountOpened', SAMPLES.UserAccountOpened)).toBe('MOU_NOT_IN_FORCE');
    expect(early.on('2010-03-10').codeOf('UserAccountOpened', SAMPLES.UserAccountOpened)).toBe(
      'done',
    );
    expect(early.on('2010-04-02').codeOf('UserAccountOpened', SAMPLES.UserAccountOpened)).toBe(
      'WRONG_STATE',
    );
  });

  it('a named account is a person’s, not closed, no user yet and not one’s own', () => {
    const at = actsUntil('established');
    const { application, profile, training, statement } = SAMPLES.UserAccountOpened;
    const open = (account: string, by = 'operator'): string =>
      at.codeOf('UserAccountOpened', { application, profile, training, statement, account, by });
    const machine = { email: 'm@example.org', name: { first: 'M', last: 'M' }, machine: true };
    at.done('AccountInvited', { ...machine, grants: [{ role: 'dcss-analyst' }] });
    const administrator = withPerson(at, 'a@example.org', {
      role: 'lcsa-administrator',
      county: '19',
    });
    const closed = withPerson(at, 'c@example.org', { role: 'auditor' });
    at.done('AccountClosed', { account: closed, reason: 'x' });
    expect(open('A-2')).toBe('ALREADY_SO');
    expect(open('A-3')).toBe('SCOPE_MISMATCH');
    expect(open(closed)).toBe('ACCOUNT_CLOSED');
    expect(open(administrator, administrator)).toBe('OWN_RIGHTS');
    expect(open(administrator)).toBe('done');
  });
});
