import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { temporaryFolder } from '../cli/in-process.js';
import { StandIn } from '../standin/cluster.js';
import { ask, runImpatientService, runServiceIn, send } from './running-service.js';
import type { RunningService } from './running-service.js';
import { participants } from './sent-records.js';

const folder = temporaryFolder();
let server: StandIn;
let one: RunningService;
let other: RunningService;

beforeAll(async () => {
  server = await StandIn.start();
  const environment = { PLUMBLINE_EVENTSTORE: server.connectionString };
  const patience = { callMs: 2_000, patienceMs: 2_000 };
  one = await runImpatientService(server.connectionString, join(folder.path, 'one'), patience);
  other = await runServiceIn(environment, join(folder.path, 'other'));
});
afterAll(async () => {
  await Promise.all([one.stop(), other.stop()]);
  await server.stop();
  folder.remove();
});

interface Ledger {
  readonly size: number;
  readonly root: string;
}

async function ledgerOf(service: RunningService, county: string): Promise<Ledger> {
  return (await ask(`${service.url}/v1/counties/${county}/ledger`)).json() as Ledger;
}

async function untilSize(service: RunningService, county: string, size: number): Promise<Ledger> {
  for (;;) {
    const ledger = await ledgerOf(service, county);
    if (ledger.size >= size) return ledger;
    await pause(50);
  }
}

describe('two services over one server', () => {
  it('show what the other has appended, with the same root and report', async () => {
    expect((await send(one, '19', participants(1, 30))).json()).toMatchObject({ accepted: 30 });
    expect((await untilSize(other, '19', 30)).size).toBe(30);
    expect((await send(other, '19', participants(21, 20))).json()).toMatchObject({
      accepted: 10,
      duplicates: 10,
      size: 40,
    });
    expect(await untilSize(one, '19', 40)).toEqual(await ledgerOf(other, '19'));
    const path = '/v1/counties/19/reports/2006-09';
    expect((await ask(one.url + path)).text).toBe((await ask(other.url + path)).text);
  });

  it('lose nothing and take nothing twice when both append to one county', async () => {
    const sendings = Array.from({ length: 40 }, (_, index) =>
      send(index % 2 === 0 ? one : other, '20', participants(1 + index * 5, 10, '20')),
    );
    const answers = await Promise.all(sendings);
    // Who was overtaken too often is told so, and sends the same again.
    for (const [index, { status }] of answers.entries()) {
      expect([200, 409]).toContain(status);
      if (status === 409) {
        expect((await send(one, '20', participants(1 + index * 5, 10, '20'))).status).toBe(200);
      }
    }
    const size = 40 * 5 + 5;
    expect(await untilSize(one, '20', size)).toEqual(await untilSize(other, '20', size));
    expect((await ledgerOf(one, '20')).size).toBe(size);
  });

  it('take an append at a size that only the other has seen', async () => {
    await send(one, '21', participants(1, 5, '21'));
    const late = await send(other, '21', participants(6, 5, '21'), { 'If-Match': '"0"' });
    expect(late.status).toBe(409);
    expect(late.json()).toMatchObject({ size: 5 });
    const right = await send(other, '21', participants(6, 5, '21'), { 'If-Match': '"5"' });
    expect(right.json()).toMatchObject({ accepted: 5, size: 10 });
  });

  it('go on reading when the server is away, and say of appends that they may be sent again', async () => {
    const before = await untilSize(one, '19', 40);
    await server.stop();
    expect(await ledgerOf(one, '19')).toEqual(before);
    expect((await ask(`${one.url}/v1/counties/19/reports/2006-09`)).status).toBe(200);
    const ready = await ask(`${one.url}/healthz/ready`);
    expect(ready.status).toBe(503);
    expect(ready.json()).toMatchObject({ status: 'notReady' });
    expect((await ask(`${one.url}/healthz/live`)).status).toBe(200);
    const append = await send(one, '19', participants(100, 1));
    expect(append.status).toBe(503);
    expect(append.headers.get('retry-after')).toBe('1');
    expect(append.json()).toMatchObject({ type: 'urn:plumbline:problem:store-unavailable' });
    expect(append.text).not.toContain('esdb');
  });
});
