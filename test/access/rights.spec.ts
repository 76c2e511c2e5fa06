import type { Action } from '../../events/acts/permissions.js';
import { parseCounty } from '../../events/values/county.js';
import { parseInstant } from '../../events/values/instant.js';
import { may } from '../../projections/access/rights.js';
import type { RightsActor, RightsAddress } from '../../projections/access/rights.js';
import { present } from '../store/present.js';
import { actsUntil, withPerson } from './done-acts.js';
import type { DoneActs } from './done-acts.js';

const LOS_ANGELES: RightsAddress = { kind: 'county', county: present(parseCounty('19')) };
const ORANGE: RightsAddress = { kind: 'county', county: present(parseCounty('30')) };
const STATE: RightsAddress = { kind: 'allCounties' };
const NOTHING: RightsAddress = { kind: 'nothing' };
const NOON = '2010-03-01T20:00:00Z';

function asked(
  { state }: DoneActs,
  actor: RightsActor,
  action: Action,
  address: RightsAddress,
  at = NOON,
): boolean {
  return may(state, actor, action, address, present(parseInstant(at)));
}

function account(id: string, key: string | null = null): RightsActor {
  return { account: id, key };
}

describe('rights of a moment', () => {
  it('reach as far as the scope of the grant', () => {
    const acts = actsUntil('identified');
    const reporter = account(
      withPerson(acts, 'r@example.org', { role: 'lcsa-reporter', county: '19' }),
    );
    const analyst = account(withPerson(acts, 'a@example.org', { role: 'dcss-analyst' }));
    const auditor = account(withPerson(acts, 'u@example.org', { role: 'auditor', county: '30' }));
    const reach = (actor: RightsActor, action: Action): readonly boolean[] =>
      [LOS_ANGELES, ORANGE, STATE, NOTHING].map((address) => asked(acts, actor, action, address));
    expect(reach(reporter, 'report.read')).toEqual([true, false, false, true]);
    expect(reach(analyst, 'report.read')).toEqual([true, true, true, true]);
    expect(reach(auditor, 'state.read')).toEqual([false, true, false, true]);
    expect(reach(reporter, 'version.approve')).toEqual([false, false, false, false]);
    expect(reach(reporter, 'self')).toEqual([true, true, true, true]);
    expect(reach(null, 'self')).toEqual([false, false, false, false]);
    expect(reach(null, 'matrix.read')).toEqual([true, true, true, true]);
    expect(reach('operator', 'operator')).toEqual([true, true, true, true]);
    expect(reach(analyst, 'operator')).toEqual([false, false, false, false]);
    expect(reach(account('A-99'), 'self')).toEqual([false, false, false, false]);
  });

  it('end at midnight in California after the last day of a grant, and with the account', () => {
    const acts = actsUntil('identified');
    const grant = { role: 'lcsa-reporter', county: '19', until: '2010-03-14' };
    const id = withPerson(acts, 'r@example.org', grant);
    const at = (instant: string): boolean =>
      asked(acts, account(id), 'report.read', LOS_ANGELES, instant);
    // The clocks went forward on that day.
    expect([at('2010-03-15T06:59:59Z'), at('2010-03-15T07:00:00Z')]).toEqual([true, false]);
    acts.done('AccountSuspended', { account: id, reason: 'x' });
    expect(at(NOON)).toBe(false);
    acts.done('AccountRestored', { account: id, reason: 'x' });
    expect(at(NOON)).toBe(true);
  });

  it('of a key are what it carries of what its account still has', () => {
    const acts = actsUntil('identified');
    const role = (name: string): object => ({ role: name, county: '19' });
    const id = withPerson(
      acts,
      'r@example.org',
      { ...role('lcsa-reporter') },
      { ...role('lcsa-director') },
    );
    const key = { account: id, key: 'night', grants: [role('lcsa-reporter')], until: '2010-06-01' };
    acts.done('ApiKeyIssued', key);
    const by = (label: string, action: Action, at = NOON): boolean =>
      asked(acts, account(id, label), action, LOS_ANGELES, at);
    expect(by('night', 'records.append')).toBe(true);
    expect(by('night', 'version.approve')).toBe(false);
    expect(by('other', 'records.append')).toBe(false);
    expect(by('night', 'records.append', '2010-06-02T07:00:00Z')).toBe(false);
    acts.done('GrantWithdrawn', { account: id, grant: role('lcsa-reporter') });
    expect(by('night', 'records.append')).toBe(false);
  });

  it('through an application are those of a day on which all of it holds', () => {
    const acts = actsUntil('established').done('AccountActivated', { by: 'A-2' });
    const look = (address: RightsAddress, at = NOON): boolean =>
      asked(acts, account('A-2'), 'case.read', address, at);
    expect(look(LOS_ANGELES)).toBe(true);
    expect(look(ORANGE)).toBe(false);
    expect(look(STATE)).toBe(false);
    // Training of 2010-02-01: the anniversary, and the day after.
    expect(look(LOS_ANGELES, '2011-02-02T07:59:59Z')).toBe(true);
    expect(look(LOS_ANGELES, '2011-02-02T08:00:00Z')).toBe(false);
    const newer = { training: '2011-02-10', statement: '2011-02-10' };
    acts
      .on('2011-02-10')
      .done('TrainingRecorded', { application: 'T-1', account: 'A-2', ...newer });
    // The memorandum's last day is 2011-02-28.
    expect(look(LOS_ANGELES, '2011-03-01T07:59:59Z')).toBe(true);
    expect(look(LOS_ANGELES, '2011-03-01T08:00:00Z')).toBe(false);
    acts.done('AccessEnded', { application: 'T-1', reason: 'x' });
    expect(look(LOS_ANGELES, '2011-02-10T20:00:00Z')).toBe(false);
  });
});
