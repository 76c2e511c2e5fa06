import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { instantOfMs } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { cleanUp } from '../../src/exchange/clean-up.js';
import type { Receipt } from '../../src/exchange/receipt.js';
import { builtProgram } from '../cli/built-program.js';
import { Random } from '../support/random.js';
import { rounds } from '../support/soak.js';
import { NOW, countyOf, watchedIntake, memoryFolder, receiptsIn } from './watched-intake.js';
import { caseloadByType, csvOf, ndjsonOf } from './tables-of-records.js';

const ROUNDS = rounds(1, 200);
const SEED = 20_261_129;

const folder = memoryFolder();
afterAll(folder.remove);

const CHILD = join(process.cwd(), 'test', 'store');

function takeFiles(watched: string, data: string): ChildProcess {
  return spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(CHILD, 'run-typescript.mjs'),
      join(CHILD, 'children', 'take-files.ts'),
      dirname(builtProgram()),
      watched,
      data,
      String(NOW),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

function dayAfterNext(): Instant {
  return instantOfMs(Date.now() + 2 * 86_400_000);
}

describe(`taking that is killed, ${String(ROUNDS)} moments, seed ${String(SEED)}`, () => {
  it(
    'takes each file exactly once in the end, with the receipts of an undisturbed run',
    async () => {
      const random = new Random(SEED);
      const intake = await watchedIntake(join(folder.path, 'first'));
      const files = [...caseloadByType(4, 4)];
      // A record that comes before what it names is refused, and stays so although that comes behind it.
      const early = { ...files[2]?.[1][0], id: random.uuid(), type: 'CaseReopened', data: {} };
      intake.put('0.ndjson', ndjsonOf([early]));
      for (const [index, [type, rows]] of files.entries()) {
        await pause(15);
        if (index % 2 === 0) intake.put(`${type}.csv`, csvOf(type, rows));
        else intake.put(`${type}.ndjson`, ndjsonOf([...rows, ...rows.slice(0, 2)]));
      }
      const inbox = join(folder.path, 'inbox');
      cpSync(join(intake.watched, 'county-19'), inbox, {
        recursive: true,
        preserveTimestamps: true,
      });
      await intake.takeAll();
      const expected = await intake.root();
      const receipts = receiptsIn(intake.watched);
      expect(receipts).toHaveLength(files.length + 1);
      await intake.close();

      for (let round = 0; round < ROUNDS; round += 1) {
        const again = await watchedIntake(join(folder.path, `round-${String(round)}`));
        await again.close();
        const { watched, data } = again;
        for (const name of [
          '0.ndjson',
          ...files.map(([type], index) => `${type}.${index % 2 === 0 ? 'csv' : 'ndjson'}`),
        ]) {
          // One after the other, so that they arrive in the order of before.
          cpSync(join(inbox, 'inbox', name), join(watched, 'county-19', 'inbox', name));
          await pause(15);
        }
        let kills = 0;
        for (;;) {
          const child = takeFiles(watched, data);
          const ended = once(child, 'exit');
          if (child.stdout !== null) await once(child.stdout, 'data');
          if (kills < 2) {
            await pause(random.integer(0, 400));
            child.kill('SIGKILL');
            kills += 1;
          }
          const [code] = (await ended) as [number | null];
          if (code === 0) break;
        }
        const last = await watchedIntake(join(folder.path, `round-${String(round)}`));
        const where = `round ${String(round)} of seed ${String(SEED)}`;
        expect([where, await last.root()]).toEqual([where, expected]);
        expect([where, receiptsIn(watched)]).toEqual([where, receipts]);
        expect(last.names('inbox')).toEqual([]);
        // What was being written when it was killed is nobody's, and goes after a day.
        await cleanUp(join(data, 'intake'), watched, countyOf('19'), dayAfterNext());
        expect(last.names('.held')).toEqual([]);
        await last.close();
        rmSync(join(folder.path, `round-${String(round)}`), { recursive: true });
      }
    },
    60_000 * ROUNDS,
  );

  it('takes each file once where two take from one folder', async () => {
    const intake = await watchedIntake(join(folder.path, 'two'));
    const files = [...caseloadByType(4, 3)];
    for (const [type, rows] of files) intake.put(`${type}.csv`, csvOf(type, rows));
    await intake.close();
    const children = [1, 2].map(() => takeFiles(intake.watched, intake.data));
    const codes = await Promise.all(children.map((child) => once(child, 'exit')));
    expect(codes.map(([code]) => code as number | null)).toEqual([0, 0]);
    const after = await watchedIntake(join(folder.path, 'two'));
    await after.takeAll();
    const receipts = receiptsIn(intake.watched) as readonly Receipt[];
    expect(receipts).toHaveLength(files.length);
    const accepted = receipts.reduce((sum, receipt) => sum + receipt.accepted, 0);
    expect((await after.root()).size).toBe(accepted);
    await after.close();
  });
});
