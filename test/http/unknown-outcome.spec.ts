import { join } from 'node:path';
import { temporaryFolder } from '../cli/in-process.js';
import { StandIn } from '../standin/cluster.js';
import type { Fault } from '../standin/faults.js';
import { ask, runImpatientService, send } from './running-service.js';
import type { Answer, RunningService } from './running-service.js';
import { participants } from './sent-records.js';

const folder = temporaryFolder();
let server: StandIn;
let service: RunningService;

beforeAll(async () => {
  server = await StandIn.start();
  const data = join(folder.path, 'data');
  const patience = { callMs: 1_000, patienceMs: 2_000 };
  service = await runImpatientService(server.connectionString, data, patience);
});
afterAll(async () => {
  await service.stop();
  await server.stop();
  folder.remove();
});

/** The next append meets the first fault, every one after it the second, until told otherwise. */
function appendsMeet(first: Fault, later: Fault): void {
  const { faults } = server.node(0);
  let isFirst = true;
  faults.source = (operation) => {
    if (operation !== 'append') return null;
    const fault = isFirst ? first : later;
    isFirst = false;
    return fault;
  };
}

/** Sends until the store answers in time, which a busy machine may not let it do at once. */
async function sendInTime(county: string, records: readonly object[]): Promise<Answer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await send(service, county, records);
    if (answer.status !== 503 || attempt === 10) return answer;
  }
}

const SILENT: Fault = { kind: 'silent' };

describe('an append of which it stays unknown whether it was written', () => {
  it.each([
    ['19', { kind: 'silentAfterWrite' }, { accepted: 1, duplicates: 20 }],
    ['20', SILENT, { accepted: 21, duplicates: 0 }],
  ] as const)('is answered so, and sent again is settled (%s)', async (county, first, again) => {
    expect((await sendInTime(county, participants(1, 5, county))).status).toBe(200);
    appendsMeet(first, SILENT);
    const sent = participants(6, 20, county);
    const unknown = await send(service, county, sent);
    expect(unknown.status).toBe(503);
    expect(unknown.headers.get('content-type')).toMatch(/^application\/problem\+json/u);
    expect(unknown.headers.get('retry-after')).toBe('1');
    expect(unknown.json()).toMatchObject({
      type: 'urn:plumbline:problem:outcome-unknown',
      title: 'Whether the records were written is not known',
      status: 503,
      detail: expect.stringMatching(
        /positions 6 to 25 of county \d\d .* Send the same records again: those that were written are then duplicates\.$/u,
      ) as string,
    });
    server.node(0).faults.source = null;
    const settled = await sendInTime(county, participants(6, 21, county));
    expect(settled.status).toBe(200);
    expect(settled.json()).toMatchObject({ ...again, rejectedCount: 0, size: 26 });
    const ids = server.store.everything(`ledger-${county}`).map(({ id }) => id);
    expect(new Set(ids).size).toBe(26);
    expect(ids).toHaveLength(26);
    const ledger = await ask(`${service.url}/v1/counties/${county}/ledger`);
    expect(ledger.json()).toMatchObject({ size: 26 });
  });

  it('is the same for all that waited together', async () => {
    expect((await sendInTime('21', participants(1, 5, '21'))).status).toBe(200);
    appendsMeet({ kind: 'silentAfterWrite' }, SILENT);
    const sendings = Array.from({ length: 6 }, (_, index) => participants(10 + index * 5, 5, '21'));
    const answers = await Promise.all(sendings.map((records) => send(service, '21', records)));
    for (const answer of answers) {
      expect(answer.json()).toMatchObject({ type: 'urn:plumbline:problem:outcome-unknown' });
    }
    server.node(0).faults.source = null;
    const again = await Promise.all(sendings.map((records) => sendInTime('21', records)));
    const totals = again.map(({ json }) => json() as { accepted: number; duplicates: number });
    expect(totals.map(({ accepted, duplicates }) => accepted + duplicates)).toEqual(
      sendings.map(() => 5),
    );
    const ids = server.store.everything('ledger-21').map(({ id }) => id);
    expect(new Set(ids).size).toBe(35);
    expect(ids).toHaveLength(35);
  });
});
