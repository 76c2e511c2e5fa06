import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from './in-process.js';
import type { CliResult } from './in-process.js';

const RECORDS = join(
  import.meta.dirname,
  ...['..', 'ledgers', '16-revised-after-approval', 'records.ndjson'],
);
const folder = temporaryFolder();
const data = join(folder.path, 'data');
const link = join(folder.path, 'link');
const MONTH = ['--county', '19', '--month', '2006-09'];

const run = (...argv: string[]): Promise<CliResult> => plumbline([...argv, '--data', data]);

beforeAll(async () => {
  expect((await run('ingest', RECORDS)).code).toBe(0);
  expect((await run('submit', ...MONTH, '--by', 'Ana Ruiz')).code).toBe(0);
  const draw = ['--line', '1', '--size', '1', '--seed', 'seed'];
  expect((await run('sample', 'draw', ...MONTH, ...draw)).code).toBe(0);
  mkdirSync(join(data, 'mine'));
  symlinkSync(data, link);
});
afterAll(folder.remove);

describe('given a data folder, of whose files an erasure knows those that the program keeps for itself', () => {
  it.each([
    ['package', ['package', ...MONTH, '--version', '1'], '--out', 'package'],
    ['trail', ['trail', ...MONTH, '--line', '1', '--format', 'csv'], '--out', 'trail.csv'],
    ['sample show', ['sample', 'show', '--county', '19', '--sample', 'S-1'], '--out', 'S-1.xlsx'],
  ])('then of what %s writes of records there it is said so', async (_, argv, option, name) => {
    for (const home of [join(data, 'mine'), join(link, 'mine')]) {
      const out = join(home, name);
      const { code, stderr } = await run(...argv, option, out);
      expect(code).toBe(0);
      expect(stderr).toContain(
        `${out} lies in the data folder, where an erasure does not reach it: move it to a place outside of ${data} before records are erased.\n`,
      );
      expect(existsSync(out)).toBe(true);
      rmSync(out, { recursive: true });
    }
  });

  it('then a place beside it that begins with its name is one outside', async () => {
    const out = `${data}-of-mine.txt`;
    const trail = ['trail', ...MONTH, '--line', '1', '--format', 'csv'];
    const { code, stderr } = await run(...trail, '--out', out);
    expect(code).toBe(0);
    expect(stderr).not.toContain('lies in the data folder');
    expect(readFileSync(out, 'utf8').length).toBeGreaterThan(0);
  });

  it('then a pipe that a link leads to is written to, as /dev/stdout is one, and the link stays', async () => {
    const [pipe, stdout] = [join(folder.path, 'pipe'), join(folder.path, 'stdout')];
    execFileSync('mkfifo', [pipe]);
    const descriptor = openSync(pipe, constants.O_RDWR | constants.O_NONBLOCK);
    try {
      // As a pipe of a shell, it has no name.
      rmSync(pipe);
      symlinkSync(`/proc/self/fd/${String(descriptor)}`, stdout);
      const { code } = await run('report', ...MONTH, '--format', 'json', '--out', stdout);
      expect(code).toBe(0);
      expect(lstatSync(stdout).isSymbolicLink()).toBe(true);
      const bytes = Buffer.alloc(60_000);
      const read = readSync(descriptor, bytes);
      expect(bytes.toString('utf8', 0, read)).toContain('"county":"19"');
    } finally {
      closeSync(descriptor);
    }
  });

  it.each([
    ['report', ['report', ...MONTH], '--out', 'report.json'],
    ['measures', ['measures', ...MONTH], '--svg', 'measures.svg'],
    ['ingest', ['ingest', RECORDS], '--rejects', 'rejects.ndjson'],
    ['intake template', ['intake', 'template', 'CaseOpened'], '--out', 'CaseOpened.xlsx'],
  ])(
    'then of what %s writes, which is no record, nothing is said',
    async (_, argv, option, name) => {
      const out = join(data, 'mine', name);
      const { code, stderr } = await run(...argv, option, out);
      expect(code).toBe(0);
      expect(stderr).not.toContain('lies in the data folder');
      expect(existsSync(out)).toBe(true);
      rmSync(out);
    },
  );
});
