import { join } from 'node:path';
import { OPERATOR } from '../../src/application/actor.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import type { OpenHouse } from '../../src/application/wiring/open-house.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { readReport } from '../packages/written-form.js';
import { present } from '../store/present.js';
import { shownAt } from './page-in-process.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
const MONTH = '/counties/19/months/2006-09';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let open: OpenHouse;

beforeAll(async () => {
  for (const argv of [
    ['ingest', EXAMPLE],
    ['submit', '--county', '19', '--month', '2006-09', '--as-of', '10', '--by', 'A. Clerk'],
  ]) {
    const { code, stderr } = await plumbline([...argv, '--data', data]);
    if (code !== 0) throw new Error(stderr);
  }
  open = await openHouse(data, 'write', {});
});
afterAll(async () => {
  await open.close();
  folder.remove();
});

async function printedAt(address: string): Promise<{ name: string; pages: readonly string[] }> {
  const { file } = await shownAt(open.house, OPERATOR, address);
  const { name, bytes } = present(file);
  return { name, pages: (await readReport(bytes)).pages };
}

describe('the paper form of a report that nobody has submitted', () => {
  it('says so on each page, how late the month is, and of which position it is', async () => {
    const { pages } = await printedAt('/counties/19/months/2006-08/report.pdf?asOf=10');
    expect(pages).toHaveLength(4);
    for (const page of pages) expect(page).toContain('DRAFT,NOTSUBMITTED');
    const all = pages.join('');
    expect(all).toMatch(/Due2006-09-15.Themonthislateby[\d,]+days/u);
    expect(all).toContain('Asofposition10');
    expect(all).not.toMatch(/Frozen|intime|submitted\d|version\d|No\.\d|\(NEW\)|REVISED\)/u);
  });

  it('is a draft too where a version of its month was submitted as of another position', async () => {
    for (const query of ['', '?asOf=9', '?asOf=10']) {
      const { pages } = await printedAt(`${MONTH}/report.pdf${query}`);
      for (const page of pages) expect(page).toContain('DRAFT,NOTSUBMITTED');
      expect(pages[3]).not.toMatch(/Frozen|submitted\d|A\.Clerk/u);
      expect(pages[3]).toMatch(/late/u);
    }
  });

  it('is none where the version is asked for by its number', async () => {
    const { pages } = await printedAt(`${MONTH}/report.pdf?asOf=v1`);
    const all = pages.join('');
    expect(all).not.toContain('DRAFT');
    expect(all).toContain('Frozenatposition10');
    expect(all).toContain('version1(NEW)');
  });
});

describe('the paper form of the annual report', () => {
  it('has the lines of the CS 157 under its own name, and is certified on its last page', async () => {
    const { name, pages } = await printedAt(`${MONTH}/report.pdf?form=cs157`);
    expect(name).toMatch(/^cs157-19-2006-09-at-\d+\.pdf$/u);
    expect(pages).toHaveLength(4);
    const all = pages.join('');
    expect(all).toContain('(CS157)');
    expect(all).toContain('CS157,county19');
    expect(all).not.toMatch(/CS1257|SECTIONJ/u);
    expect(all).not.toMatch(/24a|a\.TotalAmountofCurrentSupportDuefortheMonth|43\.Number/u);
    expect(all).toContain('24.TotalAmountofCurrentSupportDue');
    expect(pages[3]).toContain('Thiscertifies');
  });

  it('is that of the version that was submitted for September', async () => {
    const { pages } = await printedAt(`${MONTH}/report.pdf?form=cs157&asOf=v1`);
    expect(pages.join('')).toContain('CS157,county19,2006-09,version1(NEW)');
    expect(pages[3]).toContain('Report,asCS1257(SHA-256):');
    expect(pages[3]).toContain('Frozenatposition10');
  });

  it('is of a September alone', async () => {
    const address = '/counties/19/months/2006-08/report.pdf?form=cs157';
    const { html } = await shownAt(open.house, OPERATOR, address);
    expect(html).toContain('annual report of a September');
    expect(html).toContain('data-error="INVALID_FIELD"');
  });
});
