import { LineIsFull } from '../../src/signin/waiting-line.js';
import { PasswordHashes } from '../../src/signin/password-hashes.js';
import { useLink } from '../../src/signin/one-time-links.js';
import { giveCode } from '../../src/signin/second-factor.js';
import { signInByPassword } from '../../src/signin/sign-in-by-password.js';
import { newToken } from '../../src/signin/tokens.js';
import { choosePassword, finishWelcome } from '../../src/signin/welcome.js';
import { present } from '../store/present.js';
import { IS_SOAK } from '../support/soak.js';
import {
  DAY_MS,
  FAST,
  HOUR_MS,
  MINUTE_MS,
  PASSWORD,
  AccountsInFolder,
} from './accounts-in-folder.js';
import type { Service } from './accounts-in-folder.js';

const EMAIL = 'ana.diaz@example.org';
const WRONG = 'ten umbrellas under Wednesday';

/** Through three services at once that share nothing but the store; in a soak through one as well. */
describe.each(IS_SOAK ? [1, 3] : [3])('through %i services at once', (count) => {
  let accounts: AccountsInFolder;
  let services: readonly Service[];
  let first: Service;
  let last: Service;

  beforeEach(async () => {
    accounts = new AccountsInFolder();
    services = Array.from({ length: count }, () => accounts.service());
    first = present(services[0]);
    last = present(services.at(-1));
    await accounts.invited(EMAIL);
  });
  afterEach(() => {
    accounts.remove();
  });

  /** What each service answers to the same at the same moment, four times each. */
  const atOnce = async <Answer>(
    ask: (service: Service) => Promise<Answer>,
  ): Promise<readonly Answer[]> =>
    Promise.all([...services, ...services, ...services, ...services].map(ask));

  const tried = async (password: string, from?: string, email = EMAIL): Promise<string> => {
    const typed = { email, password };
    return (await signInByPassword(last.house, typed, accounts.visitor(from))).kind;
  };

  it('an invited person chooses both factors by the link, and is active and signed in', async () => {
    const { token, recoveryCodes } = await accounts.welcomed(first, 'A-1');
    expect((await accounts.account(last, 'A-1')).state).toBe('active');
    expect(recoveryCodes).toHaveLength(10);
    const open = await accounts.open(last, token);
    expect(open.session.stage).toBe('whole');
    expect(open.endsAt).toBe(accounts.now + 15 * MINUTE_MS);
  });

  it('a link is used once, whoever comes first', async () => {
    const link = await accounts.link(first, 'A-1');
    const outcomes = await atOnce(({ house }) => useLink(house, link, accounts.visitor()));
    expect(outcomes.filter(({ kind }) => kind === 'used')).toHaveLength(1);
    expect((await useLink(last.house, link, accounts.visitor())).kind).toBe('noLink');
  });

  it('a link is void when another was made, and after 72 hours', async () => {
    const older = await accounts.link(first, 'A-1');
    const newer = await accounts.link(last, 'A-1');
    expect((await useLink(last.house, older, accounts.visitor())).kind).toBe('noLink');
    accounts.later(72 * HOUR_MS);
    expect((await useLink(last.house, newer, accounts.visitor())).kind).toBe('noLink');
    const newest = await accounts.link(first, 'A-1');
    accounts.later(72 * HOUR_MS - 1);
    expect((await useLink(last.house, newest, accounts.visitor())).kind).toBe('used');
  });

  it('a code is good once, whoever comes first', async () => {
    const { secret } = await accounts.welcomed(first, 'A-1');
    accounts.later(MINUTE_MS);
    const code = accounts.code(secret);
    const halves: string[] = [];
    for (const { house } of services) {
      const typed = { email: EMAIL, password: PASSWORD };
      const half = await signInByPassword(house, typed, accounts.visitor());
      halves.push(half.kind === 'right' ? half.token : '');
    }
    const outcomes = await Promise.all(
      halves.map(async (half, index) => {
        const service = present(services[index]);
        return giveCode(
          service.house,
          await accounts.open(service, half),
          code,
          accounts.visitor(),
        );
      }),
    );
    expect(outcomes.filter(({ kind }) => kind === 'right')).toHaveLength(1);
    const again = { email: EMAIL, password: PASSWORD, code };
    expect((await accounts.signIn(services, again)).kind).toBe('wrong');
  });

  it('a recovery code is good once', async () => {
    const { recoveryCodes } = await accounts.welcomed(first, 'A-1');
    const typed = { email: EMAIL, password: PASSWORD, code: present(recoveryCodes[3]) };
    expect((await accounts.signIn(services, typed)).kind).toBe('right');
    expect((await accounts.signIn(services, typed)).kind).toBe('wrong');
  });

  it('a session ends after 15 minutes without a request, and those of a page alone do not count', async () => {
    const { token } = await accounts.welcomed(first, 'A-1');
    accounts.later(14 * MINUTE_MS);
    expect(await first.sessions.open(token, true, accounts.now)).not.toBeNull();
    accounts.later(14 * MINUTE_MS);
    expect(await last.sessions.open(token, false, accounts.now)).not.toBeNull();
    accounts.later(MINUTE_MS);
    expect(await first.sessions.open(token, true, accounts.now)).toBeNull();
    expect(await last.sessions.open(token, true, accounts.now)).toBeNull();
  });

  it.each(['AccountSuspended', 'AccountClosed', 'SignInReset'] as const)(
    'a session ends with %s',
    async (act) => {
      const { token } = await accounts.welcomed(first, 'A-1');
      expect(await last.sessions.open(token, true, accounts.now)).not.toBeNull();
      await accounts.act(act, { account: 'A-1', reason: 'a test' });
      expect(await last.sessions.open(token, true, accounts.now)).toBeNull();
    },
  );

  it('a session that a suspension ended is over after the account is restored, whoever looked meanwhile', async () => {
    const { secret, token } = await accounts.welcomed(first, 'A-1');
    expect(await first.sessions.open(token, true, accounts.now)).not.toBeNull();
    await accounts.act('AccountSuspended', { account: 'A-1', reason: 'a test' });
    await accounts.act('AccountRestored', { account: 'A-1', reason: 'a test' });
    expect(await first.sessions.open(token, true, accounts.now)).toBeNull();
    expect(await last.sessions.open(token, true, accounts.now)).toBeNull();
    accounts.later(MINUTE_MS);
    const typed = { email: EMAIL, password: PASSWORD, code: accounts.code(secret) };
    const anew = await accounts.signIn(services, typed);
    expect(anew.kind).toBe('right');
    expect(await last.sessions.open(anew.token, true, accounts.now)).not.toBeNull();
    expect(await last.sessions.open(token, true, accounts.now)).toBeNull();
  });

  it('a sign-in begun before a suspension cannot be gone on with after it, and a link waits it out', async () => {
    const { secret } = await accounts.welcomed(first, 'A-1');
    accounts.later(MINUTE_MS);
    const typed = { email: EMAIL, password: PASSWORD };
    const half = await signInByPassword(first.house, typed, accounts.visitor());
    const open = await accounts.open(last, half.kind === 'right' ? half.token : '');
    const link = await accounts.link(first, 'A-1');
    await accounts.act('AccountSuspended', { account: 'A-1', reason: 'a test' });
    expect((await useLink(last.house, link, accounts.visitor())).kind).toBe('noLink');
    await accounts.act('AccountRestored', { account: 'A-1', reason: 'a test' });
    const code = accounts.code(secret);
    const whole = await giveCode(last.house, open, code, accounts.visitor());
    const token = whole.kind === 'right' ? whole.token : newToken();
    expect(await first.sessions.open(token, true, accounts.now)).toBeNull();
    expect((await useLink(first.house, link, accounts.visitor())).kind).toBe('used');
  });

  it('a session ends at sign-out', async () => {
    const { token } = await accounts.welcomed(first, 'A-1');
    expect((await first.sessions.end(token, accounts.now))?.account).toBe('A-1');
    expect(await last.sessions.open(token, true, accounts.now)).toBeNull();
    expect(await last.sessions.end(token, accounts.now)).toBeNull();
  });

  it('a session that somebody made up is none, and its id is another at each stage', async () => {
    const { secret, token } = await accounts.welcomed(first, 'A-1');
    expect(await last.sessions.open(newToken(), true, accounts.now)).toBeNull();
    expect(await last.sessions.open('A-1', true, accounts.now)).toBeNull();
    accounts.later(MINUTE_MS);
    const typed = { email: EMAIL, password: PASSWORD };
    const half = await signInByPassword(first.house, typed, accounts.visitor());
    const halfToken = half.kind === 'right' ? half.token : '';
    const open = await accounts.open(last, halfToken);
    expect(open.session.stage).toBe('password');
    const whole = await giveCode(last.house, open, accounts.code(secret), accounts.visitor());
    const wholeToken = whole.kind === 'right' ? whole.token : '';
    expect(new Set([token, halfToken, wholeToken]).size).toBe(3);
    expect(await first.sessions.open(halfToken, true, accounts.now)).toBeNull();
  });

  it('after a reset neither password nor codes count, until the new link was used', async () => {
    const before = await accounts.welcomed(first, 'A-1');
    await accounts.act('SignInReset', { account: 'A-1', reason: 'a lost telephone' });
    accounts.later(MINUTE_MS);
    const old = { email: EMAIL, password: PASSWORD, code: accounts.code(before.secret) };
    expect((await accounts.signIn(services, old)).kind).toBe('wrong');
    const after = await accounts.welcomed(last, 'A-1', 'seven kettles in November');
    accounts.later(MINUTE_MS);
    const fresh = { email: EMAIL, password: 'seven kettles in November' };
    const signedIn = await accounts.signIn(services, {
      ...fresh,
      code: accounts.code(after.secret),
    });
    expect(signedIn.kind).toBe('right');
  });

  it.each([
    ['known', EMAIL],
    ['unknown', 'nobody@example.org'],
  ])(
    'three wrong passwords for a %s address wait 15 minutes, however many come at once',
    async (_case, email) => {
      await accounts.welcomed(first, 'A-1');
      const outcomes = await atOnce(({ house }) =>
        signInByPassword(house, { email, password: WRONG }, accounts.visitor()),
      );
      const more = Math.max(0, 3 - outcomes.length);
      expect(more).toBe(0);
      expect(outcomes.filter(({ kind }) => kind === 'wrong')).toHaveLength(3);
      expect(await tried(PASSWORD, undefined, email.toUpperCase())).toBe('waits');
      accounts.later(15 * MINUTE_MS);
      expect(await tried(PASSWORD, undefined, email)).toBe(email === EMAIL ? 'right' : 'wrong');
    },
  );

  it('wrong codes count as wrong passwords do, and a right password does not wipe them out', async () => {
    await accounts.welcomed(first, 'A-1');
    const typed = { email: EMAIL, password: PASSWORD, code: '000000' };
    const kinds = [];
    for (let time = 0; time < 4; time += 1)
      kinds.push((await accounts.signIn(services, typed)).kind);
    expect(kinds).toEqual(['wrong', 'wrong', 'wrong', 'waits']);
  });

  it('two wrong ones do not wait, nor a third after two hours', async () => {
    await accounts.welcomed(first, 'A-1');
    expect([await tried(WRONG), await tried(WRONG)]).toEqual(['wrong', 'wrong']);
    accounts.later(120 * MINUTE_MS);
    expect(await tried(WRONG)).toBe('wrong');
    expect(await tried(PASSWORD)).toBe('right');
  });

  it('after a hundred wrong ones in a row the password counts no more', async () => {
    await accounts.welcomed(first, 'A-1');
    const whole = IS_SOAK ? 0 : 96;
    for (let wrong = 0; wrong < 100; wrong += 1) {
      if (wrong % 3 === 0) accounts.later(15 * MINUTE_MS);
      // A sample of them is typed; what is counted of the others is the same.
      if (wrong < whole) await last.house.attempts.begin(EMAIL, accounts.now);
      else expect(await tried(WRONG, `203.0.113.${String(wrong)}`)).toBe('wrong');
    }
    accounts.later(15 * MINUTE_MS);
    expect(await tried(PASSWORD)).toBe('wrong');
    await accounts.act('SignInReset', { account: 'A-1', reason: 'a hundred wrong passwords' });
    await accounts.welcomed(last, 'A-1');
    expect(await tried(PASSWORD)).toBe('right');
  });

  it('twenty wrong ones from an address delay it, but not for who signed in from it', async () => {
    await accounts.welcomed(first, 'A-1');
    const others = Array.from(
      { length: 20 },
      (_none, index) => `nobody${String(index)}@example.org`,
    );
    for (const email of others) expect(await tried(WRONG, undefined, email)).toBe('wrong');
    expect(await tried(WRONG, undefined, 'nobody@example.org')).toBe('waits');
    expect(await tried(WRONG, '198.51.100.1', 'nobody@example.org')).toBe('wrong');
    expect(await tried(PASSWORD)).toBe('right');
    accounts.later(15 * MINUTE_MS);
    expect(await tried(WRONG, undefined, 'somebody@example.org')).toBe('wrong');
  });

  it('after 120 days without a sign-in the account rests until its sign-in is reset', async () => {
    const { secret } = await accounts.welcomed(first, 'A-1');
    accounts.later(120 * DAY_MS);
    const typed = { email: EMAIL, password: PASSWORD, code: accounts.code(secret) };
    expect((await accounts.signIn(services, typed)).kind).toBe('right');
    accounts.later(120 * DAY_MS + 1);
    expect(await tried(PASSWORD)).toBe('resting');
    await accounts.act('SignInReset', { account: 'A-1', reason: 'back from leave' });
    await accounts.welcomed(last, 'A-1');
    expect(await tried(PASSWORD)).toBe('right');
  });
});

describe('the welcome', () => {
  const accounts = new AccountsInFolder();
  const service = accounts.service();
  afterAll(accounts.remove);

  it('takes no password that is refused, and counts nothing before the second factor', async () => {
    await accounts.invited(EMAIL);
    const used = await useLink(
      service.house,
      await accounts.link(service, 'A-1'),
      accounts.visitor(),
    );
    const token = used.kind === 'used' ? used.token : '';
    const open = await accounts.open(service, token);
    expect((await choosePassword(service.house, open, 'short')).kind).toBe('refused');
    const factor = { kind: 'timeCode', typed: '000000' } as const;
    const early = await finishWelcome(service.house, open, factor, accounts.visitor());
    expect(early.kind).toBe('noPassword');
    expect((await choosePassword(service.house, open, PASSWORD)).kind).toBe('chosen');
    const wrong = await accounts.open(service, token);
    const outcome = await finishWelcome(service.house, wrong, factor, accounts.visitor());
    expect(outcome.kind).toBe('wrong');
    expect((await accounts.account(service, 'A-1')).state).toBe('invited');
    const typed = { email: EMAIL, password: PASSWORD };
    expect((await signInByPassword(service.house, typed, accounts.visitor())).kind).toBe('wrong');
  });
});

describe('a password whose hash has older parameters', () => {
  it('is hashed anew when it was right', async () => {
    const accounts = new AccountsInFolder();
    const before = accounts.service();
    await accounts.invited(EMAIL);
    await accounts.welcomed(before, 'A-1');
    const today = accounts.service(new PasswordHashes({ ...FAST, passes: 2 }));
    const typed = { email: EMAIL, password: PASSWORD };
    expect((await signInByPassword(today.house, typed, accounts.visitor())).kind).toBe('right');
    const { password } = await today.house.documents.of(await accounts.account(today, 'A-1'));
    expect(password).toMatch(/,t=2,/);
    accounts.remove();
  });
});

describe('who comes when too many sign in', () => {
  it('is turned away, and it was no attempt', async () => {
    const accounts = new AccountsInFolder();
    const service = accounts.service(new PasswordHashes({ ...FAST, passes: 3 }));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 100 }, (_none, index) =>
        signInByPassword(
          service.house,
          { email: `nobody${String(index)}@example.org`, password: WRONG },
          accounts.visitor(`203.0.113.${String(index)}`),
        ),
      ),
    );
    const refused = outcomes.filter(({ status }) => status === 'rejected');
    for (const each of refused) {
      expect((each as PromiseRejectedResult).reason).toBeInstanceOf(LineIsFull);
    }
    expect(outcomes.length - refused.length).toBeGreaterThanOrEqual(68);
    accounts.remove();
  });
});
