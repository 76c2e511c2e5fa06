import { join } from 'node:path';
import { OPERATOR } from '../../src/application/actor.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import type { OpenHouse } from '../../src/application/wiring/open-house.js';
import { SEARCH_PAGE } from '../../src/web/pages/search/page.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { readWithSheetJs } from '../printing/read-workbooks.js';
import { present } from '../store/present.js';
import { PageInProcess, shownAt } from './page-in-process.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
const MONTH = '/counties/19/months/2006-09';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let open: OpenHouse;
beforeAll(async () => {
  for (const command of [
    `ingest ${EXAMPLE}`,
    'submit --county 19 --month 2006-09 --as-of 10 --by A',
  ]) {
    const { code, stderr } = await plumbline([...command.split(' '), '--data', data]);
    if (code !== 0) throw new Error(stderr);
  }
  open = await openHouse(data, 'read', {});
});
afterAll(async () => {
  await open.close();
  folder.remove();
});

const page = (address: string) => shownAt(open.house, OPERATOR, address);

describe('a report as a file', () => {
  it.each([
    [`${MONTH}/report.csv?asOf=v1`, 'cs1257-19-2006-09-v1.csv'],
    [`${MONTH}/report.csv`, 'cs1257-19-2006-09-at-14.csv'],
    [`${MONTH}/report.xlsx?asOf=10&form=cs157`, 'cs157-19-2006-09-at-10.xlsx'],
    [`${MONTH}/report.pdf?asOf=v1`, 'cs1257-19-2006-09-v1.pdf'],
  ])('at %s is called %s', async (address, name) => {
    expect((await page(address)).file?.name).toBe(name);
  });

  it('says in the workbook of which county, month and position it is', async () => {
    const { bytes } = present((await page(`${MONTH}/report.xlsx?asOf=10`)).file);
    const [sheet] = readWithSheetJs(bytes, 9);
    const [head, first] = present(sheet).rows;
    expect(present(head).slice(0, 4)).toEqual(['county', 'month', 'asOf', 'line']);
    expect(present(first).slice(0, 4).map(String)).toEqual(['19', '2006-09', '10', '1']);
  });
});

describe('a month that is not over', () => {
  it('cannot be submitted yet, and the page says from when it can', async () => {
    const { html } = await page('/counties/19/months/2090-01');
    expect(html).not.toContain('Submit this month');
    expect(html).toMatch(/id="submit-from".*1 Feb 2090/su);
    const over = await page(MONTH);
    expect(over.html).toContain('Submit this month');
    expect(over.html).not.toContain('id="submit-from"');
  });
});

describe('a search for a month', () => {
  it('leads whoever may see the state to the state’s month, and to a county’s where one is in view', async () => {
    const search = new PageInProcess(SEARCH_PAGE, open.house, OPERATOR);
    expect((await search.send('search', { q: '2006-08' })).to).toBe('/state/months/2006-08');
    expect((await search.send('search', { q: '2006-08', county: '19' })).to).toBe(
      '/counties/19/months/2006-08',
    );
  });
});

describe('a case', () => {
  it('has its orders at the month’s end, and the versions of the month that had it', async () => {
    const { html } = await page('/counties/19/cases/RV-1?month=2006-09');
    expect(html).toMatch(/data-order="O-1".*Support order established.*12 Jun 2006/su);
    expect(html).toContain('href="/counties/19/months/2006-09/versions/1"');
    expect(html).toContain('href="/counties/19/cases/RV-1?month=2006-09&amp;asOf=v1"');
    const before = await page('/counties/19/cases/RV-1?month=2006-05');
    expect(before.html).not.toContain('data-order=');
    expect(before.html).not.toContain('data-version=');
  });
});

describe('a county', () => {
  it('leads to its files, samples, holds and people with access', async () => {
    const { html } = await page('/counties/19');
    const facts = /<dl class="pl-facts">.*?<\/dl>/su.exec(html)?.[0] ?? '';
    for (const href of [
      '/counties/19/files',
      '/audit?county=19',
      '/counties/19/retention',
      '/access/accounts?county=19',
    ]) {
      expect(facts).toContain(`href="${href}"`);
    }
  });
});
