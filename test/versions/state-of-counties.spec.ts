import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';

const RECORDS = join(
  import.meta.dirname,
  ...['..', 'ledgers', '16-revised-after-approval', 'records.ndjson'],
);
const folder = temporaryFolder();
afterAll(folder.remove);
const data = join(folder.path, 'data');
const of = ['--county', '19', '--month', '2006-09'];

async function told(...argv: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await plumbline([...argv, '--data', data]);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}: ${stderr}`);
  return stdout;
}

describe('the state of the counties', () => {
  beforeAll(async () => {
    await told('ingest', RECORDS);
    const other = 'simulate --county 30 --cases 5 --from 2006-09 --to 2006-09 --seed s'.split(' ');
    const stdin = (await plumbline(other)).stdout;
    await plumbline(['ingest', '-', '--data', data], { stdin });
  });

  it('where nobody stands names all 58, and has no table of zeros', async () => {
    const text = await told('rollup', '--month', '2006-09');
    expect(text).toContain(
      '0 of 58 counties stand by an approved version, 2 are missing, 56 never',
    );
    expect(text.match(/^\d\d [A-Z]/gmu)).toHaveLength(58);
    expect(text).toContain('No county stands by an approved version, so there is no sum.');
    expect(text).not.toMatch(/^Line/mu);
  });

  it('says who stands, how late, who is missing, and what is to be revised', async () => {
    const at = ['--at', '2006-11-02T18:00:00Z'];
    await told('submit', ...of, '--as-of', '12', '--by', 'A. Clerk', ...at);
    await told(
      ...['approve', ...of, '--version', '1', '--by', 'D. Rector', '--telephone', '1'],
      ...['--at', '2006-11-03T18:00:00Z'],
    );
    const text = await told('rollup', '--month', '2006-09');
    expect(text).toMatch(/^19 Los Angeles +stands, outdated +1 +12 +19 d$/mu);
    expect(text).toMatch(/^30 Orange +missing +[\d,]+ d$/mu);
    expect(text).toMatch(/^58 Yuba +never sent a record$/mu);
    expect(text.replaceAll(/\s+/gu, ' ')).toContain(
      'Late: 2. Outdated, to be revised: 1. Due 2006-10-15.',
    );
    expect(text).toMatch(/^1 +Cases open at the end of the month +2 +0 +0 +2$/mu);
  });

  it('is the same from kept years, and so is their report', async () => {
    const asked = [
      ['rollup', '--month', '2006-09'],
      ['report', '--county', 'all', '--month', '2006-08:2006-09', '--format', 'json'],
    ];
    const answers = async (): Promise<readonly string[]> =>
      Promise.all(asked.map((argv) => told(...argv)));
    const before = await answers();
    expect(await told('checkpoints', 'rebuild', '--json')).toContain('"county":"30"');
    expect(await answers()).toEqual(before);
  });
});

describe('the report of a county', () => {
  it('that never sent anything says so', async () => {
    const argv = ['report', '--county', '58', '--month', '2006-09', '--data', data];
    const { code, stdout, stderr } = await plumbline(argv);
    expect([code, stderr]).toEqual([
      0,
      'County 58, Yuba, never sent a record here: every figure is of an empty ledger. Check the county and the data folder.\n',
    ]);
    expect(stdout).toContain('County 58: no records in its ledger; it never sent any');
  });

  it('whose ledger is gone ends with 1, though nothing but its acts says that there was one', async () => {
    for (const gone of ['ledgers/19.db', 'ledgers/19.db-wal', 'ledgers/19.db-shm', 'checkpoints']) {
      rmSync(join(data, gone), { recursive: true, force: true });
    }
    const { code, stdout, stderr } = await plumbline(['report', ...of, '--data', data]);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^County 19: .* names its ledger, which is gone\./u);
  });
});
