import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { instantOfMs } from '../../events/values/instant.js';
import { instantInWords } from '../../src/web/words.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { runServiceWithAccounts } from '../http/running-service.js';
import type { RunningService } from '../http/running-service.js';
import { openBrowser, openPage } from './browser/chromium.js';
import type { WatchedPage } from './browser/chromium.js';
import { peopleInFolder } from './people-in-folder.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');

/** A name as somebody typed it, without a place at which it could be broken. */
const LONG = 'W'.repeat(60);

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let service: RunningService;
let browser: Browser;
let origin: string;
let cookie: string;

beforeAll(async () => {
  const { code, stderr } = await plumbline(['ingest', EXAMPLE, '--data', data]);
  if (code !== 0) throw new Error(stderr);
  const people = await peopleInFolder(data, {
    [LONG]: [
      { role: 'lcsa-director', county: '19' },
      { role: 'lcsa-administrator', county: '19' },
    ],
  });
  cookie = people[LONG]?.cookie ?? '';
  service = await runServiceWithAccounts(data);
  origin = service.url.replace('127.0.0.1', 'localhost');
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await service.stop();
  folder.remove();
});

async function signedIn(width: number): Promise<WatchedPage> {
  const watched = await openPage(browser, origin, { width });
  const [name = '', value = ''] = cookie.split('=');
  await watched.context.addCookies([{ name, value, url: origin }]);
  return watched;
}

describe('a page of somebody who has signed in', () => {
  it.each([320, 1280])('can be read and hit in every part, %i px wide', async (width) => {
    const { page, context } = await signedIn(width);
    for (const address of [
      '/counties/19',
      '/account',
      '/access/accounts',
      '/access/accounts/A-1',
    ]) {
      await page.goto(address);
      expect(await page.innerText('.pl-header__who')).toContain(LONG);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([address, Math.max(wide, width)]).toEqual([address, width]);
      const axe = await new AxeBuilder({ page })
        .options({ rules: { 'target-size': { enabled: true } } })
        .analyze();
      const violations = axe.violations.map(({ id, nodes }) => [id, nodes[0]?.html]);
      expect([address, ...violations]).toEqual([address]);
    }
    await context.close();
  });

  it('has the parts of the program beside each other on a desk’s screen', async () => {
    const { page, context } = await signedIn(1280);
    await page.goto('/counties/19');
    const tops = await page
      .locator('nav[aria-label="Main"] a')
      .evaluateAll((links) => links.map((link) => link.getBoundingClientRect().top));
    expect(tops.length).toBeGreaterThan(3);
    expect(new Set(tops).size).toBe(1);
    await context.close();
  });

  it('has the way out on a line of its own', async () => {
    const { page, context } = await signedIn(320);
    await page.goto('/counties/19');
    const boxes = await page.$$eval('.pl-header__who a, .pl-header__who button', (elements) =>
      elements.map((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return { what: element.textContent.trim(), top, bottom };
      }),
    );
    const out = boxes.find(({ what }) => what === 'Sign out');
    const above = boxes.filter(({ what }) => what !== 'Sign out').map(({ bottom }) => bottom);
    expect(out?.top).toBeGreaterThanOrEqual(Math.max(...above));
    await context.close();
  });

  it('is warned of the session’s end at the time that it names, by the clock of California', async () => {
    const { page, context } = await signedIn(1280);
    await page.goto('/counties/19');
    const endsAt = async () => Number(await page.getAttribute('[data-ends-at]', 'data-ends-at'));
    await page.clock.install({ time: (await endsAt()) - 3 * 60_000 });
    await page.goto('/counties/19');
    const ends = await endsAt();
    await page.route('**/session', (route) => route.fulfill({ json: { endsAt: ends } }));
    const named = await page.innerText('.pl-header__who');
    await page.clock.fastForward(90_000);
    await page.waitForSelector('#session-end');
    const until = instantInWords(instantOfMs(ends)).split(', ').at(-1) ?? '';
    expect(named).toContain(until);
    expect(await page.innerText('#session-end')).toContain(`Your session ends at ${until}.`);
    await context.close();
  });
});
