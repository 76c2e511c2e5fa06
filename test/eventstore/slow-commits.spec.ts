import { setTimeout as pause } from 'node:timers/promises';
import { catchUp } from '../../src/stores/eventstore/catch-up.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { LedgerCutShort } from '../../src/ports/server-failures.js';
import { ActStreams } from '../../src/stores/eventstore/act-streams.js';
import { StandIn } from '../standin/cluster.js';
import { COUNTY, entriesFrom, MemoryReplica, readAll, storedOf, STREAM } from './entries.js';

const COMMIT_MS = 150;

describe('a server that shows a write later than it refuses others by it', () => {
  let standIn: StandIn;
  const logs: EventStoreLog[] = [];

  const openLog = (patienceMs: number): EventStoreLog => {
    const { connectionString } = standIn;
    const log = new EventStoreLog({ connectionString, patienceMs, pageRecords: 4 });
    logs.push(log);
    return log;
  };

  beforeEach(async () => {
    standIn = await StandIn.start();
  });
  afterEach(async () => {
    await Promise.all(logs.splice(0).map((log) => log.close()));
    await standIn.stop();
  });

  it('a writer who comes second is told the size when the first one’s records can be read', async () => {
    standIn.store.commitMs = COMMIT_MS;
    const [one, other] = [openLog(20_000), openLog(20_000)];
    const first = one.append(COUNTY, 0, entriesFrom(1, 3));
    while (standIn.store.everything(STREAM).length === 0) await pause(1);
    expect(standIn.store.shownSize(STREAM)).toBe(0);
    const second = await other.append(COUNTY, 0, entriesFrom(1, 2, { family: 9 }));
    expect(second).toEqual({ kind: 'sizeDiffers', size: 3 });
    expect(standIn.store.shownSize(STREAM)).toBe(3);
    const replica = new MemoryReplica();
    expect(await catchUp(other, COUNTY, replica)).toBe(3);
    expect(await first).toEqual({ kind: 'appended', size: 3 });
  });

  it('two acts at one size: who comes second is told so when the first one’s act can be read', async () => {
    standIn.store.commitMs = COMMIT_MS;
    const [one, other] = [1, 2].map(() => new ActStreams(openLog(20_000).calls, ''));
    if (one === undefined || other === undefined) throw new Error();
    const outcomes = await Promise.all([
      one.append(COUNTY, 0, '{"act":1}'),
      other.append(COUNTY, 0, '{"act":2}'),
    ]);
    expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['appended', 'sizeDiffers']);
    expect(outcomes.map(({ size }) => size)).toEqual([1, 1]);
  });

  it('a new leader that does not show its end at once is no alarm to a replica that is past it', async () => {
    const log = openLog(20_000);
    await log.append(COUNTY, 0, entriesFrom(1, 10));
    const replica = new MemoryReplica();
    await catchUp(log, COUNTY, replica);
    standIn.store.unshow(STREAM, 3);
    const catchingUp = catchUp(openLog(20_000), COUNTY, replica);
    // Longer than the three looks that were once taken to be enough.
    await pause(1_500);
    standIn.store.unshow(STREAM, 0);
    expect(await catchingUp).toBe(10);
  });

  it('a leader that changes between the size and the pages is no alarm, and no page is left out', async () => {
    const log = openLog(20_000);
    await log.append(COUNTY, 0, entriesFrom(1, 10));
    const { store } = standIn;
    const replica = new MemoryReplica();
    const shown: Promise<void>[] = [];
    replica.beforeTaking = () => {
      if (shown.length === 0) {
        store.unshow(STREAM, 6);
        const later = pause(250).then(() => {
          store.unshow(STREAM, 0);
        });
        shown.push(later);
      }
      return Promise.resolve();
    };
    expect(await catchUp(log, COUNTY, replica)).toBe(10);
    await Promise.all(shown);
    expect(replica.records).toEqual(entriesFrom(1, 10).map(storedOf));
    store.unshow(STREAM, 6);
    const reading = readAll(log.read(COUNTY, 1, 10));
    await pause(100);
    store.unshow(STREAM, 0);
    expect(await reading).toEqual(entriesFrom(1, 10).map(storedOf));
  });

  it('an end that stays behind is an alarm all the same', async () => {
    const log = openLog(1_000);
    log.calls.awaitContact(20_000);
    await openLog(20_000).append(COUNTY, 0, entriesFrom(1, 10));
    const replica = new MemoryReplica();
    expect(await catchUp(log, COUNTY, replica)).toBe(10);
    standIn.store.unshow(STREAM, 3);
    await expect(catchUp(log, COUNTY, replica)).rejects.toThrow(LedgerCutShort);
  });
});
