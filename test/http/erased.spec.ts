import { families } from '../retention/families.js';
import { County } from '../retention/county.js';
import { ask, runService } from './running-service.js';
import type { Answer, RunningService } from './running-service.js';

const county = new County();
let service: RunningService;

/** On this day the first retained month is 2005-10, and the families lived from 2000 to 2008. */
const ON = '2010-03-01';

beforeAll(async () => {
  await county.ingest(families(3));
  service = await runService(county.path);
});
afterAll(async () => {
  await service.stop();
  county.remove();
});

function get(path: string): Promise<Answer> {
  return ask(`${service.url}/v1/counties/19/${path}`);
}

describe('a service that runs while its county is erased', () => {
  it('refuses from then on what it answered before, and answers the rest as before', async () => {
    const { firstMonth, cut } = await county.plan(ON);
    expect(firstMonth > '2003-01' && cut > 1).toBe(true);
    const early = '2002-03';
    const kept = `reports/${firstMonth}`;
    const gone = [
      `reports/${early}`,
      `reports/${firstMonth}?asOf=${String(cut - 1)}`,
      `trails/${early}/1?limit=5`,
      `trails/${early}/1`,
    ];
    const before = await get(kept);
    expect(before.status).toBe(200);
    const tags = new Map<string, string>();
    for (const path of gone) {
      const answer = await get(path);
      expect({ path, status: answer.status }).toEqual({ path, status: 200 });
      tags.set(path, answer.headers.get('etag') ?? 'none');
    }
    const root = await get('ledger');
    await county.erase(ON);
    for (const path of gone) {
      const refused = await get(path);
      expect({ path, status: refused.status }).toEqual({ path, status: 410 });
      expect(refused.json()).toMatchObject({
        type: 'urn:plumbline:problem:erased-by-retention',
        detail: expect.stringContaining(
          `the first retained month of county 19 is ${firstMonth}`,
        ) as string,
      });
    }
    // Who has the answer still is not told that it stands.
    for (const [path, tag] of tags) {
      const headers = { 'If-None-Match': tag };
      const refused = await ask(`${service.url}/v1/counties/19/${path}`, { headers });
      expect({ path, status: refused.status }).toEqual({ path, status: 410 });
    }
    const state = await ask(`${service.url}/v1/reports/${early}`);
    expect(state.status).toBe(410);
    const after = await get(kept);
    expect(after.text).toBe(before.text);
    expect((await get('ledger')).text).toBe(root.text);
    expect((await get(`ledger?asOf=${String(cut - 1)}`)).status).toBe(200);
  });
});
