import { hash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from './in-process.js';
import type { CliResult } from './in-process.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const SEPTEMBER = ['--county', '19', '--month', '2006-09'];

/** Somebody who has no rights of his own; root has to become him, anybody else is bound by what the files say. */
const NOBODY = 65_534;
const IS_ROOT = process.getuid?.() === 0;

describe('a copy of a data folder that may only be read', () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  let before: readonly string[] = [];

  beforeAll(async () => {
    await plumbline(['ingest', RECORDS, '--data', data]);
    await plumbline(['submit', ...SEPTEMBER, '--by', 'A. Clerk', '--data', data]);
    for (const suffix of ['-wal', '-shm'])
      rmSync(join(data, `ledgers/19.db${suffix}`), { force: true });
    chmodSync(folder.path, 0o755);
    for (const path of pathsIn(data)) chmodSync(path, statSync(path).isDirectory() ? 0o555 : 0o444);
    before = fingerprint();
  });
  afterAll(() => {
    for (const path of pathsIn(data)) chmodSync(path, 0o700);
    folder.remove();
  });

  it.each([
    [['report', ...SEPTEMBER, '--format', 'json']],
    [['trail', ...SEPTEMBER, '--line', '1']],
    [['history', '--county', '19', '--case', 'RV-1']],
    [['versions', '--county', '19', '--json']],
    [['root', '--county', '19']],
    [['ledgers', '--json']],
  ])('is read, and nothing in it is touched: %p', async (argv) => {
    const asked = await asNobody(argv);
    expect([asked.stderr, asked.code]).toEqual(['', 0]);
    const asOwner = await plumbline([...argv, '--data', writable()]);
    expect(asked.stdout).toBe(asOwner.stdout);
    expect(fingerprint()).toEqual(before);
  });

  it('is proved', async () => {
    const { code, stdout } = await asNobody(['check']);
    expect(stdout).toContain('No fault found.');
    expect(code).toBe(0);
    expect(fingerprint()).toEqual(before);
  });

  it.each([
    [['ingest', RECORDS]],
    [['submit', '--county', '19', '--month', '2006-08', '--by', 'A']],
    [['segments', 'rebuild']],
  ])('is not written to, and that is said: %p', async (argv) => {
    const { code, stderr } = await asNobody(argv);
    expect(stderr).toContain('may only be read, and this command writes to it');
    expect(code).toBe(1);
    expect(fingerprint()).toEqual(before);
  });

  it('has no ledger of a new county begun in it, and that is said', async () => {
    const other = join(folder.path, 'county-20.ndjson');
    writeFileSync(
      other,
      readFileSync(RECORDS, 'utf8').replaceAll('"county":"19"', '"county":"20"'),
    );
    chmodSync(other, 0o444);
    const { code, stderr } = await asNobody(['ingest', other]);
    expect([code, stderr]).toEqual([
      1,
      `The folder ${join(data, 'ledgers')} may only be read, and this command writes to it: ask its owner, or work on a copy.\n`,
    ]);
    expect(fingerprint()).toEqual(before);
  });

  it('with records in a log that cannot be taken in is refused by name', async () => {
    const log = join(data, 'ledgers/19.db-wal');
    chmodSync(join(data, 'ledgers'), 0o755);
    writeFileSync(log, 'anything');
    chmodSync(join(data, 'ledgers'), 0o555);
    const { code, stderr } = await asNobody(['report', ...SEPTEMBER]);
    expect(stderr).toContain(`${log} has records that are not in`);
    expect(code).toBe(1);
    chmodSync(join(data, 'ledgers'), 0o755);
    rmSync(log);
    chmodSync(join(data, 'ledgers'), 0o555);
  });

  it('whose keys are closed is read, and is not said to be proved', async () => {
    const key = join(data, 'keys/1.pem');
    chmodSync(key, IS_ROOT ? 0o400 : 0o000);
    expect((await asNobody(['report', ...SEPTEMBER])).code).toBe(0);
    expect((await asNobody(['check'])).code).toBe(1);
    chmodSync(key, 0o444);
  });

  async function asNobody(argv: readonly string[]): Promise<CliResult> {
    // Once on a copy, so that all that the command loads is loaded: the program itself may be closed to nobody.
    await plumbline([...argv, '--data', writable()]);
    return runAsNobody([...argv, '--data', data]);
  }

  function writable(): string {
    const copy = join(folder.path, 'writable');
    rmSync(copy, { recursive: true, force: true });
    cpSync(data, copy, { recursive: true });
    for (const path of pathsIn(copy)) chmodSync(path, 0o700);
    return copy;
  }

  /** Every file with its content and the moment at which it was last written. */
  function fingerprint(): readonly string[] {
    return pathsIn(data).map((path) => {
      const { mtimeMs } = statSync(path);
      const content = statSync(path).isFile() ? hash('sha256', readFileSync(path)) : '';
      return `${path} ${String(mtimeMs)} ${content}`;
    });
  }
});

describe('a package that may not be read', () => {
  const folder = temporaryFolder();
  const made = join(folder.path, 'package');

  beforeAll(async () => {
    const data = ['--data', join(folder.path, 'data')];
    await plumbline(['ingest', RECORDS, ...data]);
    await plumbline(['submit', ...SEPTEMBER, '--by', 'A. Clerk', ...data]);
    await plumbline(['package', ...SEPTEMBER, '--version', '1', '--out', made, ...data]);
    expect((await plumbline(['verify', made])).code).toBe(0);
    chmodSync(folder.path, 0o755);
    for (const path of pathsIn(made)) chmodSync(path, 0o755);
  });
  afterAll(() => {
    for (const path of [made, join(made, 'data')]) chmodSync(path, 0o700);
    folder.remove();
  });

  it.each([
    ['a file of it', 'data/report.json', 'data/report.json: '],
    ['a folder of it', 'data', 'data: '],
    ['the whole', '', ''],
  ])('(%s) is neither verified nor not: the command fails', async (_, closed, named) => {
    const path = join(made, closed);
    chmodSync(path, IS_ROOT ? 0o700 : 0o000);
    const result = await runAsNobody(['verify', made]);
    chmodSync(path, 0o755);
    expect(result).toMatchObject({ code: 1, stdout: '' });
    expect(result.stderr).toBe(
      `The package ${made} cannot be read (${named}permission is denied): nothing was verified. Ask its owner to let you read all of it, or verify a copy.\n`,
    );
  });
});

async function runAsNobody(argv: readonly string[]): Promise<CliResult> {
  const { seteuid } = process;
  if (!IS_ROOT || seteuid === undefined) return plumbline(argv);
  seteuid.call(process, NOBODY);
  try {
    return await plumbline(argv);
  } finally {
    seteuid.call(process, 0);
  }
}

function pathsIn(folder: string): readonly string[] {
  const inside = readdirSync(folder, { recursive: true, withFileTypes: true });
  return [folder, ...inside.map((entry) => join(entry.parentPath, entry.name))].sort();
}
