import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../../cli/in-process.js';
import { requestBytes, sendBytes } from '../raw-http.js';
import { runService, runServiceWithAccounts } from '../running-service.js';
import { invite, welcome } from './people.js';

const folder = temporaryFolder();
afterAll(folder.remove);

const FOREIGN = { Origin: 'http://evil.example', 'Sec-Fetch-Site': 'cross-site' };
const JSON_TYPE = { 'Content-Type': 'application/json' };

/** What a page of another site can have a browser send. */
const ACTS = [
  { path: '/access/acts', headers: JSON_TYPE, body: '{"act":"AccountChanged","account":"A-1"}' },
  {
    path: '/counties/19/files?name=x.ndjson',
    headers: { 'Content-Type': 'text/plain' },
    body: 'x',
  },
  { path: '/counties/19/retention/holds', headers: JSON_TYPE, body: '{"from":"2006-01"}' },
];

describe('with accounts', () => {
  const data = join(folder.path, 'accounts');

  it('no page of another site acts with a cookie, however the address is spelt', async () => {
    const service = await runServiceWithAccounts(data);
    const invited = await invite(data, 'ana@dcss.ca.gov');
    const { browser } = await welcome(service.url, invited, 'ana@dcss.ca.gov');
    const cookie = Array.from(browser.cookies, ([name, value]) => `${name}=${value}`).join('; ');
    for (const { path, headers, body } of ACTS) {
      // Another spelling is no address of ours at all, or that of a page whose form it would have to be.
      for (const root of ['/v1', '/V1', '/%761', '//v1']) {
        const all = { ...headers, ...FOREIGN, Cookie: cookie };
        const bytes = requestBytes('POST', `${root}${path}`, all, body);
        const { status } = await sendBytes(service.port, bytes);
        expect([root, path, status]).toEqual([root, path, status === 404 ? 404 : 403]);
      }
      const own = requestBytes('GET', `/V1${path}`, { Cookie: cookie });
      expect([path, (await sendBytes(service.port, own)).status]).toEqual([path, 404]);
    }
    expect(await service.stop()).toBe(0);
  });
});

describe('without accounts', () => {
  const data = join(folder.path, 'none');
  const RECORD =
    '{"id":"00000000-0000-4000-8000-190000000001","type":"CaseOpened","county":"19","case":"C-1","effective":"2006-01-02","data":{"ncp":{"participant":"N","role":"father"},"payee":{"participant":"P","kind":"custodial-parent"},"program":"none"}}\n';
  const NDJSON = { 'Content-Type': 'application/x-ndjson' };

  async function statusOf(
    port: number,
    headers: Readonly<Record<string, string>>,
    method = 'POST',
    path = '/v1/counties/19/records',
  ): Promise<number | null> {
    const body = method === 'POST' ? RECORD : '';
    return (await sendBytes(port, requestBytes(method, path, { ...NDJSON, ...headers }, body)))
      .status;
  }

  it('no page of another site acts as the operator, and a program does', async () => {
    const service = await runService(data);
    const own = `http://127.0.0.1:${String(service.port)}`;
    const host = { Host: `127.0.0.1:${String(service.port)}` };
    for (const foreign of [
      FOREIGN,
      { Origin: 'http://evil.example' },
      { Origin: 'null' },
      { 'Sec-Fetch-Site': 'same-site' },
    ]) {
      expect([foreign, await statusOf(service.port, { ...host, ...foreign })]).toEqual([
        foreign,
        403,
      ]);
    }
    expect(await statusOf(service.port, { ...host, Origin: own })).toBe(200);
    expect(await statusOf(service.port, { ...host, 'Sec-Fetch-Site': 'same-origin' })).toBe(200);
    expect(await statusOf(service.port, host)).toBe(200);
    expect(await service.stop()).toBe(0);
    const { stdout } = await plumbline(['ledgers', '--data', data, '--json']);
    expect(JSON.parse(stdout)).toMatchObject([{ county: '19', size: 1 }]);
  });

  it('nobody is the operator by way of a proxy', async () => {
    const service = await runService(data);
    for (const name of [
      'Forwarded',
      'X-Forwarded-For',
      'X-Forwarded-Host',
      'X-Forwarded-Proto',
      'X-Real-IP',
    ]) {
      const status = await statusOf(service.port, { [name]: '127.0.0.1' }, 'GET', '/v1/matrix');
      expect([name, status]).toEqual([name, 403]);
    }
    expect(await statusOf(service.port, {}, 'GET', '/v1/matrix')).toBe(200);
    expect(await service.stop()).toBe(0);
  });

  it('the host of the target counts, and none is named twice', async () => {
    const service = await runService(data);
    const path = '/healthz/live';
    expect(await statusOf(service.port, {}, 'GET', `http://evil.example${path}`)).toBe(421);
    expect(await statusOf(service.port, {}, 'GET', `http://localhost${path}`)).toBe(200);
    const twice = 'GET /healthz/live HTTP/1.1\r\nHost: localhost\r\nhost: evil.example\r\n\r\n';
    expect((await sendBytes(service.port, Buffer.from(twice))).status).toBe(400);
    expect(await service.stop()).toBe(0);
  });
});
