import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';

const RECORDS = join(import.meta.dirname, '../ledgers/16-revised-after-approval/records.ndjson');
const MONTH = ['--county', '19', '--month', '2006-09'];
const APPROVE = ['approve', ...MONTH, '--version', '1', '--by', 'D', '--telephone', '1'];

const COMMANDS = [
  ...['submit', 'approve', 'return', 'versions', 'diff', 'outdated', 'rollup', 'carry-forward'],
  ...['measures', 'prove', 'checkpoint', 'keys'],
];

describe('wrong usage of the commands about versions', () => {
  const folder = temporaryFolder();
  beforeAll(async () => {
    await plumbline(['ingest', RECORDS, '--data', folder.path]);
  });
  afterAll(folder.remove);

  it.each([
    [['submit', ...MONTH]],
    [['submit', '--county', '19', '--month', '2006-13', '--by', 'A']],
    [['submit', '--county', '59', '--month', '2006-09', '--by', 'A']],
    [['submit', '--county', '30', '--month', '2006-09', '--by', 'A']],
    [['submit', ...MONTH, '--by', ' ']],
    [['submit', ...MONTH, '--by', '\u200b\u3164.']],
    [['submit', ...MONTH, '--by', 'x'.repeat(101)]],
    [['submit', ...MONTH, '--by', 'A\nB']],
    [['submit', ...MONTH, '--by', 'A', '--comment', 'x'.repeat(501)]],
    [['submit', ...MONTH, '--by', 'A', '--as-of', '0']],
    [['submit', ...MONTH, '--by', 'A', '--as-of', '15']],
    [['submit', ...MONTH, '--by', 'A', '--at', '2006-10-12']],
    [['submit', ...MONTH, '--by', 'A', '--at', '2099-10-12T00:00:00Z']],
    [[...APPROVE]],
    [['approve', ...MONTH, '--version', '0', '--by', 'D', '--telephone', '1']],
    [['approve', ...MONTH, '--version', 'v1', '--by', 'D', '--telephone', '1']],
    [['approve', ...MONTH, '--version', '1', '--by', 'D', '--telephone', '']],
    [['return', ...MONTH, '--version', '1', '--by', 'D', '--reason', '']],
    [['approve', ...MONTH, '--version', '1', '--by', '...', '--telephone', '1']],
    [['return', ...MONTH, '--version', '1', '--by', '\u00ad', '--reason', 'x']],
    [['versions']],
    [['diff', ...MONTH, '--from', '0', '--to', '3']],
    [['diff', ...MONTH, '--from', 'v', '--to', '3']],
    [['diff', ...MONTH, '--from', 'x1', '--to', '3']],
    [['diff', ...MONTH, '--from', '1', '--to', '15']],
    [['diff', '--county', '30', '--month', '2006-09', '--from', '1', '--to', '2']],
    [['rollup']],
    [['carry-forward', '--county', '19', '--ffy', '07']],
    [['carry-forward', '--county', '19', '--ffy', '1901']],
    [['carry-forward', '--county', '19', '--ffy', '2007']],
    [['measures', '--county', 'all', '--month', '2006-09', '--as-of', '3']],
    [['measures', ...MONTH, '--as-of', '15']],
    [['measures', ...MONTH, '--svg', '']],
  ])('ends with 2 and one sentence: %p', async (argv) => {
    for (const options of [[], ['--json']]) {
      const result = await plumbline([...argv, ...options, '--data', folder.path]);
      expect(result).toMatchObject({ code: 2, stdout: '' });
      expect(result.stderr).toMatch(
        /^[A-Z-][^\n]*[.]\n$|^[A-Z][^\n]*: see "plumbline [^\n]*"\.\n$/u,
      );
    }
    expect(existsSync(join(folder.path, 'submissions'))).toBe(false);
  });

  it('says of a month with one version that it is the only one', async () => {
    const own = temporaryFolder();
    const run = (...argv: string[]) => plumbline([...argv, '--data', own.path]);
    await run('ingest', RECORDS);
    await run('submit', ...MONTH, '--as-of', '10', '--by', 'A');
    const { code, stderr } = await run('diff', ...MONTH, '--from', 'v1', '--to', 'v2');
    own.remove();
    expect([code, stderr]).toEqual([
      2,
      'There is no version 2 of 2006-09 of county 19: version 1 is its only one.\n',
    ]);
  });

  it('does not make a data folder of one that is none', async () => {
    const empty = join(folder.path, 'empty');
    mkdirSync(empty);
    for (const argv of [
      ['submit', ...MONTH, '--by', 'A'],
      ['carry-forward', '--county', '19', '--ffy', '2007'],
      ['keys', '--new'],
    ]) {
      expect(await plumbline([...argv, '--data', empty])).toMatchObject({ code: 1, stdout: '' });
    }
    expect(existsSync(join(empty, 'plumbline.json'))).toBe(false);
    expect(existsSync(join(empty, 'keys'))).toBe(false);
  });

  it.each(COMMANDS)('has help with examples: %s', async (command) => {
    const { code, stdout } = await plumbline([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`$ plumbline ${command}`);
    expect(stdout).toContain('--data');
  });

  it('prints tables for people without --json, and a refusal as a sentence', async () => {
    const data = ['--data', folder.path];
    const submitted = await plumbline(['submit', ...MONTH, '--by', 'A. Ortiz', ...data]);
    expect(submitted.stdout).toContain('version 1, NEW, submitted');
    const refused = await plumbline(['submit', ...MONTH, '--by', 'A. Ortiz', ...data]);
    expect(refused).toMatchObject({ code: 3, stdout: '' });
    expect(refused.stderr).toMatch(/^UNDECIDED_VERSION: .*\.\n$/u);
    for (const argv of [
      ['versions', '--county', '19'],
      ['diff', ...MONTH, '--from', '10', '--to', 'v1'],
      ['diff', ...MONTH, '--from', 'v1', '--to', '14'],
      ['outdated', '--county', '19'],
      ['rollup', '--month', '2006-09'],
      ['measures', ...MONTH],
    ]) {
      const { code, stdout } = await plumbline([...argv, ...data]);
      expect(code).toBe(0);
      expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    }
  });
});
