import { join } from 'node:path';
import { OPERATOR } from '../../src/application/actor.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import type { OpenHouse } from '../../src/application/wiring/open-house.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { shownAt } from './page-in-process.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
const VERSION = '/counties/19/months/2006-09/versions';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let open: OpenHouse;
beforeAll(async () => {
  for (const command of [
    `ingest ${EXAMPLE}`,
    'submit --county 19 --month 2006-09 --as-of 10 --by A',
    'approve --county 19 --month 2006-09 --version 1 --by B --telephone 1',
    'submit --county 19 --month 2006-09 --by A',
    'approve --county 19 --month 2006-09 --version 2 --by B --telephone 1',
    'retention order --county 19 --on 2012-01-31 --by C --reason schedule',
    'retention apply --county 19 --order 1 --by D',
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

const page = async (address: string) => (await shownAt(open.house, OPERATOR, address)).html;

describe('a month that is no longer kept', () => {
  it('has versions that say so, with their hashes, and lead to no page that is refused', async () => {
    const html = await page(`${VERSION}/2`);
    expect(html).toContain('No longer kept');
    expect(html).toContain('Root of the ledger');
    expect(html).toContain('19 cells differ');
    expect(html).toContain(`href="${VERSION}/1"`);
    expect(html).not.toMatch(/href="[^"]*2006-09(?!\/versions)/u);
  });

  it('is none of which a package can be asked for', async () => {
    const html = await page('/counties/19/packages?make=yes');
    expect(html).toContain('No month that is kept was submitted yet');
    expect(html).not.toContain('data-act="package"');
  });

  it('is not on the county’s page, which leads to what was submitted', async () => {
    const html = await page('/counties/19');
    expect(html).not.toContain('data-month="2006-09"');
    expect(html).toContain('href="/counties/19/submissions"');
  });
});
