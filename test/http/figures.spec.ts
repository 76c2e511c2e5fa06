import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder } from '../cli/in-process.js';
import { Operator, bearer } from './operator.js';
import { ask, runServiceWithAccounts } from './running-service.js';
import type { Answer, RunningService } from './running-service.js';
import { participants } from './sent-records.js';

const REPORTER = { role: 'lcsa-reporter', county: '30' };
const ANALYST = { role: 'dcss-analyst' };

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let service: RunningService;
let reporter = '';
let analyst = '';
let both = '';
let bothAsReporter = '';
let last = 0;

beforeAll(async () => {
  service = await runServiceWithAccounts(data);
  const operator = new Operator(data);
  reporter = await operator.key(await operator.machine(REPORTER), REPORTER);
  analyst = await operator.key(await operator.machine(ANALYST), ANALYST);
  const machine = await operator.machine(REPORTER, ANALYST);
  both = await operator.key(machine, REPORTER, ANALYST);
  bothAsReporter = await operator.key(machine, REPORTER);
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

function record(type: string, data: object, corrects: string | null = null) {
  last += 1;
  return {
    id: `5f0c0a52-6a0e-4d0a-9f1e-${String(last).padStart(12, '0')}`,
    ...{ type, county: '30', effective: '2006-09-01', data },
    ...(corrects === null ? {} : { corrects, reason: 'wrong' }),
  };
}

const figure = (value: number, corrects: string | null = null) =>
  record('StatewideFigureRecorded', { line: '8', value, source: 'vital records' }, corrects);

const voiding = (corrects: string) => record('RecordVoided', {}, corrects);

function post(key: string, path: string, records: readonly object[]): Promise<Answer> {
  const { headers } = bearer(key);
  return ask(`${service.url}/v1/counties/30/${path}`, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'application/x-ndjson' },
    body: records.map((each) => `${JSON.stringify(each)}\n`).join(''),
  });
}

async function recorded(): Promise<string> {
  const one = figure(7);
  expect((await post(analyst, 'figures', [one])).json()).toMatchObject({ accepted: 1 });
  return one.id;
}

/** Uploads a file and waits for its receipt. */
async function uploaded(key: string, records: readonly object[]): Promise<unknown> {
  const name = `${crypto.randomUUID()}.ndjson`;
  const sent = await post(key, `files?name=${name}`, records);
  expect([sent.status, sent.text]).toEqual([202, expect.any(String)]);
  for (;;) {
    const url = `${service.url}/v1/counties/30/files/${name}/receipt`;
    const found = await ask(url, bearer(key));
    if (found.status === 200) return found.json();
    await pause(50);
  }
}

/** A body that is too long to be read whole before it is taken. */
const LONG = participants(1, 900, '30');

describe('a figure of DCSS in a county’s ledger', () => {
  it('is not corrected or voided by the county’s reporter, in a short request or in a long one', async () => {
    const id = await recorded();
    const wrong = [figure(9, id), voiding(id)];
    for (const others of [[], LONG]) {
      const answer = await post(reporter, 'records', [...others, ...wrong]);
      expect(answer.json()).toMatchObject({
        rejected: wrong.map((each) => ({ id: each.id, code: 'NOT_PERMITTED' })),
      });
      expect(answer.status).toBe(others.length === 0 ? 422 : 200);
    }
    expect((await post(reporter, 'records', [wrong[0] ?? {}])).json()).toMatchObject({
      type: 'urn:plumbline:problem:record-not-permitted',
      detail: expect.stringContaining('ask DCSS') as unknown,
    });
    expect((await post(analyst, 'figures', wrong.slice(0, 1))).json()).toMatchObject({
      accepted: 1,
    });
    expect((await post(reporter, 'records', [figure(1, wrong[0]?.id)])).json()).toMatchObject({
      rejected: [{ code: 'NOT_PERMITTED' }],
    });
  });

  it('is not in the same request as the figure either', async () => {
    const own = figure(7);
    const answer = await post(reporter, 'records', [own, figure(9, own.id)]);
    expect(answer.json()).toMatchObject({ accepted: 1, rejected: [{ code: 'NOT_PERMITTED' }] });
  });

  it('is corrected by whoever has both roles, by a key that carries both', async () => {
    const id = await recorded();
    const correction = figure(9, id);
    expect((await post(bothAsReporter, 'records', [correction])).json()).toMatchObject({
      rejected: [{ code: 'NOT_PERMITTED' }],
    });
    expect((await post(both, 'records', [correction])).json()).toMatchObject({ accepted: 1 });
  });

  it('is held to in files that are uploaded, too', async () => {
    const id = await recorded();
    const correction = figure(9, id);
    for (const key of [reporter, bothAsReporter]) {
      const file = [voiding(id), { ...correction, reason: key.slice(-5) }];
      expect(await uploaded(key, file)).toMatchObject({ accepted: 0, rejected: 2 });
    }
    expect(await uploaded(both, [correction])).toMatchObject({ accepted: 1, rejected: 0 });
  });
});
