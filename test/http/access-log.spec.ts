import { hash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { Operator, bearer } from './operator.js';
import { ask, runServiceOnHeldDisk, send } from './running-service.js';
import type { Answer, RunningService } from './running-service.js';
import { caseOpened, participant, recordId } from './sent-records.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
const reporter = { role: 'lcsa-reporter', county: '19' };
const CASE = 'C-1900007';
const REQUEST = '0f0c0a52-6a0e-4d0a-9f1d-1d2f6f0b7a11';
let service: RunningService;
let machine = '';
let key = '';

type Line = Readonly<Record<string, unknown>>;

/** The lines that are on disk, of a request or of all. */
function linesOnDisk(request?: string): readonly Line[] {
  return readdirSync(join(data, 'access-log'))
    .filter((name) => name.endsWith('.log'))
    .sort()
    .flatMap((name) =>
      readFileSync(join(data, 'access-log', name), 'utf8')
        .split('\n')
        .slice(1),
    )
    .filter((text) => text.includes('"n":'))
    .map((text) => JSON.parse(text.slice(9)) as Line)
    .filter((line) => request === undefined || line['request'] === request);
}

function get(
  path: string,
  by: string | null = key,
  request = crypto.randomUUID(),
): Promise<Answer> {
  const headers = by === null ? {} : bearer(by).headers;
  return ask(`${service.url}${path}`, { headers: { ...headers, 'X-Request-Id': request } });
}

const HISTORY = `/v1/counties/19/cases/${CASE}/history`;

beforeAll(async () => {
  expect((await plumbline(['access', 'load', '-', '--data', data])).code).toBe(0);
  service = await runServiceOnHeldDisk(data);
  const operator = new Operator(data);
  machine = await operator.machine(reporter);
  key = await operator.key(machine, reporter);
  const sent = await send(service, '19', [participant(1), caseOpened(2, CASE)], {
    Authorization: `Bearer ${key}`,
  });
  expect(sent.json()).toMatchObject({ accepted: 2 });
});
afterAll(async () => {
  for (const name of ['hold', 'fail']) rmSync(join(data, name), { force: true });
  await service.stop();
  folder.remove();
});

describe('what is asked over HTTP', () => {
  it('is on record with who asked, for which case, and how it came', async () => {
    expect((await get(HISTORY, key, REQUEST)).status).toBe(200);
    const [line, ...others] = linesOnDisk(REQUEST);
    expect(others).toEqual([]);
    expect(line).toMatchObject({
      account: machine,
      key: expect.stringMatching(/^key-/u) as unknown,
      action: 'case.read',
      county: '19',
      subject: hash('sha256', recordId(2)),
      application: null,
      of: { asOf: 2 },
      times: 1,
      result: 'allowed',
      from: '127.0.0.1',
    });
  });

  it('has one line an append, with its positions, and none for a report', async () => {
    const [append] = linesOnDisk();
    expect(append).toMatchObject({
      action: 'records.append',
      county: '19',
      of: { positions: [1, 2] },
      result: 'allowed',
    });
    const request = crypto.randomUUID();
    expect((await get('/v1/counties/19/reports/2006-09', key, request)).status).toBe(200);
    expect(linesOnDisk(request)).toEqual([]);
  });

  it('has a line for each of several who ask the same, and shows what is of a person anew each time', async () => {
    const path = '/v1/counties/19/trails/2006-09/1';
    const requests = Array.from({ length: 5 }, () => crypto.randomUUID());
    const answers = await Promise.all(requests.map((request) => get(path, key, request)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(answers[0]?.headers.get('etag')).toBeNull();
    const again = crypto.randomUUID();
    const { headers } = bearer(key);
    const answer = await ask(`${service.url}${path}`, {
      headers: { ...headers, 'If-None-Match': '*', 'X-Request-Id': again },
    });
    expect(answer.status).toBe(200);
    expect((await get('/v1/counties/19/trails/2006-09/2')).status).toBe(200);
    for (const request of [...requests, again]) {
      expect(linesOnDisk(request)).toMatchObject([
        { action: 'trail.read', of: { month: '2006-09', line: '1', column: 'a', asOf: 2 } },
      ]);
    }
  });

  it('is refused or fails with a line of its own', async () => {
    const [refused, unknown] = [crypto.randomUUID(), crypto.randomUUID()];
    expect((await get('/v1/counties/30/cases/C-1/history', key, refused)).status).toBe(403);
    expect((await get('/v1/counties/19/cases/C-404/history', key, unknown)).status).toBe(404);
    expect(linesOnDisk(refused)).toMatchObject([
      { account: machine, action: 'case.read', county: '30', subject: null, result: 'refused' },
    ]);
    expect(linesOnDisk(unknown)).toMatchObject([
      { account: machine, action: 'case.read', county: '19', subject: null, result: 'failed' },
    ]);
    // Whatever way it is refused or fails: one line, and no second.
    const accounts = crypto.randomUUID();
    expect((await get('/v1/access/accounts', key, accounts)).status).toBe(403);
    expect(linesOnDisk(accounts)).toMatchObject([{ action: 'account.read', result: 'refused' }]);
    const late = crypto.randomUUID();
    expect((await get(`${HISTORY}?asOf=999`, key, late)).status).toBe(404);
    expect(linesOnDisk(late)).toMatchObject([{ action: 'case.read', result: 'failed' }]);
  });

  it('has no byte of its answer sent before the line is on disk', async () => {
    writeFileSync(join(data, 'hold'), '');
    let answered = 0;
    const asked = Array.from({ length: 5 }, () =>
      get(HISTORY).then((answer) => {
        answered += 1;
        return answer;
      }),
    );
    const refused = get('/v1/counties/30/cases/C-1/history');
    void refused.then(() => (answered += 1));
    await pause(400);
    expect(answered).toBe(0);
    // What shows no person goes on.
    expect((await get('/v1/counties/19/ledger')).status).toBe(200);
    rmSync(join(data, 'hold'));
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([
      200, 200, 200, 200, 200,
    ]);
    expect((await refused).status).toBe(403);
  });

  it('is answered 503, with nothing of it, where the line cannot be written', async () => {
    writeFileSync(join(data, 'fail'), '');
    for (const path of [
      HISTORY,
      '/v1/counties/30/cases/C-1/history',
      '/v1/counties/19/cases/C-404/history',
    ]) {
      const answer = await get(path);
      expect([path, answer.status]).toEqual([path, 503]);
      expect(answer.json()).toMatchObject({ type: 'urn:plumbline:problem:access-log-unwritten' });
      expect(answer.text).not.toContain(CASE);
      expect(answer.text).not.toContain('ENOSPC');
    }
    rmSync(join(data, 'fail'));
    expect((await get(HISTORY)).status).toBe(200);
  });

  it('is gathered where nobody has signed in, and 429 when it is too much', async () => {
    const statuses: number[] = [];
    for (let each = 0; each < 130; each += 1) {
      statuses.push((await get(HISTORY, 'plk_wrong')).status);
      if (statuses.at(-1) === 429) break;
    }
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
    // Whoever has a key is answered.
    expect((await get(HISTORY)).status).toBe(200);
  });

  it('leaves no id, name or key in the log, and all of it proves', async () => {
    await service.stop();
    const lines = linesOnDisk();
    expect(lines.filter(({ account }) => account === null)).toMatchObject(
      expect.arrayContaining([
        expect.objectContaining({ action: 'case.read', result: 'refused' }),
      ]) as object,
    );
    const text = lines.map((line) => JSON.stringify(line)).join('\n');
    for (const secret of [CASE, 'C-404', key, 'plk_', 'Ana', 'Diaz'])
      expect(text).not.toContain(secret);
    const checked = await plumbline(['access', 'log', 'check', '--data', data]);
    expect(checked.stdout).toMatch(/^The access log has \d+ lines, all as they were written/u);
    const found = await plumbline([
      'access',
      'log',
      '--case',
      CASE,
      '--county',
      '19',
      '--json',
      '--data',
      data,
    ]);
    const seen = found.stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as Line)
      .map(({ action, of }) => `${String(action)} ${String((of as Line | null)?.['line'])}`);
    // The case is on Line 1 and not on Line 2.
    expect(new Set(seen)).toEqual(
      new Set(['records.append undefined', 'trail.read 1', 'case.read undefined']),
    );
    // The command was a reading of the log, and is a line of it.
    expect(linesOnDisk().at(-1)).toMatchObject({
      account: 'operator',
      action: 'log.read',
      from: 'local',
    });
  });
});
