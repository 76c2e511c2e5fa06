import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { StandIn } from '../standin/cluster.js';
import { Random } from '../support/random.js';
import { smallDisk } from '../support/small-disk.js';
import type { SmallDisk } from '../support/small-disk.js';
import { IS_SOAK, rounds } from '../support/soak.js';
import { watchedIntake, memoryFolder, receiptsIn } from './watched-intake.js';
import type { WatchedIntake } from './watched-intake.js';
import { caseloadByType, csvOf, ndjsonOf } from './tables-of-records.js';

const FULL = rounds(4, 200);
/** Each waits as long as the program does for a server that it has seen. */
const AWAY = 20;
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '23');
const DISK_BYTES = 24 * 1024 * 1024;

const folder = memoryFolder();
const mounted: SmallDisk[] = [];
const servers: StandIn[] = [];
const files = [...caseloadByType(4, 4)].map(
  ([type, rows], index) =>
    [
      index % 2 === 0 ? `${type}.csv` : `${type}.ndjson`,
      index % 2 === 0 ? csvOf(type, rows) : ndjsonOf([...rows, ...rows.slice(0, 2)]),
    ] as const,
);
/** What an undisturbed run comes to. */
let expected: { readonly root: unknown; readonly receipts: readonly unknown[] };

beforeAll(async () => {
  const intake = await watchedIntake(join(folder.path, 'undisturbed'));
  await putAll(intake);
  await intake.takeAll();
  expected = await outcome(intake);
  expect(expected.receipts).toHaveLength(files.length);
  await intake.close();
});
afterAll(async () => {
  for (const server of servers) await server.stop();
  for (const { unmount } of mounted) unmount();
  folder.remove();
});

/** One after the other, so that they are taken in this order everywhere. */
async function putAll(intake: WatchedIntake): Promise<void> {
  for (const [name, text] of files) {
    intake.put(name, text);
    await pause(15);
  }
}

/** The ledger, and each receipt without the instant at which its file came. */
async function outcome(intake: WatchedIntake): Promise<typeof expected> {
  return { root: await intake.root(), receipts: receiptsIn(intake.watched) };
}

/** Closes, and answers what could not be written at the end: null where all is on disk. */
async function closed(intake: WatchedIntake): Promise<unknown> {
  try {
    await intake.close();
    return null;
  } catch (error) {
    return error;
  }
}

/** Nothing is left under way, and nothing was given back. */
async function expectUndisturbed(intake: WatchedIntake, where: string): Promise<void> {
  expect([where, await outcome(intake)]).toEqual([where, expected]);
  for (const name of ['inbox', '.held', 'returned']) {
    expect([where, name, intake.names(name)]).toEqual([where, name, []]);
  }
}

if (!IS_SOAK) {
  process.stderr.write(
    'Skipped: files whose store is away wait half a minute each, which is for a soak; eventstore/append-outcomes and intake/killed run in every build.\n',
  );
}

describe(`what is in the way of files (PLUMBLINE_SEED=${String(SEED)})`, () => {
  it(
    'a disk that fills up at any moment: each is taken once when there is space again',
    async () => {
      const small = smallDisk(join(folder.path, 'disk'), DISK_BYTES);
      if (small === null) return;
      mounted.push(small);
      const disk = small.path;
      const random = new Random(SEED);
      let stopped = 0;
      for (let round = 0; round < FULL; round += 1) {
        const at = join(disk, 'house');
        const first = await watchedIntake(at);
        await putAll(first);
        const { bavail, bsize } = statfsSync(disk);
        const free = random.integer(0, 30) * 8 * 1024;
        writeFileSync(join(disk, 'ballast'), Buffer.alloc(bavail * bsize - free));
        await first.takeAll();
        const unwritten = await closed(first);
        stopped += first.faults.length > 0 || unwritten !== null ? 1 : 0;
        rmSync(join(disk, 'ballast'));
        const then = await watchedIntake(at);
        await then.takeAll();
        const where = `round ${String(round)}, ${String(free)} bytes free`;
        expect([where, then.faults]).toEqual([where, []]);
        await expectUndisturbed(then, where);
        await then.close();
        rmSync(at, { recursive: true });
      }
      // Of most moments, that is: with a lot of space left a round goes through.
      expect(stopped).toBeGreaterThan(FULL / 3);
    },
    60_000 + 10_000 * FULL,
  );

  (IS_SOAK ? it : it.skip)(
    'a store that is away at any moment: each is taken once when it is back',
    async () => {
      const random = new Random(SEED + 1);
      for (let round = 0; round < AWAY; round += 1) {
        const standIn = await StandIn.start();
        servers.push(standIn);
        const env = { PLUMBLINE_EVENTSTORE: standIn.connectionString };
        const at = join(folder.path, `away-${String(round)}`);
        const first = await watchedIntake(at, ['19'], env);
        await putAll(first);
        let calls = random.integer(1, 24);
        standIn.node(0).faults.source = () => {
          calls -= 1;
          if (calls > 0) return null;
          return { kind: calls === 0 && random.chance(0.5) ? 'dropAfterWrite' : 'drop' };
        };
        await first.takeAll();
        standIn.node(0).faults.source = null;
        await closed(first);
        const then = await watchedIntake(at, ['19'], env);
        await then.takeAll();
        const where = `round ${String(round)}`;
        expect([where, then.faults]).toEqual([where, []]);
        await expectUndisturbed(then, where);
        await then.close();
      }
    },
    60_000 + 60_000 * AWAY,
  );
});
