import { catchUp, Follower } from '../../src/stores/eventstore/catch-up.js';
import { EventStoreLog } from '../../src/stores/eventstore/event-store-log.js';
import { StandIn } from '../standin/cluster.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { disturb, randomFault } from './disturbances.js';
import { COUNTY, MemoryReplica, STREAM, until } from './entries.js';
import { Machine, rootOfReplica } from './machine.js';

const ROUNDS = rounds(1, 50);
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? String(Date.now() % 1_000_000));

const RECORDS_EACH = 80;
const CALL_TIMEOUT_MS = 250;

interface RoundOutcome {
  /** Of the follower, of a replica made from nothing, and of both machines. */
  readonly roots: readonly string[];
  /** Ids of the stream's events, in order. */
  readonly ids: readonly string[];
  readonly bodies: ReadonlyMap<string, string>;
  /** For each machine the bodies of the records that it was told are its own, by id. */
  readonly accepted: readonly ReadonlyMap<string, string>[];
}

const round = async (seed: number): Promise<RoundOutcome> => {
  const random = new Random(seed);
  const nodes = random.pick([1, 3]);
  const standIn = await StandIn.start({
    nodes,
    writeTimeoutMs: 100,
    version: random.pick(['24.10.4', '23.10.8']),
  });
  const { connectionString } = standIn;
  const machine = (name: string, family: number): Machine => {
    const patienceMs = random.pick([300, 3_000]);
    const pageRecords = random.pick([7, 100]);
    const options = { connectionString, callTimeoutMs: CALL_TIMEOUT_MS, patienceMs, pageRecords };
    return new Machine(options, name, family, new Random(random.integer(0, 1e9)));
  };
  const machines = [machine('Ana', 1), machine('Bea', 2)];
  const readerLog = new EventStoreLog({
    connectionString,
    callTimeoutMs: CALL_TIMEOUT_MS,
    patienceMs: 1_000,
  });
  const reader = new MemoryReplica();
  const follower = new Follower(readerLog, COUNTY, reader, { proofEveryMs: 100 });
  follower.start();
  const faults = new Random(random.integer(0, 1e9));
  for (const node of standIn.nodes)
    node.faults.source = (operation) => randomFault(faults, operation);
  let isOver = false;
  const disturbing = disturb(standIn, random, () => isOver);
  await Promise.all(machines.map((each) => each.addAll(RECORDS_EACH)));
  isOver = true;
  await disturbing;
  for (const node of standIn.nodes) node.faults.source = null;
  standIn.heal();
  if (standIn.leader() === null) standIn.elect(0);

  const ids = standIn.store.everything(STREAM).map(({ id }) => id);
  await until(() => reader.size() === ids.length);
  const rebuilt = new MemoryReplica();
  const lastLog = new EventStoreLog({ connectionString });
  for (const { replica } of machines) await catchUp(lastLog, COUNTY, replica);
  await catchUp(lastLog, COUNTY, rebuilt);
  await follower.stop();
  const logs = [...machines.map(({ log }) => log), readerLog, lastLog];
  await Promise.all(logs.map((log) => log.close()));
  await standIn.stop();
  return {
    roots: [reader, rebuilt, ...machines.map(({ replica }) => replica)].map(rootOfReplica),
    ids,
    bodies: new Map(rebuilt.records.map(({ id, body }) => [id, body])),
    accepted: machines.map(({ accepted }) => accepted),
  };
};

describe('two writers, a follower and a rebuilt replica under random faults', () => {
  it.each(Array.from({ length: ROUNDS }, (_, index) => SEED + index))(
    'all end with the same root, and nothing is lost or there twice (PLUMBLINE_SEED=%i)',
    async (seed) => {
      const { roots, ids, bodies, accepted } = await round(seed);
      expect(roots).toEqual(Array(4).fill(roots[0]));
      // Each record once: those of either machine, and those that both wanted in under one id.
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toHaveLength(2 * RECORDS_EACH - RECORDS_EACH / 4);
      for (const [id, body] of accepted.flatMap((own) => [...own])) {
        expect(bodies.get(id)).toBe(body);
      }
      const [one, other] = accepted;
      expect([...(one?.keys() ?? [])].filter((id) => other?.has(id))).toEqual([]);
    },
  );
});
