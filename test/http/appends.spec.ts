import { join } from 'node:path';
import { temporaryFolder } from '../cli/in-process.js';
import { ask, runService, send } from './running-service.js';
import type { RunningService } from './running-service.js';
import { caseOpened, participant, participants, recordId } from './sent-records.js';

const BODY_BYTES_MAX = 64 * 1024 * 1024;
const LINE_BYTES_MAX = 65_536;

const folder = temporaryFolder();
let service: RunningService;

beforeAll(async () => {
  service = await runService(join(folder.path, 'data'));
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

function post(
  county: string,
  body: string | Uint8Array<ArrayBuffer> | ReadableStream,
  type: string,
  headers: Record<string, string> = {},
) {
  // Node's own; a browser's `fetch`, whose types come with those of JSX, names it otherwise.
  const sending = { duplex: 'half' } as const;
  return ask(`${service.url}/v1/counties/${county}/records`, {
    method: 'POST',
    headers: { 'Content-Type': type, ...headers },
    body,
    ...sending,
  });
}

function postArray(county: string, text: string) {
  return post(county, text, 'application/json');
}

/** A body without a length that is known before. */
function streamed(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  const source = chunks.values();
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      const { done, value } = source.next();
      if (done === true) controller.close();
      else controller.enqueue(value);
    },
  });
}

describe('records as NDJSON', () => {
  it('are accepted, and sent again are duplicates', async () => {
    const records = [participant(1, '01'), caseOpened(2, 'C-1', '01')];
    const first = await send(service, '01', records);
    expect(first).toMatchObject({ status: 200 });
    expect(first.json()).toEqual({
      accepted: 2,
      duplicates: 0,
      rejectedCount: 0,
      rejected: [],
      size: 2,
    });
    const again = await send(service, '01', [...records, participant(3, '01')]);
    expect(again.json()).toEqual({
      accepted: 1,
      duplicates: 2,
      rejectedCount: 0,
      rejected: [],
      size: 3,
    });
  });

  it('are rejected with line, id and code, while the rest is accepted', async () => {
    const lines = [
      JSON.stringify(participant(1, '02')),
      '',
      '{"id":',
      JSON.stringify({ ...participant(2, '02'), colour: 'red' }),
      JSON.stringify({ ...participant(3, '02'), recorded: '2006-10-03T17:05:00Z' }),
      JSON.stringify(participant(4, '03')),
      JSON.stringify({ ...caseOpened(5, 'C-1', '02'), type: 'CaseReopened', data: {} }),
      ' '.repeat(LINE_BYTES_MAX) + '{',
      JSON.stringify(participant(6, '02')),
    ];
    const answer = await post('02', lines.join('\n'), 'application/x-ndjson; charset=utf-8');
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      accepted: 2,
      duplicates: 0,
      rejectedCount: 6,
      rejected: [
        { line: 3, id: null, code: 'MALFORMED' },
        { line: 4, id: recordId(2), code: 'UNKNOWN_FIELD' },
        { line: 5, id: recordId(3), code: 'INVALID_FIELD' },
        { line: 6, id: recordId(4), code: 'WRONG_COUNTY' },
        { line: 7, id: recordId(5), code: 'UNKNOWN_CASE' },
        { line: 8, id: null, code: 'MALFORMED' },
      ],
      size: 2,
    });
  });

  it('of an empty body change nothing', async () => {
    const answer = await post('04', '', 'application/x-ndjson');
    expect(answer).toMatchObject({ status: 200 });
    expect(answer.json()).toMatchObject({ accepted: 0, size: 0 });
  });
});

describe('records as a JSON array', () => {
  it('are taken by element, however the array is written', async () => {
    const [one, two, three] = participants(1, 3, '05').map((record) =>
      JSON.stringify(record, null, 2),
    );
    const answer = await postArray('05', `\r\n [${one} ,\t${two}\n,{},${three}] \n`);
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      accepted: 3,
      rejectedCount: 1,
      rejected: [{ line: 3 }],
      size: 3,
    });
  });

  it('may be none', async () => {
    const answer = await postArray('06', ' [ ] ');
    expect(answer.json()).toMatchObject({ accepted: 0, rejectedCount: 0, size: 0 });
  });

  it('that is no array, or breaks off, says what was taken of it', async () => {
    const record = JSON.stringify(participant(1, '07'));
    for (const body of [
      '',
      '  ',
      record,
      `[${record}`,
      `[${record},`,
      `[${record}] x`,
      '[{"a":"]',
    ]) {
      const answer = await postArray('07', body);
      expect(answer.status).toBe(422);
      expect(answer.json()).toMatchObject({
        type: 'urn:plumbline:problem:malformed-body',
        accepted: expect.any(Number) as number,
      });
    }
    const ledger = await ask(`${service.url}/v1/counties/07/ledger`);
    expect(ledger.json()).toMatchObject({ size: 1 });
  });
});

describe('a request none of whose records can be taken', () => {
  it('is a problem of the type of their code', async () => {
    const one = await send(service, '08', [{ ...participant(1, '08'), type: 'Nonesuch' }]);
    expect(one).toMatchObject({ status: 422 });
    expect(one.headers.get('content-type')).toMatch(/^application\/problem\+json/u);
    const { detail, rejected } = one.json() as { detail: string; rejected: { message: string }[] };
    expect(one.json()).toMatchObject({
      type: 'urn:plumbline:problem:unknown-type',
      status: 422,
      accepted: 0,
      rejectedCount: 1,
      rejected: [{ line: 1, code: 'UNKNOWN_TYPE' }],
      size: 0,
    });
    expect(detail).toBe(rejected[0]?.message);
    const two = await send(service, '08', [
      { ...participant(1, '08'), type: 'Nonesuch' },
      participant(2, '09'),
    ]);
    expect(two.json()).toMatchObject({
      type: 'urn:plumbline:problem:records-rejected',
      rejectedCount: 2,
    });
  });

  it('lists the first thousand, and is not read on after ten thousand', async () => {
    const some = await post('10', 'x\n'.repeat(1_001), 'application/x-ndjson');
    expect(some.status).toBe(422);
    expect(some.json()).toMatchObject({ rejectedCount: 1_001 });
    expect((some.json() as { rejected: unknown[] }).rejected).toHaveLength(1_000);
    const many = await post('10', 'x\n'.repeat(1_000_000), 'application/x-ndjson');
    expect(many.status).toBe(422);
    expect(many.json()).toMatchObject({ type: 'urn:plumbline:problem:too-many-rejected' });
    expect((many.json() as { rejectedCount: number }).rejectedCount).toBeLessThan(200_000);
    // What was not read is thrown away, and the connection serves on.
    expect((await post('10', '', 'application/x-ndjson')).status).toBe(200);
  });
});

describe('If-Match', () => {
  it('appends at the size that it names, and at no other', async () => {
    const url = '11';
    const first = await send(service, url, [participant(1, '11')], { 'If-Match': '"0"' });
    expect(first.json()).toMatchObject({ accepted: 1, size: 1 });
    for (const size of ['0', '2', '999999999999999']) {
      const other = await send(service, url, [participant(2, '11')], { 'If-Match': `"${size}"` });
      expect(other.status).toBe(409);
      expect(other.json()).toMatchObject({ type: 'urn:plumbline:problem:size-differs', size: 1 });
    }
    const next = await send(service, url, [participant(2, '11')], { 'If-Match': '"1"' });
    expect(next.json()).toMatchObject({ accepted: 1, size: 2 });
  });

  it('lets one of many win who name the same size', async () => {
    const racers = Array.from({ length: 20 }, (_, index) =>
      send(service, '12', participants(1 + index * 10, 10, '12'), { 'If-Match': '"0"' }),
    );
    const statuses = (await Promise.all(racers)).map(({ status }) => status);
    expect(statuses.toSorted()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    const ledger = await ask(`${service.url}/v1/counties/12/ledger`);
    expect(ledger.json()).toMatchObject({ size: 10 });
  });

  it('that names no size is refused', async () => {
    for (const value of ['1', '*', 'W/"1"', '"x"', '"1", "2"', '"-1"', '"1234567890123456"']) {
      const answer = await send(service, '13', [participant(1, '13')], { 'If-Match': value });
      expect([value, answer.status]).toEqual([value, 422]);
      expect(answer.json()).toMatchObject({ errors: [{ name: 'If-Match' }] });
    }
  });
});

describe('many senders at once', () => {
  it('lose nothing and take nothing twice', async () => {
    const batches = Array.from({ length: 16 }, (_, index) =>
      participants(1 + index * 25, 50, '14'),
    );
    const answers = await Promise.all(batches.map((batch) => send(service, '14', batch)));
    const totals = answers.map(({ json }) => json() as { accepted: number; duplicates: number });
    const accepted = totals.reduce((sum, each) => sum + each.accepted, 0);
    expect(answers.map(({ status }) => status)).toEqual(batches.map(() => 200));
    expect(accepted).toBe(16 * 25 + 25);
    expect(accepted + totals.reduce((sum, each) => sum + each.duplicates, 0)).toBe(16 * 50);
    const ledger = await ask(`${service.url}/v1/counties/14/ledger`);
    expect(ledger.json()).toMatchObject({ size: accepted });
  });
});

describe('a body', () => {
  it('of another type, packed, or in another charset is refused', async () => {
    const body = JSON.stringify(participant(1, '15'));
    for (const type of [
      'text/plain',
      'application/xml',
      'application/x-ndjson; charset=latin1',
      '',
    ]) {
      const answer = await post('15', body, type);
      expect([type, answer.status]).toEqual([type, 415]);
    }
    const packed = await post('15', body, 'application/x-ndjson', { 'Content-Encoding': 'gzip' });
    expect(packed.status).toBe(415);
    expect(packed.json()).toMatchObject({ type: 'urn:plumbline:problem:unsupported-media-type' });
  });

  it('may have 64 MiB and not a byte more', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(0x20);
    const chunks = Array.from({ length: BODY_BYTES_MAX / chunk.length }, () => chunk);
    const last = new TextEncoder().encode(`\n${JSON.stringify(participant(1, '16'))}`);
    const [first = chunk, ...rest] = chunks;
    const fits = await post(
      '16',
      streamed([first.subarray(last.length), ...rest, last]),
      'application/x-ndjson',
    );
    expect(fits.json()).toMatchObject({ accepted: 1, size: 1 });
    const next = new TextEncoder().encode(`${JSON.stringify(participant(2, '16'))}\n`);
    const over = await post(
      '16',
      streamed([next, first.subarray(next.length - 1), ...rest]),
      'application/x-ndjson',
    );
    expect(over.status).toBe(413);
    expect(over.json()).toMatchObject({
      type: 'urn:plumbline:problem:body-too-large',
      accepted: 1,
      size: 2,
    });
  });

  it('that says beforehand that it is larger is not read', async () => {
    const answer = await post(
      '17',
      new Uint8Array(BODY_BYTES_MAX + 1).fill(0x20),
      'application/x-ndjson',
    );
    expect(answer.status).toBe(413);
    expect(answer.json()).not.toHaveProperty('accepted');
  });
});
