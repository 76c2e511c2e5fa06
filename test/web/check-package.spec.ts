import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { plumbline } from '../cli/in-process.js';
import { runServiceWithAccounts } from '../http/running-service.js';
import type { RunningService } from '../http/running-service.js';
import { SubmittedMonth, opening } from '../packages/submitted-month.js';
import { filesUnder, zipOf } from '../support/zipped-folder.js';
import { openBrowser, openPage } from './browser/chromium.js';
import { faultsOfHtml } from './browser/valid-html.js';
import { peopleInFolder } from './people-in-folder.js';
import type { PersonSignedIn } from './people-in-folder.js';

const NAME = 'plumbline-19-2006-09-v1';
const HOSTILE = `<img src=x onerror=alert(1)>\u202e`;

let month: SubmittedMonth;
let files: Record<string, Uint8Array>;
let service: RunningService;
let people: Readonly<Record<'auditor' | 'clerk', PersonSignedIn>>;

beforeAll(async () => {
  month = await SubmittedMonth.of([opening(1, '1900001')]);
  files = filesUnder(await month.pack('out'), NAME);
  people = await peopleInFolder(month.data, {
    auditor: [{ role: 'auditor' }],
    clerk: [{ role: 'cbud-viewer', county: '19' }],
  });
  service = await runServiceWithAccounts(month.data);
});
afterAll(async () => {
  await service.stop();
  month.remove();
});

interface Answered {
  readonly status: number;
  readonly html: string;
}

/** Sends the form of a county's page without script. */
async function sent(
  { cookie }: PersonSignedIn,
  file: File,
  more: { readonly county?: string; readonly token?: string } = {},
): Promise<Answered> {
  const { county = '19' } = more;
  const address = `${service.url}/counties/${county}/packages`;
  const headers = { Accept: 'text/html', Cookie: cookie };
  const page = await (await fetch(address, { headers })).text();
  const token = more.token ?? /name="token" value="([^"]+)"/u.exec(page)?.[1] ?? '';
  const body = new FormData();
  for (const [name, text] of [['act', 'check'] as const, ['token', token] as const]) {
    body.set(name, text);
  }
  body.set('zip', file);
  const sending = { ...headers, Origin: service.url };
  const answer = await fetch(address, { method: 'POST', body, headers: sending });
  return { status: answer.status, html: await answer.text() };
}

function fileOf(bytes: Uint8Array): File {
  return new File([Buffer.from(bytes)], 'package.zip');
}

describe('a package that somebody drops on the page', () => {
  afterEach(() => {
    expect(readdirSync(join(month.data, 'checking'))).toEqual([]);
  });

  it('verifies, and it is said what it is', async () => {
    const { status, html } = await sent(people.auditor, fileOf(zipOf(files)));
    expect(status).toBe(200);
    expect(html).toContain('data-verified="true"');
    expect(html).toContain('The package verifies.');
    expect(html).toContain('A key of this service.');
    expect(html).toContain('September 2006');
    expect(html).not.toContain('another county than this page is about');
  });

  it('may be of another county, which is said', async () => {
    const { status, html } = await sent(people.auditor, fileOf(zipOf(files)), { county: '58' });
    expect([status, html]).toEqual([
      200,
      expect.stringContaining('another county than this page is about'),
    ]);
  });

  it('that was changed does not, and hostile names in it are text', async () => {
    const path = `${NAME}/data/report.csv`;
    const changed = { [path]: Buffer.from('changed'), [`${NAME}/${HOSTILE}`]: Buffer.from('x') };
    const { status, html } = await sent(people.auditor, fileOf(zipOf({ ...files, ...changed })));
    expect([status, html]).toEqual([200, expect.stringContaining('data-verified="false"')]);
    expect(html).toContain('data/report.csv was changed');
    expect(html).toContain('&lt;img src=x onerror=alert(1)');
    expect(html).not.toContain('<img src=x');
    expect(html).not.toContain('\u202e');
    expect(html).not.toContain(month.data);
    expect(await faultsOfHtml(html)).toEqual([]);
  });

  it.each([
    ['none', new File([], '')],
    ['a letter', new File(['a letter'], 'letter.zip')],
    ['a way out', fileOf(zipOf({ '../out.txt': Buffer.from('x') }))],
  ])('that is no package (%s) is refused beside the field', async (_, file) => {
    const { status, html } = await sent(people.auditor, file);
    expect([status, html]).toEqual([422, expect.stringContaining('id="zip-error"')]);
    expect(html).toContain('data-error="INVALID_FIELD"');
    expect(await faultsOfHtml(html)).toEqual([]);
  });
});

describe('whoever may not', () => {
  it('see packages, is refused; and so is a form of another session', async () => {
    expect((await sent(people.clerk, fileOf(zipOf(files)))).status).toBe(403);
    const forged = await sent(people.auditor, fileOf(zipOf(files)), { token: 'A'.repeat(43) });
    expect(forged.status).toBeGreaterThanOrEqual(400);
    expect(forged.html).not.toContain('data-verified');
  });
});

describe('a check', () => {
  it('is on the access log', async () => {
    const log = 'access log --action package.read --format json --data'.split(' ');
    const { code, stdout, stderr } = await plumbline([...log, month.data]);
    expect([code, stderr]).toEqual([0, '']);
    const results = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { account: string; county: string; result: string })
      .filter(({ account }) => account === people.auditor.account)
      .map(({ county, result }) => `${county} ${result}`);
    // Without a file nothing was checked.
    expect(results).toEqual([
      ...['19 allowed', '58 allowed', '19 allowed'],
      ...['19 failed', '19 failed'],
    ]);
  });
});

describe('the page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
  });

  it.each([320, 1280])('can be read with what a check found, %i px wide', async (width) => {
    const origin = service.url.replace('127.0.0.1', 'localhost');
    const { page, context, complaints } = await openPage(browser, origin, { width });
    const [name = '', value = ''] = people.auditor.cookie.split('=');
    await context.addCookies([{ name, value, url: origin }]);
    const changed = { ...files, [`${NAME}/${'n'.repeat(120)}`]: Buffer.from('x') };
    const path = month.place(`changed-${String(width)}.zip`);
    writeFileSync(path, zipOf(changed));
    await page.goto('/counties/19/packages');
    await page.setInputFiles('#zip', path);
    await page.click('form[data-act="check"] button');
    await page.waitForSelector('[data-verified="false"]');
    expect(await page.innerText('#findings')).toContain('does not belong to the package');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(Math.max(wide, width)).toBe(width);
    const axe = await new AxeBuilder({ page })
      .options({ rules: { 'target-size': { enabled: true } } })
      .analyze();
    expect(axe.violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
    expect(complaints).toEqual([]);
    await context.close();
  });
});
