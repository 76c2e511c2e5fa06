import { ACCESS_ACTS } from '../../events/acts/access-acts.js';
import { ACT_LINE_BYTES_MAX } from '../../events/acts/access-refusals.js';
import type { AccessActName } from '../../events/acts/access-act.js';
import { PROCESS_ACTS } from '../../events/acts/process-acts.js';
import { readActLine, readActValue } from '../../events/acts/read-access-act.js';
import type { AccessActRead } from '../../events/acts/read-access-act.js';
import { SAMPLES } from './done-acts.js';

const NAMES = Object.keys({ ...ACCESS_ACTS, ...PROCESS_ACTS }) as AccessActName[];

function valueOf(act: AccessActName, fields: Readonly<Record<string, unknown>>): object {
  return { act, at: '2010-03-01T20:00:00Z', by: 'operator', ...SAMPLES[act], ...fields };
}

function refusalOf(read: AccessActRead): readonly [code: string, message: string] {
  return read.kind === 'refusal' ? [read.code, read.message] : ['none', ''];
}

function without(value: object, field: string): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== field));
}

describe.each(NAMES)('%s', (act) => {
  it('is read', () => {
    expect(readActValue(valueOf(act, {}))).toMatchObject({ kind: 'act', act: { act } });
  });

  it('has no field that nothing is said of', () => {
    const [code, message] = refusalOf(readActValue(valueOf(act, { note: null })));
    expect(code).toBe('UNKNOWN_FIELD');
    expect(message).toContain('`note`');
  });

  it('needs each of its fields, and null is none of them', () => {
    for (const field of ['at', 'by', ...Object.keys(SAMPLES[act])]) {
      for (const value of [without(valueOf(act, {}), field), valueOf(act, { [field]: null })]) {
        const [code, message] = refusalOf(readActValue(value));
        expect([field, code]).toEqual([field, 'INVALID_FIELD']);
        expect(message).toContain(field);
      }
    }
  });
});

describe('an act', () => {
  const lineOf = (text: string): readonly [code: string, message: string] =>
    refusalOf(readActLine(Buffer.from(text)));

  it.each([
    ['not JSON', '{"act":'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a byte order mark', '\ufeff{}'],
  ])('is MALFORMED as %s', (_what, text) => {
    expect(lineOf(text)[0]).toBe('MALFORMED');
  });

  it('is MALFORMED where it is no UTF-8, and where its line is longer than 256 KiB', () => {
    expect(refusalOf(readActLine(Buffer.from('7b22e4223a317d', 'hex')))[0]).toBe('MALFORMED');
    const line = JSON.stringify(valueOf('ProcessReviewed', {}));
    const padded = line.padEnd(ACT_LINE_BYTES_MAX);
    expect(lineOf(padded)[0]).toBe('none');
    expect(lineOf(`${padded} `)[0]).toBe('MALFORMED');
  });

  it('without a name is INVALID_FIELD, with one that is none UNKNOWN_ACT, whatever else is wrong', () => {
    expect(refusalOf(readActValue({ note: 1 }))[0]).toBe('INVALID_FIELD');
    expect(refusalOf(readActValue({ act: 7, note: 1 }))[0]).toBe('INVALID_FIELD');
    expect(refusalOf(readActValue({ act: 'grantGiven', note: 1 }))[0]).toBe('UNKNOWN_ACT');
    expect(refusalOf(readActValue({ act: 'toString' }))[0]).toBe('UNKNOWN_ACT');
  });

  it('counts the last of a key given twice', () => {
    const line = JSON.stringify(valueOf('ProcessReviewed', {}));
    expect(lineOf(line.replace('"act":', '"act":"x","act":'))[0]).toBe('none');
  });
});

/** What is wrong with one act by one field or more: the fields, and the path that the refusal names. */
const WRONG: readonly (readonly [AccessActName, string, Readonly<Record<string, unknown>>])[] = [
  ['AccountActivated', 'by', { by: 'operator' }],
  ['AccountActivated', 'by', { by: 'A-01' }],
  ['AccountSuspended', 'account', { account: 'A-0' }],
  ['AccountSuspended', 'account', { account: 'operator' }],
  ['AccountSuspended', 'reason', { reason: 'x'.repeat(1001) }],
  ['AccountSuspended', 'reason', { reason: '\ud800' }],
  ['AccountInvited', 'email', { email: 'ana@example' }],
  ['AccountInvited', 'email', { email: 'ana diaz@example.org' }],
  ['AccountInvited', 'email', { email: 'a@b@example.org' }],
  ['AccountInvited', 'email', { email: `${'a'.repeat(243)}@example.org` }],
  ['AccountInvited', 'telephone', { telephone: '5'.repeat(41) }],
  ['AccountInvited', 'machine', { machine: false }],
  ['AccountInvited', 'name.first', { name: { first: '', last: 'Diaz' } }],
  ['AccountInvited', 'grants', { grants: [] }],
  ['AccountInvited', 'grants[0].role', { grants: [{ role: 'operator' }] }],
  [
    'AccountInvited',
    'grants[1]',
    { grants: [{ role: 'auditor' }, { role: 'auditor', until: '2010-03-01' }] },
  ],
  ['AccountInvited', 'grants[0].until', { grants: [{ role: 'auditor', until: '2010-02-28' }] }],
  ['AccountInvited', 'grants[0].county', { grants: [{ role: 'auditor', county: '037' }] }],
  [
    'AccountInvited',
    'grants[0].application',
    { grants: [{ role: 'auditor', application: 'T-01' }] },
  ],
  ['GrantGiven', 'grant.until', { grant: { role: 'auditor', until: '2010-02-28' } }],
  ['AccountChanged', 'telephone', { telephone: '' }],
  ['ApiKeyIssued', 'key', { key: 'k'.repeat(41) }],
  ['ApiKeyIssued', 'until', { until: '2010-02-28' }],
  ['ApiKeyIssued', 'until', { until: '2011-03-02' }],
  ['ApiKeyIssued', 'grants[1]', { grants: [{ role: 'auditor' }, { role: 'auditor' }] }],
  ['CbudAccessRequested', 'county', { county: '06037' }],
  ['CbudAccessRequested', 'rows', { rows: [] }],
  ['CbudAccessRequested', 'rows', { rows: Array.from({ length: 201 }, () => null) }],
  ['RequestorIdentified', 'kind', { kind: 'IV-D' }],
  ['RequestorIdentified', 'organisation', { organisation: 'x'.repeat(201) }],
  ['RequestorIdentified', 'recommended', { recommended: 10_001 }],
  ['RequestorIdentified', 'recommended', { recommended: '2' }],
  [
    'RequestorIdentified',
    'invitee.email',
    { invitee: { name: 'I', title: 'C', address: '1', email: 'x' } },
  ],
  ['ApplicationSubmitted', 'signed', { signed: '2010-03-02' }],
  ['ApplicationSubmitted', 'paper', { paper: false }],
  ['LegalReviewDelayed', 'cause', { cause: 'late' }],
  ['LegalOpinionGiven', 'authorized', { authorized: 'yes' }],
  ['ApplicationAccepted', 'accounts', { accounts: 0 }],
  ['MouSignedByRequestor', 'to', { to: '2010-03-01' }],
  ['MouSignedByRequestor', 'to', { to: '2015-03-02' }],
  ['MouSignedByRequestor', 'to', { from: '2008-02-29', to: '2013-03-01' }],
  ['UserAccountOpened', 'training', { training: '2010-03-02' }],
  ['UserAccountOpened', 'statement', { statement: '2010-03-02' }],
  ['UserAccountOpened', 'account', { account: 'A-1' }],
  ['TrainingRecorded', 'training', { training: '2010-03-02' }],
  ['FindingAnswered', 'finding', { finding: '01' }],
  ['FindingAnswered', 'finding', { finding: 1 }],
  ['SurveyAnswered', 'needed', { needed: 0 }],
  ['AllocationChanged', 'row', { row: 60 }],
  ['AllocationChanged', 'reserved', { reserved: -1 }],
  ['AllocationChanged', 'reserved', { reserved: 10_001 }],
  ['CountyConverted', 'day', { day: '2010-02-29' }],
  ['ProcessReviewed', 'at', { at: '2010-03-01T20:00:00.000Z' }],
];

describe('INVALID_FIELD', () => {
  it.each(WRONG)('%s names `%s`', (act, path, fields) => {
    const [code, message] = refusalOf(readActValue(valueOf(act, fields)));
    expect(code).toBe('INVALID_FIELD');
    expect(message).toContain(`\`${path}\``);
  });

  it('says of a FIPS code which county it is', () => {
    const [, message] = refusalOf(readActValue(valueOf('CountyConverted', { county: '06037' })));
    expect(message).toContain('county "19"');
  });

  it('is not given at the bounds', () => {
    const right: typeof WRONG = [
      ['AccountInvited', '', { email: `${'a'.repeat(242)}@example.org` }],
      ['AccountSuspended', '', { reason: '😀'.repeat(1000) }],
      ['GrantGiven', '', { grant: { role: 'auditor', until: '2010-03-01' } }],
      ['ApiKeyIssued', '', { until: '2010-03-01' }],
      ['ApiKeyIssued', '', { until: '2011-03-01' }],
      ['ApiKeyIssued', '', { at: '2012-02-29T20:00:00Z', until: '2013-02-28' }],
      ['MouSignedByRequestor', '', { from: '2008-02-29', to: '2013-02-28' }],
      ['MouSignedByRequestor', '', { to: '2015-03-01' }],
      ['AllocationChanged', '', { row: 59, reserved: 0 }],
      // The last second of the day in California, which is the next day in UTC.
      ['ApplicationSubmitted', '', { at: '2010-03-02T07:59:59Z', signed: '2010-03-01' }],
    ];
    const found = right.map(([act, , fields]) => refusalOf(readActValue(valueOf(act, fields))));
    expect(found).toEqual(right.map(() => ['none', '']));
  });

  it('is given where none of some fields is there', () => {
    for (const [act, field] of [
      ['AccountChanged', 'telephone'],
      ['PeopleChanged', 'iso'],
      ['TrainingRecorded', 'training'],
      ['UserAccountOpened', 'email'],
      ['UserAccountOpened', 'name'],
    ] as const) {
      const value = without(valueOf(act, {}), field);
      expect([act, refusalOf(readActValue(value))[0]]).toEqual([act, 'INVALID_FIELD']);
    }
  });

  it('comes after UNKNOWN_FIELD, which may be deep inside', () => {
    const grants = [{ role: 7 }, { role: 'auditor', x: 1 }];
    const [code, message] = refusalOf(
      readActValue(valueOf('AccountInvited', { grants, email: 1 })),
    );
    expect(code).toBe('UNKNOWN_FIELD');
    expect(message).toContain('`grants[1].x`');
    const withdrawn = { grant: { role: 'auditor', until: '2010-03-01' } };
    expect(refusalOf(readActValue(valueOf('GrantWithdrawn', withdrawn)))[0]).toBe('UNKNOWN_FIELD');
  });
});
