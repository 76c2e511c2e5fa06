import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from './in-process.js';

const RECORDS = join(import.meta.dirname, '..', 'ledgers', '11-paternity', 'records.ndjson');
const folder = temporaryFolder();
const data = join(folder.path, 'data');
const copy = join(folder.path, 'copy');

beforeAll(async () => {
  expect((await plumbline(['ingest', RECORDS, '--data', data])).code).toBe(0);
});
afterAll(folder.remove);

describe('check', () => {
  it('finds no fault in a sound folder, of all counties, of one, of one without a ledger', async () => {
    for (const county of [[], ['--county', '19'], ['--county', '58']]) {
      const result = await plumbline(['check', ...county, '--data', data]);
      expect(result).toMatchObject({ code: 0, stderr: '' });
      expect(result.stdout).toMatch(/^No fault found\.\nChecked: 1 county, /u);
    }
    const json = await plumbline(['check', '--json', '--data', data]);
    expect(json).toMatchObject({ code: 0, stdout: '[]\n' });
  });

  it('names the position of a record whose bytes were changed, and ends with 3', async () => {
    const damaged = join(folder.path, 'damaged');
    await plumbline(['ingest', RECORDS, '--data', damaged]);
    const path = join(damaged, 'ledgers', '19.db');
    const bytes = readFileSync(path);
    const at = bytes.indexOf('"type":"PaternityEstablished"');
    expect(at).toBeGreaterThan(0);
    bytes.write('P', at + '"type":"'.length + 1);
    writeFileSync(path, bytes);
    const result = await plumbline(['check', '--data', damaged]);
    expect(result).toMatchObject({ code: 3, stderr: '' });
    const lines = result.stdout.trimEnd().split('\n');
    expect(lines.some((line) => /^County 19, position \d+: ./u.test(line))).toBe(true);
    expect(lines.every((line) => line.startsWith('County 19'))).toBe(true);
    const json = await plumbline(['check', '--json', '--data', damaged]);
    const faults = JSON.parse(json.stdout) as readonly object[];
    expect(json.code).toBe(3);
    expect(faults).toHaveLength(lines.length);
    expect(Object.keys(faults[0] ?? {})).toEqual(['county', 'position', 'finding']);
    const report = await plumbline([
      'report',
      '--county',
      '19',
      '--month',
      '2006-09',
      '--data',
      damaged,
    ]);
    expect(report).toMatchObject({ code: 1, stdout: '' });
    expect(report.stderr).toMatch(/county 19 is damaged at position \d+/u);
  });
});

describe('backup and restore', () => {
  it('bring back a folder that answers the same, from a folder relative to the caller', async () => {
    const cwd = folder.path;
    // What counties encrypt to is made when it is first asked for.
    const keys = await jsonOf<readonly { fingerprint: string }[]>('keys', data);
    const made = await plumbline(['backup', 'copy', '--json', '--data', data], { cwd });
    expect(made).toMatchObject({ code: 0, stderr: '' });
    const [ledger] = await jsonOf<readonly { size: number; root: string }[]>('ledgers', data);
    expect(made.stdout).toBe(
      `{"ledgers":{"19":{"size":${String(ledger?.size)},"root":"${String(ledger?.root)}"}}}\n`,
    );
    const restored = join(folder.path, 'restored');
    const back = await plumbline(['restore', 'copy', '--data', restored], { cwd });
    expect(back.code).toBe(0);
    expect(back.stderr).toBe(
      `It signs with the key with fingerprint ${keys[0]?.fingerprint ?? ''}.\n`,
    );
    expect(await jsonOf('keys', restored)).toEqual(keys);
    expect(back.stdout).toMatch(
      /^County 19: \d+ records restored and checked, root [0-9a-f]{64}\.\n$/u,
    );
    expect(await jsonOf('ledgers', restored)).toEqual(await jsonOf('ledgers', data));
    const report = ['report', '--county', '19', '--month', '2006-09', '--json', '--data'];
    expect((await plumbline([...report, restored])).stdout).toBe(
      (await plumbline([...report, data])).stdout,
    );
  });

  it('refuse a used folder on either side', async () => {
    const again = await plumbline(['backup', copy, '--data', data]);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toMatch(/copy is not empty: name an empty or a new one/u);
    const onto = await plumbline(['restore', copy, '--data', data]);
    expect(onto).toMatchObject({ code: 1, stdout: '' });
    expect(onto.stderr).toMatch(/data is not empty/u);
  });

  it('leave the keys out where that is said, and say what follows', async () => {
    const bare = join(folder.path, 'bare');
    const made = await plumbline(['backup', bare, '--without-keys', '--data', data]);
    expect(made.stderr).toContain('The backup has no signing key');
    const restored = join(folder.path, 'restored-bare');
    const back = await plumbline(['restore', bare, '--data', restored]);
    expect(back.code).toBe(0);
    expect(back.stderr).toContain('There is no signing key');
    // The public half in the backup proves what was signed.
    const checked = await plumbline(['check', '--data', restored]);
    expect(checked.code).toBe(0);
    const keys = ['--keys', join(data, 'keys')];
    expect((await plumbline(['check', '--data', restored, ...keys])).code).toBe(0);
  });

  it('replace what was broken off, and nothing else', async () => {
    const broken = join(folder.path, 'broken');
    mkdirSync(join(broken, 'ledgers'), { recursive: true });
    writeFileSync(join(broken, 'ledgers', '19.db'), 'half');
    writeFileSync(join(broken, 'plumbline-backup.unfinished'), '');
    expect(
      (await plumbline(['restore', broken, '--data', join(folder.path, 'r')])).stderr,
    ).toContain('is not a whole backup');
    expect((await plumbline(['backup', broken, '--data', data])).code).toBe(0);
    expect((await plumbline(['backup', broken, '--data', data])).stderr).toContain('is not empty');
    const half = join(folder.path, 'half-restored');
    mkdirSync(join(half, 'submissions'), { recursive: true });
    writeFileSync(join(half, 'plumbline-restore.unfinished'), '');
    expect((await plumbline(['restore', broken, '--data', half])).code).toBe(0);
    expect((await plumbline(['check', '--data', half])).code).toBe(0);
  });

  it('refuse a backup inside of its own folder, by whatever way', async () => {
    const inside = await plumbline(['backup', join(data, 'copy'), '--data', data]);
    expect(inside).toMatchObject({ code: 1, stdout: '' });
    expect(inside.stderr).toContain('lies in the data folder');
    symlinkSync(data, join(folder.path, 'link'));
    const linked = await plumbline(['backup', join(folder.path, 'link', 'copy'), '--data', data]);
    expect(linked.stderr).toContain('lies in the data folder');
  });

  async function jsonOf<T>(command: string, from: string): Promise<T> {
    const result = await plumbline([command, '--json', '--data', from]);
    return JSON.parse(result.stdout) as T;
  }
});
