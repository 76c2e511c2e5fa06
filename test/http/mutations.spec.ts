import { join } from 'node:path';
import { temporaryFolder } from '../cli/in-process.js';
import { Random } from '../support/random.js';
import { requestBytes, sendBytes } from './raw-http.js';
import { ask, logLines, runService, send } from './running-service.js';
import type { RunningService } from './running-service.js';
import { caseOpened, childAdded, childRegistered, participant } from './sent-records.js';
import { ROUTES } from './route-checks.js';
import { rounds } from '../support/soak.js';
import { PAGE_STATES } from '../web/browser/states.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '1257');
const REQUESTS = rounds(500, 50_000);
const AT_ONCE = 16;
const TIMEOUT_MS = rounds(300_000, 3_600_000);

const folder = temporaryFolder();
let service: RunningService;

const RECORDS = [
  participant(1),
  caseOpened(2, 'C-1'),
  childRegistered(3, 'K-1'),
  childAdded(4, 'C-1', 'K-1'),
];
const NDJSON = RECORDS.map((record) => `${JSON.stringify(record)}\n`).join('');

beforeAll(async () => {
  service = await runService(join(folder.path, 'data'));
  expect((await send(service, '19', RECORDS)).json()).toMatchObject({ accepted: 4 });
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

const READ_AGAIN = {
  'If-None-Match': '"4.2005-10.0.2.0"',
  Accept: 'application/json, text/*;q=0.5, */*;q=0.1',
  'Accept-Encoding': 'gzip',
};
const POSTED = '/v1/counties/19/records';

/** What each route answers; that none is left out is held by every-route.spec.ts. */
const OF_ROUTES: readonly Buffer[] = Object.entries(ROUTES).map(([route, { path, init }], number) =>
  requestBytes(
    route.slice(0, route.indexOf(' ')).toUpperCase(),
    path,
    init === undefined
      ? READ_AGAIN
      : {
          ...(init.headers as Readonly<Record<string, string>>),
          'Idempotency-Key': `key-${String(number)}`,
        },
    typeof init?.body === 'string' ? init.body : '',
  ),
);

/** Requests that are right; what is sent is each of them, spoilt. */
const RIGHT: readonly Buffer[] = [
  requestBytes('POST', POSTED, { 'Content-Type': 'application/x-ndjson' }, NDJSON),
  requestBytes(
    'POST',
    POSTED,
    { 'Content-Type': 'application/json', 'If-Match': '"4"' },
    JSON.stringify(RECORDS),
  ),
  ...OF_ROUTES,
  ...[
    '/v1/counties/19/ledger?asOf=3',
    '/v1/counties/19/reports/2006-09?asOf=4&form=cs157&format=csv',
    '/v1/reports/2006-09?form=cs1257&format=json',
    '/v1/counties/19/trails/2006-09/1?column=b&asOf=4&after=1&limit=2&format=csv',
    '/v1/counties/19/trails/2006-09/1?format=xlsx',
    '/v1/counties/19/cases/C-1/history?asOf=4',
    '/v1/counties/19/explanations/2006-09?case=C-1&line=2e',
    '/v1/counties/19/proofs/records/5f0c0a52-6a0e-4d0a-9f1d-000000000002?asOf=3',
  ].map((path) => requestBytes('GET', path, READ_AGAIN)),
  ...PAGE_STATES.map((path) => requestBytes('GET', path, { Accept: 'text/html' })),
];

/** What breaks parsers. */
const PIECES = [
  ...[
    '%00',
    '%ff',
    '%2e%2e%2f',
    '../',
    '//',
    '?',
    '&',
    '&&',
    '=',
    '#',
    ';',
    '[]',
    '[0]',
    '[__proto__]',
    '%',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'asOf=',
    'asOf[]=1',
    'case=',
    'undefined',
    'NaN',
    '1e9',
    '-1',
    '0',
  ],
  ...[
    '99999999999999999999',
    '\r\n',
    '\n',
    '\0',
    '\t',
    '{}',
    '[',
    ']',
    '"',
    '\\',
    '\\ud800',
    'null',
    'true',
  ],
  ...[
    'Transfer-Encoding: chunked\r\n',
    'Content-Length: 5\r\n',
    'Expect: 100-continue\r\n',
    'Range: bytes=0-1\r\n',
  ],
  ...[
    'Content-Encoding: gzip\r\n',
    'If-Match: *\r\n',
    'Host: \r\n',
    '\u00e9',
    '\u{1f600}',
    '\ufeff',
    'a'.repeat(20_000),
  ],
];

function spoilt(random: Random): Buffer {
  let bytes = random.pick(RIGHT);
  const times = random.integer(1, 4);
  for (let time = 0; time < times; time += 1) bytes = spoiltOnce(bytes, random);
  return bytes;
}

function spoiltOnce(bytes: Buffer, random: Random): Buffer {
  const at = random.integer(0, bytes.length);
  const to = Math.min(bytes.length, at + random.integer(0, 40));
  const before = bytes.subarray(0, at);
  switch (random.integer(0, 5)) {
    case 0:
      return Buffer.concat([before, Buffer.from([random.integer(0, 255)]), bytes.subarray(at + 1)]);
    case 1:
      return Buffer.concat([before, bytes.subarray(to)]);
    case 2:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([before, Buffer.from(random.pick(PIECES)), bytes.subarray(to)]);
    case 4:
      return inAddress(bytes, random);
    default:
      return Buffer.concat([before, Buffer.from(random.pick(PIECES)), bytes.subarray(at)]);
  }
}

/** Most of what can go wrong is in the first line. */
function inAddress(bytes: Buffer, random: Random): Buffer {
  const end = Math.max(1, bytes.indexOf(' HTTP'));
  const at = random.integer(Math.min(4, end), end);
  const piece = random.pick(PIECES).replaceAll(/[\r\n\0 ]/gu, '');
  return Buffer.concat([bytes.subarray(0, at), Buffer.from(encodeURI(piece)), bytes.subarray(at)]);
}

describe('requests that are spoilt', () => {
  it(
    `never fail the service (seed ${String(SEED)})`,
    async () => {
      const random = new Random(SEED);
      const statuses = new Map<number | null, number>();
      for (let sent = 0; sent < REQUESTS; sent += AT_ONCE) {
        const batch = Array.from({ length: AT_ONCE }, () => spoilt(random));
        const answers = await Promise.all(batch.map((bytes) => sendBytes(service.port, bytes)));
        for (const [index, { status, text }] of answers.entries()) {
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          // 503 is what a request under way is told when the service stops, which it must not.
          const isFailure = status !== null && status >= 500;
          expect([
            isFailure,
            isFailure ? batch[index]?.toString('latin1') : '',
            text.slice(0, isFailure ? 2_000 : 0),
          ]).toEqual([false, '', '']);
        }
      }
      // Some were still right, most were refused, and several ways to refuse were met.
      expect([...statuses.keys()]).toEqual(expect.arrayContaining([200, 400, 404, 406, 422]));
      expect((await ask(`${service.url}/healthz/live`)).status).toBe(200);
      const failures = logLines(service).filter(({ level }) => Number(level) >= 50);
      expect(failures).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it('that are no HTTP at all are problems, too', async () => {
    const cases = [
      [Buffer.from('NONSENSE\r\n\r\n'), 400, 'unreadable-request'],
      [
        requestBytes('GET', '/healthz/live', { 'X-Large': 'x'.repeat(20_000) }),
        431,
        'head-too-large',
      ],
      [requestBytes('GET', '/v1/counties/%ff/ledger'), 400, 'unreadable-request'],
    ] as const;
    for (const [bytes, status, kind] of cases) {
      const answer = await sendBytes(service.port, bytes);
      expect(answer.status).toBe(status);
      expect(answer.text).toContain(`"urn:plumbline:problem:${kind}"`);
    }
  });
});

describe('records that are spoilt', () => {
  const VALUES: readonly unknown[] = [
    ...[
      null,
      true,
      0,
      -1,
      1.5,
      1e300,
      '',
      ' ',
      'x',
      '\ud800',
      '9'.repeat(400),
      [],
      [[]],
      {},
      { a: 1 },
    ],
    ...[
      '2006-02-30',
      '1899-12-31',
      '00',
      '59',
      '0.00',
      '-1.00',
      'calworks',
      [null],
      { __proto__: null },
    ],
  ];

  it(
    `are accepted, duplicates or rejected, and nothing else (seed ${String(SEED)})`,
    async () => {
      const random = new Random(SEED);
      const count = Math.ceil(REQUESTS / 50);
      for (let request = 0; request < count; request += 1) {
        const records = Array.from({ length: 40 }, () => spoiltRecord(random));
        const answer = await send(service, '19', records);
        expect([200, 422]).toContain(answer.status);
        const { accepted, duplicates, rejectedCount } = answer.json() as Readonly<
          Record<string, number>
        >;
        expect((accepted ?? 0) + (duplicates ?? 0) + (rejectedCount ?? 0)).toBe(40);
      }
    },
    TIMEOUT_MS,
  );

  function spoiltRecord(random: Random): object {
    const record = structuredClone(random.pick(RECORDS)) as Record<string, unknown>;
    if (random.chance(0.7)) record['id'] = random.uuid();
    const target = random.chance(0.5)
      ? record
      : ((record['data'] ?? {}) as Record<string, unknown>);
    const name = random.pick([
      ...Object.keys(target),
      '__proto__x',
      'corrects',
      'reason',
      'recorded',
      'child',
    ]);
    target[name] = random.pick(VALUES);
    return record;
  }
});
