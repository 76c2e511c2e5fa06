import { status } from '@grpc/grpc-js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import type { EventStoreLogOptions } from '../../src/stores/eventstore/event-store-log.js';
import {
  AppendOutcomeUnknown,
  EventStoreRefused,
  EventStoreUnavailable,
  LedgerCutShort,
} from '../../src/ports/server-failures.js';
import { StandIn } from '../standin/cluster.js';
import type { Fault } from '../standin/faults.js';
import { COUNTY, entriesFrom, entryAt, idOf, readAll, storedOf, STREAM } from './entries.js';

describe('what comes of an append', () => {
  let standIn: StandIn;
  const logs: EventStoreLog[] = [];

  const openLog = (options: Partial<EventStoreLogOptions> = {}): EventStoreLog => {
    const log = new EventStoreLog({
      connectionString: standIn.connectionString,
      callTimeoutMs: 400,
      patienceMs: 20_000,
      ...options,
    });
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

  it('an append at another size is refused and says the size that the stream has', async () => {
    const log = openLog();
    const twoMore = entriesFrom(3, 4);
    expect(await log.append(COUNTY, 2, twoMore)).toEqual({
      kind: 'sizeDiffers',
      size: 0,
    });
    await log.append(COUNTY, 0, entriesFrom(1, 5));
    expect(await log.append(COUNTY, 2, twoMore)).toMatchObject({ kind: 'sizeDiffers', size: 5 });
    expect(await log.append(COUNTY, 9, entriesFrom(10, 10))).toMatchObject({ size: 5 });
    expect(await log.size(COUNTY)).toBe(5);
  });

  it('an empty append only compares the size', async () => {
    const log = openLog();
    expect(await log.append(COUNTY, 0, [])).toEqual({ kind: 'appended', size: 0 });
    expect(await log.append(COUNTY, 7, [])).toEqual({ kind: 'sizeDiffers', size: 0 });
    expect(standIn.store.exists(STREAM)).toBe(false);
  });

  const afterWriting: readonly Fault[] = [
    { kind: 'deadlineAfterWrite' },
    { kind: 'dropAfterWrite' },
    { kind: 'silentAfterWrite' },
  ];
  it.each(afterWriting)('is written once where the answer is lost: $kind', async (fault) => {
    const log = openLog();
    await log.append(COUNTY, 0, entriesFrom(1, 3));
    standIn.node(0).faults.next('append', fault);
    expect(await log.append(COUNTY, 3, entriesFrom(4, 6))).toEqual({ kind: 'appended', size: 6 });
    expect(standIn.store.everything(STREAM)).toHaveLength(6);
  });

  const beforeWriting: readonly Fault[] = [
    { kind: 'drop' },
    { kind: 'silent' },
    { kind: 'status', code: status.UNAVAILABLE, details: 'Server Is Not Ready' },
    { kind: 'status', code: status.INTERNAL, details: 'Received RST_STREAM' },
    { kind: 'status', code: status.RESOURCE_EXHAUSTED, details: 'Too busy' },
    { kind: 'status', code: status.UNKNOWN, details: 'Exception was thrown by handler.' },
    { kind: 'delay', ms: 150 },
  ];
  it.each(beforeWriting)('is written once where it was not done: $kind $code', async (fault) => {
    const log = openLog();
    standIn.node(0).faults.next('append', fault, fault);
    expect(await log.append(COUNTY, 0, entriesFrom(1, 3))).toEqual({ kind: 'appended', size: 3 });
    expect(standIn.store.everything(STREAM)).toHaveLength(3);
  });

  it.each(['silent', 'drop'] as const)(
    'the reading back that settles an append is tried again: %s',
    async (kind) => {
      const log = openLog();
      standIn.node(0).faults.next('append', { kind: 'silentAfterWrite' });
      // The first read is the look at the metadata before a ledger's first append.
      standIn.node(0).faults.next('read', { kind: 'delay', ms: 1 }, { kind }, { kind });
      expect(await log.append(COUNTY, 0, [entryAt(1)])).toEqual({ kind: 'appended', size: 1 });
    },
  );

  it('is unknown, and rejects, where the server stays silent; sent again it is found', async () => {
    const log = openLog({ callTimeoutMs: 100, patienceMs: 300 });
    log.calls.awaitContact(20_000);
    await openLog().append(COUNTY, 0, [entryAt(1)]);
    expect(await log.size(COUNTY)).toBe(1);
    const { faults } = standIn.node(0);
    faults.source = (operation) => (operation === 'append' ? { kind: 'silentAfterWrite' } : null);
    const error: unknown = await log.append(COUNTY, 1, entriesFrom(2, 3)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(AppendOutcomeUnknown);
    expect((error as Error).message).toContain('positions 2 to 3 of county 19');
    faults.source = null;
    const sentAgain = async (): Promise<unknown> => {
      for (;;) {
        try {
          return await log.append(COUNTY, 1, entriesFrom(2, 3));
        } catch (failure) {
          // A busy machine may take longer than this log waits.
          if (!(failure instanceof AppendOutcomeUnknown)) throw failure;
        }
      }
    };
    expect(await sentAgain()).toEqual({ kind: 'appended', size: 3 });
    expect(standIn.store.everything(STREAM)).toHaveLength(3);
  });

  it("another writer's records under our ids are never ours, whatever the server says", async () => {
    const theirs = openLog();
    const ours = openLog();
    await theirs.append(COUNTY, 0, entriesFrom(1, 2, { name: 'Bea' }));
    expect(await ours.append(COUNTY, 0, entriesFrom(1, 2))).toEqual({
      kind: 'sizeDiffers',
      size: 2,
    });
    // The very same records, byte for byte and to the millisecond: the other's all the same.
    expect(await ours.append(COUNTY, 0, entriesFrom(1, 2, { name: 'Bea' }))).toMatchObject({
      kind: 'sizeDiffers',
      size: 2,
    });
    const kept = await readAll(ours.read(COUNTY, 1, 2));
    expect(kept).toEqual(entriesFrom(1, 2, { name: 'Bea' }).map(storedOf));
  });

  it('of two writers with the same ids at the same size one appends and the other is told the size', async () => {
    for (let round = 0; round < 20; round += 1) {
      const size = round * 3;
      const [one, other] = [openLog(), openLog()];
      const outcomes = await Promise.all([
        one.append(COUNTY, size, entriesFrom(size + 1, size + 3, { name: 'Ana' })),
        other.append(COUNTY, size, entriesFrom(size + 1, size + 3, { name: 'Bea' })),
      ]);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['appended', 'sizeDiffers']);
      const winner = outcomes[0].kind === 'appended' ? 'Ana' : 'Bea';
      const kept = await readAll(one.read(COUNTY, size + 1, size + 3));
      expect(kept).toEqual(entriesFrom(size + 1, size + 3, { name: winner }).map(storedOf));
      await Promise.all([one.close(), other.close()]);
    }
  });

  it('of twenty racers at one size one appends', async () => {
    const racers = Array.from({ length: 20 }, () => openLog());
    const outcomes = await Promise.all(
      racers.map((log, index) => log.append(COUNTY, 0, [entryAt(1, { family: index })])),
    );
    expect(outcomes.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
    expect(standIn.store.everything(STREAM)).toHaveLength(1);
  });

  it('appends that follow each other need not be waited for', async () => {
    // A thousand records may take a busy machine longer than the other tests wait.
    const log = openLog({ callTimeoutMs: 5_000 });
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        log.append(COUNTY, index * 50, entriesFrom(index * 50 + 1, index * 50 + 50)),
      ),
    );
    expect(outcomes.map(({ size }) => size)).toEqual(
      Array.from({ length: 20 }, (_, index) => (index + 1) * 50),
    );
    expect(await readAll(log.read(COUNTY, 1, 1_000))).toEqual(entriesFrom(1, 1_000).map(storedOf));
  });

  it.each(afterWriting)(
    'that wait for each other, an answer lost in the middle: $kind',
    async (fault) => {
      const log = openLog();
      standIn
        .node(0)
        .faults.next('append', { kind: 'delay', ms: 5 }, { kind: 'delay', ms: 5 }, fault);
      const outcomes = await Promise.all(
        Array.from({ length: 6 }, (_, index) =>
          log.append(COUNTY, index * 10, entriesFrom(index * 10 + 1, index * 10 + 10)),
        ),
      );
      expect(outcomes.map(({ kind }) => kind)).toEqual(Array(6).fill('appended'));
      expect(await readAll(log.read(COUNTY, 1, 60))).toEqual(entriesFrom(1, 60).map(storedOf));
    },
  );

  it('an append that follows one that was not appended is not sent', async () => {
    const [theirs, ours] = [openLog(), openLog()];
    await theirs.append(COUNTY, 0, entriesFrom(1, 3, { family: 9 }));
    // Without the wait the second would be taken: the stream has just the size that it expects.
    const outcomes = await Promise.all([
      ours.append(COUNTY, 0, entriesFrom(1, 3)),
      ours.append(COUNTY, 3, entriesFrom(4, 6)),
    ]);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['sizeDiffers', 'sizeDiffers']);
    expect(standIn.store.everything(STREAM)).toHaveLength(3);
  });

  it('more than the server takes at once goes in several appends under its limit', async () => {
    const log = openLog({ callTimeoutMs: 5_000 });
    const entries = entriesFrom(1, 5_000, { padding: 90 });
    expect(await log.append(COUNTY, 0, entries)).toEqual({ kind: 'appended', size: 5_000 });
    expect(await readAll(log.read(COUNTY, 1, 5_000))).toEqual(entries.map(storedOf));
    const sources = standIn.store
      .everything(STREAM)
      .map(({ metadata }) => Buffer.from(metadata).toString().split('"').at(-2));
    expect(new Set(sources).size).toBeGreaterThan(2);
  });

  it('says how many are in where another writer came between the parts', async () => {
    const log = openLog({ callTimeoutMs: 5_000 });
    const { store } = standIn;
    const data = new TextEncoder().encode('{}');
    const event = { id: idOf(1, 9), type: 'Noted', contentType: 'application/json', data };
    const stop = store.onWrite((stream) => {
      if (store.everything(stream).length !== 2_000) return;
      store.append(stream, 1_999, [{ ...event, metadata: data }]);
    });
    const outcome = await log.append(COUNTY, 0, entriesFrom(1, 5_000));
    expect(outcome).toEqual({ kind: 'sizeDiffers', size: 2_001, written: 2_000 });
    stop();
  });

  it('is unknown where the server refuses to be asked again after it was silent', async () => {
    const log = openLog();
    await log.append(COUNTY, 0, [entryAt(1)]);
    const denied: Fault = {
      kind: 'status',
      code: status.PERMISSION_DENIED,
      details: 'Access Denied',
    };
    standIn.node(0).faults.next('append', { kind: 'silentAfterWrite' }, denied);
    await expect(log.append(COUNTY, 1, [entryAt(2)])).rejects.toThrow(AppendOutcomeUnknown);
    standIn.node(0).faults.next('append', denied);
    await expect(log.append(COUNTY, 1, [entryAt(2)])).rejects.toThrow(EventStoreRefused);
    expect(await log.append(COUNTY, 1, [entryAt(2)])).toEqual({ kind: 'appended', size: 2 });
  });

  it('a server that is not there is an error of its own, with the address and no password', async () => {
    await standIn.node(0).kill();
    const connectionString = `esdb://ana:geheim@127.0.0.1:${String(standIn.node(0).port)}?tls=false`;
    const log = openLog({ connectionString, patienceMs: 200 });
    const error: unknown = await log.size(COUNTY).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(EventStoreUnavailable);
    expect((error as Error).message).toContain('esdb://ana:***@127.0.0.1:');
    expect((error as Error).message).not.toContain('geheim');
    await expect(log.append(COUNTY, 0, [entryAt(1)])).rejects.toThrow(EventStoreUnavailable);
  });

  it('a ledger whose stream was deleted is not begun anew', async () => {
    await openLog().append(COUNTY, 0, entriesFrom(1, 3));
    standIn.store.delete(STREAM);
    await expect(openLog().append(COUNTY, 0, [entryAt(1)])).rejects.toThrow(LedgerCutShort);
    await expect(openLog().size(COUNTY)).rejects.toThrow(LedgerCutShort);
    expect(standIn.store.everything(STREAM)).toHaveLength(3);
  });

  it('a ledger whose stream was deleted for good stands still', async () => {
    const log = openLog();
    await log.append(COUNTY, 0, entriesFrom(1, 3));
    standIn.store.tombstone(STREAM);
    await expect(log.append(COUNTY, 3, [entryAt(4)])).rejects.toThrow(LedgerCutShort);
    await expect(log.size(COUNTY)).rejects.toThrow(LedgerCutShort);
    await expect(readAll(log.read(COUNTY, 1, 3))).rejects.toThrow(LedgerCutShort);
  });

  it('takes nothing after it was closed, and finishes what is under way', async () => {
    const log = openLog();
    standIn.node(0).faults.next('append', { kind: 'delay', ms: 100 });
    const appending = log.append(COUNTY, 0, entriesFrom(1, 3));
    const closing = log.close();
    await expect(log.append(COUNTY, 3, [entryAt(4)])).rejects.toThrow('was closed');
    expect(await appending).toEqual({ kind: 'appended', size: 3 });
    await closing;
  });

  it('refuses entries whose positions do not follow the size', async () => {
    await expect(openLog().append(COUNTY, 0, [entryAt(2)])).rejects.toThrow('must have 1');
  });
});
