import { setTimeout as pause } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { catchUp, Follower } from '../../src/store/eventstore/catch-up.js';
import { EventStoreLog } from '../../src/store/eventstore/event-store-log.js';
import { StandIn } from '../standin/cluster.js';
import type { Fault, Operation } from '../standin/faults.js';
import { Random } from '../support/random.js';
import { COUNTY, MemoryReplica, STREAM, until } from './entries.js';
import { Machine, rootOfReplica } from './machine.js';

/** Three in CI; PLUMBLINE_FAULT_ROUNDS=50 for the long run. */
const ROUNDS = Number(process.env['PLUMBLINE_FAULT_ROUNDS'] ?? '3');
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? String(Date.now() % 1_000_000));

const RECORDS_EACH = 80;
const CALL_TIMEOUT_MS = 250;

const fault = (random: Random, operation: Operation): Fault | null => {
  if (!random.chance(0.12)) return null;
  const common: Fault[] = [
    { kind: 'drop' },
    { kind: 'silent' },
    { kind: 'delay', ms: random.integer(1, 300) },
    { kind: 'status', code: status.UNAVAILABLE, details: 'Server Is Not Ready' },
    { kind: 'status', code: status.INTERNAL, details: 'Received RST_STREAM' },
  ];
  const afterWriting: Fault[] = [
    { kind: 'deadlineAfterWrite' },
    { kind: 'dropAfterWrite' },
    { kind: 'silentAfterWrite' },
  ];
  const whileReading: Fault[] = [{ kind: 'dropAfter', events: random.integer(0, 20) }];
  return random.pick([...common, ...(operation === 'append' ? afterWriting : whileReading)]);
};

/** Kills, cuts, freezes and elects until it is told to stop; then everything runs and a node leads. */
const disturb = async (standIn: StandIn, random: Random, isOver: () => boolean): Promise<void> => {
  let leader = 0;
  while (!isOver()) {
    await pause(random.integer(20, 200));
    const index = random.integer(0, standIn.nodes.length - 1);
    const node = standIn.node(index);
    const deed = random.pick(['kill', 'drop', 'freeze', 'slow', 'cutOff', 'elect'] as const);
    if (deed === 'drop') node.wire.drop();
    if (deed === 'kill') {
      await node.kill();
      await pause(random.integer(0, 150));
      await node.start();
    }
    if (deed === 'freeze') {
      node.wire.freeze();
      await pause(random.integer(50, 400));
      node.wire.thaw();
    }
    if (deed === 'slow') {
      node.wire.slow(random.integer(1, 20));
      await pause(random.integer(10, 100));
      node.wire.slow(0);
    }
    if (deed === 'cutOff') {
      standIn.cutOffLeader();
      await pause(random.integer(10, 300));
      if (random.chance(0.5)) standIn.heal();
      else standIn.elect(leader);
    }
    if (deed === 'elect' && standIn.nodes.length > 1) {
      leader = index;
      standIn.elect(index);
    }
  }
};

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
  for (const node of standIn.nodes) node.faults.source = (operation) => fault(faults, operation);
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
    120_000,
  );
});
