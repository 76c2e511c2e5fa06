import { setTimeout as pause } from 'node:timers/promises';
import { families } from '../retention/families.js';
import { StandIn } from '../standin/cluster.js';
import { rounds } from '../support/soak.js';
import { machineOn, MOVED_PREFIX } from './moved-county.js';
import { ServingMachine, untilHolds } from './services.js';

/** So many that a thread is worth it; in a soak so many that without one nothing would be answered for seconds. */
const FAMILIES = rounds(130, 3_000);

describe('a service whose replica erases', () => {
  it(`of ${String(FAMILIES)} families goes on answering, and erases`, async () => {
    const standIn = await StandIn.start({ version: '23.10.8' });
    const here = machineOn(standIn);
    const machine = new ServingMachine(standIn.connectionString, MOVED_PREFIX);
    try {
      const taken = await here.ingest(families(7, FAMILIES));
      const { accepted } = JSON.parse(taken.stdout) as { accepted: number };
      expect(accepted).toBeGreaterThan(2_000);
      await machine.start();
      await untilHolds(
        () => machine.sizeOf('19'),
        (size) => size === accepted,
      );
      const path = '/v1/counties/19/reports/2008-06';
      const before = await machine.get(path);
      const tooOld = '/v1/counties/19/reports/2001-06';
      expect((await machine.get(tooOld)).status).toBe(200);
      const statuses = new Set<number>();
      let [asked, slowestMs, isErased] = [0, 0, false];
      const watch = async (): Promise<void> => {
        while (!isErased) {
          const begun = performance.now();
          statuses.add((await machine.get('/v1/counties/19/ledger')).status);
          slowestMs = Math.max(slowestMs, performance.now() - begun);
          asked += 1;
          await pause(10);
        }
      };
      const watching = watch();
      await here.erase('2011-02-01');
      await untilHolds(
        () => machine.get(tooOld),
        ({ status }) => status === 410,
      );
      isErased = true;
      await watching;
      process.stderr.write(
        `Asked ${String(asked)} times while it erased, the slowest answer took ${slowestMs.toFixed(0)} ms.\n`,
      );
      expect([...statuses]).toEqual([200]);
      expect(slowestMs).toBeLessThan(5_000);
      expect((await machine.get(path)).text).toBe(before.text);
      expect(await machine.service.stop()).toBe(0);
    } finally {
      await machine.remove();
      here.remove();
      await standIn.stop();
    }
  }, 600_000);
});
