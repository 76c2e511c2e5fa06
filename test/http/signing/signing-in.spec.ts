import { join } from 'node:path';
import { temporaryFolder } from '../../cli/in-process.js';
import { present } from '../../store/present.js';
import { runServiceWithAccounts } from '../running-service.js';
import type { RunningService } from '../running-service.js';
import { BrowserOfTest, hiddenIn, textOfId } from './browser-of-test.js';
import { PASSWORD, codeOf, invite, signIn, welcome } from './people.js';
import type { Person } from './people.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
const ANA = 'ana.diaz@example.org';
let service: RunningService;
let ana: Person;

beforeAll(async () => {
  const invited = await invite(data, ANA);
  service = await runServiceWithAccounts(data);
  ana = await welcome(service.url, invited, ANA);
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

describe('a person who was welcomed', () => {
  it('is signed in, has ten recovery codes, and sees his account and nothing of his secrets', async () => {
    expect(ana.recoveryCodes).toHaveLength(10);
    const page = await ana.browser.get('/account');
    expect(page.status).toBe(200);
    expect(page.text).toContain(ANA);
    expect(page.text).toContain('data-left="10"');
    expect(page.text).not.toContain(ana.secret);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('is asked by /v1 as an account, and by nobody without the cookie', async () => {
    const path = '/v1/access/accounts';
    const shown = await ana.browser.get(path, { Accept: 'application/json' });
    expect(shown.status).toBe(200);
    expect(shown.text).toContain('"lastSignIn":"20');
    expect((await new BrowserOfTest(service.url).get(path)).status).toBe(401);
  });

  it('signs in by password and code under another session, and is led to the page that he asked for', async () => {
    const browser = new BrowserOfTest(service.url);
    const asked = await browser.get('/account');
    expect([asked.status, asked.location]).toEqual([303, '/sign-in?next=%2Faccount']);
    const half = await browser.send('/sign-in?next=%2Faccount', 'SignIn', {
      email: ANA.toUpperCase(),
      password: PASSWORD,
    });
    expect(half.location).toBe('/sign-in/second-factor?next=%2Faccount');
    expect((await browser.get('/account')).location).toBe('/sign-in?next=%2Faccount');
    const before = browser.cookies.get('plumbline');
    const code = codeOf(ana.secret);
    const whole = await browser.send(present(half.location), 'GiveCode', { code });
    expect(whole.location).toBe('/account');
    expect(browser.cookies.get('plumbline')).not.toBe(before);
    expect(browser.cookies.has('plumbline-before')).toBe(false);
    expect((await browser.get('/account')).status).toBe(200);
  });

  it('signs out: the session is over, and the browser is told to throw all away', async () => {
    const browser = await signIn(service.url, ana, present(ana.recoveryCodes[0]));
    const kept = browser.cookies.get('plumbline') ?? '';
    const asked = await browser.get('/sign-out');
    expect(asked.text).not.toContain('You have signed out');
    const [, main = ''] = asked.text.split('<main');
    expect(browser.cookies.get('plumbline')).toBe(kept);
    const out = await browser.sendForm('/sign-out', {
      token: present(hiddenIn(main, 'SignOut')['token']),
    });
    expect([out.status, out.location]).toEqual([303, '/sign-out']);
    expect((await browser.get('/sign-out')).text).toContain('You have signed out');
    expect(out.headers.get('clear-site-data')).toBe('"cache", "cookies", "storage"');
    expect(browser.cookies.has('plumbline')).toBe(false);
    browser.cookies.set('plumbline', kept);
    expect((await browser.get('/account')).location).toBe('/sign-in?next=%2Faccount');
  });

  it('changes his password: his other sessions end, his own goes on under another token', async () => {
    const other = await signIn(service.url, ana, present(ana.recoveryCodes[1]));
    const before = ana.browser.cookies.get('plumbline');
    const short = await ana.browser.send('/account/password', 'ChangePassword', {
      password: 'too short',
    });
    expect(short.status).toBe(422);
    expect(short.text).toContain('choose one of at least 15');
    expect(short.text).not.toContain('too short"');
    const done = await ana.browser.send('/account/password', 'ChangePassword', {
      password: 'seven kettles in November',
    });
    expect(done.location).toBe('/account');
    expect(ana.browser.cookies.get('plumbline')).not.toBe(before);
    expect((await ana.browser.get('/account')).status).toBe(200);
    expect((await other.get('/account')).location).toBe('/sign-in?next=%2Faccount');
    await ana.browser.send('/account/password', 'ChangePassword', { password: PASSWORD });
  });

  it('makes ten new recovery codes, and the old ones are good no more', async () => {
    const made = await ana.browser.send('/account', 'NewRecoveryCodes', {});
    const codes = textOfId(made.text, 'recovery-codes').split(' ');
    expect(codes).toHaveLength(10);
    const old = await signIn(service.url, ana, present(ana.recoveryCodes[5]));
    expect((await old.get('/account')).status).toBe(303);
    const fresh = await signIn(service.url, ana, present(codes[5]));
    expect((await fresh.get('/account')).text).toContain('data-left="9"');
    await fresh.send('/account', 'EndOtherSessions', {});
    expect((await ana.browser.get('/account')).status).toBe(303);
    ana = { ...ana, browser: fresh, recoveryCodes: codes };
  });
});

describe('refused is', () => {
  it('a bad sign-in with the same words and status, whether there is such an account or not', async () => {
    const answers = [];
    for (const email of ['someone@example.org', 'nobody@example.org']) {
      if (email.startsWith('someone')) await invite(data, email);
      const browser = new BrowserOfTest(service.url);
      const { status, text } = await browser.send('/sign-in', 'SignIn', {
        email,
        password: PASSWORD,
      });
      answers.push([
        status,
        text.replaceAll(email, 'E').replaceAll(/(?:value|data-token)="[^"]*"/gu, ''),
      ]);
    }
    expect(answers[0]?.[0]).toBe(422);
    expect(answers[0]?.[1]).toContain('data-error="NOT_SIGNED_IN"');
    expect(answers[1]).toEqual(answers[0]);
  });

  it('the fourth try for an address, with the time to wait, known or not', async () => {
    const browser = new BrowserOfTest(service.url);
    const typed = { email: 'stranger@example.org', password: 'what a stranger would type' };
    const statuses = [];
    for (let time = 0; time < 4; time += 1) {
      const answer = await browser.send('/sign-in', 'SignIn', typed);
      statuses.push(answer.status);
      if (time === 3) expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(800);
    }
    expect(statuses).toEqual([422, 422, 422, 429]);
  });

  it('a link that was used, and one that a scanner fetched is not used by it', async () => {
    const { link } = await invite(data, 'bo@example.org');
    const scanner = new BrowserOfTest(service.url);
    expect((await scanner.get('/welcome')).status).toBe(200);
    const browser = new BrowserOfTest(service.url);
    expect((await browser.send('/welcome', 'UseLink', { link })).location).toBe(
      '/welcome/password#main',
    );
    const again = await new BrowserOfTest(service.url).send('/welcome', 'UseLink', { link });
    expect(again.status).toBe(422);
    expect(again.text).toContain('data-error="NO_LINK"');
    expect(again.text).not.toContain(link);
  });

  it.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
    ['of another site', { 'Sec-Fetch-Site': 'cross-site' }, {}],
    ['of another port of this machine', { 'Sec-Fetch-Site': 'same-site' }, {}],
    [
      'of another origin by a browser that says no more',
      { 'Sec-Fetch-Site': '', Origin: 'https://evil.example' },
      {},
    ],
    ['without a token', {}, { token: '' }],
    ['with a made-up token', {}, { token: 'f'.repeat(64) }],
  ])('a sign-in forged from a form %s', async (_case, headers, fields) => {
    const browser = new BrowserOfTest(service.url);
    const typed = { email: ANA, password: PASSWORD };
    const forged = await browser.send('/sign-in', 'SignIn', typed, { headers, fields });
    expect(forged.status).toBe(403);
    expect(browser.cookies.has('plumbline')).toBe(false);
  });

  it('a form with the token of another session, or of before sign-in', async () => {
    const stranger = new BrowserOfTest(service.url);
    const { token } = hiddenIn((await stranger.get('/sign-in')).text, 'SignIn');
    const fields = { act: 'EndOtherSessions', token: present(token) };
    expect((await ana.browser.sendForm('/account', fields)).status).toBe(403);
  });

  it('a session that somebody fixed beforehand', async () => {
    const browser = new BrowserOfTest(service.url);
    const fixed = 'A'.repeat(43);
    browser.cookies.set('plumbline', fixed);
    await browser.send('/sign-in', 'SignIn', { email: ANA, password: PASSWORD });
    expect(browser.cookies.get('plumbline')).not.toBe(fixed);
    const other = new BrowserOfTest(service.url);
    other.cookies.set('plumbline', fixed);
    expect((await other.get('/account')).location).toBe('/sign-in?next=%2Faccount');
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example/',
    '/%09/evil.example',
    'javascript:alert(1)',
    '/sign-out',
    '/..//evil.example',
  ])('a way on to %s', async (next) => {
    const browser = new BrowserOfTest(service.url);
    const path = `/sign-in?next=${encodeURIComponent(next)}`;
    const half = await browser.send(path, 'SignIn', { email: ANA, password: PASSWORD });
    expect(half.location).toMatch(/^\/sign-in\/second-factor(?:\?next=%2F(?!%2F|%5C).*)?$/u);
  });

  it('a change by /v1 with the cookie alone', async () => {
    const path = `${service.url}/v1/access/acts`;
    const cookie = Array.from(ana.browser.cookies, ([name, value]) => `${name}=${value}`).join(
      '; ',
    );
    const body = JSON.stringify({ act: 'AccountSuspended', account: 'A-2', reason: 'a test' });
    const sent = async (headers: Readonly<Record<string, string>>): Promise<number> => {
      const init = {
        method: 'POST',
        body,
        headers: { cookie, 'Content-Type': 'application/json' },
      };
      return (await fetch(path, { ...init, headers: { ...init.headers, ...headers } })).status;
    };
    const { token } = hiddenIn((await ana.browser.get('/account')).text, 'SignOut');
    const own = { 'Sec-Fetch-Site': 'same-origin' };
    expect(await sent(own)).toBe(403);
    expect(
      await sent({ 'X-Plumbline-Token': present(token), 'Sec-Fetch-Site': 'cross-site' }),
    ).toBe(403);
    expect(await sent({ ...own, 'X-Plumbline-Token': present(token) })).toBe(201);
  });

  it('the session of an account that was suspended, and it stays so when the account is restored', async () => {
    const invited = await invite(data, 'cy@example.org', 'dcss-analyst');
    const cy = await welcome(service.url, invited, 'cy@example.org');
    expect((await cy.browser.get('/account')).status).toBe(200);
    const { token } = hiddenIn((await ana.browser.get('/account')).text, 'SignOut');
    const cookie = Array.from(ana.browser.cookies, ([name, value]) => `${name}=${value}`).join(
      '; ',
    );
    const done = async (act: string): Promise<number> => {
      const headers = {
        cookie,
        'Content-Type': 'application/json',
        'Sec-Fetch-Site': 'same-origin',
        'X-Plumbline-Token': present(token),
      };
      const body = JSON.stringify({ act, account: cy.account, reason: 'a test' });
      const answer = await fetch(`${service.url}/v1/access/acts`, {
        ...{ method: 'POST', headers, body },
      });
      return answer.status;
    };
    expect(await done('AccountSuspended')).toBe(201);
    expect((await cy.browser.get('/account')).location).toBe('/sign-in?next=%2Faccount');
    expect(await done('AccountRestored')).toBe(201);
    expect((await cy.browser.get('/account')).location).toBe('/sign-in?next=%2Faccount');
  });
});

describe('64 who sign in at once', () => {
  it('leave the service answering others, and each is answered', async () => {
    const browser = new BrowserOfTest(service.url);
    const { token } = hiddenIn((await browser.get('/sign-in')).text, 'SignIn');
    const all = Array.from({ length: 64 }, (_none, index) =>
      browser.sendForm('/sign-in', {
        act: 'SignIn',
        token: present(token),
        email: `crowd${String(index)}@example.org`,
        password: 'what a crowd would type',
      }),
    );
    const begun = performance.now();
    expect((await browser.get('/healthz/live', { Accept: '*/*' })).status).toBe(200);
    expect(performance.now() - begun).toBeLessThan(5_000);
    const statuses = new Set((await Promise.all(all)).map(({ status }) => status));
    // The address is delayed after twenty wrong ones, and has so many refusals a minute.
    expect([...statuses].filter((status) => ![422, 429, 503].includes(status))).toEqual([]);
  });
});

describe('the service’s own log', () => {
  it('has no password, code, token, address or e-mail of all that was done here', () => {
    const log = service.logText();
    const secrets = [PASSWORD, ANA, ana.secret, 'next=', ...ana.recoveryCodes];
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  });
});
