import { SAMPLES, WAY_TO, actsUntil } from './done-acts.js';
import type { DoneActs } from './done-acts.js';

describe('users', () => {
  it('are suspended from the day after the anniversary until a newer day is recorded', () => {
    const at = actsUntil('established').done('AccountActivated', { by: 'A-2' });
    const stateOn = (day: string): string | undefined => at.application('T-1', day).users[0]?.state;
    expect([stateOn('2011-02-01'), stateOn('2011-02-02')]).toEqual(['active', 'suspended']);
    expect(at.account('A-2', '2011-02-02').state).toBe('active');
    at.on('2011-02-03').done('TrainingRecorded', {
      application: 'T-1',
      account: 'A-2',
      training: '2011-02-02',
    });
    expect([stateOn('2011-02-15'), stateOn('2011-02-16')]).toEqual(['active', 'suspended']);
    const both = {
      application: 'T-1',
      account: 'A-2',
      training: '2011-02-01',
      statement: '2011-02-03',
    };
    expect(at.codeOf('TrainingRecorded', both)).toBe('EARLIER_THAN_KEPT');
    expect(at.codeOf('TrainingRecorded', { ...both, training: '2011-02-02' })).toBe('done');
  });

  it('that are closed close their account where no other grant stands on that day', () => {
    const closed = { application: 'T-1', account: 'A-2', reason: 'gone' };
    const at = actsUntil('established').done('UserAccountClosed', closed);
    expect(at.account('A-2')).toMatchObject({ state: 'closed', grants: [] });
    expect(at.application('T-1')).toMatchObject({ open: 0, users: [], state: 'established' });
    const other = actsUntil('established');
    other.done('GrantGiven', { account: 'A-2', grant: { role: 'auditor', until: '2010-03-05' } });
    expect(other.done('UserAccountClosed', closed).account('A-2').state).toBe('invited');
    expect(other.codeOf('UserAccountClosed', closed)).toBe('NOT_A_USER');
  });
});

describe('a renewal', () => {
  /** T-1 until 2011-02-28 with two users and a finding, its renewal noticed. */
  function noticed(): DoneActs {
    const at = actsUntil('established');
    at.done('UserAccountOpened', { ...SAMPLES.UserAccountOpened, email: 'u@example.org' });
    at.done('FindingRecorded', SAMPLES.FindingRecorded).on('2010-08-27');
    expect(at.codeOf('RenewalNoticed', SAMPLES.RenewalNoticed)).toBe('TOO_EARLY');
    return at.on('2010-08-28').done('RenewalNoticed', SAMPLES.RenewalNoticed);
  }

  it('waits for findings to be cleared, and is there once', () => {
    const at = noticed();
    expect(at.codeOf('RenewalNoticed', SAMPLES.RenewalNoticed)).toBe('ALREADY_SO');
    expect(at.decisionOn('RenewalStarted', SAMPLES.RenewalStarted)).toMatchObject({
      code: 'OPEN_FINDINGS',
      message: expect.stringContaining('(1)') as string,
    });
    at.done('FindingCleared', SAMPLES.FindingCleared);
    expect(at.decisionOn('RenewalStarted', SAMPLES.RenewalStarted)).toMatchObject({
      made: { renewal: 'T-2' },
    });
    at.done('RenewalStarted', SAMPLES.RenewalStarted);
    expect(at.codeOf('RenewalStarted', SAMPLES.RenewalStarted)).toBe('ALREADY_SO');
    at.done('ApplicationWithdrawn', { application: 'T-2', reason: 'x' });
    expect(at.codeOf('RenewalStarted', SAMPLES.RenewalStarted)).toBe('done');
  });

  it('takes over users, office and state, and needs accounts for them', () => {
    const at = noticed().done('FindingCleared', SAMPLES.FindingCleared);
    at.done('RenewalStarted', SAMPLES.RenewalStarted);
    const of = { application: 'T-2' };
    for (const act of WAY_TO['legal-cleared'] ?? []) at.done(act, { ...SAMPLES[act], ...of });
    expect(at.codeOf('ApplicationAccepted', { ...of, accounts: 1 })).toBe('ACCOUNTS_IN_USE');
    at.done('ApplicationAccepted', { ...of, accounts: 2 });
    at.done('AccountsRaised', { application: 'T-1', accounts: 3 });
    at.done('MouSignedByRequestor', { ...of, from: '2011-03-03', to: '2012-03-02' });
    at.done('UserAccountOpened', { ...SAMPLES.UserAccountOpened, email: 'third@example.org' });
    expect(at.codeOf('MouSignedByState', of)).toBe('ACCOUNTS_IN_USE');
    at.done('UserAccountClosed', { application: 'T-1', account: 'A-3', reason: 'x' });
    at.on('2011-03-02').done('MouSignedByState', of);
    expect(at.application('T-1').state).toBe('expired');
    expect(at.application('T-2')).toMatchObject({
      state: 'established',
      office: 'OFF-1',
      open: 2,
      renews: 'T-1',
      users: [{ account: 'A-2', profile: '7.3 inquiry' }, { account: 'A-4' }],
    });
    expect(at.account('A-2').grants.map(({ application }) => application)).toEqual(['T-1', 'T-2']);
    expect(at.application('T-2').goals.find(({ goal }) => goal === 'access')?.met).toBe(
      '2011-03-02',
    );
    at.done('UserAccountClosed', { ...of, account: 'A-2', reason: 'x' });
    expect(at.account('A-2').state).toBe('invited');
    expect(at.application('T-1').users.map(({ account }) => account)).toEqual(['A-2', 'A-4']);
  });

  it('of an application to which access was ended takes nothing over', () => {
    const at = noticed().done('FindingCleared', SAMPLES.FindingCleared);
    at.done('RenewalStarted', SAMPLES.RenewalStarted).done('AccessEnded', SAMPLES.AccessEnded);
    const of = { application: 'T-2' };
    for (const act of WAY_TO['legal-cleared'] ?? []) at.done(act, { ...SAMPLES[act], ...of });
    at.done('ApplicationAccepted', { ...of, accounts: 1 });
    at.done('MouSignedByRequestor', { ...SAMPLES.MouSignedByRequestor, ...of });
    at.done('MouSignedByState', of);
    expect(at.application('T-2')).toMatchObject({ state: 'approved', office: null, open: 0 });
  });
});
