import { once } from 'node:events';
import { truncateSync } from 'node:fs';
import { request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HttpException } from '@nestjs/common';
import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { REJECTION_CODES } from '../../events/rejections.js';
import { OtherSize, WatchedLog } from '../../src/ledger/watched-log.js';
import { PROBLEM_KINDS, kindOfRejection, problemEntry } from '../../src/http/contract/problems.js';
import { problemOf } from '../../src/http/problems/problem-of-error.js';
import { LedgerContended } from '../../src/ledger/county-batch.js';
import {
  AppendOutcomeUnknown,
  EventStoreRefused,
  EventStoreUnavailable,
  LedgerCutShort,
  LedgerStreamDamaged,
} from '../../src/ports/server-failures.js';
import { DamagedLedger, UnusableStore } from '../../src/ports/failures.js';
import { MemoryEventLog } from '../store/memory/memory-event-log.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { SampleLedger } from '../store/sample-entries.js';
import { ask, logLines, runService, send } from './running-service.js';
import type { RunningService } from './running-service.js';
import { participant } from './sent-records.js';

const APPENDS_MAX = 64;
const WITH_METRICS = ['--metrics', '127.0.0.1:0'];
const COUNTY = parseCounty('19') as County;
const folder = temporaryFolder();
afterAll(folder.remove);

const data = join(folder.path, 'data');
let service: RunningService;

/** County 19 has a caseload, the ledger of county 21 is damaged, and that of county 22 is not. */
beforeAll(async () => {
  const simulated = 'simulate --county 19 --cases 30 --from 2006-08 --to 2006-09 --seed crowd';
  const caseload = (await plumbline(simulated.split(' '))).stdout;
  const others = ['21', '22'].map((county) => `${JSON.stringify(participant(1, county))}\n`);
  for (const stdin of [caseload, ...others]) {
    expect(await plumbline(['ingest', '-', '--data', data], { stdin })).toMatchObject({ code: 0 });
  }
  truncateSync(join(data, 'ledgers', '21.db'), 5_000);
  service = await runService(data, ...WITH_METRICS);
});
afterAll(async () => {
  await service.stop();
});

describe('a service with as many appends as it takes on', () => {
  function beginAppend(number: number): ClientRequest {
    const append = request(`${service.url}/v1/counties/19/records`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-ndjson' },
    });
    append.write(`${JSON.stringify(participant(number))}\n`);
    return append;
  }

  async function underWay(): Promise<number> {
    const { text } = await ask(service.metricsUrl);
    return Number(/^plumbline_appends_under_way (\d+)$/mu.exec(text)?.[1]);
  }

  it('tells the next when to come back, and takes it then', async () => {
    const appends = Array.from({ length: APPENDS_MAX }, (_, index) => beginAppend(index + 1));
    while ((await underWay()) < APPENDS_MAX) await pause(10);
    const next = await send(service, '20', [participant(1, '20')]);
    expect(next.status).toBe(429);
    expect(next.headers.get('retry-after')).toBe('1');
    expect(next.json()).toMatchObject({ type: 'urn:plumbline:problem:too-busy' });
    // Reading goes on.
    expect((await ask(`${service.url}/v1/counties/19/ledger`)).status).toBe(200);
    const answers = await Promise.all(
      appends.map(async (append) => {
        const response = once(append, 'response');
        append.end();
        const [answer] = (await response) as [IncomingMessage];
        answer.resume();
        return answer.statusCode;
      }),
    );
    expect(answers).toEqual(appends.map(() => 200));
    expect((await send(service, '20', [participant(1, '20')])).status).toBe(200);
  });

  it('answers all questions of a crowd, or tells when to come back', async () => {
    const answers = await Promise.all(
      Array.from({ length: 300 }, (_, index) =>
        ask(`${service.url}/v1/counties/19/reports/2006-09?asOf=${String(index + 1)}`),
      ),
    );
    const statuses = new Set(answers.map(({ status }) => status));
    expect([200, 429]).toEqual(expect.arrayContaining([...statuses]));
    expect(statuses).toContain(200);
    for (const { status, headers } of answers)
      if (status === 429) expect(headers.get('retry-after')).toBe('1');
    expect((await ask(`${service.url}/v1/counties/19/reports/2006-09?asOf=301`)).status).toBe(200);
  });
});

describe('a damaged ledger', () => {
  it('stands still, and no other with it', async () => {
    const { url } = service;
    for (const path of ['ledger', 'reports/2006-09', 'cases/C-1/history']) {
      const answer = await ask(`${url}/v1/counties/21/${path}`);
      expect(answer.status).toBe(500);
      expect(answer.json()).toMatchObject({ type: 'urn:plumbline:problem:ledger-damaged' });
    }
    const append = await send(service, '21', [participant(2, '21')]);
    expect(append.json()).toMatchObject({ type: 'urn:plumbline:problem:ledger-damaged' });
    expect((await ask(`${url}/v1/counties/22/reports/2006-09`)).status).toBe(200);
    expect((await send(service, '22', [participant(2, '22')])).status).toBe(200);
    const ready = await ask(`${url}/healthz/detail`);
    expect(ready.status).toBe(200);
    expect(ready.text).toContain('the damaged ledgers of 21');
    expect((await ask(service.metricsUrl)).text).toMatch(/^plumbline_ledgers_standing_still 1$/mu);
    const failures = logLines(service).filter(({ msg }) => msg === 'request failed');
    expect(failures.length).toBeGreaterThanOrEqual(3);
    expect(failures[0]).toMatchObject({ status: 500, fault: { name: 'DamagedLedger' } });
  });
});

describe('the first append of a request that names a size', () => {
  it('is given up where the ledger has another, and what follows it is not', async () => {
    const memory = new MemoryEventLog();
    const entries = new SampleLedger(COUNTY, 1257).next(3);
    await memory.append(COUNTY, 0, entries.slice(0, 1));
    const late = new WatchedLog(memory, 0);
    await expect(late.append(COUNTY, 0, entries.slice(0, 1))).rejects.toMatchObject({
      name: 'OtherSize',
      size: 1,
    });
    await expect(late.append(COUNTY, 1, entries.slice(1, 2))).rejects.toBeInstanceOf(OtherSize);
    expect(await late.size(COUNTY)).toBe(1);
    const inTime = new WatchedLog(memory, 1);
    expect(await inTime.append(COUNTY, 1, entries.slice(1, 2))).toMatchObject({ size: 2 });
    expect(await inTime.append(COUNTY, 1, entries.slice(1, 2))).toEqual({
      kind: 'sizeDiffers',
      size: 2,
    });
    expect(await inTime.append(COUNTY, 2, entries.slice(2, 3))).toMatchObject({ size: 3 });
  });
});

describe('problems', () => {
  it('have a type for every rejection code, and one status each', () => {
    for (const code of REJECTION_CODES) {
      expect(PROBLEM_KINDS).toContain(kindOfRejection(code));
      expect(problemEntry(kindOfRejection(code)).status).toBe(422);
    }
    for (const kind of PROBLEM_KINDS) {
      expect(kind).toMatch(/^[a-z]+(-[a-z]+)*$/u);
      expect(problemEntry(kind).title).toMatch(/^[A-Z].*[^.]$/u);
    }
  });

  it.each([
    [new LedgerContended(COUNTY, 5), 'ledger-contended', 409],
    [new AppendOutcomeUnknown(COUNTY, 1, 2, 'The server did not answer.'), 'outcome-unknown', 503],
    [
      new EventStoreUnavailable('esdb://user:***@a:2113', 'append', 'No answer.'),
      'store-unavailable',
      503,
    ],
    [new EventStoreRefused('esdb://a:2113', 'append', 'Access denied.'), 'store-unavailable', 503],
    [
      new LedgerStreamDamaged(COUNTY, 'ledger-19', 7, 'A foreign event.'),
      'ledger-stands-still',
      503,
    ],
    [new LedgerCutShort(COUNTY, 'ledger-19', 'It ends too early.'), 'ledger-stands-still', 503],
    [new DamagedLedger(COUNTY, 7, 'A checksum differs.'), 'ledger-damaged', 500],
    [new UnusableStore('full', '/srv/19.db', 'Full.'), 'no-space', 507],
    [new UnusableStore('busy', '/srv/19.db', 'Busy.'), 'store-unavailable', 503],
    [new HttpException('no', 404), 'no-such-route', 404],
    [new HttpException('no', 500), 'internal-error', 500],
    [new URIError('case 1900001'), 'internal-error', 500],
    ['a text', 'internal-error', 500],
  ])('say of %s %s with %d, and nothing of the inside', (error, kind, status) => {
    const problem = problemOf(error);
    expect([problem.kind, problem.status]).toEqual([kind, status]);
    expect(problem.message).not.toMatch(/srv|esdb|1900001/u);
    expect(problem.message).toMatch(/\.$/u);
  });

  it('of which the sender may try again say when', () => {
    const unknown = problemOf(new AppendOutcomeUnknown(COUNTY, 1, 2, 'The server did not answer.'));
    expect(unknown.headers).toEqual({ 'Retry-After': '1' });
    expect(unknown.message).toContain('Send the same records again');
  });
});
