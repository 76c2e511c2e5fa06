import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { describeEventLog } from '../contracts/event-log.js';
import type { ServerUnderTest } from './servers.js';
import { sayMissing, SERVER_SOURCES } from './servers.js';

for (const source of SERVER_SOURCES) {
  const isMissing = source.missing !== null;
  if (isMissing) sayMissing(source);
  (isMissing ? describe.skip : describe)(`against ${source.name}`, () => {
    let server: ServerUnderTest | null = null;

    beforeAll(async () => {
      server = await source.start();
    }, 200_000);

    afterAll(async () => {
      await server?.stop();
    });

    describeEventLog('EventStoreDB', () => {
      if (server === null) throw new Error('The server was not started.');
      const { connectionString, streamPrefix } = server;
      // Every test has its own streams: a server has no way to take one back as if it had never been.
      const log = new EventStoreLog({
        connectionString,
        streamPrefix: `${streamPrefix}${crypto.randomUUID()}-`,
      });
      return Promise.resolve({ log, dispose: () => log.close() });
    });
  });
}
