import {
  EventStoreDBClient,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  STREAM_EXISTS,
  StreamDeletedError,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import type { AppendResult, EventData } from '@eventstore/db-client';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streamsGrpc from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type {
  BatchAppendReq,
  BatchAppendResp,
} from '@eventstore/db-client/generated/streams_pb.js';
import { credentials } from '@grpc/grpc-js';
import type { ClientDuplexStream } from '@grpc/grpc-js';
import { StandIn } from '../standin/cluster.js';
import { APPEND_SIZE_MAX } from '../standin/stream-store.js';
import { idOf, until } from './entries.js';
import { event, events, PLAIN, STREAM, thrownBy, VERSIONS } from './manners.js';

const rawBatchAppend = (port: number): ClientDuplexStream<BatchAppendReq, BatchAppendResp> =>
  new streamsGrpc.StreamsClient(
    `127.0.0.1:${String(port)}`,
    credentials.createInsecure(),
  ).batchAppend();

/*
 * The stand-in against the product's own client: each test is a line of the page on how a real server
 * was seen to behave. `batch` is the client's default path, `plain` the one with per-call credentials.
 */
describe.each(VERSIONS)('appending to the stand-in of server %s', (version) => {
  let standIn: StandIn;
  let client: EventStoreDBClient;

  beforeEach(async () => {
    standIn = await StandIn.start({ version, writeTimeoutMs: 100, subscriberBuffer: 20 });
    client = EventStoreDBClient.connectionString(standIn.connectionString);
  });

  afterEach(async () => {
    await client.dispose();
    await standIn.stop();
  });

  describe.each(['batch', 'plain'] as const)('append, %s', (path) => {
    const options = path === 'plain' ? { credentials: PLAIN } : {};

    const append = (
      what: EventData | EventData[],
      expectedRevision?: bigint | 'any' | 'no_stream' | 'stream_exists',
    ): Promise<AppendResult> =>
      client.appendToStream(
        STREAM,
        what,
        expectedRevision === undefined ? options : { ...options, expectedRevision },
      );

    it('no_stream or the right revision: success with the revision of the last event', async () => {
      expect(await append(events(1, 3), NO_STREAM)).toMatchObject({
        success: true,
        nextExpectedRevision: 2n,
        position: { commit: 3n, prepare: 3n },
      });
      expect(await append(event(4), 2n)).toMatchObject({
        success: true,
        nextExpectedRevision: 3n,
      });
    });

    it('a stale or future revision: WrongExpectedVersionError with an empty message', async () => {
      await append(events(1, 3), NO_STREAM);
      for (const stale of [0n, 7n]) {
        const error = await thrownBy(append(event(9), stale));
        expect(error).toBeInstanceOf(WrongExpectedVersionError);
        expect(error).toMatchObject({
          type: 'wrong-expected-version',
          name: 'Error',
          message: '',
          expectedVersion: stale,
          actualVersion: 2n,
        });
      }
    });

    it('a revision, or stream_exists, on a stream that is not there: actualVersion no_stream', async () => {
      for (const expected of [4n, STREAM_EXISTS] as const) {
        const error = await thrownBy(append(event(1), expected));
        expect(error).toBeInstanceOf(WrongExpectedVersionError);
        expect(error['actualVersion']).toBe('no_stream');
      }
    });

    it('twenty racers with one expected revision: one wins', async () => {
      await append(event(1), NO_STREAM);
      const raced = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) => append(event(100 + index), 0n)),
      );
      expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      expect(standIn.store.everything(STREAM)).toHaveLength(2);
    });

    it('the same ids again at the same revision, a prefix, or the tail: success, the original revision and position', async () => {
      const first = await append(events(1, 3), NO_STREAM);
      await append(events(4, 6), 2n);
      expect(await append(events(1, 3), NO_STREAM)).toEqual(first);
      expect(await append(events(1, 3), 'any')).toEqual(first);
      expect(await append(events(1, 2), NO_STREAM)).toMatchObject({
        nextExpectedRevision: 1n,
        position: { commit: 2n },
      });
      expect(await append(events(2, 3), 0n)).toEqual(first);
      expect(standIn.store.everything(STREAM)).toHaveLength(6);
    });

    it('the same ids with other data: success, and the new data is dropped', async () => {
      await append(event(1, { amount: '1.00' }), NO_STREAM);
      expect(await append(event(1, { amount: '2.00' }), NO_STREAM)).toMatchObject({
        success: true,
      });
      const kept = standIn.store.everything(STREAM);
      expect(kept.map(({ data }) => Buffer.from(data).toString())).toEqual(['{"amount":"1.00"}']);
    });

    it('two writers that append the same ids at the same revision are both told success', async () => {
      const other = EventStoreDBClient.connectionString(standIn.connectionString);
      const results = await Promise.all([
        append(events(1, 3), NO_STREAM),
        other.appendToStream(STREAM, events(1, 3), { ...options, expectedRevision: NO_STREAM }),
      ]);
      expect(results.map(({ success }) => success)).toEqual([true, true]);
      expect(standIn.store.everything(STREAM)).toHaveLength(3);
      await other.dispose();
    });

    it('a partly known batch, or known ids in another order: WrongExpectedVersionError', async () => {
      await append(events(1, 3), NO_STREAM);
      const orders = [events(1, 4), [event(2), event(1), event(3)]];
      for (const batch of orders) {
        expect(await thrownBy(append(batch, NO_STREAM))).toBeInstanceOf(WrongExpectedVersionError);
      }
    });

    it("a known id at the stream's end is written a second time, an id twice in one batch too", async () => {
      await append(events(1, 2), NO_STREAM);
      expect(await append(event(1), 1n)).toMatchObject({ nextExpectedRevision: 2n });
      expect(await append([event(5), event(5)], 2n)).toMatchObject({ nextExpectedRevision: 4n });
      expect(standIn.store.everything(STREAM).map(({ id }) => id)).toEqual(
        [1, 2, 1, 5, 5].map((number) => idOf(number)),
      );
    });

    it('an empty array: success, 0 where there is no stream; with a stale revision the error', async () => {
      expect(await append([], NO_STREAM)).toMatchObject({
        success: true,
        nextExpectedRevision: 0n,
      });
      expect(standIn.store.exists(STREAM)).toBe(false);
      await append(events(1, 3), NO_STREAM);
      expect(await append([], 2n)).toMatchObject({ success: true, nextExpectedRevision: 2n });
      expect(await thrownBy(append([], 1n))).toBeInstanceOf(WrongExpectedVersionError);
    });

    it('more than 1 MiB: 24.10 counts data, metadata and twice the type, 23.10 the data alone', async () => {
      const overhead = '{"text":""}'.length;
      const extra = '{"a":1}'.length + 2 * 'Noted'.length;
      const sized = (bytes: number): EventData =>
        jsonEvent({
          id: idOf(1),
          type: 'Noted',
          data: { text: 'x'.repeat(bytes - overhead) },
          metadata: { a: 1 },
        });
      const max = APPEND_SIZE_MAX - (version === '24.10.4' ? extra : 0);
      const error = await thrownBy(append(sized(max + 1), NO_STREAM));
      expect(error).toBeInstanceOf(MaxAppendSizeExceededError);
      expect(error['maxAppendSize']).toBe(1_048_576);
      expect(await append(sized(max), NO_STREAM)).toMatchObject({ success: true });
    });

    it('one event of 18 MiB: code 8', async () => {
      const error = await thrownBy(append(event(1, { text: 'x'.repeat(18 * 1024 * 1024) }), 'any'));
      expect(error['code']).toBe(8);
    });

    it('a deleted stream', async () => {
      await append(events(1, 3), NO_STREAM);
      await client.tombstoneStream(STREAM);
      expect(await thrownBy(append(event(4), 2n))).toBeInstanceOf(StreamDeletedError);
    });
  });

  it('twenty appends with chained revisions, not awaited, are all written in order', async () => {
    // A client that has not appended yet may send its second append before its first.
    await client.appendToStream('another', event(1));
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        client.appendToStream(STREAM, event(index + 1), {
          expectedRevision: index === 0 ? NO_STREAM : BigInt(index - 1),
        }),
      ),
    );
    expect(standIn.store.everything(STREAM).map(({ id }) => id)).toEqual(
      Array.from({ length: 20 }, (_, index) => idOf(index + 1)),
    );
  });

  it('a chained append behind a refused one is written where another batch of its length came first', async () => {
    // Why the adapter does not send an append before the one that it follows is known to be written.
    await client.appendToStream('another', event(1));
    const other = EventStoreDBClient.connectionString(standIn.connectionString);
    await other.appendToStream(STREAM, events(901, 903), { expectedRevision: NO_STREAM });
    const chained = await Promise.allSettled([
      client.appendToStream(STREAM, events(1, 3), { expectedRevision: NO_STREAM }),
      client.appendToStream(STREAM, events(4, 6), { expectedRevision: 2n }),
    ]);
    expect(chained.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    await other.dispose();
  });

  it('not reachable: code 14', async () => {
    await standIn.node(0).kill();
    const appending = client.appendToStream(STREAM, event(1), { credentials: PLAIN });
    expect((await thrownBy(appending))['code']).toBe(14);
  });

  it('a connection lost in a call: code 14, and the event may be written', async () => {
    standIn.node(0).faults.next('append', { kind: 'dropAfterWrite' });
    const error = await thrownBy(client.appendToStream(STREAM, event(1), { credentials: PLAIN }));
    expect(error).toMatchObject({ type: 'unavailable', code: 14 });
    expect(standIn.store.everything(STREAM)).toHaveLength(1);
  });

  it('frozen: a plain append honours its deadline with code 4', async () => {
    await client.appendToStream(STREAM, event(1));
    standIn.node(0).wire.freeze();
    const appending = client.appendToStream(STREAM, event(2), {
      credentials: PLAIN,
      deadline: 200,
    });
    expect((await thrownBy(appending))['code']).toBe(4);
  });

  it('the deadline exceeded after the write went through', async () => {
    standIn.node(0).faults.next('append', { kind: 'deadlineAfterWrite' });
    const error = await thrownBy(client.appendToStream(STREAM, events(1, 2)));
    expect(error).toMatchObject({ type: 'deadline-exceeded' });
    expect(standIn.store.everything(STREAM)).toHaveLength(2);
  });

  it('an event id that is no UUID is answered twice: at once, and when the write times out', async () => {
    const call = rawBatchAppend(standIn.node(0).port);
    const answers: string[] = [];
    call.on('data', (answer: BatchAppendResp) =>
      answers.push(answer.getError()?.getDetails()?.getTypeName() ?? ''),
    );
    call.on('error', () => undefined);
    const correlation = new shared.UUID().setString(idOf(1));
    const message = new streams.BatchAppendReq.ProposedMessage().setId(
      new shared.UUID().setString('x'),
    );
    const identifier = new shared.StreamIdentifier().setStreamName(Buffer.from(STREAM));
    const options = new streams.BatchAppendReq.Options().setStreamIdentifier(identifier);
    call.write(
      new streams.BatchAppendReq()
        .setCorrelationId(correlation)
        .setOptions(options)
        .setProposedMessagesList([message])
        .setIsFinal(true),
    );
    // The client's map knows the first answer only: the second is a TypeError that nobody catches.
    await until(() => answers.length === 2);
    expect(answers).toEqual(['event_store.client.BadRequest', 'event_store.client.Timeout']);
    call.cancel();
  });
});
