import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { Browser } from 'playwright-core';
import { plumbline, temporaryFolder } from '../../cli/in-process.js';
import { tabTo, typeInto, use } from '../../web/browser/by-keyboard.js';
import { openBrowser, openPage } from '../../web/browser/chromium.js';
import { IS_SOAK } from '../../support/soak.js';
import { runServiceWithAccounts } from '../running-service.js';
import type { RunningService } from '../running-service.js';
import { hiddenIn } from './browser-of-test.js';
import { PASSWORD, codeOf, invite, welcome } from './people.js';
import type { Person } from './people.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
const ANA = 'ana.diaz@example.org';
let service: RunningService;
let origin: string;
let ana: Person;
let browser: Browser;

beforeAll(async () => {
  const invited = await invite(data, ANA);
  service = await runServiceWithAccounts(data);
  origin = `http://localhost:${String(service.port)}`;
  ana = await welcome(service.url, invited, ANA);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await service.stop();
  folder.remove();
});

const FOR_STRANGERS = ['/sign-in', '/welcome', '/help/sign-in', '/sign-out'];
const FOR_PEOPLE = [
  '/account',
  '/account/password',
  '/account/authenticator',
  '/account/key',
  '/sign-in/second-factor',
  '/sign-out',
];

const rules = new HtmlValidate({
  extends: ['html-validate:recommended'],
  // The frame in which a wide table scrolls is a region by its role.
  rules: {
    'prefer-native-element': 'off',
    'void-style': ['error', { style: 'selfclose' }],
    'long-title': 'off',
  },
});

describe.each([1280, 320])('at %i pixels', (width) => {
  it('the pages for signing in have nothing that axe finds, and do not scroll sideways', async () => {
    const { page, context, complaints, foreign } = await openPage(browser, origin, { width });
    const found: unknown[] = [];
    const look = async (path: string): Promise<void> => {
      await page.goto(path);
      // What axe finds depends on the width in few rules, and each look takes a second: in a soak at both.
      const isLookedAt = width > 320 || IS_SOAK;
      const violations = isLookedAt ? (await new AxeBuilder({ page }).analyze()).violations : [];
      found.push(...violations.map(({ id, nodes }) => [path, id, nodes.map(({ html }) => html)]));
      const isWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
      if (isWide === true) found.push([path, 'scrolls sideways']);
    };
    for (const path of FOR_STRANGERS) await look(path);
    const token = ana.browser.cookies.get('plumbline') ?? '';
    await context.addCookies([{ name: 'plumbline', value: token, url: origin }]);
    for (const path of FOR_PEOPLE) await look(path);
    expect(found).toEqual([]);
    expect([...complaints, ...foreign]).toEqual([]);
    await context.close();
  });
});

describe.each([
  ['with script', false],
  ['without script', true],
])('by keyboard alone, %s', (_case, isWithoutScript) => {
  it('somebody is welcomed, looks at his account, signs out, and signs in again', async () => {
    const email = isWithoutScript ? 'bo@example.org' : 'cy@example.org';
    const { link } = await invite(data, email);
    const { page, context } = await openPage(browser, origin, { isWithoutScript });
    const found: unknown[] = [];
    const look = async (): Promise<void> => {
      if (isWithoutScript) return;
      const { violations } = await new AxeBuilder({ page }).analyze();
      found.push(...violations.map(({ id, nodes }) => [page.url(), id, nodes.length]));
    };
    await page.goto(`/welcome#${link}`);
    if (isWithoutScript) await typeInto(page, '#link', link);
    await use(page, 'form[data-act="UseLink"] button', '**/welcome/password#main');
    await typeInto(page, '#password', PASSWORD);
    await look();
    await use(page, 'form[data-act="ChoosePassword"] button', '**/welcome/second-factor*');
    await look();
    const secret = (await page.locator('#time-secret').innerText()).replaceAll(' ', '');
    await typeInto(page, '#code', codeOf(secret, -1));
    await page.keyboard.press('Enter');
    await page.waitForSelector('#recovery-codes li');
    await look();
    await use(page, 'main a.usa-button', `${origin}/`);
    await use(page, 'a[href="/account"]', '**/account');
    expect(await page.locator('main').innerText()).toContain(email);
    await use(page, 'header form[data-act="SignOut"] button', '**/sign-out');
    await page.goBack();
    await page.waitForURL('**/sign-in**');
    expect(await page.locator('body').innerText()).not.toContain(email);

    await typeInto(page, '#email', email);
    await typeInto(page, '#password', PASSWORD);
    await use(page, 'form[data-act="SignIn"] button', '**/sign-in/second-factor**');
    await typeInto(page, '#code', '000000');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-error="WRONG_CODE"]');
    await tabTo(page, '#code');
    await page.keyboard.type(codeOf(secret));
    await Promise.all([page.waitForURL('**/account'), page.keyboard.press('Enter')]);
    expect(found).toEqual([]);
    await context.close();
  });
});

describe('somebody’s own account', () => {
  it('makes a key that is shown once, shows when it was last used, and takes it away', async () => {
    const on = ana.browser;
    const typed = { key: 'nightly', 'grant-account-manager-all': 'yes' };
    const untilEver = await on.send('/account/key', 'ApiKeyIssued', {
      ...typed,
      until: '2999-01-01',
    });
    expect([untilEver.status, untilEver.text.includes('data-error="INVALID_FIELD"')]).toEqual([
      422,
      true,
    ]);
    expect(untilEver.text).toContain('value="nightly"');
    const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const made = await on.send('/account/key', 'ApiKeyIssued', { ...typed, until: day });
    const key = /plk_[\w-]{43}/u.exec(made.text)?.[0] ?? '';
    const before = (await on.get('/account')).text;
    expect([before.includes('nightly'), before.includes('Not yet'), before.includes(key)]).toEqual([
      true,
      true,
      false,
    ]);
    const asked = (): Promise<Response> =>
      fetch(`${service.url}/v1/access/accounts`, { headers: { Authorization: `Bearer ${key}` } });
    expect((await asked()).status).toBe(200);
    expect((await on.get('/account')).text).not.toContain('Not yet');
    const { token } = hiddenIn(before, 'ApiKeyWithdrawn');
    const fields = { act: 'ApiKeyWithdrawn', token: token ?? '', key: 'nightly' };
    expect((await on.sendForm('/account', fields)).location).toBe('/account');
    expect((await asked()).status).toBe(401);
    const again = await on.sendForm('/account', fields);
    expect([again.status, again.text.includes('data-error="ALREADY_SO"')]).toEqual([409, true]);
  });

  it('keeps which mails its person wants, and says that none are sent where no server is set', async () => {
    const before = (await ana.browser.get('/account')).text;
    expect(before).toContain('This service sends no mail now');
    expect(before.match(/name="notice-\w+" value="yes" checked/gu)).toHaveLength(6);
    const { token } = hiddenIn(before, 'ChooseNotices');
    const fields = { act: 'ChooseNotices', token: token ?? '', 'notice-late': 'yes' };
    expect((await ana.browser.sendForm('/account', fields)).location).toBe('/account#notices');
    const after = (await ana.browser.get('/account')).text;
    expect(after.match(/name="notice-(\w+)" value="yes" checked/gu)).toHaveLength(1);
  });

  it('whose sign-in was reset stands first on its page, and on that of accounts', async () => {
    const { account } = await invite(data, 'di@example.org', 'dcss-iso');
    await plumbline(['access', 'link', '--account', account, '--data', data]);
    const shown = (await ana.browser.get(`/access/accounts/${account}`)).text;
    expect(shown).toContain('id="sign-in-reset"');
    expect(shown).toContain('operator');
    const iso = await welcome(
      service.url,
      await invite(data, 'ed@example.org', 'dcss-iso'),
      'ed@example.org',
    );
    const all = (await iso.browser.get('/access/accounts')).text;
    expect(all).toMatch(new RegExp(`id="sign-in-resets">\\s*<li data-account="${account}"`, 'u'));
  });
});

describe('the pages for signing in', () => {
  it('are valid HTML, a refused form among them', async () => {
    const pages = await Promise.all(
      [...FOR_STRANGERS, ...FOR_PEOPLE].map(async (path) => [
        path,
        (await ana.browser.get(path)).text,
      ]),
    );
    const refused = await ana.browser.send('/account/password', 'ChangePassword', {
      password: 'x',
    });
    const found = [];
    for (const [path = '', text = ''] of [...pages, ['refused', refused.text]]) {
      const { results } = await rules.validateString(text);
      const messages = results.flatMap((result) => result.messages);
      found.push(...messages.map(({ ruleId, message, line }) => [path, ruleId, message, line]));
    }
    expect(found).toEqual([]);
  });
});
