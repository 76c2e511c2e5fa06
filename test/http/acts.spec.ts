import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { ask, runService, send } from './running-service.js';
import type { Answer, RunningService } from './running-service.js';
import { caseOpened, participant } from './sent-records.js';
import type { Sent } from './sent-records.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
let service: RunningService;

beforeAll(async () => {
  service = await runService(data);
  const records = [participant(1), participant(2), caseOpened(3, 'C-1')];
  expect((await send(service, '19', records)).json()).toMatchObject({ accepted: 3 });
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

const MONTH = 'months/2006-09/versions';

function post(path: string, body: unknown, key?: string): Promise<Answer> {
  const headers = {
    'Content-Type': 'application/json',
    ...(key === undefined ? {} : { 'Idempotency-Key': key }),
  };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return ask(`${service.url}/v1/counties/19/${path}`, { method: 'POST', headers, body: text });
}

function get(path: string): Promise<Answer> {
  return ask(`${service.url}/v1/counties/19/${path}`);
}

const problem = (kind: string): object => ({ type: `urn:plumbline:problem:${kind}` });

describe('an act', () => {
  it('is answered as the command prints it, with its place where it made something', async () => {
    const made = await post(MONTH, { by: 'A. Ortiz', asOf: '2', comment: 'early' });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe('/v1/counties/19/months/2006-09/versions/1');
    expect(made.headers.get('cache-control')).toBe('no-store');
    const { stdout } = await plumbline(
      'versions --county 19 --json --data'.split(' ').concat(data),
    );
    expect(JSON.parse(stdout)).toEqual([made.json()]);
    expect((await get(`${MONTH}/1`)).json()).toEqual(made.json());
    expect(made.json()).toMatchObject({ asOf: 2, comment: 'early', state: 'submitted' });
  });

  it('that a rule refuses is 409 with the code of the rule', async () => {
    const same = await post(`${MONTH}/1/approval`, {
      by: 'a ortiz',
      telephone: '1',
      certify: true,
    });
    expect([same.status, same.json()]).toEqual([
      409,
      expect.objectContaining({ ...problem('refused-by-rule'), code: 'SAME_PERSON' }),
    ]);
    const again = await post(MONTH, { by: 'A. Ortiz' });
    expect(again.json()).toMatchObject({ status: 409, code: 'UNDECIDED_VERSION' });
    const none = await post(`${MONTH}/7/return`, { by: 'B. Chen', reason: 'wrong' });
    expect([none.status, none.json()]).toEqual([
      404,
      expect.objectContaining(problem('not-found')),
    ]);
  });

  it.each([
    ['{"by":"A","asOf":0}', 'asOf'],
    ['{"by":"A","asOf":1.5}', 'asOf'],
    ['{"by":"A","asOf":["1"]}', 'asOf'],
    ['{"by":"A","asOf":null}', 'asOf'],
    ['{"by":"..."}', 'by'],
    ['{"by":7}', 'by'],
    ['{"comment":"two\\nlines"}', 'comment'],
    [`{"comment":"${'x'.repeat(501)}"}`, 'comment'],
    ['{"comments":"x"}', 'comments'],
    ['{"__proto__":"x"}', '__proto__'],
    ['{"constructor":"x"}', 'constructor'],
  ])('is told what breaks its form (%#)', async (body, name) => {
    const answer = await post(MONTH, body);
    expect([answer.status, answer.json()]).toEqual([
      422,
      expect.objectContaining({ errors: [expect.objectContaining({ name })] }),
    ]);
  });

  it.each([
    ['an array', '[]', 'malformed-body', 422],
    ['a text', '"x"', 'malformed-body', 422],
    ['cut off', '{', 'malformed-body', 422],
    ['too large', `{"comment":"${'x'.repeat(70_000)}"}`, 'body-too-large', 413],
  ])('whose body is %s is refused', async (_what, body, kind, status) => {
    const answer = await post(MONTH, body);
    expect([answer.status, answer.json()]).toEqual([
      status,
      expect.objectContaining(problem(kind)),
    ]);
  });

  it('takes one JSON object and nothing else, and no certification but true', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    const url = `${service.url}/v1/counties/19/${MONTH}`;
    const text = await ask(url, { method: 'POST', headers, body: '{}' });
    expect([text.status, text.headers.get('accept-post')]).toEqual([415, 'application/json']);
    for (const certify of [false, 'true', 1]) {
      const answer = await post(`${MONTH}/1/approval`, { by: 'B. Chen', telephone: '1', certify });
      expect([certify, answer.status]).toEqual([certify, 422]);
    }
  });
});

describe('an Idempotency-Key', () => {
  it('gives the same answer for the same request, which is done once', async () => {
    const hold = { case: 'C-1', by: 'A. Ortiz', reason: 'docket 7' };
    const [first, second] = [
      await post('retention/holds', hold, 'hold-1'),
      await post('retention/holds', hold, 'hold-1'),
    ];
    expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([201, null]);
    expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([201, 'true']);
    expect(second.text).toBe(first.text);
    expect(second.headers.get('location')).toBe(first.headers.get('location'));
    expect((await get('retention/holds')).json()).toHaveLength(1);
  });

  it('keeps a refusal as well, and is refused with another body or another address', async () => {
    const refused = await post(MONTH, { by: 'A. Ortiz' }, 'again');
    expect(refused.json()).toMatchObject({ code: 'UNDECIDED_VERSION' });
    const returned = await post(`${MONTH}/1/return`, { by: 'B. Chen', reason: 'too early' });
    expect(returned.json()).toMatchObject({ state: 'returned' });
    // What would be done now is still what it was then.
    expect((await post(MONTH, { by: 'A. Ortiz' }, 'again')).json()).toMatchObject({
      code: 'UNDECIDED_VERSION',
    });
    for (const [path, body] of [
      [MONTH, { by: 'C. Doe' }],
      ['retention/orders', { by: 'A. Ortiz' }],
    ] as const) {
      const other = await post(path, { ...body, reason: 'x' }, 'again');
      expect(other.status).toBe(422);
    }
    const otherBody = await post(MONTH, { by: 'C. Doe' }, 'again');
    expect(otherBody.json()).toMatchObject(problem('idempotency-key-reused'));
  });

  it('holds for records, whole and as they come', async () => {
    const key = (name: string): object => ({ 'Idempotency-Key': name });
    const long = Array.from({ length: 900 }, (_, index): Sent => participant(1_000 + index));
    for (const [name, records] of [
      ['short', [participant(50)]],
      ['long', long],
    ] as const) {
      const headers = key(name) as Readonly<Record<string, string>>;
      const first = await send(service, '19', records, headers);
      const second = await send(service, '19', records, headers);
      expect(first.json()).toMatchObject({ accepted: records.length, duplicates: 0 });
      expect([second.text, second.headers.get('idempotency-replayed')]).toEqual([
        first.text,
        'true',
      ]);
      const other = await send(service, '19', [participant(60)], headers);
      expect(other.json()).toMatchObject(problem('idempotency-key-reused'));
    }
    expect((await get('ledger')).json()).toMatchObject({ size: 904 });
  });

  it('of another form is refused', async () => {
    for (const key of ['two words', 'x'.repeat(129)]) {
      const answer = await post('checkpoint', {}, key);
      expect(answer.json()).toMatchObject({ status: 422, errors: [{ name: 'Idempotency-Key' }] });
    }
  });
});

describe('figures of DCSS', () => {
  const figure = {
    id: '5f0c0a52-6a0e-4d0a-9f1d-0000000000f1',
    type: 'StatewideFigureRecorded',
    county: '19',
    effective: '2006-09-01',
    data: { line: '8', value: 12, source: 'vital records' },
  };
  const voided = (id: number, corrects: string): object => ({
    id: `5f0c0a52-6a0e-4d0a-9f1d-0000000000e${String(id)}`,
    type: 'RecordVoided',
    county: '19',
    effective: '2006-09-02',
    corrects,
    reason: 'wrong',
    data: {},
  });

  it('are taken with what voids them, and nothing else is', async () => {
    expect((await post('figures', [figure])).json()).toMatchObject({ accepted: 1 });
    const others = [participant(70), voided(1, participant(1).id), voided(2, figure.id)];
    const answer = await post('figures', others);
    expect(answer.json()).toMatchObject({
      accepted: 1,
      rejected: [
        { line: 1, code: 'INVALID_FIELD' },
        { line: 2, code: 'INVALID_FIELD' },
      ],
    });
  });
});

describe('a service that is started again', () => {
  it('gives answers that were kept, makes what waited, and marks what it could not', async () => {
    expect((await post(MONTH, { by: 'A. Ortiz' }, 'second')).status).toBe(201);
    const order = await post(`${MONTH}/2/packages`, {}, 'package');
    expect(order.json()).toMatchObject({ package: 'P-1', state: 'queued', done: 0 });
    await service.stop();
    // A second one was being made, for the second time, when the machine went down.
    const entry = JSON.parse(readFileSync(join(data, 'packages/19/P-1.json'), 'utf8')) as object;
    const state = { kind: 'making', attempts: 2 };
    writeFileSync(join(data, 'packages/19/P-2.json'), JSON.stringify({ ...entry, state }));
    service = await runService(data);
    const again = await post(`${MONTH}/2/packages`, {}, 'package');
    expect([again.text, again.headers.get('idempotency-replayed')]).toEqual([order.text, 'true']);
    let found = await get('packages/P-1');
    while (/"(?:queued|making)"/u.test(found.text)) {
      await pause(50);
      found = await get('packages/P-1');
    }
    expect(found.json()).toMatchObject({ state: 'ready', done: 1, version: 2 });
    expect((await get('packages/P-2')).json()).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('stopped 2 times') as string,
    });
    expect((await get('packages/P-2/file')).status).toBe(404);
    expect(existsSync(join(data, 'packages/19/P-1.making'))).toBe(false);
    const file = await ask(`${service.url}/v1/counties/19/packages/P-1/file`, { method: 'HEAD' });
    expect(file.headers.get('content-disposition')).toBe(
      'attachment; filename="plumbline-19-2006-09-v2.zip"',
    );
  });
});
