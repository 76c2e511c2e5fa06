import { setTimeout as pause } from 'node:timers/promises';
import { catchUp, Follower } from '../../src/stores/eventstore/catch-up.js';
import type { FollowingState } from '../../src/stores/eventstore/catch-up.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import type { EventStoreLogOptions } from '../../src/stores/eventstore/event-store-log.js';
import { LedgerStreamDamaged } from '../../src/ports/server-failures.js';
import { StandIn } from '../standin/cluster.js';
import type { ServerVersion } from '../standin/stream-store.js';
import { COUNTY, entriesFrom, entryAt, MemoryReplica, storedOf, STREAM, until } from './entries.js';

const PROOF_EVERY_MS = 100;

describe.each(['24.10.4', '23.10.8'] as const)(
  'catching up with server %s',
  (version: ServerVersion) => {
    let standIn: StandIn;
    let log: EventStoreLog;
    const others: EventStoreLog[] = [];
    let followers: Follower[] = [];

    const openLog = (options: Partial<EventStoreLogOptions> = {}): EventStoreLog => {
      const { connectionString } = standIn;
      const opened = new EventStoreLog({
        connectionString,
        callTimeoutMs: 1_500,
        patienceMs: 20_000,
        ...options,
      });
      others.push(opened);
      return opened;
    };

    const follow = (replica: MemoryReplica, states: FollowingState[] = []): Follower => {
      const follower = new Follower(log, COUNTY, replica, {
        proofEveryMs: PROOF_EVERY_MS,
        onState: (state) => states.push(state),
      });
      followers.push(follower);
      follower.start();
      return follower;
    };

    beforeEach(async () => {
      standIn = await StandIn.start({ version, subscriberBuffer: 20 });
      log = openLog();
    });

    afterEach(async () => {
      await Promise.all(followers.map((follower) => follower.stop()));
      followers = [];
      await Promise.all(others.splice(0).map((opened) => opened.close()));
      await standIn.stop();
    });

    it('a replica rebuilt from nothing, one that was stopped, and one that is level', async () => {
      const replica = new MemoryReplica();
      expect(await catchUp(log, COUNTY, replica)).toBe(0);
      await log.append(COUNTY, 0, entriesFrom(1, 1_203));
      expect(await catchUp(log, COUNTY, replica)).toBe(1_203);
      await log.append(COUNTY, 1_203, entriesFrom(1_204, 1_500));
      expect(await catchUp(log, COUNTY, replica)).toBe(1_500);
      expect(await catchUp(log, COUNTY, replica)).toBe(1_500);
      expect(replica.records).toEqual(entriesFrom(1, 1_500).map(storedOf));
    });

    it('reads on where the connection is cut in the middle of a page', async () => {
      await log.append(COUNTY, 0, entriesFrom(1, 1_200));
      const { faults } = standIn.node(0);
      let reads = 0;
      faults.source = (operation) => {
        reads += 1;
        return operation === 'read' && reads % 2 === 0 ? { kind: 'dropAfter', events: 7 } : null;
      };
      const replica = new MemoryReplica();
      expect(await catchUp(log, COUNTY, replica)).toBe(1_200);
      expect(replica.records).toEqual(entriesFrom(1, 1_200).map(storedOf));
    });

    it('follows a writer, from before the stream exists', async () => {
      const replica = new MemoryReplica();
      follow(replica);
      const writer = openLog();
      for (let size = 0; size < 300; size += 10) {
        await writer.append(COUNTY, size, entriesFrom(size + 1, size + 10));
      }
      await until(() => replica.size() === 300);
      expect(replica.records).toEqual(entriesFrom(1, 300).map(storedOf));
    });

    it('subscribes again by itself: the node is killed and comes back', async () => {
      const replica = new MemoryReplica();
      const states: FollowingState[] = [];
      follow(replica, states);
      await log.append(COUNTY, 0, entriesFrom(1, 10));
      await until(() => replica.size() === 10);
      await standIn.node(0).kill();
      await pause(100);
      await standIn.node(0).start();
      await openLog().append(COUNTY, 10, entriesFrom(11, 20));
      await until(() => replica.size() === 20);
      expect(replica.records).toEqual(entriesFrom(1, 20).map(storedOf));
    });

    it('a subscription that falls silent without an end is found out and begun again', async () => {
      const { faults } = standIn.node(0);
      let subscriptions = 0;
      faults.source = (operation) => {
        if (operation !== 'subscribe') return null;
        subscriptions += 1;
        return subscriptions <= 2 ? { kind: 'silent' } : null;
      };
      const replica = new MemoryReplica();
      const states: FollowingState[] = [];
      follow(replica, states);
      await until(() => subscriptions === 1);
      await log.append(COUNTY, 0, entriesFrom(1, 10));
      // Level by its proof alone; at the next one it is seen that the subscription gave nothing.
      await until(() => subscriptions === 2);
      expect(replica.records).toEqual(entriesFrom(1, 10).map(storedOf));
      await log.append(COUNTY, 10, entriesFrom(11, 20));
      await until(() => subscriptions === 3);
      await log.append(COUNTY, 20, entriesFrom(21, 30));
      await until(() => replica.size() === 30);
    });

    it('a frozen server is waited for, and what it has is taken when it thaws', async () => {
      const replica = new MemoryReplica();
      follow(replica);
      await log.append(COUNTY, 0, entriesFrom(1, 10));
      await until(() => replica.size() === 10);
      standIn.node(0).wire.freeze();
      const { store } = standIn;
      const more = entriesFrom(11, 15).map(({ id, type, body, recorded }) => ({
        id,
        type,
        contentType: 'application/json',
        data: new TextEncoder().encode(body),
        metadata: new TextEncoder().encode(
          JSON.stringify({ recorded: new Date(recorded).toISOString(), source: 'other' }),
        ),
      }));
      store.append(STREAM, 9, more);
      await pause(700);
      expect(replica.size()).toBe(10);
      standIn.node(0).wire.thaw();
      await until(() => replica.size() === 15);
      expect(replica.records).toEqual(entriesFrom(1, 15).map(storedOf));
    });

    it('a slow replica gets everything in order, whatever the server does with it', async () => {
      const replica = new MemoryReplica();
      replica.beforeTaking = () => pause(10);
      follow(replica);
      await log.append(COUNTY, 0, [entryAt(1)]);
      await until(() => replica.size() === 1);
      await log.append(COUNTY, 1, entriesFrom(2, 3_000));
      await until(() => replica.size() === 3_000);
      expect(replica.records).toEqual(entriesFrom(1, 3_000).map(storedOf));
    });

    it('takes one page at a time: the next only when the last was taken', async () => {
      // A page of 500 records may take a busy machine longer than the other tests wait.
      const patientLog = openLog({ callTimeoutMs: 10_000, patienceMs: 30_000 });
      await patientLog.append(COUNTY, 0, entriesFrom(1, 1_600));
      const replica = new MemoryReplica();
      let taking = 0;
      replica.beforeTaking = async () => {
        taking += 1;
        expect(taking).toBe(1);
        await pause(5);
        taking -= 1;
      };
      await catchUp(patientLog, COUNTY, replica);
      expect(replica.size()).toBe(1_600);
    });

    it('records that the replica has from its own appends are passed over', async () => {
      const replica = new MemoryReplica();
      follow(replica);
      for (let size = 0; size < 200; size += 20) {
        const entries = entriesFrom(size + 1, size + 20);
        await log.append(COUNTY, size, entries);
        await replica.take(COUNTY, entries.map(storedOf));
      }
      await until(() => followers[0]?.state.kind === 'level' && replica.size() === 200);
      expect(replica.records).toEqual(entriesFrom(1, 200).map(storedOf));
    });

    it('a foreign event stops the following, and says which', async () => {
      const replica = new MemoryReplica();
      const follower = follow(replica);
      await log.append(COUNTY, 0, entriesFrom(1, 3));
      await until(() => replica.size() === 3);
      standIn.store.append(STREAM, 'any', [
        {
          id: crypto.randomUUID(),
          type: 'Noted',
          contentType: 'application/json',
          data: new Uint8Array(),
          metadata: new Uint8Array(),
        },
      ]);
      await until(() => follower.state.kind === 'stopped');
      expect('error' in follower.state && follower.state.error).toBeInstanceOf(LedgerStreamDamaged);
      expect(replica.size()).toBe(3);
    });

    it('stops at once while the server is frozen', async () => {
      const slowLog = openLog({ callTimeoutMs: 60_000, patienceMs: 60_000 });
      standIn.node(0).wire.freeze();
      const follower = new Follower(slowLog, COUNTY, new MemoryReplica());
      follower.start();
      await pause(100);
      await follower.stop();
      expect(follower.state.kind).toBe('ended');
      await slowLog.close();
    });
  },
);
