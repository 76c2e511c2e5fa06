import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseCounty } from '../../events/values/county.js';
import { LedgerFolder } from '../../src/stores/sqlite/ledger-folder.js';
import { builtProgram } from '../cli/built-program.js';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { seededRandom } from './seeded-random.js';
import { IS_SOAK, rounds } from '../support/soak.js';

const ROUNDS = rounds(3, 200);
/** So many that an ingest takes longer than the program's start. */
const CASES = String(rounds(240, 360));
const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '20061003');

const folder = temporaryFolder();
afterAll(folder.remove);

interface Ledger {
  readonly size: number;
  readonly root: string;
}

/** The ledger of county 19 as another process finds it; null where there is none. */
function ledgerIn(data: string, asOf: number | null = null): Ledger | null {
  const county = parseCounty('19');
  if (county === null) throw new Error('County 19 is none.');
  let open: LedgerFolder;
  try {
    open = LedgerFolder.open(data, 'read');
  } catch {
    return null;
  }
  try {
    const file = open.ledger(county);
    if (file === null || file.size === 0) return null;
    const size = asOf ?? file.size;
    return { size, root: Buffer.from(file.root(size)).toString('hex') };
  } finally {
    open.close();
  }
}

/** Waits, but not for a process that has ended by itself. */
async function pauseUnless(child: ChildProcess, ms: number): Promise<void> {
  const end = performance.now() + ms;
  while (child.exitCode === null && performance.now() < end) {
    await pause(Math.min(5, Math.max(0, end - performance.now())));
  }
}

describe('ingest that is killed at a random moment', () => {
  const input = join(folder.path, 'caseload.ndjson');
  const undisturbed = join(folder.path, 'undisturbed');
  const data = join(folder.path, 'data');
  const random = seededRandom(SEED);
  let whole: Ledger;
  let wholeMs: number;

  /**
   * Runs the program and kills it. Half of the kills come at a random time, the others a little after
   * the ledger has reached a random size, so that they meet the work on a slow machine too. Answers
   * how many records another process saw just before the kill: these are acknowledged.
   */
  async function ingestAndKill(target: string, isEarly: boolean): Promise<number> {
    const child = spawn(process.execPath, [builtProgram(), 'ingest', input, '--data', target], {
      stdio: 'ignore',
    });
    const ended = once(child, 'exit');
    if (isEarly) {
      // Long before its end, whatever the machine.
      await pauseUnless(child, wholeMs * 0.4);
    } else if (random.index(2) === 0) {
      await pauseUnless(child, wholeMs * (0.25 + random.upTo(0.75)));
    } else {
      const size = random.index(whole.size);
      while (child.exitCode === null && (ledgerIn(target)?.size ?? 0) <= size) await pause(2);
      await pauseUnless(child, random.upTo(wholeMs / 8));
    }
    const seen = ledgerIn(target)?.size ?? 0;
    child.kill('SIGKILL');
    await ended;
    return seen;
  }

  beforeAll(async () => {
    const caseload = await plumbline(
      'simulate --county 19 --from 2005-10 --to 2006-09 --seed kill --cases'
        .split(' ')
        .concat(CASES),
    );
    writeFileSync(input, caseload.bytes);
    // What is timed has the program compiled already, as those that are killed have.
    const little = join(folder.path, 'little.ndjson');
    writeFileSync(little, caseload.stdout.split('\n', 20).join('\n'));
    for (const [file, target] of [
      [little, join(folder.path, 'warm')],
      [input, undisturbed],
    ] as const) {
      const started = performance.now();
      const child = spawn(process.execPath, [builtProgram(), 'ingest', file, '--data', target], {
        stdio: 'ignore',
      });
      expect(await once(child, 'exit')).toEqual([0, null]);
      wholeMs = performance.now() - started;
    }
    const found = ledgerIn(undisturbed);
    if (found === null) throw new Error('The undisturbed run took nothing in.');
    whole = found;
  });

  it(
    `keeps a prefix of the undisturbed ledger and ends in the same one, ${String(ROUNDS)} rounds, seed ${String(SEED)}`,
    async () => {
      const sizes: number[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        // A third of the rounds begins with an empty folder, the others go on where a kill left off.
        if (round % 3 === 1) rmSync(data, { recursive: true, force: true });
        const before = ledgerIn(data)?.size ?? 0;
        const seen = await ingestAndKill(data, round === 1);
        const kept = ledgerIn(data);
        const size = kept?.size ?? 0;
        const where = `round ${String(round)} of seed ${String(SEED)}`;
        expect([where, size >= Math.max(before, seen)]).toEqual([where, true]);
        if (kept !== null) expect(kept).toEqual(ledgerIn(undisturbed, size));
        sizes.push(size);
        if (round % 3 !== 0) continue;
        const finished = await plumbline(['ingest', input, '--json', '--data', data]);
        expect(finished.code).toBe(0);
        expect(JSON.parse(finished.stdout)).toMatchObject({
          accepted: whole.size - size,
          duplicates: size,
          rejected: 0,
        });
        expect(ledgerIn(data)).toEqual(whole);
      }
      expect(await plumbline(['check', '--data', data])).toMatchObject({ code: 0 });
      // The kills must have met the work, not only its beginning and end.
      expect(Math.min(...sizes)).toBeLessThan(whole.size);
      if (IS_SOAK) expect(new Set(sizes).size).toBeGreaterThan(2);
    },
    100_000 * ROUNDS,
  );
});
