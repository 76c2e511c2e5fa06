import { join } from 'node:path';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { EventStoreRefused } from '../../src/ports/server-failures.js';
import { ActOutcomeUnknown } from '../../src/stores/eventstore/act-failures.js';
import { ActStreams } from '../../src/stores/eventstore/act-streams.js';
import { ACTS_MAX, ActsFull } from '../../src/ports/act-log.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { describeSubmissionLog } from '../contracts/act-log.js';
import { StandIn } from '../standin/cluster.js';
import type { Fault } from '../standin/faults.js';
import type { ProposedEvent } from '../standin/stream-store.js';
import { COUNTY } from './entries.js';
import { sayMissing, SERVER_SOURCES } from './servers.js';
import type { ServerUnderTest } from './servers.js';

const STREAM = `submissions-${COUNTY}`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

for (const source of SERVER_SOURCES) {
  const isMissing = source.missing !== null;
  if (isMissing) sayMissing(source);
  (isMissing ? describe.skip : describe)(`against ${source.name}`, () => {
    const prefix = `${crypto.randomUUID()}-`;
    const logs: EventStoreLog[] = [];
    let server: ServerUnderTest | null = null;

    beforeAll(async () => {
      server = await source.start();
    }, 200_000);
    afterAll(async () => {
      await Promise.all(logs.map((log) => log.close()));
      await server?.stop();
    });

    describeSubmissionLog('EventStoreDB', () => {
      if (server === null) throw new Error('The server was not started.');
      const { connectionString } = server;
      const log = new EventStoreLog({ connectionString });
      logs.push(log);
      return new ActStreams(log.calls, `${server.streamPrefix}${prefix}`);
    });
  });
}

describe('submissions in EventStoreDB', () => {
  let standIn: StandIn;
  let log: EventStoreLog;
  let submissions: ActStreams;

  const bodies = async (): Promise<readonly string[]> =>
    (await submissions.read(COUNTY)).map(({ body }) => body);

  beforeEach(async () => {
    standIn = await StandIn.start();
    const { connectionString } = standIn;
    log = new EventStoreLog({ connectionString, callTimeoutMs: 300, patienceMs: 20_000 });
    submissions = new ActStreams(log.calls, '');
    expect(await submissions.append(COUNTY, 0, '{"act":1}')).toMatchObject({ kind: 'appended' });
  });
  afterEach(async () => {
    await log.close();
    await standIn.stop();
  });

  const passing: readonly Fault[] = [
    { kind: 'deadlineAfterWrite' },
    { kind: 'dropAfterWrite' },
    { kind: 'silentAfterWrite' },
    { kind: 'drop' },
    { kind: 'silent' },
  ];
  it.each(passing)('has an act once, though its append met $kind', async (fault) => {
    standIn.node(0).faults.next('append', fault);
    expect(await submissions.append(COUNTY, 1, '{"act":2}')).toEqual({ kind: 'appended', size: 2 });
    expect(await bodies()).toEqual(['{"act":1}', '{"act":2}']);
  });

  it('knows its own act when others have gone on before it could ask', async () => {
    standIn.node(0).faults.next('append', { kind: 'silentAfterWrite' });
    const mine = submissions.append(COUNTY, 1, '{"act":2}');
    while (standIn.store.everything(STREAM).length < 2) await new Promise(setImmediate);
    expect(await submissions.append(COUNTY, 2, '{"act":3}')).toMatchObject({ kind: 'appended' });
    expect(await mine).toEqual({ kind: 'appended', size: 2 });
    expect(await bodies()).toEqual(['{"act":1}', '{"act":2}', '{"act":3}']);
  });

  it('tells another’s equal act from its own', async () => {
    const other = new ActStreams(log.calls, '');
    standIn.node(0).faults.next('append', { kind: 'silent' });
    const mine = submissions.append(COUNTY, 1, '{"act":2}');
    await other.append(COUNTY, 1, '{"act":2}');
    expect(await mine).toEqual({ kind: 'sizeDiffers', size: 2 });
    expect(await bodies()).toHaveLength(2);
  });

  it('says that it does not know, when the server stays silent', async () => {
    const { connectionString } = standIn;
    const impatient = new EventStoreLog({ connectionString, callTimeoutMs: 100, patienceMs: 300 });
    standIn.node(0).faults.source = (operation) =>
      operation === 'append' ? { kind: 'silent' } : null;
    await expect(
      new ActStreams(impatient.calls, '').append(COUNTY, 1, '{"act":2}'),
    ).rejects.toThrow(ActOutcomeUnknown);
    await impatient.close();
    standIn.node(0).faults.source = null;
    expect(await bodies()).toHaveLength(1);
  });

  it('refuses an act that no server would take, and an act too many', async () => {
    const large = `{"act":"${'x'.repeat(1_100_000)}"}`;
    await expect(submissions.append(COUNTY, 1, large)).rejects.toThrow(EventStoreRefused);
    await expect(submissions.append(COUNTY, ACTS_MAX, '{}')).rejects.toThrow(ActsFull);
  });

  it('reads on over several pages', async () => {
    for (let size = 1; size < 402; size += 1) await submissions.append(COUNTY, size, String(size));
    expect(await submissions.read(COUNTY)).toHaveLength(402);
  });

  const foreign: readonly [string, Partial<ProposedEvent>][] = [
    ['another type', { type: 'Noted' }],
    ['no JSON content', { contentType: 'application/octet-stream' }],
    ['bytes that are no UTF-8', { data: Uint8Array.of(0x22, 0xff, 0x22) }],
  ];
  it.each(foreign)('stops at an event with %s', async (_what, change) => {
    const event: ProposedEvent = {
      id: crypto.randomUUID(),
      type: 'ReportAct',
      contentType: 'application/json',
      data: bytes('{}'),
      metadata: new Uint8Array(),
      ...change,
    };
    standIn.store.append(STREAM, 0, [event]);
    await expect(submissions.read(COUNTY)).rejects.toThrow(/submissions of county 19 are damaged/u);
  });

  it.each([
    ['deleted', 'delete'],
    ['deleted for good', 'tombstone'],
  ] as const)('does not begin a stream anew that was %s', async (_how, end) => {
    standIn.store[end](STREAM);
    await expect(submissions.read(COUNTY)).rejects.toThrow(/was deleted/u);
    await expect(submissions.append(COUNTY, 0, '{}')).rejects.toThrow(/was deleted/u);
    await expect(submissions.counties()).rejects.toThrow(/was deleted/u);
  });

  it('are one stream for the commands on every machine', async () => {
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    const env = {
      PLUMBLINE_EVENTSTORE: standIn.connectionString,
      PLUMBLINE_EVENTSTORE_PREFIX: 'commands-',
    };
    const records = join(
      import.meta.dirname,
      '../ledgers/16-revised-after-approval/records.ndjson',
    );
    const month = ['--county', '19', '--month', '2006-09', '--json'];
    const on = (data: string, ...argv: readonly string[]) =>
      plumbline([...argv, '--data', data], { env });
    expect((await on(one.path, 'ingest', records)).code).toBe(0);
    expect((await on(one.path, 'submit', ...month, '--by', 'Ana Ruiz')).code).toBe(0);
    const again = await on(other.path, 'submit', ...month, '--by', 'Bea Ruiz');
    expect(again.code).toBe(3);
    expect(again.stdout).toContain('UNDECIDED_VERSION');
    const versions = await on(other.path, 'versions', ...month);
    expect(versions.stdout).toBe((await on(one.path, 'versions', ...month)).stdout);
    expect(JSON.parse(versions.stdout)).toMatchObject([{ submitted: { by: 'Ana Ruiz' } }]);
    for (const { remove } of [one, other]) remove();
  });
});
