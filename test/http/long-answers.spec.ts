import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as waited } from 'node:timers/promises';
import { ASK_AGAIN_MS } from '../../src/http/bounds.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { Operator, bearer } from './operator.js';
import { requestBytes } from './raw-http.js';
import { ask, runServiceWithAccounts } from './running-service.js';
import type { RunningService } from './running-service.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
const ANALYST = { role: 'dcss-analyst' };

/** More than lies between two ends of a connection on one machine. */
const LONG_BYTES = 32 * 1024 * 1024;

let service: RunningService;
let operator: Operator;
let size = 0;

beforeAll(async () => {
  const records = join(folder.path, 'records.ndjson');
  const caseload = '--cases 250 --from 2005-10 --to 2006-09 --seed 7'.split(' ');
  writeFileSync(records, (await plumbline(['simulate', '--county', '19', ...caseload])).stdout);
  const taken = await plumbline(['ingest', records, '--data', data, '--json']);
  size =
    (JSON.parse(taken.stdout) as { ledgers: Record<string, { size: number }> }).ledgers['19']
      ?.size ?? 0;
  operator = new Operator(data);
  service = await runServiceWithAccounts(data);
});
afterAll(async () => {
  await service.stop();
  folder.remove();
});

async function analyst(): Promise<{ readonly account: string; readonly key: string }> {
  const account = await operator.machine(ANALYST);
  return { account, key: await operator.key(account, ANALYST) };
}

interface Received {
  readonly status: string;
  readonly lengthTold: number;
  readonly bodyBytes: number;
}

/** Reads the beginning of an answer, waits for what happens meanwhile, and then reads what still comes. */
function readSlowly(path: string, key: string, meanwhile: () => Promise<void>): Promise<Received> {
  return new Promise((resolve) => {
    const socket = connect({ port: service.port, host: '127.0.0.1' });
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      if (chunks.length > 1) return;
      socket.pause();
      void meanwhile().then(() => socket.resume());
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      const all = Buffer.concat(chunks);
      const end = all.indexOf('\r\n\r\n');
      const head = all.subarray(0, end).toString('latin1');
      resolve({
        status: head.split(' ')[1] ?? '',
        lengthTold: Number(/^content-length: (\d+)/imu.exec(head)?.[1]),
        bodyBytes: all.length - end - 4,
      });
    });
    socket.write(requestBytes('GET', path, bearer(key).headers));
  });
}

/** Until whoever is asked has been asked again once at least. */
const askedAgain = (): Promise<void> => waited(ASK_AGAIN_MS + 1_500);

const diffPath = (): string => `/v1/counties/19/months/2006-09/diff?from=1&to=${String(size)}`;

/** Reads while the reader is suspended. */
async function readSuspended(): Promise<Received> {
  const { account, key } = await analyst();
  return readSlowly(diffPath(), key, async () => {
    await operator.do({ act: 'AccountSuspended', account, reason: 'left the agency' });
    await askedAgain();
  });
}

/** Reads the file of a package while the reader loses the role. */
async function readWithdrawn(): Promise<Received> {
  const { account, key } = await analyst();
  const submit = '--county 19 --month 2006-09 --by A'.split(' ');
  expect((await plumbline(['submit', ...submit, '--data', data])).code).toBe(0);
  const path = '/v1/counties/19/packages/P-1';
  const headers = bearer(key).headers;
  const made = '/v1/counties/19/months/2006-09/versions/1/packages';
  expect((await ask(service.url + made, { method: 'POST', headers })).status).toBe(202);
  for (;;) {
    const { state } = (await ask(service.url + path, { headers })).json() as { state: string };
    if (state === 'ready') break;
    await waited(100);
  }
  writeFileSync(join(data, 'packages', '19', 'P-1.zip'), randomBytes(LONG_BYTES));
  return readSlowly(`${path}/file`, key, async () => {
    await operator.do({ act: 'GrantWithdrawn', account, grant: ANALYST });
    await askedAgain();
  });
}

describe('an answer that is read slowly', () => {
  const received = {} as Record<'suspended' | 'permitted' | 'withdrawn', Received>;
  // All at once: each waits for some seconds, and for nothing else.
  beforeAll(async () => {
    const permitted = async (): Promise<Received> =>
      readSlowly(diffPath(), (await analyst()).key, askedAgain);
    [received.withdrawn, received.suspended, received.permitted] = await Promise.all([
      readWithdrawn(),
      readSuspended(),
      permitted(),
    ]);
  });

  it('given a long JSON answer, then it ends once its reader is suspended', () => {
    const { status, lengthTold, bodyBytes } = received.suspended;
    expect([status, lengthTold > LONG_BYTES / 2]).toEqual(['200', true]);
    expect(bodyBytes).toBeLessThan(lengthTold);
    expect(service.logText()).toMatch(/"isWhole":false.*"problem":"not-permitted"/u);
  });

  it('given that he is still permitted, then all of it comes', () => {
    const { lengthTold, bodyBytes } = received.permitted;
    expect(bodyBytes).toBe(lengthTold);
  });

  it('given the file of a package, then it ends once its reader has lost the role', () => {
    const { lengthTold, bodyBytes } = received.withdrawn;
    expect(lengthTold).toBe(LONG_BYTES);
    expect(bodyBytes).toBeLessThan(lengthTold);
  });
});
