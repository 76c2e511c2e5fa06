import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const MONTH = ['--county', '19', '--month', '2006-09'];
const APPROVED = ['--version', '1', '--telephone', '1', '--by', 'D. Rector'];
const HELD = ['--from', '2006-01', '--by', 'L. Counsel', '--reason', 'docket BD 123 456'];

/** The same records as another county's. */
function ofCounty(county: string, text: string): string {
  return text.replaceAll('"county":"19"', `"county":"${county}"`);
}

describe('a backup of a folder from which something is gone', () => {
  const scratch = temporaryFolder();
  const whole = join(scratch.path, 'whole');
  let places = 0;
  afterAll(scratch.remove);

  const run = (data: string, ...argv: readonly string[]): Promise<CliResult> =>
    plumbline([...argv, '--data', data]);

  beforeAll(async () => {
    const text = readFileSync(RECORDS, 'utf8');
    const half = join(scratch.path, 'half.ndjson');
    const lines = text.trimEnd().split('\n');
    writeFileSync(half, lines.slice(0, lines.length / 2).join('\n'));
    const other = join(scratch.path, 'other.ndjson');
    writeFileSync(other, ofCounty('30', text));
    expect((await run(whole, 'ingest', half)).code).toBe(0);
    mkdirSync(join(scratch.path, 'older'));
    copyFileSync(join(whole, 'ledgers/19.db'), join(scratch.path, 'older/19.db'));
    for (const argv of [
      ['ingest', RECORDS, other],
      ['submit', ...MONTH, '--by', 'A. Nalyst'],
      ['approve', ...MONTH, ...APPROVED],
      ['hold', 'place', '--county', '19', ...HELD],
    ]) {
      expect([argv[0], (await run(whole, ...argv)).code]).toEqual([argv[0], 0]);
    }
  });

  it.each<readonly [string, (data: string) => void, RegExp]>([
    [
      'a ledger',
      (data) => {
        for (const end of ['', '-wal', '-shm'])
          rmSync(join(data, `ledgers/19.db${end}`), { force: true });
      },
      /^County 19: The note checkpoints\/19\/anchor\.note names its ledger, which is gone\./u,
    ],
    [
      'the end of a ledger',
      (data) => {
        for (const end of ['-wal', '-shm'])
          rmSync(join(data, `ledgers/19.db${end}`), { force: true });
        copyFileSync(join(scratch.path, 'older/19.db'), join(data, 'ledgers/19.db'));
      },
      /^County 19: The note .* covers \d+ records, and there are \d+: /u,
    ],
    [
      'what was submitted',
      (data) => {
        rmSync(join(data, 'submissions/19.db'));
      },
      /^County 19: The note .* covers \d submissions, and there are 0: /u,
    ],
    [
      'what was held',
      (data) => {
        rmSync(join(data, 'retention/19.db'));
      },
      /^County 19: The note .* covers 1 holds and orders, and there are 0: /u,
    ],
    [
      'a note',
      (data) => {
        rmSync(join(data, 'checkpoints/19/submissions-000001.note'));
      },
      /^County 19: act 1 of its submissions: the note that was made with it is gone\./u,
    ],
    [
      'an anchor',
      (data) => {
        rmSync(join(data, 'checkpoints/19/anchor.note'));
      },
      /^County 19: There are signed notes of its acts, and the anchor that is made with every one of them is gone\./u,
    ],
  ])('is refused before anything is copied where %s is', async (_, harm, sentence) => {
    places += 1;
    const data = join(scratch.path, `data-${String(places)}`);
    const copy = join(scratch.path, `copy-${String(places)}`);
    cpSync(whole, data, { recursive: true });
    harm(data);
    const refused = await run(data, 'backup', copy);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(sentence);
    expect(existsSync(copy)).toBe(false);
    expect((await run(data, 'check')).code).toBe(3);
  });

  it('is made of the whole one, and restores to what check finds no fault in', async () => {
    const copy = join(scratch.path, 'copy');
    const made = await run(whole, 'backup', copy);
    expect([made.code, made.stderr]).toEqual([0, '']);
    expect(made.stdout).toMatch(/^County 19: .*\nCounty 30: .*\n$/u);
    const restored = join(scratch.path, 'restored');
    expect((await run(restored, 'restore', copy)).code).toBe(0);
    expect((await run(restored, 'check')).code).toBe(0);
  });
});
