import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { requestBytes, sendBytes } from './raw-http.js';
import { ask, runService } from './running-service.js';
import type { Answer, RunningService } from './running-service.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let service: RunningService;

const SIMULATED = 'simulate --cases 30 --from 2006-05 --to 2006-09 --seed manners --county 19';
const COUNTY = '/v1/counties/19';
const REPORT = `${COUNTY}/reports/2006-09`;
const TRAIL = `${COUNTY}/trails/2006-09/24`;

beforeAll(async () => {
  const caseload = await plumbline(SIMULATED.split(' '));
  const result = await plumbline(['ingest', '-', '--data', data], { stdin: caseload.bytes });
  expect(result).toMatchObject({ code: 0 });
  service = await runService(data);
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return ask(service.url + path, { headers });
}

const typeOf = ({ headers }: Answer): string =>
  (headers.get('content-type') ?? '').split(';')[0] ?? '';

describe('the type of an answer', () => {
  it.each([
    [REPORT, 'text/csv', 'text/csv'],
    [REPORT, 'application/json;q=0.2, text/*;q=0.9', 'text/csv'],
    [REPORT, '*/*', 'application/json'],
    [REPORT, 'text/html, application/xhtml+xml, */*;q=0.8', 'application/json'],
    [`${REPORT}?format=csv`, '*/*;q=0.1', 'text/csv'],
    [TRAIL, 'application/json', 'application/json'],
    [TRAIL, '', 'application/x-ndjson'],
    [TRAIL, 'application/vnd.apache.parquet', 'application/vnd.apache.parquet'],
  ])('of %s is, to who accepts %s, %s', async (path, accept, type) => {
    const answer = await get(path, { Accept: accept });
    expect([answer.status, typeOf(answer)]).toEqual([200, type]);
    expect(answer.headers.get('vary')).toContain('Accept');
  });

  it.each([
    [REPORT, 'text/html'],
    [`${REPORT}?format=csv`, 'application/json'],
    [`${COUNTY}/ledger`, 'application/json;q=0'],
    ['/healthz/live', 'image/*'],
    ['/v1/matrix', 'image/png'],
    ['/v1/matrix?format=csv', 'application/json'],
    ['/v1/access/allocation', 'image/png'],
    ['/v1/access/applications', 'text/csv'],
  ])('of %s is refused to who accepts %s', async (path, accept) => {
    const answer = await get(path, { Accept: accept });
    expect([answer.status, typeOf(answer)]).toEqual([406, 'application/problem+json']);
  });
});

describe('an answer that shows no person', () => {
  it.each(['/v1/access/allocation', '/v1/matrix', '/v1/matrix?format=csv'])(
    'of %s has a tag, and is not sent again to who has it',
    async (path) => {
      const answer = await get(path);
      const tag = answer.headers.get('etag') ?? '';
      expect(tag).toMatch(/^(?:W\/)?"[0-9a-f]{32}"$/u);
      expect(answer.headers.get('cache-control')).toBe('private, no-cache');
      const again = await get(path, { 'If-None-Match': tag });
      expect([again.status, again.text]).toEqual([304, '']);
    },
  );
});

describe('a method', () => {
  it('that a page does not take is told to people as a page', async () => {
    const headers = { Accept: 'text/html' };
    const of = '/counties/19/months/2006-09';
    const answer = await ask(service.url + of, { method: 'PUT', headers });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    expect(answer.text).toContain('data-error="405"');
    expect(answer.text).not.toContain('openapi.json');
  });

  it('that an address does not take is refused with those that it takes', async () => {
    for (const [method, path, allow] of [
      ['DELETE', `${COUNTY}/records`, 'OPTIONS, POST'],
      ['PUT', `${COUNTY}/ledger`, 'GET, HEAD, OPTIONS'],
      ['PATCH', `${COUNTY}/retention/holds`, 'GET, HEAD, OPTIONS, POST'],
      ['POST', '/healthz/live', 'GET, HEAD, OPTIONS'],
      ['POST', '/openapi.json', 'GET, HEAD, OPTIONS'],
      ['PUT', '/counties/19/months/2006-09', 'GET, HEAD, OPTIONS'],
      ['POST', '/counties/19/months/2006-09', 'GET, HEAD, OPTIONS'],
      ['DELETE', '/counties/19/months/2006-09/report.csv', 'GET, HEAD, OPTIONS'],
      ['PUT', '/search', 'GET, HEAD, OPTIONS, POST'],
    ] as const) {
      const answer = await ask(service.url + path, { method });
      expect([path, answer.status, answer.headers.get('allow')]).toEqual([path, 405, allow]);
      const options = await ask(service.url + path, { method: 'OPTIONS' });
      expect([path, options.status, options.headers.get('allow'), options.text]).toEqual([
        path,
        204,
        allow,
        '',
      ]);
    }
    expect((await ask(`${service.url}/v1/nothing`, { method: 'OPTIONS' })).status).toBe(404);
  });

  it('HEAD is answered as GET without a body', async () => {
    const paths = [REPORT, TRAIL, `${TRAIL}?format=xlsx`, `${COUNTY}/versions`, '/healthz/ready'];
    for (const path of paths) {
      for (const encoding of ['identity', 'gzip']) {
        const headers = { 'Accept-Encoding': encoding };
        const [whole, head] = await Promise.all(
          ['GET', 'HEAD'].map((method) => fetch(service.url + path, { method, headers })),
        );
        const told = (response: Response | undefined): object =>
          Object.fromEntries(
            [...(response?.headers ?? [])].filter(
              ([name]) => !['date', 'x-request-id', 'keep-alive', 'connection'].includes(name),
            ),
          );
        expect([path, encoding, head?.status, told(head)]).toEqual([
          path,
          encoding,
          whole?.status,
          told(whole),
        ]);
        await whole?.arrayBuffer();
        expect(await head?.text()).toBe('');
      }
    }
  });
});

describe('caching', () => {
  it('keeps nowhere what shows a person, and asks again for everything else', async () => {
    for (const path of [TRAIL, `${TRAIL}?format=csv`, `${COUNTY}/retention/holds`]) {
      const answer = await get(path, { 'If-None-Match': '*' });
      expect([path, answer.status, answer.headers.get('cache-control')]).toEqual([
        path,
        200,
        'no-store',
      ]);
      expect(answer.headers.get('etag')).toBeNull();
    }
    for (const path of [REPORT, '/v1/counties', `${COUNTY}/versions`, `${COUNTY}/outdated`]) {
      const answer = await get(path, { 'Accept-Encoding': 'identity' });
      expect([path, answer.headers.get('cache-control')]).toEqual([path, 'private, no-cache']);
      expect(answer.headers.get('vary')).toMatch(/Cookie, Authorization/u);
      const tag = answer.headers.get('etag') ?? '';
      const same = await get(path, { 'If-None-Match': tag });
      expect([path, same.status, same.text, same.headers.get('etag')]).toEqual([
        path,
        304,
        '',
        tag,
      ]);
    }
  });

  it('tells forms of an answer apart', async () => {
    const [json, csv] = [await get(REPORT), await get(`${REPORT}?format=csv`)];
    expect(json.headers.get('etag')).not.toBe(csv.headers.get('etag'));
  });
});

describe('a packed answer', () => {
  it('is the same, with a tag that says so', async () => {
    const request = (encoding: string): Buffer =>
      requestBytes('GET', REPORT, { 'Accept-Encoding': encoding, Connection: 'close' });
    const plain = await get(REPORT, { 'Accept-Encoding': 'identity' });
    const packed = await fetch(service.url + REPORT, { headers: { 'Accept-Encoding': 'gzip' } });
    expect(packed.headers.get('content-encoding')).toBe('gzip');
    expect(packed.headers.get('etag')).toBe(`W/${plain.headers.get('etag') ?? ''}`);
    expect(await packed.text()).toBe(plain.text);
    const same = await get(REPORT, { 'If-None-Match': packed.headers.get('etag') ?? '' });
    expect(same.status).toBe(304);
    for (const encoding of ['gzip;q=0', 'br', 'identity']) {
      const { text } = await sendBytes(service.port, request(encoding));
      expect([encoding, text.includes('Content-Encoding')]).toEqual([encoding, false]);
    }
  });
});

describe('a whole trail', () => {
  it.each(['csv', 'xlsx', 'parquet'])(
    'as %s is the file that the command writes',
    async (format) => {
      const out = join(folder.path, `trail.${format}`);
      const command = `trail --county 19 --month 2006-09 --line 24 --as-of 300 --format ${format} --out`;
      expect(await plumbline([...command.split(' '), out, '--data', data])).toMatchObject({
        code: 0,
      });
      const answer = await fetch(`${service.url}${TRAIL}?asOf=300&format=${format}`);
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(readFileSync(out));
      expect(answer.headers.get('content-disposition')).toBe(
        `attachment; filename="trail-19-2006-09-24-300.${format}"`,
      );
      expect(answer.headers.get('plumbline-as-of')).toBe('300');
      expect(readdirSync(join(data, 'sending'))).toEqual([]);
    },
  );

  it('has no pages, and is not of a month that there is not', async () => {
    const page = await get(`${TRAIL}?format=csv&limit=5`);
    expect(page.json()).toMatchObject({ status: 422, errors: [{ name: 'limit' }] });
    expect((await get(`${TRAIL}?format=csv&asOf=999999`)).status).toBe(404);
  });
});

describe('comparisons and proofs', () => {
  it.each([
    [
      'months/2006-09/diff?from=300&to=350',
      'diff --county 19 --month 2006-09 --from 300 --to 350 --json',
    ],
    ['measures/2006-09?asOf=300', 'measures --county 19 --month 2006-09 --as-of 300 --json'],
    ['proofs/consistency?from=10&to=2006-09-15', 'prove --county 19 --from 10 --to 2006-09-15'],
    ['retention/plan?on=2020-01-01', 'retention plan --county 19 --on 2020-01-01'],
    ['outdated', 'outdated --county 19 --json'],
  ])('%s is what %s prints', async (path, command) => {
    const { stdout } = await plumbline([...command.split(' '), '--data', data]);
    expect((await get(`${COUNTY}/${path}`)).text).toBe(stdout);
  });

  it('take the positions that a ledger has', async () => {
    const diff = await get(`${COUNTY}/months/2006-09/diff?from=1&to=999999`);
    expect(diff.json()).toMatchObject({ type: 'urn:plumbline:problem:unknown-position' });
    const backwards = await get(`${COUNTY}/proofs/consistency?from=9&to=3`);
    expect(backwards.status).toBe(404);
    const without = await get(`${COUNTY}/months/2006-09/diff?from=1`);
    expect(without.json()).toMatchObject({ status: 422, errors: [{ name: 'to' }] });
  });
});
