import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { HtmlValidate } from 'html-validate';
import type { Browser } from 'playwright-core';
import { temporaryFolder } from '../../cli/in-process.js';
import { openBrowser, openPage } from '../../web/browser/chromium.js';
import { IS_SOAK } from '../../support/soak.js';
import { runServiceWithAccounts } from '../running-service.js';
import type { RunningService } from '../running-service.js';
import { invite, welcome } from './people.js';
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
  '/sign-in/second-factor',
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
