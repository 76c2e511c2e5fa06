import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import { Random } from '../support/random.js';
import { toldUntilKilled } from '../support/killed-child.js';
import { rounds } from '../support/soak.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '41');

/** Runs a process that acts until it is killed; answers which accounts it was told are on disk, with their e-mail. */
async function killedAfter(folder: string, ms: number): Promise<ReadonlyMap<string, string>> {
  const told = await toldUntilKilled('test/access/children/act-on.ts', [folder], ms);
  return new Map(told.map((line) => [line.split(' ')[0] ?? '', line.split(' ')[1] ?? '']));
}

describe('acts of access of a process that is killed', () => {
  const folder = temporaryFolder();
  afterAll(folder.remove);

  it(`are covered by notes, and all that was told is there (PLUMBLINE_SEED=${String(SEED)})`, async () => {
    const random = new Random(SEED);
    const data = join(folder.path, 'data');
    const acts = join(import.meta.dirname, 'examples/1/acts.ndjson');
    expect((await plumbline(['access', 'load', acts, '--data', data])).code).toBe(3);
    const told = new Map<string, string>();
    for (let round = 0; round < rounds(1, 100); round += 1) {
      // Two processes act on one folder at once, killed one after the other.
      const both = await Promise.all([
        killedAfter(data, random.integer(0, 60)),
        killedAfter(data, random.integer(0, 60)),
      ]);
      for (const each of both) for (const [account, email] of each) told.set(account, email);
      const checked = await plumbline(['check', '--data', data]);
      expect([round, checked.code, checked.stdout]).toEqual([
        round,
        0,
        expect.stringMatching(/^No fault found\./u),
      ]);
      const shown = await plumbline(['access', 'show', '--json', '--data', data]);
      expect([round, shown.code, shown.stderr]).toEqual([round, 0, '']);
      const { accounts } = JSON.parse(shown.stdout) as {
        readonly accounts: readonly { readonly account: string; readonly email: string }[];
      };
      const there = new Map(accounts.map(({ account, email }) => [account, email]));
      const lost = [...told].filter(([account, email]) => there.get(account) !== email);
      expect([round, lost]).toEqual([round, []]);
    }
    expect(told.size).toBeGreaterThan(0);
  }, 3_600_000);
});
