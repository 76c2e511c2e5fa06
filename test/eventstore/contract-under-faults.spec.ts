import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { describeEventLog } from '../contracts/event-log.js';
import type { LogUnderTest } from '../contracts/event-log.js';
import { StandIn } from '../standin/cluster.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { disturb, randomFault } from './disturbances.js';

const ROUNDS = rounds(1, 50);
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? String(Date.now() % 1_000_000));

const CALL_TIMEOUT_MS = 250;
/** Long enough for any row of faults: what is tested is the answer, not when a log gives up. */
const PATIENCE_MS = 50_000;

describe.each(Array.from({ length: ROUNDS }, (_, index) => SEED + index))(
  'while calls fail, connections drop and nodes are killed (PLUMBLINE_SEED=%i)',
  (seed) => {
    const random = new Random(seed);
    let standIn: StandIn | null = null;
    let isOver = false;
    let disturbing = Promise.resolve();

    beforeAll(async () => {
      const started = await StandIn.start({
        nodes: random.pick([1, 3]),
        writeTimeoutMs: 100,
        version: random.pick(['24.10.4', '23.10.8']),
      });
      const faults = new Random(random.integer(0, 1e9));
      for (const { faults: plan } of started.nodes) {
        plan.source = (operation) => randomFault(faults, operation);
      }
      disturbing = disturb(started, new Random(random.integer(0, 1e9)), () => isOver);
      standIn = started;
    });

    afterAll(async () => {
      isOver = true;
      await disturbing;
      await standIn?.stop();
    });

    const open = (): Promise<LogUnderTest> => {
      if (standIn === null) throw new Error('The stand-in was not started.');
      const log = new EventStoreLog({
        connectionString: standIn.connectionString,
        streamPrefix: `${crypto.randomUUID()}-`,
        callTimeoutMs: CALL_TIMEOUT_MS,
        patienceMs: PATIENCE_MS,
        pageRecords: 100,
      });
      return Promise.resolve({ log, dispose: () => log.close() });
    };
    describeEventLog('EventStoreDB', open);
  },
);
