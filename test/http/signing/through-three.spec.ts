import { join } from 'node:path';
import { temporaryFolder } from '../../cli/in-process.js';
import { present } from '../../store/present.js';
import { requestBytes, sendBytes } from '../raw-http.js';
import { BrowserOfTest, hiddenIn } from './browser-of-test.js';
import { PASSWORD, codeOf, invite, welcome } from './people.js';
import type { Person } from './people.js';
import { runThreeServices } from './three-services.js';
import type { ThreeServices } from './three-services.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
const ANA = 'ana.diaz@example.org';
const BO = 'bo.lee@example.org';
const CY = 'cy.ong@example.org';
const TO_SIGN_IN = '/sign-in?next=%2Faccount';
let services: ThreeServices;
let ana: Person;
let bo: Person;
let cy: Person;

/** The service of that number, any one over again. */
function service(number: number): string {
  return present(services.urls[number % 3]);
}

beforeAll(async () => {
  const invited = [await invite(data, ANA), await invite(data, BO, 'dcss-analyst')];
  invited.push(await invite(data, CY, 'dcss-analyst'));
  services = await runThreeServices(data);
  const emails = [ANA, BO, CY];
  const people = await Promise.all(
    invited.map((link, index) => welcome(service(index), link, present(emails[index]))),
  );
  [ana, bo, cy] = people as [Person, Person, Person];
});
afterAll(async () => {
  await services.stop();
  folder.remove();
});

/** The same at each of the three at once, each from a browser of its own. */
function atEach<Result>(
  work: (browser: BrowserOfTest, url: string) => Promise<Result>,
): Promise<readonly Result[]> {
  return Promise.all(services.urls.map((url) => work(new BrowserOfTest(url), url)));
}

describe('three services over one folder', () => {
  it('let one of three use a link, and each goes on with what another began', async () => {
    const { link } = await invite(data, 'di@example.org');
    const used = await atEach((browser) => browser.send('/welcome', 'UseLink', { link }));
    const outcomes = used.map(({ status, location }) => location ?? String(status));
    expect(outcomes.toSorted()).toEqual(['/welcome/password#main', '422', '422']);
    const again = await atEach((browser) => browser.send('/welcome', 'UseLink', { link }));
    expect(again.map(({ status }) => status)).toEqual([422, 422, 422]);
  });

  it.each([
    ['a code of the program', BO, () => codeOf(bo.secret)],
    ['a recovery code', CY, () => present(cy.recoveryCodes[0])],
  ])('take %s once, and show the session that it began at each', async (_what, email, codeNow) => {
    const code = codeNow();
    const tried = await atEach(async (browser) => {
      await browser.send('/sign-in', 'SignIn', { email, password: PASSWORD });
      const before = browser.cookies.get('plumbline');
      const { status } = await browser.send('/sign-in/second-factor', 'GiveCode', { code });
      return { status, browser, before };
    });
    const statuses = tried.map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([303, 422, 422]);
    const { browser, before } = present(tried.find(({ status }) => status === 303));
    const shown = await atEach((_browser, url) => browser.at(url).get('/account'));
    expect(shown.map(({ status }) => status)).toEqual([200, 200, 200]);
    // The session of before the second factor is none any more, anywhere.
    const old = await atEach(async (other) => {
      other.cookies.set('plumbline', present(before));
      return (await other.get('/account')).location;
    });
    expect(old).toEqual([TO_SIGN_IN, TO_SIGN_IN, TO_SIGN_IN]);
  });

  it('take no session that somebody fixed beforehand', async () => {
    const fixed = 'A'.repeat(43);
    const browser = new BrowserOfTest(service(0));
    browser.cookies.set('plumbline', fixed);
    await browser.send('/sign-in', 'SignIn', { email: ANA, password: PASSWORD });
    expect(browser.cookies.get('plumbline')).not.toBe(fixed);
    const taken = await atEach(async (other) => {
      other.cookies.set('plumbline', fixed);
      return (await other.get('/account')).location;
    });
    expect(taken).toEqual([TO_SIGN_IN, TO_SIGN_IN, TO_SIGN_IN]);
  });

  it.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
    ['from another site', { 'Sec-Fetch-Site': 'cross-site' }, {}],
    ['from another origin', { 'Sec-Fetch-Site': '', Origin: 'https://evil.example' }, {}],
    ['without a token', {}, { token: '' }],
    ['with a token that was made up', {}, { token: 'f'.repeat(64) }],
  ])('refuse a sign-in and a change %s', async (_case, headers, fields) => {
    const forged = await atEach(async (browser, url) => {
      const typed = { email: ANA, password: PASSWORD };
      const sent = await browser.send('/sign-in', 'SignIn', typed, { headers, fields });
      const changed = await ana.browser
        .at(url)
        .send('/account', 'EndOtherSessions', {}, { headers, fields });
      return [sent.status, changed.status, browser.cookies.has('plumbline')];
    });
    expect(forged).toEqual([
      [403, 403, false],
      [403, 403, false],
      [403, 403, false],
    ]);
  });

  it('lead on to no other site', async () => {
    const ways = ['https://evil.example/', '//evil.example/', '/\\evil.example/'];
    const locations = await atEach(async (browser, url) => {
      const next = present(ways[services.urls.indexOf(url)]);
      const path = `/sign-in?next=${encodeURIComponent(next)}`;
      return (await browser.send(path, 'SignIn', { email: ANA, password: PASSWORD })).location;
    });
    expect(locations).toEqual(Array(3).fill('/sign-in/second-factor'));
  });

  it('are asked by their own name alone, and believe no header that says otherwise', async () => {
    const answers = await Promise.all(
      services.urls.map(async (url) => {
        const port = Number(new URL(url).port);
        const asked = async (headers: Readonly<Record<string, string>>) =>
          sendBytes(port, requestBytes('GET', '/account', headers));
        const own = `localhost:${String(port)}`;
        const poisoned = {
          'X-Forwarded-Host': 'evil.example',
          'X-Forwarded-Proto': 'https',
          'X-Forwarded-For': '203.0.113.9',
          Forwarded: 'host=evil.example;proto=https',
        };
        const other = await asked({ Host: 'evil.example' });
        const led = await asked({ Host: own, Accept: 'text/html', ...poisoned });
        return [other.status, led.status, /evil|203\.0\.113/u.test(led.text)];
      }),
    );
    expect(answers).toEqual(Array(3).fill([421, 303, false]));
  });

  it('end the sessions of an account that is closed, at the next request of each', async () => {
    const { browser } = bo;
    expect((await browser.at(service(2)).get('/account')).status).toBe(200);
    const { token } = hiddenIn((await ana.browser.get('/account')).text, 'SignOut');
    const cookie = Array.from(ana.browser.cookies, (pair) => pair.join('=')).join('; ');
    const closed = await fetch(`${service(1)}/v1/access/acts`, {
      method: 'POST',
      headers: {
        cookie,
        'Content-Type': 'application/json',
        'Sec-Fetch-Site': 'same-origin',
        'X-Plumbline-Token': present(token),
      },
      body: JSON.stringify({ act: 'AccountClosed', account: bo.account, reason: 'left' }),
    });
    expect(closed.status).toBe(201);
    const shown = await atEach((_browser, url) => browser.at(url).get('/account'));
    expect(shown.map(({ location }) => location)).toEqual([TO_SIGN_IN, TO_SIGN_IN, TO_SIGN_IN]);
    const back = await atEach((other) =>
      other.send('/sign-in', 'SignIn', { email: BO, password: PASSWORD }),
    );
    expect(back.map(({ location }) => location)).toEqual([null, null, null]);
  });

  it('try three of fifty passwords for an address, known or unknown, whatever else a sender says of himself', async () => {
    const browsers = services.urls.map((url) => new BrowserOfTest(url));
    const forms = await Promise.all(
      browsers.map(async (browser) => hiddenIn((await browser.get('/sign-in')).text, 'SignIn')),
    );
    const emails = [ANA, 'nobody@example.org'];
    const sent = Array.from({ length: 100 }, async (_none, index) => {
      const email = present(emails[index % 2]);
      const typed = { email, password: `a wrong password ${String(index)}` };
      // Each names another address that it comes from, which nobody believes.
      const headers = { 'X-Forwarded-For': `203.0.113.${String(index)}` };
      const browser = present(browsers[index % 3]);
      const fields = { ...forms[index % 3], ...typed };
      return [email, (await browser.sendForm('/sign-in', fields, { headers })).status] as const;
    });
    const answers = await Promise.all(sent);
    for (const email of emails) {
      const of = answers.filter(([asked]) => asked === email).map(([, status]) => status);
      expect(of.filter((status) => status !== 429)).toEqual([422, 422, 422]);
    }
    const right = await new BrowserOfTest(service(2)).send('/sign-in', 'SignIn', {
      email: ANA,
      password: PASSWORD,
    });
    expect(right.status).toBe(429);
  });
});
