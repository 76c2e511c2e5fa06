import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATOR } from '../../src/application/actor.js';
import { openHouse } from '../../src/application/wiring/open-house.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { shownAt } from './page-in-process.js';

/** The evening of the last day of May in California, when it is June in Greenwich. */
const EVENING = '2008-06-01T05:00:00Z';

const PERSON = { name: 'Iris Vega', title: 'Director' };
const OF_COUNTY = { ...PERSON, contact: '916-555-0100' };
const ACTS = [
  { act: 'CountyConverted', county: '19', day: '2008-01-01' },
  {
    ...{ act: 'RequestorIdentified', county: '19', organisation: 'Welfare', kind: 'IV-A' },
    invitee: { ...PERSON, address: '1 Main Street', email: 'iris@example.org' },
    ...{ coordinator: OF_COUNTY, administrator: OF_COUNTY },
    ...{ recommended: 5, inviteOn: '2008-05-01' },
  },
  { act: 'RequestorInvited', application: 'T-1' },
];

const folder = temporaryFolder();
const data = join(folder.path, 'data');
afterAll(() => {
  folder.remove();
});

it('the page of an application has the days of its acts as California has them, like its goals and letters', async () => {
  const file = join(folder.path, 'acts.ndjson');
  const lines = ACTS.map((act) => JSON.stringify({ ...act, at: EVENING, by: 'operator' }));
  writeFileSync(file, `${lines.join('\n')}\n`);
  const { code, stdout, stderr } = await plumbline(['access', 'load', file, '--data', data]);
  expect([code, stdout + stderr]).toEqual([0, expect.any(String)]);

  const open = await openHouse(data, 'read', {});
  const { html } = await shownAt(open.house, OPERATOR, '/access/applications/T-1');
  await open.close();
  expect(html).toContain('31 May 2008');
  expect(html).not.toContain('1 Jun 2008');
});
