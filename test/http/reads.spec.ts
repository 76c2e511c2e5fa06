import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { ask, runService, send } from './running-service.js';
import type { Answer, RunningService } from './running-service.js';
import { participant } from './sent-records.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let service: RunningService;

const SIMULATED = 'simulate --cases 40 --from 2006-05 --to 2006-09 --seed reads --county';

beforeAll(async () => {
  for (const county of ['19', '30']) {
    const caseload = await plumbline([...SIMULATED.split(' '), county]);
    const result = await plumbline(['ingest', '-', '--data', data], { stdin: caseload.bytes });
    expect(result).toMatchObject({ code: 0 });
  }
  service = await runService(data);
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

function get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return ask(service.url + path, { headers });
}

async function ofCommand(command: string): Promise<string> {
  const result = await plumbline([...command.split(' '), '--data', data]);
  expect(result).toMatchObject({ code: 0 });
  return result.stdout;
}

async function sizeOf(county: string): Promise<number> {
  return ((await get(`/v1/counties/${county}/ledger`)).json() as { size: number }).size;
}

describe('what is answered', () => {
  it.each([
    ['/v1/counties/19/ledger', 'root --county 19'],
    ['/v1/counties/19/ledger?asOf=17', 'root --county 19 --as-of 17'],
    ['/v1/counties/58/ledger', 'root --county 58'],
    ['/v1/counties/19/reports/2006-09', 'report --county 19 --month 2006-09 --json'],
    [
      '/v1/counties/19/reports/2006-07?asOf=300',
      'report --county 19 --month 2006-07 --as-of 300 --json',
    ],
    [
      '/v1/counties/19/reports/2006-09?form=cs157',
      'report --county 19 --month 2006-09 --form cs157 --json',
    ],
    [
      '/v1/counties/19/reports/2006-09?format=csv',
      'report --county 19 --month 2006-09 --format csv',
    ],
    ['/v1/counties/58/reports/2006-09', 'report --county 58 --month 2006-09 --json'],
    ['/v1/reports/2006-09', 'report --county all --month 2006-09 --json'],
    [
      '/v1/reports/2006-09?format=csv&form=cs157',
      'report --county all --month 2006-09 --format csv --form cs157',
    ],
    ['/v1/counties/19/trails/2006-09/24', 'trail --county 19 --month 2006-09 --line 24'],
    [
      '/v1/counties/19/trails/2006-09/24?column=b',
      'trail --county 19 --month 2006-09 --line 24 --column b',
    ],
    [
      '/v1/counties/19/trails/2006-09/16?format=csv',
      'trail --county 19 --month 2006-09 --line 16 --format csv',
    ],
    ['/v1/counties/58/trails/2006-09/24', 'trail --county 58 --month 2006-09 --line 24'],
  ])('at %s are the bytes of %s', async (path, command) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.text).toBe(await ofCommand(command));
  });

  it('of a case and of a child are the bytes of history and explain', async () => {
    const ofCase = JSON.parse(
      (await ofCommand('trail --county 19 --month 2006-09 --line 1')).split('\n')[0] ?? '',
    ) as { case: string };
    const ofChild = JSON.parse(
      (await ofCommand('trail --county 19 --month 2006-09 --line 4')).split('\n')[0] ?? '',
    ) as { child: string };
    const subjects = [
      { kind: 'case', id: ofCase.case, history: `cases/${ofCase.case}` },
      { kind: 'child', id: ofChild.child, history: `children/${ofChild.child}` },
    ];
    for (const { kind, id, history } of subjects) {
      for (const [option, flag] of [
        ['', ''],
        ['?asOf=400', ' --as-of 400'],
      ] as const) {
        const answer = await get(`/v1/counties/19/${history}/history${option}`);
        expect(answer.text).toBe(await ofCommand(`history --county 19 --${kind} ${id}${flag}`));
      }
      for (const [option, flag] of [
        ['', ''],
        ['&line=4', ' --line 4'],
      ] as const) {
        const answer = await get(`/v1/counties/19/explanations/2006-09?${kind}=${id}${option}`);
        const shown = await ofCommand(
          `explain --county 19 --month 2006-09 --${kind} ${id}${flag} --json`,
        );
        expect(answer.text).toBe(shown);
      }
    }
  });

  it('has the types of its formats', async () => {
    const typeOf = async (path: string) => (await get(path)).headers.get('content-type');
    expect(await typeOf('/v1/counties/19/reports/2006-09')).toBe('application/json; charset=utf-8');
    expect(await typeOf('/v1/counties/19/trails/2006-09/1')).toBe('application/x-ndjson');
    expect(await typeOf('/v1/reports/2006-09?format=csv')).toBe(
      'text/csv; charset=utf-8; header=present',
    );
  });

  it('is of every line of the form', async () => {
    for (const line of LINE_NUMBERS) {
      expect([line, (await get(`/v1/counties/19/trails/2006-09/${line}?limit=1`)).status]).toEqual([
        line,
        200,
      ]);
    }
  });
});

describe('a trail in pages', () => {
  it('is the trail, each page with the address of the next', async () => {
    for (const format of ['ndjson', 'json']) {
      const rows: string[] = [];
      let path: string | undefined = `/v1/counties/19/trails/2006-09/24?limit=7&format=${format}`;
      let pages = 0;
      while (path !== undefined) {
        const page: Answer = await get(path);
        expect(page.status).toBe(200);
        rows.push(...rowsOf(page.text, format));
        pages += 1;
        path = /^<([^>]+)>; rel="next"$/u.exec(page.headers.get('link') ?? '')?.[1];
        expect(page.headers.get('plumbline-as-of')).toBe(String(await sizeOf('19')));
      }
      const whole = await ofCommand('trail --county 19 --month 2006-09 --line 24 --format ndjson');
      expect(rows).toEqual(rowsOf(whole, 'ndjson'));
      expect(pages).toBe(Math.ceil(rows.length / 7));
    }
  });

  it('goes on as of a position only, and is empty after its end', async () => {
    const without = await get('/v1/counties/19/trails/2006-09/24?after=7');
    expect(without.status).toBe(422);
    expect(without.json()).toMatchObject({ errors: [{ name: 'after' }] });
    const past = await get('/v1/counties/19/trails/2006-09/24?after=1000000&asOf=500');
    expect(past).toMatchObject({ status: 200, text: '' });
    expect(past.headers.get('link')).toBeNull();
  });

  it('has pages of 1 to 10,000 rows', async () => {
    const statusOf = async (limit: string) =>
      (await get(`/v1/counties/19/trails/2006-09/24?limit=${limit}`)).status;
    expect(await Promise.all(['0', '1', '10000', '10001', 'ten', '-1'].map(statusOf))).toEqual([
      422, 200, 200, 422, 422, 422,
    ]);
  });
});

function rowsOf(text: string, format: string): readonly string[] {
  if (format === 'json') return (JSON.parse(text) as unknown[]).map((row) => JSON.stringify(row));
  return text.split('\n').filter((row) => row !== '');
}

describe('an entity tag', () => {
  it('names the position and the rule edition, and brings 304 while it stands', async () => {
    for (const path of [
      '/v1/counties/30/ledger',
      '/v1/counties/30/reports/2006-09',
      '/v1/counties/30/measures/2006-09',
      '/v1/reports/2006-09',
      '/v1/measures/2006-09',
    ]) {
      const before = await get(path, { 'Accept-Encoding': 'identity' });
      const tag = before.headers.get('etag') ?? '';
      expect(tag).toMatch(/^"[0-9a-f]+\.2005-10\.[\d.]+"$/u);
      for (const sent of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
        const same = await get(path, { 'If-None-Match': sent });
        expect([path, sent, same.status, same.text]).toEqual([path, sent, 304, '']);
        expect(same.headers.get('etag')).toBe(tag);
      }
      expect((await get(path, { 'If-None-Match': '"other"' })).status).toBe(200);
    }
  });

  it('changes when the ledger grows, but not that of an earlier position', async () => {
    const now = '/v1/counties/30/reports/2006-09';
    const then = `${now}?asOf=100`;
    const [tagNow, tagThen] = [await get(now), await get(then)].map(
      (answer) => answer.headers.get('etag') ?? '',
    );
    expect(tagNow).not.toBe(tagThen);
    expect(await send(service, '30', [participant(1, '30')])).toMatchObject({ status: 200 });
    expect((await get(now, { 'If-None-Match': tagNow ?? '' })).status).toBe(200);
    expect((await get(then, { 'If-None-Match': tagThen ?? '' })).status).toBe(304);
  });

  it('is on what other processes append, too', async () => {
    const before = await sizeOf('30');
    const stdin = `${JSON.stringify(participant(2, '30'))}\n`;
    expect(await plumbline(['ingest', '-', '--data', data], { stdin })).toMatchObject({ code: 0 });
    expect(await sizeOf('30')).toBe(before + 1);
    const report = await get('/v1/counties/30/reports/2006-09');
    expect(report.json()).toMatchObject({ asOf: before + 1 });
  });
});

describe('as of a version, a day or an instant', () => {
  const ADDRESSES = ['ledger?', 'reports/2006-08?', 'trails/2006-08/1?limit=3&'];
  let ofCase = '';

  /** An answer with the header that names its position. */
  const told = async (address: string, asOf: string): Promise<unknown> => {
    const { status, text, headers } = await get(`/v1/counties/19/${address}asOf=${asOf}`);
    return { status, text, position: headers.get('plumbline-as-of'), tag: headers.get('etag') };
  };

  beforeAll(async () => {
    const rows = await ofCommand('trail --county 19 --month 2006-08 --line 1 --as-of 300');
    ofCase = (JSON.parse(rows.split('\n')[0] ?? '') as { case: string }).case;
    const submit = 'submit --county 19 --month 2006-08 --by A --as-of 300';
    expect(await ofCommand(submit)).toContain('version 1');
  });

  it('is answered as of the position that it comes to, which the answer names', async () => {
    const root = await ofCommand('root --county 19 --as-of 2006-07-15');
    const ofDay = String((JSON.parse(root) as { size: number }).size);
    const addresses = [
      ...ADDRESSES,
      `cases/${ofCase}/history?`,
      `explanations/2006-08?case=${ofCase}&`,
    ];
    for (const address of addresses) {
      const asOfDay = await told(address, '2006-07-15');
      expect(asOfDay).toMatchObject({ status: 200 });
      expect(asOfDay).toEqual(await told(address, ofDay));
      expect(asOfDay).toEqual(await told(address, '2006-07-16T06:59:59Z'));
    }
    for (const address of ['reports/2006-08?', `explanations/2006-08?case=${ofCase}&`]) {
      expect(await told(address, 'v1')).toEqual(await told(address, '300'));
    }
    expect(await told(`cases/${ofCase}/history?`, '300')).toMatchObject({
      status: 200,
      position: '300',
    });
  });

  it('is not found where nothing was known, or nothing can be yet', async () => {
    for (const asOf of ['2006-01-01', '1999-01-01T00:00:00Z', '2099-01-01', 'v2']) {
      const answer = await get(`/v1/counties/19/reports/2006-08?asOf=${asOf}`);
      expect([asOf, answer.status]).toEqual([asOf, 404]);
      expect(answer.json()).toMatchObject({ type: 'urn:plumbline:problem:unknown-position' });
    }
  });
});

describe('what a ledger does not have', () => {
  it('is a problem that says what it has', async () => {
    const size = await sizeOf('19');
    const position = await get(`/v1/counties/19/reports/2006-09?asOf=${String(size + 1)}`);
    expect(position.status).toBe(404);
    expect(position.json()).toMatchObject({ type: 'urn:plumbline:problem:unknown-position', size });
    expect((await get(`/v1/counties/19/reports/2006-09?asOf=${String(size)}`)).status).toBe(200);
    expect((await get('/v1/counties/58/reports/2006-09?asOf=1')).status).toBe(404);
    for (const path of [
      'cases/NOBODY/history',
      'children/NOBODY/history',
      'explanations/2006-09?case=NOBODY',
    ]) {
      const subject = await get(`/v1/counties/19/${path}`);
      expect(subject.status).toBe(404);
      expect(subject.json()).toMatchObject({ type: 'urn:plumbline:problem:unknown-subject' });
      expect(subject.headers.get('etag')).toBeNull();
    }
  });
});

describe('a parameter out of its form', () => {
  it.each([
    ['/v1/counties/59/ledger', 'county'],
    ['/v1/counties/1/ledger', 'county'],
    ['/v1/counties/19/reports/2006-13', 'month'],
    ['/v1/counties/19/reports/2006', 'month'],
    ['/v1/counties/19/trails/2006-09/11', 'line'],
    ['/v1/counties/19/trails/2006-09/8?column=b', 'column'],
    ['/v1/counties/19/trails/2006-09/24?column=e', 'column'],
    ['/v1/counties/19/ledger?asOf=0', 'asOf'],
    ['/v1/counties/19/ledger?asOf=1.5', 'asOf'],
    ['/v1/counties/19/ledger?asOf=v1', 'asOf'],
    ['/v1/counties/19/cases/A/history?asOf=v1', 'asOf'],
    ['/v1/counties/19/reports/2006-09?asOf=v0', 'asOf'],
    ['/v1/counties/19/reports/2006-09?asOf=2006-10', 'asOf'],
    ['/v1/counties/19/reports/2006-09?asOf[asked][kind]=position', 'asOf[asked][kind]'],
    ['/v1/counties/19/ledger?asOf=1&asOf=2', 'asOf'],
    ['/v1/counties/19/ledger?asof=1', 'asof'],
    ['/v1/counties/19/ledger?constructor=1', 'constructor'],
    ['/v1/counties/19/ledger?__proto__=1', '__proto__'],
    ['/v1/counties/19/reports/2006-08?form=cs157', 'form'],
    ['/v1/counties/19/reports/2006-09?format=table', 'format'],
    ['/v1/counties/19/explanations/2006-09', 'case'],
    ['/v1/counties/19/explanations/2006-09?case=A&child=B', 'case'],
    ['/v1/counties/19/cases/A_B/history', 'case'],
    ['/v1/counties/19/children/123456789012345678901234567890123/history', 'child'],
  ])('at %s is named %s', async (path, name) => {
    const answer = await get(path);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/u);
    expect(answer.json()).toMatchObject({
      type: 'urn:plumbline:problem:invalid-request',
      title: expect.any(String) as string,
      status: 422,
      instance: `urn:uuid:${answer.headers.get('x-request-id') ?? ''}`,
      errors: [{ name, message: expect.stringMatching(/\.$/u) as string }],
    });
  });
});
