import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutChance } from './as-of-any-day.js';
import { plumbline, temporaryFolder } from './in-process.js';
import { DONE } from './shown-commands.js';

const RECORDS = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');
const CSV = `id,case,effective,data.amount
5f0c0a52-6a0e-4d0a-9f1d-000000000001,RV-1,2006-09-14,100.00
,RV-1,2006-09-31,100.00
`;
const KEY = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH';
const ACTS = [
  {
    ...{ act: 'AccountInvited', at: '2010-10-01T18:00:00Z', by: 'operator' },
    ...{ email: 'cora@example.org', name: { first: 'Cora', last: 'Lund' } },
    grants: [
      { role: 'dcss-analyst' },
      { role: 'lcsa-director', county: '19', until: '2030-01-01' },
    ],
  },
  {
    ...{ act: 'AccountInvited', at: '2010-10-02T18:00:00Z', by: 'operator', machine: true },
    ...{ email: 'batch@example.org', name: { first: 'Nightly', last: 'Batch' } },
    grants: [{ role: 'lcsa-reporter', county: '19' }],
  },
  { act: 'AccountClosed', at: '2010-10-03T18:00:00Z', by: 'operator', account: 'A-9', reason: 'x' },
];

/** Puts what the commands take into a folder. */
async function furnish(cwd: string): Promise<void> {
  mkdirSync(cwd);
  copyFileSync(RECORDS, join(cwd, 'records.ndjson'));
  writeFileSync(join(cwd, 'none-of-it.ndjson'), '{"id":"1"}\nnothing\n');
  writeFileSync(join(cwd, 'CollectionReceived.csv'), CSV);
  writeFileSync(join(cwd, 'county.pub'), `${KEY}\n`);
  writeFileSync(join(cwd, 'acts.ndjson'), ACTS.map((act) => `${JSON.stringify(act)}\n`).join(''));
  await plumbline(['intake', 'setup', 'watched', '--county', '19', '--data', 'data'], { cwd });
  const inbox = join(cwd, 'watched', 'county-19', 'inbox');
  writeFileSync(join(inbox, 'CollectionReceived.csv'), CSV);
  writeFileSync(join(inbox, 'picture.png'), 'none');
}

/**
 * What people see of commands that do something, in the order in which they are done, in a folder of its own. The texts are
 * kept in __snapshots__, where they are read before they are changed.
 *
 * @param screen - its columns; null: a pipe
 */
export function describeActs(screen: number | null): void {
  const where = screen === null ? 'in a pipe' : `on a screen of ${String(screen)} columns`;
  describe(where, () => {
    const folder = temporaryFolder();
    const cwd = join(folder.path, 'here');
    beforeAll(() => furnish(cwd));
    afterAll(folder.remove);

    // Unbroken they are what a wide screen shows, and take longest.
    const done = DONE.filter(
      ([name]) => screen !== null || !['package', 'verify'].includes(name ?? ''),
    );
    it.each(done.map((argv, index) => [String(index + 1), argv.join(' '), argv] as const))(
      '%s: %s',
      async (_number, _name, argv) => {
        const whole = argv.includes('--data') ? argv : [...argv, '--data', 'data'];
        const input = screen === null ? { cwd } : { cwd, screen };
        const { code, stdout, stderr } = await plumbline(whole, input);
        const told = withoutChance(
          `ended with ${String(code)}\n${stdout}${stderr === '' ? '' : `on standard error:\n${stderr}`}`,
        );
        if (screen !== null) {
          // What is to be copied stays on its line.
          const lines = stdout.split('\n').filter((line) => line.includes(' '));
          expect(lines.filter((line) => line.length > screen)).toEqual([]);
        }
        expect(told).not.toContain(folder.path);
        expect(told).not.toMatch(/[\u001b]|\t/u);
        expect(told).toMatchSnapshot();
      },
    );
  });
}
