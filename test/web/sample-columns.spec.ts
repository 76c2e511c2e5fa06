import { join } from 'node:path';
import { OPERATOR } from '../../src/application/actor.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { shownAt } from './page-in-process.js';

const EXAMPLE = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');

const folder = temporaryFolder();
const data = join(folder.path, 'data');
afterAll(() => {
  folder.remove();
});

it('a sample names columns as the form does, in its rows and in how it was drawn', async () => {
  const draw = 'sample draw --county 19 --month 2006-09 --line 24 --column d --as-of 14';
  for (const command of [`ingest ${EXAMPLE}`, `${draw} --size 1 --seed s`]) {
    const { code, stderr } = await plumbline([...command.split(' '), '--data', data]);
    if (code !== 0) throw new Error(stderr);
  }
  const open = await openHouse(data, 'read', {});
  const { html } = await shownAt(open.house, OPERATOR, '/audit/S-1?county=19');
  await open.close();
  expect(html).toMatch(/<td[^>]*data-label="Column"[^>]*>\(d\)</u);
  expect(html).toMatch(/<dt>Column<\/dt><dd>\(d\)</u);
});
