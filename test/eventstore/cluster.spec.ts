import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient } from '@eventstore/db-client';
import { catchUp, Follower } from '../../src/stores/eventstore/catch-up.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import type { EventStoreLogOptions } from '../../src/stores/eventstore/event-store-log.js';
import { AppendOutcomeUnknown, EventStoreUnavailable } from '../../src/ports/server-failures.js';
import { StandIn } from '../standin/cluster.js';
import {
  COUNTY,
  entriesFrom,
  entryAt,
  MemoryReplica,
  readAll,
  storedOf,
  STREAM,
  until,
} from './entries.js';

describe('three nodes', () => {
  let standIn: StandIn;
  const logs: EventStoreLog[] = [];

  const openLog = (options: Partial<EventStoreLogOptions> = {}): EventStoreLog => {
    const { connectionString } = standIn;
    const log = new EventStoreLog({
      connectionString,
      callTimeoutMs: 400,
      patienceMs: 20_000,
      ...options,
    });
    logs.push(log);
    return log;
  };

  const changeLeader = async (from: number, to: number): Promise<void> => {
    await standIn.node(from).kill();
    standIn.elect(to);
    await standIn.node(from).start();
  };

  beforeEach(async () => {
    standIn = await StandIn.start({ nodes: 3, writeTimeoutMs: 100 });
  });

  afterEach(async () => {
    await Promise.all(logs.splice(0).map((log) => log.close()));
    await standIn.stop();
  });

  it('a call that wants the leader is told by a follower who leads', async () => {
    const client = EventStoreDBClient.connectionString(standIn.node(1).connectionString);
    const credentials = { username: 'a', password: 'b' };
    const appending = client.appendToStream('some', [], { requiresLeader: true, credentials });
    await expect(appending).rejects.toMatchObject({
      type: 'not-leader',
      leader: { address: '127.0.0.1', port: standIn.node(0).port },
    });
    await client.dispose();
  });

  it('finds the leader by gossip, whichever it is', async () => {
    standIn.elect(2);
    const log = openLog();
    expect(await log.append(COUNTY, 0, entriesFrom(1, 3))).toEqual({ kind: 'appended', size: 3 });
    expect(await log.size(COUNTY)).toBe(3);
  });

  it.each(['tls=false', 'tls=false&nodePreference=follower'])(
    'one address of a follower is enough: it names the leader (%s)',
    async (options) => {
      const address = `127.0.0.1:${String(standIn.node(1).port)}`;
      const log = openLog({ connectionString: `esdb://${address}?${options}` });
      expect(await log.append(COUNTY, 0, entriesFrom(1, 3))).toEqual({ kind: 'appended', size: 3 });
    },
  );

  it('the leader is killed while appends are under way', async () => {
    const log = openLog();
    const replica = new MemoryReplica();
    const follower = new Follower(openLog(), COUNTY, replica, { proofEveryMs: 100 });
    follower.start();
    let leader = 0;
    const appending = Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        log.append(COUNTY, index * 20, entriesFrom(index * 20 + 1, index * 20 + 20)),
      ),
    );
    for (const next of [1, 2, 0]) {
      await pause(60);
      await changeLeader(leader, next);
      leader = next;
    }
    expect((await appending).map(({ kind }) => kind)).toEqual(Array(60).fill('appended'));
    await until(() => replica.size() === 1_200);
    await follower.stop();
    expect(replica.records).toEqual(entriesFrom(1, 1_200).map(storedOf));
  });

  it('a tail that only the old leader had is cut off: it is written again by the new one', async () => {
    const log = openLog();
    await log.append(COUNTY, 0, entriesFrom(1, 3));
    standIn.cutOffLeader();
    const appending = log.append(COUNTY, 3, entriesFrom(4, 6));
    await pause(300);
    expect(standIn.store.everything(STREAM)).toHaveLength(3);
    await changeLeader(0, 1);
    expect(await appending).toEqual({ kind: 'appended', size: 6 });
    expect(await readAll(log.read(COUNTY, 1, 6))).toEqual(entriesFrom(1, 6).map(storedOf));
  });

  it('a tail that is replicated after all is there once, however often it was sent', async () => {
    const log = openLog();
    await log.append(COUNTY, 0, entriesFrom(1, 3));
    standIn.cutOffLeader();
    const appending = log.append(COUNTY, 3, entriesFrom(4, 6));
    await pause(500);
    standIn.heal();
    expect(await appending).toEqual({ kind: 'appended', size: 6 });
    expect(await readAll(log.read(COUNTY, 1, 6))).toEqual(entriesFrom(1, 6).map(storedOf));
  });

  it('another writer came first after the leader changed: the size is told, nothing is ours', async () => {
    const [ours, theirs] = [openLog(), openLog()];
    await ours.append(COUNTY, 0, entriesFrom(1, 3));
    standIn.cutOffLeader();
    const appending = ours.append(COUNTY, 3, entriesFrom(4, 6));
    await pause(150);
    standIn.elect(1);
    expect(await theirs.append(COUNTY, 3, entriesFrom(4, 5, { family: 9 }))).toMatchObject({
      size: 5,
    });
    await standIn.node(0).restart();
    expect(await appending).toMatchObject({ kind: 'sizeDiffers', size: 5 });
    expect(standIn.store.everything(STREAM)).toHaveLength(5);
  });

  it('a frozen leader is left for the one that is elected', async () => {
    const log = openLog();
    await log.append(COUNTY, 0, entriesFrom(1, 3));
    standIn.node(0).wire.freeze();
    const appending = log.append(COUNTY, 3, entriesFrom(4, 6));
    await pause(500);
    standIn.elect(1);
    expect(await appending).toEqual({ kind: 'appended', size: 6 });
    standIn.node(0).wire.thaw();
  });

  it('two nodes of three down: an append is unknown and a read is not to be had, until one is back', async () => {
    const log = openLog({ patienceMs: 600 });
    log.calls.awaitContact(20_000);
    await openLog().append(COUNTY, 0, entriesFrom(1, 3));
    expect(await log.size(COUNTY)).toBe(3);
    await standIn.node(1).kill();
    await standIn.node(2).kill();
    await expect(log.append(COUNTY, 3, [entryAt(4)])).rejects.toThrow(AppendOutcomeUnknown);
    await standIn.node(0).kill();
    await expect(log.size(COUNTY)).rejects.toThrow(EventStoreUnavailable);
    await standIn.node(0).start();
    await standIn.node(1).start();
    standIn.elect(0);
    const patient = openLog();
    expect(await patient.append(COUNTY, 3, [entryAt(4)])).toEqual({ kind: 'appended', size: 4 });
    const replica = new MemoryReplica();
    expect(await catchUp(patient, COUNTY, replica)).toBe(4);
  });

  it('a follower that knows no leader is left: an append over it goes to who is elected', async () => {
    const log = openLog();
    await log.append(COUNTY, 0, entriesFrom(1, 3));
    // The node stays, and its connections: only nobody leads.
    standIn.elect(-1);
    const appending = log.append(COUNTY, 3, entriesFrom(4, 6));
    await pause(300);
    standIn.elect(2);
    expect(await appending).toEqual({ kind: 'appended', size: 6 });
  });

  it('no leader for a while: what was asked waits for one', async () => {
    const log = openLog();
    await standIn.node(0).kill();
    const appending = log.append(COUNTY, 0, entriesFrom(1, 3));
    const sizing = log.size(COUNTY);
    await pause(700);
    standIn.elect(2);
    expect(await appending).toEqual({ kind: 'appended', size: 3 });
    expect([0, 3]).toContain(await sizing);
  });
});
