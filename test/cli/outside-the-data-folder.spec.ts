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
  readdirSync,
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
  mkdirSync(join(data, 'mine'));
  symlinkSync(data, link);
});
afterAll(folder.remove);

describe('given a data folder, of whose files an erasure knows those that the program keeps for itself', () => {
  it.each([
    ['package', ['package', ...MONTH, '--version', '1'], '--out', 'package'],
    ['trail', ['trail', ...MONTH, '--line', '1', '--format', 'csv'], '--out', 'trail.csv'],
    ['sample show', ['sample', 'show', '--county', '19', '--sample', 'S-1'], '--out', 'S-1.xlsx'],
  ])(
    'then what %s is asked to write of records is not written there',
    async (_, argv, option, name) => {
      for (const home of [join(data, 'mine'), join(data, 'new'), join(link, 'mine')]) {
        const { code, stdout, stderr } = await run(...argv, option, join(home, name));
        expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
        expect(stderr).toBe(
          `${join(home, name)} lies in the data folder, where an erasure would not reach it: name a place outside of ${data}.\n`,
        );
      }
      expect(readdirSync(join(data, 'mine'))).toEqual([]);
      expect(existsSync(join(data, 'new'))).toBe(false);
    },
  );

  it('then a place beside it that begins with its name is one outside', async () => {
    const out = `${data}-of-mine.txt`;
    expect((await run('report', ...MONTH, '--out', out)).code).toBe(0);
    expect(readFileSync(out, 'utf8')).toContain('County 19');
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
  ])('then what %s writes may be, which is no record', async (_, argv, option, name) => {
    const out = join(data, 'mine', name);
    expect((await run(...argv, option, out)).code).toBe(0);
    expect(existsSync(out)).toBe(true);
    rmSync(out);
  });
});
