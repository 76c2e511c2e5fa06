import { EventStoreDBClient } from '@eventstore/db-client';
import type { ResolvedEvent } from '@eventstore/db-client';
import operationsGrpc from '@eventstore/db-client/generated/operations_grpc_pb.js';
import operations from '@eventstore/db-client/generated/operations_pb.js';
import type { ScavengeResp } from '@eventstore/db-client/generated/operations_pb.js';
import { credentials } from '@grpc/grpc-js';
import { StandIn } from '../standin/cluster.js';
import { fillNewestFile } from '../standin/node-files.js';
import type { StandInNode } from '../standin/node.js';
import { until } from './entries.js';
import { collect, event, events, STREAM, VERSIONS } from './manners.js';

const { STARTED, INPROGRESS } = operations.ScavengeResp.ScavengeResult;
/** In an event's data, to be looked for in files. */
const SECRET = 'a name of 12 characters or more';

const startScavenge = (node: StandInNode): Promise<ScavengeResp> => {
  const address = `127.0.0.1:${String(node.port)}`;
  const client = new operationsGrpc.OperationsClient(address, credentials.createInsecure());
  const options = new operations.StartScavengeReq.Options().setThreadCount(1);
  return new Promise<ScavengeResp>((resolve, reject) => {
    client.startScavenge(new operations.StartScavengeReq().setOptions(options), (error, answer) => {
      if (error === null) resolve(answer);
      else reject(error);
    });
  }).finally(() => {
    client.close();
  });
};

/* See manners-append.spec.ts. */
describe.each(VERSIONS)('cutting and scavenging the stand-in of server %s', (version) => {
  let standIn: StandIn;
  let client: EventStoreDBClient;

  beforeEach(async () => {
    standIn = await StandIn.start({ version, nodes: 3, scavengeMs: 30 });
    client = EventStoreDBClient.connectionString(standIn.node(0).connectionString);
    await client.appendToStream(STREAM, event(1, { name: SECRET }));
    await client.appendToStream(STREAM, events(2, 9));
  });
  afterEach(async () => {
    await client.dispose();
    await standIn.stop();
  });

  it('truncateBefore: reads and subscriptions begin there, appends go on, revisions never move', async () => {
    await client.setStreamMetadata(STREAM, { truncateBefore: 6 });
    expect(await collect(client.readStream(STREAM, { fromRevision: 2n }))).toEqual([6, 7, 8]);
    await client.appendToStream(STREAM, event(10), { expectedRevision: 8n });
    expect(await collect(client.readStream(STREAM))).toEqual([6, 7, 8, 9]);
    const seen: number[] = [];
    const subscription = client.subscribeToStream(STREAM, { fromRevision: 1n });
    subscription.on('data', ({ event: recorded }: ResolvedEvent) => {
      seen.push(Number(recorded?.revision));
    });
    await until(() => seen.length === 4);
    expect(seen).toEqual([6, 7, 8, 9]);
  });

  it('truncateBefore: the bytes stay in the files', async () => {
    await client.setStreamMetadata(STREAM, { truncateBefore: 6 });
    fillNewestFile(standIn.store);
    expect(standIn.nodes.map(({ files }) => files.hold(SECRET))).toEqual([true, true, true]);
  });

  it('a scavenge is answered when it has begun, and a second meanwhile is told of the first', async () => {
    // One that takes longer than a busy machine needs to ask twice.
    const busy = await StandIn.start({ version, scavengeMs: 60_000 });
    const first = await startScavenge(busy.node(0));
    const second = await startScavenge(busy.node(0));
    await busy.stop();
    expect(first.getScavengeResult()).toBe(STARTED);
    expect(second.getScavengeResult()).toBe(INPROGRESS);
    expect(second.getScavengeId()).toBe(first.getScavengeId());
  });

  it('a scavenge is of one node: the others keep their files as they are', async () => {
    await client.setStreamMetadata(STREAM, { truncateBefore: 6 });
    fillNewestFile(standIn.store);
    await startScavenge(standIn.node(1));
    await until(() => !standIn.node(1).files.hold(SECRET));
    expect([0, 2].map((index) => standIn.node(index).files.hold(SECRET))).toEqual([true, true]);
  });

  it('a scavenge of 23.10 leaves the newest file alone, and reports success; 24.10 completes it first', async () => {
    await client.setStreamMetadata(STREAM, { truncateBefore: 6 });
    const { files } = standIn.node(0);
    expect((await startScavenge(standIn.node(0))).getScavengeResult()).toBe(STARTED);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(files.hold(SECRET)).toBe(version === '23.10.8');
  });

  it('a scavenge removes what was cut off from complete files', async () => {
    await client.setStreamMetadata(STREAM, { truncateBefore: 6 });
    fillNewestFile(standIn.store);
    expect((await startScavenge(standIn.node(0))).getScavengeResult()).toBe(STARTED);
    await until(() => !standIn.node(0).files.hold(SECRET));
  });

  it('one was seen that reports success and removes nothing', async () => {
    const idle = await StandIn.start({ version, scavengeRemovesNothing: true });
    const other = EventStoreDBClient.connectionString(idle.connectionString);
    await other.appendToStream(STREAM, events(1, 10));
    await other.setStreamMetadata(STREAM, { truncateBefore: 9 });
    fillNewestFile(idle.store);
    expect((await startScavenge(idle.node(0))).getScavengeResult()).toBe(STARTED);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(idle.node(0).files.hold('{"number":1}')).toBe(true);
    await other.dispose();
    await idle.stop();
  });

  it('a scavenge keeps the last event of a stream, cut off or not', async () => {
    await client.appendToStream('ends-so', event(90, { name: 'another name of more than 12' }));
    await client.setStreamMetadata('ends-so', { truncateBefore: 1 });
    expect(await collect(client.readStream('ends-so'))).toEqual([]);
    fillNewestFile(standIn.store);
    await startScavenge(standIn.node(0));
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(standIn.node(0).files.hold('another name of more than 12')).toBe(true);
  });
});
