import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withoutChance } from './as-of-any-day.js';
import { plumbline } from './in-process.js';

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
export async function furnish(cwd: string): Promise<void> {
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
 * What people see of a command that does something, and with which code it ends.
 *
 * @param screen - its columns; null: a pipe
 */
export async function toldBy(
  argv: readonly string[],
  cwd: string,
  screen: number | null,
): Promise<string> {
  const whole = argv.includes('--data') ? argv : [...argv, '--data', 'data'];
  const { code, stdout, stderr } = await plumbline(
    whole,
    screen === null ? { cwd } : { cwd, screen },
  );
  const messages = stderr === '' ? '' : `on standard error:\n${stderr}`;
  return withoutChance(`ended with ${String(code)}\n${stdout}${messages}`);
}

/** Lines on standard output that run over the edge of a screen; what is to be copied stays on its line. */
export function linesOver(told: string, screen: number): readonly string[] {
  const [shown = ''] = told.split('on standard error:\n');
  return shown.split('\n').filter((line) => line.includes(' ') && line.length > screen);
}
