import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { runService } from '../http/running-service.js';
import type { RunningService } from '../http/running-service.js';
import { openBrowser, openPage } from './browser/chromium.js';
import type { WatchedPage } from './browser/chromium.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval');
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let service: RunningService;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  const argv = ['ingest', join(EXAMPLE, 'records.ndjson'), '--data', data];
  expect(await plumbline(argv)).toMatchObject({ code: 0 });
  const submit = 'submit --county 19 --month 2006-09 --as-of 10 --by'.split(' ');
  expect(await plumbline([...submit, 'A. Ortiz', '--data', data])).toMatchObject({ code: 0 });
  service = await runService(data);
  const origin = service.url.replace('127.0.0.1', 'localhost');
  browser = await openBrowser();
  watched = await openPage(browser, origin);
  ({ page } = watched);
});
afterAll(async () => {
  await browser.close();
  await service.stop();
  folder.remove();
});

async function choose(field: string, name: string, text: string): Promise<void> {
  const buffer = Buffer.from(text);
  await page.setInputFiles(field, { name, mimeType: 'application/octet-stream', buffer });
}

/** Sends the form that a page shows without script, and answers where it leads. */
async function sentWithoutScript(address: string, act: string, file: File): Promise<Response> {
  const body = new FormData();
  body.set('act', act);
  body.set('file', file);
  const headers = { Origin: service.url, Accept: 'text/html' };
  return fetch(`${service.url}${address}`, { method: 'POST', body, headers, redirect: 'manual' });
}

describe('a file of a county', () => {
  it('is uploaded, taken while its page looks, and what was rejected says what to mend', async () => {
    const [first = ''] = readFileSync(join(EXAMPLE, 'records.ndjson'), 'utf8').split('\n');
    const known = JSON.parse(first) as Record<string, unknown>;
    delete known['recorded']; // a sender cannot say when it was recorded
    await page.goto('/counties/19/files');
    await choose('#file', '<b>.ndjson', `${JSON.stringify(known)}\n{"id":7}\n`);
    await page.click('form[data-act="upload"] button');
    await page.waitForURL(/\/files\/1$/u);
    // The page asks for itself until it is done.
    await page.waitForSelector('#file[data-state="taken"]');
    const rejected = await page.$$eval('#rejected tbody tr', (rows) =>
      rows.map((row) => [row.getAttribute('data-error'), row.getAttribute('data-line')]),
    );
    expect(rejected).toEqual([['INVALID_FIELD', '2']]);
    const link = await page.getAttribute('a[href$="/rejects"]', 'href');
    const rejects = await (await fetch(`${service.url}${link ?? ''}`)).text();
    expect(JSON.parse(rejects)).toMatchObject({ file: '<b>.ndjson', line: 2, id: null });
    expect(await page.locator('main b').count()).toBe(0);
  });

  it('goes in without script as well, and comes back with a sentence where it is none', async () => {
    const sent = await sentWithoutScript(
      '/counties/19/files',
      'upload',
      new File(['x'], 'letter.docx'),
    );
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/counties/19/files/2']);
    await page.goto('/counties/19/files/2');
    await page.waitForSelector('[data-error="RETURNED"]');
    await page.goto('/counties/19/files');
    const states = await page.$$eval('#files tbody tr', (rows) =>
      rows.map((row) => row.getAttribute('data-state')),
    );
    expect(states).toEqual(['Returned', 'Taken in, some rejected']);
    const none = await sentWithoutScript('/counties/19/files', 'upload', new File([], ''));
    expect([none.status, await none.text()]).toEqual([
      422,
      expect.stringContaining('data-error="INVALID_FIELD"'),
    ]);
  });
});

describe('how a table is read', () => {
  it('is shown heading by heading and row by row, and what is not known is said once', async () => {
    const table =
      'Case No,effective,collection,amount,source\n1900001,2006-09-12,C-88,250.00,bank\n';
    await page.goto('/counties/19/intake');
    await choose('#table', 'CollectionReceived-2006-09.csv', table);
    await page.click('form[data-act="preview"] button');
    const headings = (): Promise<(string | null)[][]> =>
      page.$$eval('#headings tbody tr', (rows) =>
        rows.map((row) => [row.getAttribute('data-heading'), row.getAttribute('data-known')]),
      );
    await page.waitForSelector('#preview');
    expect(await headings()).toEqual([
      ['Case No', 'false'],
      ...['effective', 'collection', 'amount', 'source'].map((name) => [name, 'true']),
    ]);
    await page.selectOption('#field-0', 'case');
    await page.click('form[data-act="headings"] button');
    await page.waitForURL(/#mapping$/u);
    await choose('#table', 'CollectionReceived-2006-09.csv', table);
    await page.click('form[data-act="preview"] button');
    await page.waitForSelector('#rows');
    expect((await headings())[0]).toEqual(['Case No', 'true']);
    // The row's own fault stands beside it: "bank" is no source of money.
    expect(await page.getAttribute('#rows tbody tr', 'data-error')).toBe('INVALID_FIELD');
  });

  it('as text is refused beside its field, and stays as it was typed', async () => {
    await page.goto('/counties/19/intake');
    await page.fill('#mapping', '{"dates":"D.M."}');
    await page.click('form[data-act="mapping"] button');
    await page.waitForSelector('#mapping-error');
    expect(await page.inputValue('#mapping')).toBe('{"dates":"D.M."}');
  });
});

describe('a key of a county', () => {
  it('is pasted, shown by its fingerprint, and taken away after a second look', async () => {
    await page.goto('/counties/19/intake/keys');
    await page.fill('#key', 'ssh-dss AAAA');
    await page.fill('#label', 'night');
    await page.click('form[data-act="IntakeKeyAdded"] button');
    await page.waitForSelector('#key-error, [data-error="WEAK_KEY"]');
    await page.fill('#key', KEY);
    await page.click('form[data-act="IntakeKeyAdded"] button');
    await page.waitForSelector('tr[data-key="night"]');
    expect(await page.innerText('tr[data-key="night"]')).toContain('SHA256:');
    await page.click('tr[data-key="night"] a');
    await page.click('form[data-act="IntakeKeyRemoved"] button');
    await page.waitForURL(/keys$/u);
    expect(await page.locator('tr[data-key]').count()).toBe(0);
  });
});

describe('a package', () => {
  it('is asked for, made while its page looks, and downloaded', async () => {
    await page.goto('/counties/19/packages?make=yes');
    await page.selectOption('#version', '2006-09/1');
    await page.click('form[data-act="package"] button');
    await page.waitForSelector('tr[data-package="P-1"][data-state="ready"]');
    const href = await page.getAttribute('tr[data-package="P-1"] a', 'href');
    const zip = await fetch(`${service.url}${href ?? ''}`);
    const bytes = Buffer.from(await zip.arrayBuffer());
    expect([zip.headers.get('content-type'), bytes.subarray(0, 2).toString()]).toEqual([
      'application/zip',
      'PK',
    ]);
  });
});

describe('a sample', () => {
  it('is drawn, its rows are judged one after the other, and its verdict stands on top', async () => {
    await page.goto('/audit?county=19');
    await page.fill('#month', 'September');
    await page.fill('#seed', 'a');
    await page.click('form[data-act="sample"] button');
    await page.waitForSelector('#month-error');
    await page.fill('#month', '2006-09');
    await page.fill('#line', '1');
    await page.fill('#size', '1');
    await page.click('form[data-act="sample"] button');
    await page.waitForURL(/\/audit\/S-1\?county=19$/u);
    await page.click('a[href$="row=1"]');
    await page.selectOption('#judgement', 'pass');
    await page.fill('#evidence', 'order.pdf');
    await page.click('form[data-act="judgement"] button');
    await page.waitForSelector('[data-verdict="reliable"]');
    expect(await page.getAttribute('#rows tr[data-row="1"]', 'data-judgement')).toBe('pass');
    await page.goto('/audit/checks?county=19&of=2006-09/1');
    const found = await page.getAttribute('tr[data-check="later-records"]', 'data-count');
    expect(Number(found)).toBeGreaterThan(0);
  });
});

describe('these pages', () => {
  it('ask nobody else for anything, and break no policy', () => {
    expect(watched.foreign).toEqual([]);
    expect(watched.complaints.filter((each) => !/status of 4\d\d/u.test(each))).toEqual([]);
  });
});
