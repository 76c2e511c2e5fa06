import { setTimeout as pause } from 'node:timers/promises';
import { canonicalLine } from '../../projections/access-log/line-text.js';
import { careForLog } from '../../src/access-log/care-for-log.js';
import { sendLines } from '../../src/access-log/send-lines.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { LineStreams } from '../../src/stores/eventstore/line-streams.js';
import { LogFolder, NOON, aLine, instant, readAll } from '../access-log/log-under-test.js';
import { StandIn } from '../standin/cluster.js';
import { instantOfMs } from '../../events/values/instant.js';

describe('the access log on a server', () => {
  let standIn: StandIn;
  let store: EventStoreLog;
  let folder: LogFolder;

  beforeAll(async () => {
    standIn = await StandIn.start();
    const { connectionString } = standIn;
    store = new EventStoreLog({ connectionString, patienceMs: 20_000 });
  });
  afterAll(async () => {
    await store.close();
    await standIn.stop();
  });
  beforeEach(() => {
    folder = new LogFolder();
  });
  afterEach(async () => {
    await folder.remove();
  });

  it('gets every line once and in order, in parts, and what came while it was away', async () => {
    const log = folder.open();
    const server = new LineStreams(store.calls, 'in-order-');
    expect(await sendLines(log, server)).toEqual({ kind: 'sent', lines: 0 });
    await Promise.all(Array.from({ length: 450 }, () => log.append(aLine())));
    expect(await sendLines(log, server)).toEqual({ kind: 'sent', lines: 450 });
    await log.append(aLine({ account: 'A-8' }));
    standIn.node(0).faults.next('append', { kind: 'dropAfterWrite' });
    expect(await sendLines(log, server)).toEqual({ kind: 'sent', lines: 1 });
    expect(await sendLines(log, server)).toEqual({ kind: 'sent', lines: 0 });
    const { name } = await log.head();
    const last = (await readAll(log)).at(-1);
    expect(await server.end(name ?? '')).toEqual({
      size: 451,
      last: last === undefined ? null : canonicalLine(last),
    });
  });

  it('gets nothing of a log that was restored or exchanged, and the operator is told', async () => {
    const log = folder.open();
    const server = new LineStreams(store.calls, 'exchanged-');
    await log.append(aLine());
    const { name } = await log.head();
    const [first] = await readAll(log);
    await server.append(name ?? '', 0, [canonicalLine({ n: 1, ...aLine({ account: 'A-9' }) })]);
    expect(await sendLines(log, server)).toMatchObject({
      kind: 'stopped',
      message: expect.stringContaining('has another line 1 than the access log') as unknown,
    });
    await server.append(name ?? '', 1, [canonicalLine(first ?? { n: 2, ...aLine() })]);
    expect(await sendLines(log, server)).toMatchObject({
      kind: 'stopped',
      message: expect.stringContaining(
        'has 2 lines, and the access log of this folder has 1',
      ) as unknown,
    });
  });

  it('is waited for by nobody: lines are appended while it is away, and sent when it is back', async () => {
    const log = folder.open();
    const lines = new LineStreams(store.calls, 'away-');
    let isAway = true;
    const server = {
      end: (name: string) =>
        isAway ? Promise.reject(new Error('The server is away.')) : lines.end(name),
      append: lines.append.bind(lines),
      forget: lines.forget.bind(lines),
    };
    const told: string[] = [];
    await log.append(aLine());
    const care = careForLog({
      log,
      server,
      clock: () => NOON,
      onTrouble: (text) => told.push(text),
    });
    await pause(50);
    expect(await log.append(aLine())).toEqual({ kind: 'durable', n: 2 });
    expect(told).toEqual(['The server is away.']);
    isAway = false;
    const { name } = await log.head();
    for (let look = 0; look < 100 && (await lines.end(name ?? '')).size < 2; look += 1)
      await pause(50);
    expect((await lines.end(name ?? '')).size).toBe(2);
    await care.stop();
  });

  it('forgets the lines whose seven years are over', async () => {
    const log = folder.open();
    const server = new LineStreams(store.calls, 'expired-');
    await log.append(aLine());
    await log.append(aLine({ at: instant('2027-10-12T19:00:00Z') }));
    await sendLines(log, server);
    const clock = () => instantOfMs(instant('2033-10-14T19:00:00Z'));
    const care = careForLog({ log, server, clock, onTrouble: () => undefined });
    const { name } = await log.head();
    const stream = `expired-${name ?? ''}`;
    const from = (revision: number): Promise<unknown> =>
      store.calls.page({ stream, from: revision, countMax: 10, direction: 'forward' });
    for (let look = 0; look < 40 && ((await from(0)) as unknown[]).length > 1; look += 1) {
      await pause(50);
    }
    await care.stop();
    expect(await from(0)).toMatchObject([{ revision: 1 }]);
  });
});
