import { catchUp, Follower } from '../../src/stores/eventstore/catch-up.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { Random } from '../support/random.js';
import { COUNTY, entriesFrom, MemoryReplica, readAll, storedOf, until } from './entries.js';
import { Machine, rootOfReplica } from './machine.js';
import type { ServerUnderTest } from './servers.js';
import { sayMissing, SERVER_SOURCES } from './servers.js';

const SEED = 20_061_003;
const RECORDS_EACH = 300;
/** Those of either machine, and the quarter that both want in under the same ids. */
const RECORDS_ALL = 2 * RECORDS_EACH - RECORDS_EACH / 4;

for (const source of SERVER_SOURCES) {
  const isMissing = source.missing !== null;
  if (isMissing) sayMissing(source);
  (isMissing ? describe.skip : describe)(
    `one ledger, many machines, against ${source.name}`,
    () => {
      let server: ServerUnderTest | null = null;

      const options = (): { connectionString: string; streamPrefix: string } => {
        if (server === null) throw new Error('The server was not started.');
        const { connectionString, streamPrefix } = server;
        return { connectionString, streamPrefix: `${streamPrefix}${crypto.randomUUID()}-` };
      };

      beforeAll(async () => {
        server = await source.start();
      }, 200_000);

      afterAll(async () => {
        await server?.stop();
      });

      it('two writers, a reader meanwhile, a replica that was stopped, a copied and a rebuilt one', async () => {
        const given = options();
        const random = new Random(SEED);
        const machines = [
          new Machine(given, 'Ana', 1, new Random(random.integer(0, 1e9))),
          new Machine(given, 'Bea', 2, new Random(random.integer(0, 1e9))),
        ];
        const log = new EventStoreLog(given);
        const [reader, stopped, rebuilt] = Array.from({ length: 3 }, () => new MemoryReplica());
        if (reader === undefined || stopped === undefined || rebuilt === undefined)
          throw new Error();
        const follower = new Follower(log, COUNTY, reader, { proofEveryMs: 500 });
        const stoppedFollower = new Follower(log, COUNTY, stopped);
        follower.start();
        stoppedFollower.start();
        const writing = Promise.all(machines.map((machine) => machine.addAll(RECORDS_EACH)));
        await until(() => stopped.size() > 50);
        await stoppedFollower.stop();
        const stoppedAt = stopped.size();
        const copied = new MemoryReplica();
        await copied.take(COUNTY, stopped.records);
        await writing;
        expect(stopped.size()).toBe(stoppedAt);

        await until(() => reader.size() === RECORDS_ALL);
        const replicas = [stopped, copied, rebuilt, ...machines.map(({ replica }) => replica)];
        for (const replica of replicas) {
          expect(await catchUp(log, COUNTY, replica)).toBe(RECORDS_ALL);
        }
        const roots = [reader, ...replicas].map(rootOfReplica);
        expect(roots).toEqual(Array(roots.length).fill(roots[0]));
        const accepted = machines.reduce((sum, machine) => sum + machine.accepted.size, 0);
        expect(accepted).toBe(RECORDS_ALL);

        await follower.stop();
        await Promise.all([log.close(), ...machines.map((machine) => machine.log.close())]);
      });

      it('a bulk load in large appends', async () => {
        const log = new EventStoreLog(options());
        const entries = entriesFrom(1, 6_000);
        const outcomes = await Promise.all(
          [0, 1_500, 3_000, 4_500].map((size) =>
            log.append(COUNTY, size, entries.slice(size, size + 1_500)),
          ),
        );
        expect(outcomes.map(({ size }) => size)).toEqual([1_500, 3_000, 4_500, 6_000]);
        expect(await readAll(log.read(COUNTY, 1, 6_000))).toEqual(entries.map(storedOf));
        await log.close();
      });
    },
  );
}
