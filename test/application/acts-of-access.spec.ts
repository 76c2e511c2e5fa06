import { join } from 'node:path';
import { Application } from '../../src/application/application.js';
import type { Reply } from '../../src/application/application.js';
import { NOBODY, OPERATOR } from '../../src/application/actor.js';
import type { Actor } from '../../src/application/actor.js';
import type { House } from '../../src/application/house.js';
import { withOrigin } from '../../src/application/origin.js';
import { houseOver } from '../../src/application/wiring/open-house.js';
import type { GivenNow } from '../../src/access/access-acts.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { SAMPLES } from '../access/done-acts.js';
import { temporaryFolder } from '../cli/in-process.js';
import { instantOfMs } from '../../events/values/instant.js';
import { clockNow } from '../../src/ports/clock.js';

const temporary = temporaryFolder();
const folder = LedgerFolder.openOrCreate(join(temporary.path, 'data'));
const house = houseOver(folder);
const application = new Application(house);
const origin = { request: '00000000-0000-4000-8000-000000000001', from: '192.0.2.7' };
const MANAGER = { role: 'account-manager' };
const HOUR_MS = 3_600_000;

const invitation = (email: string, ...grants: readonly object[]): GivenNow => {
  return { act: 'AccountInvited', email, name: { first: 'Ana', last: 'Diaz' }, grants };
};

const act = (actor: Actor, given: GivenNow): Promise<Reply<unknown>> =>
  withOrigin(origin, () => application.ask(actor, 'doAccessAct', { given }));

/** The refusal's code, or what the gate says. */
const said = async (actor: Actor, given: GivenNow): Promise<string> => {
  const reply = await act(actor, given);
  return reply.kind === 'refusedByRule' ? reply.refusal.code : reply.kind;
};

const person = (account: string, secondFactorAt = Date.now()): Actor => {
  return { kind: 'account', account, secondFactorAt: instantOfMs(secondFactorAt) };
};

beforeAll(async () => {
  await act(OPERATOR, invitation('one@example.org', MANAGER));
  await act(OPERATOR, invitation('two@example.org', { role: 'dcss-iso' }));
  const by = { clock: clockNow, order: 'asLoaded' } as const;
  for (const account of ['A-1', 'A-2']) {
    await house.accessActs.do(() => [{ act: 'AccountActivated' }], { by: account, ...by });
  }
});
afterAll(async () => {
  await house.accessLog.close();
  folder.close();
  temporary.remove();
});

describe('an act of access by somebody who has signed in', () => {
  const give = (account: string): GivenNow => {
    return { act: 'GrantGiven', account, grant: { role: 'dcss-legal' } };
  };

  it('is done in his name, and in that of nobody else', async () => {
    const reply = await act(person('A-1'), give('A-2'));
    expect(reply).toMatchObject({ kind: 'done', value: { act: 'GrantGiven', by: 'A-1' } });
    expect(await said(person('A-1'), { ...give('A-2'), by: 'A-2' })).toBe('UNKNOWN_FIELD');
    expect(await said(person('A-1'), { ...give('A-2'), at: '2010-01-01T00:00:00Z' })).toBe(
      'UNKNOWN_FIELD',
    );
    expect(await said(person('A-1'), { act: 'AccountActivated' })).toBe('INVALID_FIELD');
    expect(application.nameOf(person('A-1'))).toBe('A-1 Ana Diaz');
  });

  it('needs a person, and his second factor where rights change', async () => {
    const old = person('A-1', Date.now() - HOUR_MS);
    expect(await said(old, give('A-2'))).toBe('secondFactor');
    expect(await said(old, { act: 'AccountChanged', account: 'A-2', telephone: '1' })).toBe('done');
    expect(await said({ kind: 'key', account: 'A-1', key: 'k' }, give('A-2'))).toBe('notPermitted');
    expect(await said(NOBODY, give('A-2'))).toBe('notSignedIn');
  });

  it('tells nobody what there is who may not do it to what there is', async () => {
    expect(await said(person('A-1'), give('A-99'))).toBe('UNKNOWN_ACCOUNT');
    expect(await act(person('A-2'), give('A-99'))).toEqual(await act(person('A-2'), give('A-1')));
    expect(await said(person('A-2'), give('A-99'))).toBe('notPermitted');
    const withdrawn = { act: 'ApiKeyWithdrawn', account: 'A-99', key: 'k' };
    expect(await said(person('A-2'), withdrawn)).toBe('notPermitted');
    expect(await said(person('A-1'), withdrawn)).toBe('UNKNOWN_ACCOUNT');
    const delayed = SAMPLES.LegalReviewDelayed;
    const noted = { act: 'LegalReviewDelayed', ...delayed, application: 'T-9' };
    expect(await said(person('A-1'), noted)).toBe('notPermitted');
  });

  it('gives the key that it issues once, to be kept as a hash', async () => {
    const key = { account: 'A-1', key: 'mine', grants: [MANAGER] };
    const until = new Date(Date.now() + 24 * HOUR_MS).toISOString().slice(0, 10);
    const reply = await act(person('A-1'), { act: 'ApiKeyIssued', ...key, until });
    expect(reply).toMatchObject({ value: { secret: expect.stringMatching(/^plk_/u) as string } });
    expect(await said({ kind: 'key', account: 'A-1', key: 'mine' }, give('A-2'))).toBe(
      'needsPerson',
    );
  });
});

describe('what cannot be put on the access log', () => {
  const full = { kind: 'unwritten', message: 'The disk is full.' } as const;
  const broken: House = {
    ...house,
    accessLog: { ...house.accessLog, append: () => Promise.resolve(full) },
  };

  it('is not told, whatever came of it', async () => {
    const asked = new Application(broken);
    const given = { act: 'AccountChanged', account: 'A-2', telephone: '2' };
    for (const actor of [person('A-1'), person('A-2')]) {
      const reply = await withOrigin(origin, () => asked.ask(actor, 'doAccessAct', { given }));
      expect(reply).toEqual({ kind: 'unlogged', message: 'The disk is full.' });
    }
  });
});
