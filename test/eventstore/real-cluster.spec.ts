import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Follower } from '../../src/stores/eventstore/catch-up.js';
import { temporaryFolder } from '../cli/in-process.js';
import { participant } from '../http/sent-records.js';
import { Random } from '../support/random.js';
import { COUNTY, MemoryReplica, until } from './entries.js';
import { MovingMachine } from './moving-machine.js';
import { RealCluster, describeReal, realRounds } from './real-node.js';

const KILLS = realRounds(5, 50);
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '1');
const BATCH_RECORDS_MAX = 40;
/** From a leader's end to the next, milliseconds. */
const BETWEEN_KILLS_MS_MAX = 2_000;

/** One of those who append: it sends each batch until it is told that all of it is in. */
class Writer {
  readonly machine: MovingMachine;
  /** Ids of the records that it was told are in the ledger. */
  readonly acknowledged: string[] = [];
  failures = 0;
  readonly #first: number;
  readonly #random: Random;

  constructor(machine: MovingMachine, first: number, random: Random) {
    this.machine = machine;
    this.#first = first;
    this.#random = random;
  }

  async writeUntil(isOver: () => boolean): Promise<void> {
    let next = this.#first;
    while (!isOver()) {
      const count = this.#random.integer(1, BATCH_RECORDS_MAX);
      const batch = Array.from({ length: count }, (_, at) => participant(next + at));
      next += count;
      await this.#send(batch);
    }
  }

  async #send(batch: readonly { readonly id: string }[]): Promise<void> {
    for (;;) {
      try {
        const { accepted, duplicates } = await this.machine.add(batch);
        if (accepted + duplicates !== batch.length) throw new Error('Records were rejected.');
        this.acknowledged.push(...batch.map(({ id }) => id));
        return;
      } catch (error) {
        if (!isPassing(error)) throw error;
        this.failures += 1;
      }
    }
  }
}

/** What a sender is told to send again. */
const isPassing = (error: unknown): boolean =>
  error instanceof Error && /OutcomeUnknown|Unavailable|Contended/u.test(error.constructor.name);

describeReal('three real nodes, the leader killed while two append', () => {
  it(`loses nothing that was acknowledged, and has nothing twice, ${String(KILLS)} times from PLUMBLINE_SEED=${String(SEED)}`, async () => {
    const folder = temporaryFolder();
    const random = new Random(SEED);
    const cluster = await RealCluster.start(folder.path, 3);
    const { connectionString } = cluster;
    const machineIn = (name: string): MovingMachine =>
      new MovingMachine(join(folder.path, name), { connectionString });
    const writers = [1, 2].map(
      (each) =>
        new Writer(
          machineIn(`writer-${String(each)}`),
          each * 1_000_000,
          new Random(random.integer(0, 1e9)),
        ),
    );
    const [following, fresh] = [machineIn('following'), machineIn('fresh')];
    const replica = new MemoryReplica();
    const follower = new Follower(following.store, COUNTY, replica, { proofEveryMs: 500 });
    try {
      follower.start();
      let isOver = false;
      const writing = Promise.all(writers.map((writer) => writer.writeUntil(() => isOver)));
      writing.catch(() => undefined);
      const begun = performance.now();
      for (let kill = 1; kill <= KILLS; kill += 1) {
        await pause(random.integer(0, BETWEEN_KILLS_MS_MAX));
        const leader = await cluster.leader();
        await leader.kill();
        // Now and then it is back before another leads; a node alone leads nobody.
        if (random.integer(1, 3) === 1) await pause(random.integer(0, BETWEEN_KILLS_MS_MAX));
        else await cluster.leader();
        await leader.start();
      }
      const killedMs = performance.now() - begun;
      await cluster.leader();
      await pause(1_000);
      isOver = true;
      await writing;

      const acknowledged = writers.flatMap((writer) => writer.acknowledged);
      for (const { machine } of writers) await machine.catchUp();
      const size = await fresh.catchUp();
      await until(() => replica.size() === size, 60_000);
      await follower.stop();
      const ids = [...fresh.file.rows(1, size)].flat().map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      const inLedger = new Set(ids);
      expect(acknowledged.filter((id) => !inLedger.has(id))).toEqual([]);
      const roots = [...writers.map(({ machine }) => machine), fresh].map(({ root }) => root);
      roots.push(replica.root(COUNTY, size));
      expect(roots).toEqual(Array(roots.length).fill(roots[0]));
      const [ended, failures] = [
        cluster.nodes.reduce((sum, { endedByItself }) => sum + endedByItself, 0),
        writers.reduce((sum, writer) => sum + writer.failures, 0),
      ];
      process.stderr.write(
        `${String(KILLS)} leaders killed in ${(killedMs / 1_000).toFixed(0)} s: ${String(acknowledged.length)} records acknowledged, ${String(size)} in the ledger, ` +
          `${String(failures)} appends were told to be unknown or contended and sent again, ${String(ended)} nodes ended by themselves.\n`,
      );
    } finally {
      await follower.stop();
      for (const machine of [...writers.map(({ machine }) => machine), following, fresh]) {
        await machine.close();
      }
      await cluster.stop();
      folder.remove();
    }
  }, 3_600_000);
});
