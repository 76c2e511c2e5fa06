import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  NO_STREAM,
  START,
  StreamDeletedError,
  StreamNotFoundError,
} from '@eventstore/db-client';
import type { ResolvedEvent } from '@eventstore/db-client';
import { StandIn } from '../standin/cluster.js';
import { until } from './entries.js';
import { collect, event, events, PLAIN, STREAM, thrownBy, VERSIONS } from './manners.js';

/* See manners-append.spec.ts. */
describe.each(VERSIONS)('reading from the stand-in of server %s', (version) => {
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

  describe('read', () => {
    beforeEach(async () => {
      await client.appendToStream(STREAM, events(1, 10));
    });

    it('forward from a revision, that one included; without maxCount everything', async () => {
      expect(await collect(client.readStream(STREAM, { fromRevision: 7n }))).toEqual([7, 8, 9]);
      expect(await collect(client.readStream(STREAM, { fromRevision: 2n, maxCount: 2 }))).toEqual([
        2, 3,
      ]);
    });

    it('at or past the end: no events and no error', async () => {
      expect(await collect(client.readStream(STREAM, { fromRevision: 10n }))).toEqual([]);
      expect(await collect(client.readStream(STREAM, { fromRevision: 999n }))).toEqual([]);
    });

    it('a missing stream: StreamNotFoundError while iterating', async () => {
      const stream = client.readStream('never-written');
      expect(await thrownBy(collect(stream))).toBeInstanceOf(StreamNotFoundError);
    });

    it('maxCount 0: code 2', async () => {
      const error = await thrownBy(collect(client.readStream(STREAM, { maxCount: 0 })));
      expect(error['code']).toBe(2);
    });

    it('backward: the default start is START, so one event; from END all', async () => {
      expect(await collect(client.readStream(STREAM, { direction: BACKWARDS }))).toEqual([0]);
      const read = client.readStream(STREAM, {
        direction: BACKWARDS,
        fromRevision: END,
        maxCount: 3,
      });
      expect(await collect(read)).toEqual([9, 8, 7]);
    });

    it('leaving the loop early is clean', async () => {
      const seen: bigint[] = [];
      for await (const { event: recorded } of client.readStream(STREAM)) {
        seen.push(recorded?.revision ?? -1n);
        break;
      }
      expect(seen).toEqual([0n]);
    });

    it('truncateBefore: everything begins there whatever was asked, appends go on, revisions never move', async () => {
      await client.setStreamMetadata(STREAM, { truncateBefore: 4 });
      expect(await collect(client.readStream(STREAM, { fromRevision: START }))).toEqual([
        4, 5, 6, 7, 8, 9,
      ]);
      expect(await collect(client.readStream(STREAM, { fromRevision: 1n, maxCount: 2 }))).toEqual([
        4, 5,
      ]);
      const appended = await client.appendToStream(STREAM, event(11), { expectedRevision: 9n });
      expect(appended.nextExpectedRevision).toBe(10n);
      const subscription = client.subscribeToStream(STREAM, { fromRevision: START });
      for await (const { event: recorded } of subscription) {
        expect(recorded?.revision).toBe(4n);
        break;
      }
    });

    it('a deleted stream is not found, and goes on at its old end when it is written again', async () => {
      await client.deleteStream(STREAM);
      expect(await thrownBy(collect(client.readStream(STREAM)))).toBeInstanceOf(
        StreamNotFoundError,
      );
      const again = await client.appendToStream(STREAM, event(11), {
        expectedRevision: NO_STREAM,
      });
      expect(again.nextExpectedRevision).toBe(10n);
      expect(await collect(client.readStream(STREAM))).toEqual([10]);
    });

    it('a tombstoned stream: StreamDeletedError', async () => {
      await client.tombstoneStream(STREAM);
      expect(await thrownBy(collect(client.readStream(STREAM)))).toBeInstanceOf(StreamDeletedError);
    });
  });

  describe('subscribe', () => {
    interface Watched {
      readonly revisions: number[];
      readonly errors: Error[];
      caughtUp: boolean;
    }

    const watch = (fromRevision: bigint | 'start' | 'end'): Watched => {
      const watched: Watched = { revisions: [], errors: [], caughtUp: false };
      const subscription = client.subscribeToStream(STREAM, { fromRevision });
      subscription.on('data', ({ event: recorded }: ResolvedEvent) => {
        watched.revisions.push(Number(recorded?.revision));
      });
      subscription.on('error', (error: Error) => watched.errors.push(error));
      subscription.on('caughtUp', () => {
        watched.caughtUp = true;
      });
      return watched;
    };

    it('from a revision, that one excluded, then live', async () => {
      await client.appendToStream(STREAM, events(1, 3));
      const watched = watch(0n);
      await until(() => watched.caughtUp);
      await client.appendToStream(STREAM, event(4));
      await until(() => watched.revisions.length === 3);
      expect(watched.revisions).toEqual([1, 2, 3]);
    });

    it('from past the end it stays silent for ever', async () => {
      await client.appendToStream(STREAM, events(1, 3));
      const watched = watch(5n);
      await until(() => watched.caughtUp);
      await client.appendToStream(STREAM, events(4, 9));
      const level = watch(2n);
      await until(() => level.revisions.length === 6);
      expect(watched.revisions).toEqual([]);
    });

    it('caughtUp on a missing stream: at once from 24, only once it exists from 23', async () => {
      const watched = watch('start');
      if (version === '24.10.4') {
        await until(() => watched.caughtUp);
      } else {
        await client.appendToStream('another', event(1));
        expect(watched.caughtUp).toBe(false);
      }
      await client.appendToStream(STREAM, event(1));
      await until(() => watched.caughtUp && watched.revisions.length === 1);
    });

    it('killed and started again: one error, then silence; the events are all there', async () => {
      await client.appendToStream(STREAM, events(1, 3));
      const watched = watch('start');
      await until(() => watched.revisions.length === 3);
      await standIn.node(0).restart();
      await until(() => watched.errors.length === 1);
      const other = EventStoreDBClient.connectionString(standIn.connectionString);
      await other.appendToStream(STREAM, event(4), { expectedRevision: 2n, credentials: PLAIN });
      expect(await collect(other.readStream(STREAM))).toEqual([0, 1, 2, 3]);
      expect(watched.revisions).toEqual([0, 1, 2]);
      expect(watched.errors).toHaveLength(1);
      await other.dispose();
    });

    it('a slow consumer: 23.10 drops it with code 10, 24.10 delivers everything in order', async () => {
      await client.appendToStream(STREAM, event(1));
      const subscription = client.subscribeToStream(
        STREAM,
        { fromRevision: START },
        { highWaterMark: 1 },
      );
      let caughtUp = false;
      subscription.on('caughtUp', () => {
        caughtUp = true;
      });
      const revisions: number[] = [];
      let code: unknown = null;
      const padding = 'x'.repeat(20_000);
      try {
        for await (const { event: recorded } of subscription) {
          revisions.push(Number(recorded?.revision));
          if (revisions.length === 1) {
            await until(() => caughtUp);
            for (let number = 2; number <= 200; number += 1) {
              await client.appendToStream(STREAM, event(number, { padding }));
            }
          }
          if (revisions.length === 200) break;
        }
      } catch (error) {
        code = (error as Record<string, unknown>)['code'];
      }
      expect(code).toBe(version === '23.10.8' ? 10 : null);
      expect(revisions).toEqual(Array.from(revisions, (_, index) => index));
      expect(revisions.length === 200).toBe(version === '24.10.4');
    });
  });
});
