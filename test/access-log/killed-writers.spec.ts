import process from 'node:process';
import { Random } from '../support/random.js';
import { toldUntilKilled } from '../support/killed-child.js';
import { rounds } from '../support/soak.js';
import { LogFolder, aLine, readAll } from './log-under-test.js';
import { clockNow } from '../../src/ports/clock.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? 18);

/** Every round reads the whole log, which grows by thousands of lines: then another is begun. */
const ROUNDS_OF_A_LOG = 20;

/** Runs a process of 20 writers until it is killed; answers what it was told is on disk, by number. */
async function killedAfter(folder: string, ms: number): Promise<ReadonlyMap<number, string>> {
  const told = await toldUntilKilled('test/access-log/children/append-lines.ts', [folder], ms);
  return new Map(told.map((line) => [Number(line.split(' ')[0]), line.split(' ')[1] ?? '']));
}

describe('the access log of a service that is killed', () => {
  let folder: LogFolder;

  beforeEach(() => {
    folder = new LogFolder();
  });

  afterEach(async () => {
    await folder.remove();
  });

  it(`has every line that somebody was told of (PLUMBLINE_SEED=${String(SEED)})`, async () => {
    const random = new Random(SEED);
    const told = new Map<number, string>();
    for (let round = 0; round < rounds(1, 200); round += 1) {
      if (round > 0 && round % ROUNDS_OF_A_LOG === 0) {
        await folder.remove();
        folder = new LogFolder();
        told.clear();
      }
      // Two services on one folder, killed one after the other.
      const both = await Promise.all([
        killedAfter(folder.path, random.integer(0, 120)),
        killedAfter(folder.path, random.integer(0, 120)),
      ]);
      for (const each of both) for (const [n, request] of each) told.set(n, request);
      const log = folder.open();
      const found = await log.check(clockNow());
      expect([round, found.faults]).toEqual([round, []]);
      const appended = await log.append(aLine({ at: clockNow() }));
      expect(appended).toHaveProperty('n', found.size + 1);
      const byNumber = new Map((await readAll(log)).map(({ n, request }) => [n, request]));
      const lost = [...told].filter(([n, request]) => byNumber.get(n) !== request);
      expect([round, lost]).toEqual([round, []]);
      expect((await log.check(clockNow())).unsigned).toBe(0);
      await log.close();
    }
    expect(told.size).toBeGreaterThan(20);
  }, 1_800_000);
});
