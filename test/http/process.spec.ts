import { hash } from 'node:crypto';
import { join } from 'node:path';
import { ACCESS } from '../../src/ports/act-log.js';
import { notedAccess } from '../support/noted-access.js';
import { makeDataFolder } from '../../src/stores/sqlite/data-folder.js';
import { temporaryFolder } from '../cli/in-process.js';
import { bodiesToRenewal } from '../process/letters/written-letters.js';
import { Operator, bearer } from './operator.js';
import { ask, runServiceWithAccounts } from './running-service.js';
import type { Answer, RunningService } from './running-service.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let service: RunningService;
let auditor = '';
let elsewhere = '';

beforeAll(async () => {
  makeDataFolder(data);
  // Up to the conditional acceptance: seven letters.
  await notedAccess(data).appendAll(ACCESS, 0, bodiesToRenewal().slice(0, 9));
  const operator = new Operator(data);
  const [ofLosAngeles, ofOrange] = ['19', '30'].map((county) => ({ role: 'auditor', county }));
  if (ofLosAngeles === undefined || ofOrange === undefined) throw new Error('No grants.');
  auditor = await operator.key(await operator.machine(ofLosAngeles), ofLosAngeles);
  elsewhere = await operator.key(await operator.machine(ofOrange), ofOrange);
  service = await runServiceWithAccounts(data);
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

const get = (path: string, key: string | null): Promise<Answer> =>
  ask(`${service.url}${path}`, key === null ? {} : bearer(key));

interface ApplicationRead {
  readonly state: string;
  readonly acts: readonly object[];
  readonly letters: readonly { readonly kind: string; readonly sha256: string }[];
}

describe('the process over HTTP', () => {
  it('given a grant that reaches it, then an application is shown with its acts and letters', async () => {
    const list = await get('/v1/access/applications', auditor);
    const { applications } = list.json() as { readonly applications: readonly ApplicationRead[] };
    expect(applications.map(({ state }) => state)).toEqual(['conditionally-accepted']);
    expect(list.headers.get('cache-control')).toBe('no-store');
    const one = (await get('/v1/access/applications/T-1', auditor)).json() as ApplicationRead;
    expect(one).toEqual(applications[0]);
    expect(one.acts).toHaveLength(6);
    expect(one.letters).toHaveLength(7);
  });

  it('given a letter’s hash, then its bytes have it', async () => {
    const { letters } = (
      await get('/v1/access/applications/T-1', auditor)
    ).json() as ApplicationRead;
    const [{ sha256 } = { sha256: '' }] = letters;
    const path = `/v1/access/applications/T-1/letters/${sha256}`;
    const response = await fetch(`${service.url}${path}`, bearer(auditor));
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(hash('sha256', bytes)).toBe(sha256);
    expect(response.headers.get('content-type')).toContain('application/pdf');
    const none = await get(`/v1/access/applications/T-1/letters/${'0'.repeat(64)}`, auditor);
    expect(none.status).toBe(404);
  });

  it('given a grant of another county, or none, then nothing of it is shown', async () => {
    expect((await get('/v1/access/applications', elsewhere)).json()).toEqual({ applications: [] });
    for (const path of ['T-1', 'T-99', `T-1/letters/${'0'.repeat(64)}`]) {
      expect((await get(`/v1/access/applications/${path}`, elsewhere)).status).toBe(403);
      expect((await get(`/v1/access/applications/${path}`, null)).status).toBe(401);
    }
    expect((await get('/v1/access/allocation', null)).status).toBe(401);
  });

  it('given anyone, then the matrix is shown, as JSON and CSV, and nothing else', async () => {
    const json = (await get('/v1/matrix', null)).json() as { readonly rows: readonly object[] };
    expect(json.rows).toHaveLength(55);
    const { text } = await get('/v1/matrix?format=csv', null);
    expect(text.split('\r\n')).toHaveLength(57);
    expect(text).toContain('Los Angeles,,,,');
  });

  it('given the guide, then it has what is reserved', async () => {
    const { rows } = (await get('/v1/access/allocation', auditor)).json() as {
      readonly rows: readonly { readonly reserved: number }[];
    };
    expect(rows).toHaveLength(59);
    expect(rows[18]).toMatchObject({
      lcsa: 'Los Angeles',
      kind: 'IV-E',
      reserved: 150,
      accepted: 2,
    });
  });

  it('given a key, then a request for the CBUD needs a person, and a right', async () => {
    const asked = await ask(`${service.url}/v1/access/cbud-requests`, {
      method: 'POST',
      body: 'County Number\n',
      headers: { ...bearer(auditor).headers, 'Content-Type': 'text/csv' },
    });
    expect(asked.status).toBe(403);
  });

  it('given anyone, then the pages of the matrix and of the process are shown, with forms as PDF', async () => {
    const matrix = await get('/matrix', null);
    expect(matrix.status).toBe(200);
    expect(matrix.text).toContain('data-lcsa="Los Angeles"');
    const process = await get('/third-party-access', null);
    expect(process.text).toContain('What must be true');
    const paper = await get('/third-party-access?paper=application-form', null);
    expect(paper.headers.get('content-type')).toContain('application/pdf');
  });
});
