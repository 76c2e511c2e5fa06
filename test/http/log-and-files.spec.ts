import { hash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCounty } from '../../events/values/county.js';
import { filePaths } from '../../src/exchange/paths.js';
import { receiptJson } from '../../src/exchange/receipt.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { Operator, bearer } from './operator.js';
import { ask, runServiceWithAccounts, send } from './running-service.js';
import type { Answer, RunningService } from './running-service.js';
import { caseOpened, participant, recordId } from './sent-records.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
const CASE = 'C-1900007';
const LOG = '/v1/access/log';
const FILES = '/v1/counties/19/files';
const MAPPING = '/v1/counties/19/intake/mapping';
const NAME = 'CaseOpened März.csv';

let service: RunningService;
let reporter = '';
let reporterKey = '';
let officer = '';
let officerKey = '';
let auditorKey = '';
let beforeAnyLine: Answer;

type Line = Readonly<Record<string, unknown>>;

function get(path: string, by: string, headers: object = {}): Promise<Answer> {
  const all = { ...bearer(by).headers, ...headers };
  return ask(`${service.url}${path}`, { headers: all });
}

function put(path: string, body: string, by = reporterKey): Promise<Answer> {
  const headers = { ...bearer(by).headers, 'Content-Type': 'application/json' };
  return ask(`${service.url}${path}`, { method: 'PUT', body, headers });
}

function linesIn({ text }: Answer): readonly Line[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Line);
}

function nextOf({ headers }: Answer): string | null {
  return /^<(.*)>; rel="next"$/u.exec(headers.get('link') ?? '')?.[1] ?? null;
}

const MARK = { size: 2, root: '0'.repeat(64) };
const RECEIPT = {
  file: NAME,
  sha256: 'a'.repeat(64),
  bytes: 120,
  received: '2026-11-29T12:00:00Z',
  taken: '2026-11-29T12:00:06Z',
  format: 'csv',
  records: 2,
  accepted: 2,
  duplicates: 0,
  rejected: 0,
  ledger: { before: { ...MARK, size: 0 }, after: MARK },
  rejects: null,
};
const RETURNED = {
  file: 'half.ndjson',
  received: '2026-11-29T12:10:00Z',
  at: '2026-11-29T12:10:06Z',
  reason: 'Its last line has no end: send it whole.',
};

/** Files as the taking of files leaves them. */
function putFiles(): void {
  const county = parseCounty('19');
  if (county === null) throw new Error('19 is a county.');
  const exchange = join(data, 'intake');
  const [taken, half] = [filePaths(exchange, county, 1), filePaths(exchange, county, 2)];
  for (const own of [taken, half]) mkdirSync(own.folder, { recursive: true });
  writeFileSync(taken.receipt, receiptJson(RECEIPT));
  writeFileSync(half.returned, JSON.stringify(RETURNED));
}

beforeAll(async () => {
  expect((await plumbline(['access', 'load', '-', '--data', data])).code).toBe(0);
  service = await runServiceWithAccounts(data);
  const operator = new Operator(data);
  const grants = [
    { role: 'lcsa-reporter', county: '19' },
    { role: 'lcsa-reporter', county: '30' },
  ];
  reporter = await operator.machine(...grants);
  reporterKey = await operator.key(reporter, ...grants);
  officer = await operator.machine({ role: 'dcss-iso' });
  officerKey = await operator.key(officer, { role: 'dcss-iso' });
  const auditor = await operator.machine({ role: 'auditor', county: '19' });
  auditorKey = await operator.key(auditor, { role: 'auditor', county: '19' });
  beforeAnyLine = await get(`${LOG}/checkpoint`, officerKey);
  for (const county of ['19', '30']) {
    const records = [participant(1, county), caseOpened(2, CASE, county)];
    const sent = await send(service, county, records, {
      Authorization: `Bearer ${reporterKey}`,
    });
    expect(sent.json()).toMatchObject({ accepted: 2 });
  }
  for (const path of ['cases/C-1900007/history', 'trails/2006-09/1', 'trails/2006-09/2'])
    expect((await get(`/v1/counties/19/${path}`, reporterKey)).status).toBe(200);
  putFiles();
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

describe('the access log over HTTP', () => {
  it('has its lines by county, account and action, as the command prints them', async () => {
    const answer = await get(`${LOG}?county=19&account=${reporter}&action=case.read`, officerKey);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson');
    expect(nextOf(answer)).toBeNull();
    const lines = linesIn(answer);
    expect(lines).toMatchObject([
      {
        account: reporter,
        action: 'case.read',
        county: '19',
        subject: hash('sha256', recordId(2)),
      },
    ]);
    const command = ['access', 'log', '--county', '19', '--action', 'case.read', '--json'];
    const printed = await plumbline([...command, '--data', data]);
    expect(answer.text).toBe(printed.stdout);
  });

  it('is one array where JSON is asked for, and a table as CSV', async () => {
    const array = await get(`${LOG}?action=trail.read`, officerKey, { Accept: 'application/json' });
    expect(array.json()).toMatchObject([{ of: { line: '1' } }, { of: { line: '2' } }]);
    const csv = await get(`${LOG}?action=trail.read&format=csv`, officerKey);
    expect(csv.headers.get('content-type')).toMatch(/^text\/csv/u);
    const [head, ...rows] = csv.text.split('\r\n').slice(0, -1);
    expect(head).toMatch(/^n,at,account,key,action,county,subject,/u);
    expect(rows).toEqual([
      expect.stringContaining(',trail.read,19,'),
      expect.stringContaining(',trail.read,19,'),
    ]);
    const nothing = await get(`${LOG}?action=hold.place`, officerKey, {
      Accept: 'application/json',
    });
    expect(nothing.json()).toEqual([]);
  });

  it('comes in pages, each with the address of the next', async () => {
    const found: string[] = [];
    let next: string | null = `${LOG}?county=19&case=${CASE}&limit=1&to=2100-01-01`;
    while (next !== null && found.length < 9) {
      const answer: Answer = await get(next, auditorKey);
      const [line, ...others] = linesIn(answer);
      expect([answer.status, others]).toEqual([200, []]);
      // Questions are lines as well, and name the case.
      if (line?.['action'] === 'log.read') break;
      found.push(`${String(line?.['action'])} ${String((line?.['of'] as Line)['line'])}`);
      next = nextOf(answer);
    }
    // The case is on Line 1 and not on Line 2.
    expect(found).toEqual(['records.append undefined', 'case.read undefined', 'trail.read 1']);
  });

  it('shows to an auditor of a county that county’s lines alone', async () => {
    const counties = (answer: Answer): ReadonlySet<unknown> =>
      new Set(linesIn(answer).map(({ county }) => county));
    expect(counties(await get(LOG, auditorKey))).toEqual(new Set(['19']));
    expect(counties(await get(`${LOG}?limit=1000`, officerKey))).toEqual(
      new Set(['19', '30', null]),
    );
    expect((await get(`${LOG}?county=30`, auditorKey)).status).toBe(403);
    expect((await get(LOG, reporterKey)).status).toBe(403);
    expect((await get(`${LOG}/checkpoint`, reporterKey)).status).toBe(403);
    const refused = await get(`${LOG}?action=log.read&account=${reporter}`, officerKey);
    expect(linesIn(refused)).toMatchObject([{ result: 'refused' }, { result: 'refused' }]);
  });

  it('has each reading of it as a line', async () => {
    const path = `${LOG}?account=${officer}&action=log.read&limit=1000`;
    const before = linesIn(await get(path, officerKey)).length;
    const lines = linesIn(await get(path, officerKey));
    expect(lines).toHaveLength(before + 1);
    expect(lines.at(-1)).toMatchObject({ of: { after: 0, limit: 1000 }, result: 'allowed' });
    const past = await get(`${LOG}?to=2020-01-01`, officerKey);
    expect([past.status, past.text]).toEqual([200, '']);
  });

  it('says which option breaks its form', async () => {
    for (const [query, name] of [
      ['county=059', 'county'],
      ['account=A-0', 'account'],
      ['action=sign-up', 'action'],
      ['from=2026-13-01', 'from'],
      ['to=yesterday', 'to'],
      ['after=-1', 'after'],
      ['limit=0', 'limit'],
      ['limit=1001', 'limit'],
      ['format=xlsx', 'format'],
      ['case=C-1&child=K-1', 'child'],
      ['subject=C-1', 'subject'],
    ]) {
      const answer = await get(`${LOG}?${String(query)}`, officerKey);
      expect([query, answer.status]).toEqual([query, 422]);
      expect(answer.json()).toMatchObject({ errors: [{ name }] });
    }
    const workbook = { Accept: 'application/pdf' };
    expect((await get(LOG, officerKey, workbook)).status).toBe(406);
  });

  it('has its newest signed head, once there is a line', async () => {
    expect(beforeAnyLine.status).toBe(404);
    expect(beforeAnyLine.json()).toMatchObject({ detail: 'The access log has no line yet.' });
    const answer = await get(`${LOG}/checkpoint`, auditorKey);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.text).toMatch(/^[^\n]*\/access-log-[0-9a-f]{8}\n\d+\n[^\n]+\n/u);
    const printed = await plumbline(['access', 'log', 'checkpoint', '--data', data]);
    expect(answer.text.split('\n')[0]).toBe(printed.stdout.split('\n')[0]);
  });
});

describe('files of a county over HTTP', () => {
  it('are listed, the newest first, and asked for by name', async () => {
    const half = { number: 2, state: 'returned', receipt: null, reason: RETURNED.reason };
    const taken = { number: 1, file: NAME, state: 'taken', receipt: RECEIPT, reason: null };
    const list = await get(FILES, reporterKey);
    expect(list.json()).toMatchObject([half, taken]);
    expect(nextOf(list)).toBeNull();
    expect((await get(`${FILES}?before=2`, reporterKey)).json()).toMatchObject([taken]);
    expect((await get(`${FILES}?before=1`, reporterKey)).json()).toEqual([]);
    const one = await get(`${FILES}/${encodeURIComponent(NAME)}`, reporterKey);
    expect(one.json()).toMatchObject(taken);
    const receipt = await get(`${FILES}/${encodeURIComponent(NAME)}/receipt`, reporterKey);
    expect(receipt.text).toBe(receiptJson(RECEIPT));
    const tag = { 'If-None-Match': receipt.headers.get('etag') ?? '' };
    expect(
      (await get(`${FILES}/${encodeURIComponent(NAME)}/receipt`, reporterKey, tag)).status,
    ).toBe(304);
  });

  it('are not there, or not for everybody', async () => {
    for (const path of ['other.ndjson', 'half.ndjson/receipt', '..%2F..%2Fkeys', '%00'])
      expect([path, (await get(`${FILES}/${path}`, reporterKey)).status]).toEqual([
        path,
        path === '%00' ? 422 : 404,
      ]);
    for (const path of [FILES, `${FILES}/half.ndjson`, `${FILES}/other.ndjson`])
      expect([path, (await get(path, auditorKey)).status]).toEqual([path, 403]);
    expect((await get('/v1/counties/20/files', reporterKey)).status).toBe(403);
  });

  it('are read by the mapping that was kept last', async () => {
    const mapping = { headings: { CASE_NO: 'case' }, dates: 'YYYYMMDD' };
    const answer = await put(MAPPING, JSON.stringify(mapping));
    expect([answer.status, answer.json()]).toEqual([200, mapping]);
    const kept = (): unknown =>
      JSON.parse(readFileSync(join(data, 'intake', '19', 'mapping.json'), 'utf8'));
    expect(kept()).toEqual(mapping);
    const deep = '['.repeat(60_000) + ']'.repeat(60_000);
    for (const [body, status] of [
      ['', 415],
      ['[]', 422],
      ['{"dates":"DD.MM.YYYY"}', 422],
      [`{"dates":${deep}}`, 422],
      [`{"headings":{"A":${deep}}}`, 422],
      [`{"headings":{"A":"${'b'.repeat(262_144)}"}}`, 413],
    ] as const) {
      const refused = body === '' ? await putNothing() : await put(MAPPING, body);
      expect([body.slice(0, 30), refused.status]).toEqual([body.slice(0, 30), status]);
    }
    expect((await put(MAPPING, '{}', officerKey)).status).toBe(403);
    expect(kept()).toEqual(mapping);
    const lines = linesIn(await get(`${LOG}?action=intake.settings`, officerKey));
    expect(lines.map(({ account, result }) => [account, result])).toEqual([
      [reporter, 'allowed'],
      [reporter, 'failed'],
      [reporter, 'failed'],
      [reporter, 'failed'],
      [officer, 'refused'],
    ]);
  });
});

/** A body of no bytes is no mapping that is empty. */
function putNothing(): Promise<Answer> {
  return ask(`${service.url}${MAPPING}`, { method: 'PUT', ...bearer(reporterKey) });
}
