import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { runService } from '../http/running-service.js';
import type { RunningService } from '../http/running-service.js';
import { PRINTED_PAGES } from '../../src/packages/pdf/printed-form.js';
import { PAGES } from '../../src/web/pages.js';
import { readReport } from '../packages/written-form.js';
import { IS_SOAK } from '../support/soak.js';
import { openBrowser, openPage } from './browser/chromium.js';
import type { WatchedPage } from './browser/chromium.js';
import { fillFolder, fillThroughPages } from './browser/filled-folder.js';
import { COMPONENTS_STATE, PAGE_STATES } from './browser/states.js';
import { faultsOfHtml } from './browser/valid-html.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval');

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let service: RunningService;
let origin: string;
let browser: Browser;
let desk: WatchedPage;
let phone: WatchedPage;

beforeAll(async () => {
  await fillFolder(data, folder.path, async (argv) => {
    const { code, stderr } = await plumbline(argv);
    if (code !== 0) throw new Error(stderr);
  });
  service = await runService(data);
  await fillThroughPages(service.url);
  origin = service.url.replace('127.0.0.1', 'localhost');
  browser = await openBrowser();
  desk = await openPage(browser, origin);
  phone = await openPage(browser, origin, { width: 320 });
});
afterAll(async () => {
  await browser.close();
  await service.stop();
  folder.remove();
});

async function json<Value>(path: string): Promise<Value> {
  const response = await fetch(`${service.url}${path}`);
  return (await response.json()) as Value;
}

/** What elements of a page are marked with. */
function marks(page: Page, selector: string, names: readonly string[]): Promise<string[][]> {
  return page.$$eval(
    selector,
    (elements, of) => elements.map((each) => of.map((name) => each.getAttribute(name) ?? '')),
    names,
  );
}

type Cells = Readonly<Record<string, Readonly<Record<string, number | string | null>>>>;

describe('a month', () => {
  it.each(['', '?asOf=10', '?asOf=v1'])('has the cells of the JSON %s', async (query) => {
    const { lines, asOf } = await json<{ lines: Cells; asOf: number }>(
      `/v1/counties/19/reports/2006-09${query}`,
    );
    await desk.page.goto(`/counties/19/months/2006-09${query}`);
    const expected = Object.entries(lines).flatMap(([line, cells]) =>
      ['a', 'b', 'c', 'd'].map((column) => [`line-${line}-${column}`, String(cells[column] ?? '')]),
    );
    const shown = await marks(desk.page, 'table#report td', ['id', 'data-value']);
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(expected));
    expect(shown).toHaveLength(expected.length);
    expect(await desk.page.getAttribute('#as-of', 'data-position')).toBe(String(asOf));
  });

  it('says what differs from another moment', async () => {
    await desk.page.goto('/counties/19/months/2006-09?compare=v1');
    const shown = await marks(desk.page, '#compared tbody tr', ['data-line', 'data-column']);
    const differences = await plumbline(
      `diff --county 19 --month 2006-09 --from v1 --to 14 --json --data ${data}`.split(' '),
    );
    const { cells } = JSON.parse(differences.stdout) as {
      cells: { line: string; column: string }[];
    };
    expect(shown).toEqual(cells.map(({ line, column }) => [line, column]));
    expect(shown.length).toBeGreaterThan(5);
    // In each of those cells and in no other, in words: a colour is gone on paper.
    const marked = await desk.page.$$eval('#report td .pl-there', (elements) =>
      elements.map((element) => [element.closest('td')?.id ?? '', element.textContent.trim()]),
    );
    const there = await desk.page.$$eval('#compared tbody tr', (rows) =>
      rows.map((row) => [
        `line-${row.getAttribute('data-line') ?? ''}-${row.getAttribute('data-column') ?? ''}`,
        `there ${row.querySelector('.pl-number')?.textContent ?? ''}`,
      ]),
    );
    expect(marked.toSorted()).toEqual(there.toSorted());
  });
});

describe('a trail', () => {
  it.each(['1', '24', '28', '47'])('of Line %s has the rows of the JSON', async (line) => {
    const query = '?column=a&asOf=10';
    const rows = await json<{ case?: string; column: string; amount?: string }[]>(
      `/v1/counties/19/trails/2006-09/${line}${query}&format=json`,
    );
    await desk.page.goto(`/counties/19/months/2006-09/lines/${line}/columns/a?asOf=10`);
    const shown = await marks(desk.page, '#trail tbody tr', [
      'data-case',
      'data-column',
      'data-amount',
    ]);
    expect(shown).toEqual(rows.map((row) => [row.case, row.column, row.amount ?? '']));
    expect(rows.length).toBeGreaterThan(0);
  });
});

describe('a case', () => {
  it('is explained, and has the records, as in the JSON', async () => {
    const of = '/v1/counties/19';
    const explained = await json<{ line: string; counted: boolean; column: string | null }[]>(
      `${of}/explanations/2006-09?case=RV-2`,
    );
    const history = await json<
      { position: number; record: { id: string }; supersededBy: { id: string } | null }[]
    >(`${of}/cases/RV-2/history`);
    await desk.page.goto('/counties/19/cases/RV-2?month=2006-09');
    const lines = await marks(desk.page, '#explanation tbody tr', [
      'data-line',
      'data-counted',
      'data-column',
    ]);
    expect(lines.toSorted()).toEqual(
      explained
        .map(({ line, counted, column }) => [line, String(counted), column ?? ''])
        .toSorted(),
    );
    const records = await marks(desk.page, '#history tbody tr', [
      'data-record',
      'data-position',
      'data-superseded-by',
    ]);
    expect(records).toEqual(
      history.map(({ record, position, supersededBy }) => [
        record.id,
        String(position),
        supersededBy?.id ?? '',
      ]),
    );
    expect(records.some(([, , by]) => by !== '')).toBe(true);
  });
});

describe('a version', () => {
  it('is approved after a look at what was typed, by keyboard alone and on a phone', async () => {
    const { page } = phone;
    await page.goto('/counties/19/months/2006-09/versions/1?decide=approve');
    await page.focus('#by');
    await page.keyboard.type('A-2 Ana Diaz');
    await page.keyboard.press('Tab');
    await page.keyboard.type('916-555-0100');
    await page.keyboard.press('Enter');
    // Not certified: the form comes back whole, with the focus on what is to be mended.
    await page.waitForSelector('[data-error="INVALID_FIELD"]');
    expect(await page.inputValue('#telephone')).toBe('916-555-0100');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('errors');
    await page.focus('#certify');
    await page.keyboard.press('Space');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-check="answers"]');
    // Whoever goes back to an answer finds what was typed.
    await page.focus('form[data-act="change-approval"] button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#certify:checked', { state: 'attached' });
    expect(await page.inputValue('#telephone')).toBe('916-555-0100');
    await page.focus('form[data-act="check-approval"] button');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-check="answers"]');
    await page.focus('form[data-act="approve"] button');
    await page.keyboard.press('Enter');
    await page.waitForURL(/versions\/1$/u);
    expect(await page.innerText('main')).toContain('approved');
    const versions = await plumbline(['versions', '--county', '19', '--json', '--data', data]);
    expect(versions.stdout).toContain('"approved":{"by":"A-2 Ana Diaz","telephone":"916-555-0100"');
  });

  it('shows a hostile comment as the text that it is', async () => {
    await desk.page.goto('/counties/19/months/2006-09/versions/1');
    expect(await desk.page.innerText('main')).toContain('<script>alert(1)</script>');
    expect(await desk.page.locator('main script, main img').count()).toBe(0);
  });
});

describe('records', () => {
  it('come in by a file, and what is rejected says what to mend', async () => {
    const record = {
      id: 'aaaaaaaa-0000-4000-8000-000000000001',
      type: 'CaseClosed',
      county: '19',
      case: 'NO-SUCH',
      effective: '2006-10-02',
      data: {},
    };
    const [first = ''] = readFileSync(join(EXAMPLE, 'records.ndjson'), 'utf8').split('\n');
    const known = JSON.parse(first) as Record<string, unknown>;
    delete known['recorded']; // a sender cannot say when it was recorded
    const text = `${JSON.stringify(known)}\n${JSON.stringify(record)}\n`;
    await desk.page.goto('/counties/19/records');
    await desk.page.setInputFiles('#file', {
      name: '<b>.ndjson',
      mimeType: 'application/x-ndjson',
      buffer: Buffer.from(text),
    });
    await desk.page.click('form[data-act="upload"] button');
    await desk.page.waitForSelector('#outcome');
    const rejected = await marks(desk.page, '#rejected tbody tr', ['data-error', 'data-line']);
    expect(rejected).toEqual([['INVALID_FIELD', '2']]);
    expect(await desk.page.innerText('#outcome')).toContain('Duplicates');
  });

  it('are entered by a form once, and refused beside the field', async () => {
    const { page } = desk;
    await page.goto('/counties/19/records/new?type=ParticipantRegistered');
    await page.fill('#effective', 'yesterday');
    await page.fill('#participant', 'P-77');
    await page.click('form[data-act="record"] button');
    expect(await page.getAttribute('#effective-error', 'data-error')).toBe('INVALID_FIELD');
    // Whoever came by the skip link is led to what is to be mended as well.
    await page.goto('/counties/19/records/new?type=ParticipantRegistered#main');
    await page.fill('#effective', 'yesterday');
    await page.fill('#participant', 'P-77');
    await page.click('form[data-act="record"] button');
    await page.waitForSelector('#errors');
    await page.waitForLoadState('load');
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('errors');
    await page.fill('#effective', '2006-10-02');
    await page.click('form[data-act="record"] button');
    await page.waitForURL(/\/records\/[0-9a-f-]{36}\?entered=yes$/u);
    const { size } = await json<{ size: number }>('/v1/counties/19/ledger');
    expect(size).toBe(15);
  });
});

describe('on paper', () => {
  const printed = async () => (await readReport(await desk.page.pdf({ format: 'Letter' }))).pages;

  it('a month has four pages, which begin where those of the form begin', async () => {
    await desk.page.goto('/counties/19/months/2006-09');
    const pages = await printed();
    expect(pages).toHaveLength(4);
    expect(PRINTED_PAGES.map(([first]) => first?.title)).toEqual([
      expect.stringContaining('SECTION A'),
      expect.stringContaining('SECTION B'),
      expect.stringContaining('SECTION E'),
      expect.stringContaining('SECTION J'),
    ]);
    expect(pages[0]).toContain('CS1257ofSeptember2006');
    const begins = ['A.Caseinventory', 'B.Paternity', 'E.Medicalsupport', 'J.Additional'];
    for (const [index, page] of pages.entries()) {
      expect(page).toContain('(a)total');
      expect(page).toContain(begins[index]);
    }
    expect(pages[1]).not.toContain('E.Medicalsupport');
  });

  it('a long trail has its heading on each page', async () => {
    await desk.page.goto('/counties/19/months/2006-09/lines/24/columns/d');
    await desk.page.evaluate(() => {
      const row = document.querySelector('#trail tbody tr');
      for (let count = 0; count < 99; count += 1) row?.after(row.cloneNode(true));
    });
    const pages = await printed();
    expect(pages.length).toBeGreaterThan(1);
    // The first column, which stays where a table scrolls, is drawn after the others.
    for (const page of pages) {
      expect(page).toContain('ColumnAmountByrecords');
      expect(page).toContain('Caseorchild');
    }
  });
});

/** A build looks at every seventh state and at all components; the long run at every state. */
const LOOKED_AT = PAGE_STATES.filter(
  (address, index) => IS_SOAK || index % 7 === 0 || address === COMPONENTS_STATE,
);

/** What pages lead to beside pages: the description for programs. */
const NO_PAGES: ReadonlySet<string> = new Set(['/docs']);

/** What is no page but a file, by the end of its address. */
const IS_FILE = /\/(?:report\.:name|trail\.:name|letters\/:name|file|receipt|rejects)$/u;

/** Axe takes seconds a page: a build asks it of the one that shows all components, the long run of all. */
const ASKED_OF_AXE: ReadonlySet<string> = new Set(IS_SOAK ? PAGE_STATES : [COMPONENTS_STATE]);

/** Axe leaves the one rule that is new in WCAG 2.2 to whoever asks for it. */
const WCAG_22 = { rules: { 'target-size': { enabled: true } } } as const;

/** On a phone, at a desk, and in the colours that somebody chose for himself. */
const SCREENS = [
  { title: 'a phone', width: 320, hasOwnColours: false },
  ...(IS_SOAK
    ? [
        { title: 'a desk', width: 1280, hasOwnColours: false },
        { title: 'a phone in forced colours', width: 320, hasOwnColours: true },
      ]
    : []),
] as const;

describe('each page', () => {
  it.each(LOOKED_AT)('%s is valid, whole, and no wider than the screen', async (address) => {
    const html = await (
      await fetch(`${service.url}${address}`, { headers: { Accept: 'text/html' } })
    ).text();
    expect(html.length).toBeLessThan(300 * 1024);
    expect(await faultsOfHtml(html)).toEqual([]);
    for (const { title, width, hasOwnColours } of SCREENS) {
      const { page } = width === 320 ? phone : desk;
      await page.emulateMedia({ forcedColors: hasOwnColours ? 'active' : 'none' });
      await page.goto(address);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([title, Math.max(wide, width)]).toEqual([title, width]);
      expect(await page.locator('h1').count()).toBe(1);
      if (!ASKED_OF_AXE.has(address)) continue;
      const axe = await new AxeBuilder({ page }).options(WCAG_22).analyze();
      expect([title, ...axe.violations.map(({ id, nodes }) => [id, nodes[0]?.html])]).toEqual([
        title,
      ]);
    }
  });

  it('leads to pages that there are', async () => {
    const patterns = PAGES.map(
      ({ address }) =>
        new RegExp(`^${address.replaceAll('.', '\\.').replaceAll(/:\w+/gu, '[^/]+?')}$`, 'u'),
    );
    const ids = new Map<string, string>();
    const dead = new Set<string>();
    for (const address of PAGE_STATES) {
      const headers = { Accept: 'text/html' };
      const html = await (await fetch(`${service.url}${address}`, { headers })).text();
      ids.set(address, html);
      for (const [, href = ''] of html.matchAll(/<a [^>]*href="(\/[^"?#]*)/gu)) {
        const isThere = patterns.some((pattern) => pattern.test(href)) || NO_PAGES.has(href);
        if (!isThere) dead.add(`${href} on ${address}`);
      }
    }
    expect([...dead]).toEqual([]);
    expect(ids.get(`/counties/19/files`)).toContain('href="/help#records"');
    expect(ids.get('/help')).toContain('id="records"');
  });

  it('is looked at in some state', () => {
    const paths = PAGE_STATES.map((state) => state.split('?')[0] ?? '');
    const left = PAGES.map(({ address }) => address).filter((address) => {
      const pattern = new RegExp(`^${address.replaceAll(/:\w+/gu, '[^/]+')}$`, 'u');
      return !IS_FILE.test(address) && !paths.some((path) => pattern.test(path));
    });
    expect(left).toEqual([]);
    expect(new Set(PAGE_STATES).size).toBe(PAGE_STATES.length);
  });

  it('asks nobody else for anything, and breaks no policy', () => {
    expect([...desk.foreign, ...phone.foreign]).toEqual([]);
    // A page that is refused or not there is an error to the browser's console, and to nobody else.
    const others = [...desk.complaints, ...phone.complaints].filter(
      (each) => !/status of 4\d\d/u.test(each),
    );
    expect(others).toEqual([]);
  });
});
