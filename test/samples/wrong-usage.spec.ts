import { join } from 'node:path';
import { plumbline, temporaryFolder } from '../cli/in-process.js';
import type { CliResult } from '../cli/in-process.js';

const RECORDS = join('test', 'ledgers', '16-revised-after-approval', 'records.ndjson');

const folder = temporaryFolder();
const data = join(folder.path, 'data');
afterAll(folder.remove);

function sample(words: string, ...more: readonly string[]): Promise<CliResult> {
  const argv = ['sample', ...words.split(' '), '--county', '19', ...more, '--data', data];
  return plumbline(argv);
}

beforeAll(async () => {
  await plumbline(['ingest', RECORDS, '--data', data]);
  expect(await sample('draw --month 2006-09 --line 1 --size 2 --seed s')).toMatchObject({
    code: 0,
  });
});

describe('a sample that cannot be drawn so', () => {
  it.each([
    ['--line 30 --size 1 --seed s', /^--line 30 cannot be drawn from/u],
    ['--line 8 --size 1 --seed s', /^--line 8 cannot be drawn from/u],
    ['--line 5a --size 1 --seed s', /^--line 5a cannot be drawn from/u],
    ['--line 1d --size 1 --seed s', /^--line 1d cannot be drawn from/u],
    ['--line 1 --size 1 --seed s --by dollars', /^--by: Line 1 counts and has no dollars/u],
    ['--line 24 --size 1 --reserve 1 --seed s --by dollars', /^--reserve: a sample by dollars/u],
  ])('(%s) is wrong usage, told by its option', async (words, told) => {
    const { code, stdout, stderr } = await sample(`draw --month 2006-09 ${words}`, '--json');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(told);
  });

  it('(an empty seed) is wrong usage', async () => {
    const result = await sample('draw --month 2006-09 --line 1 --size 1', '--seed', '');
    expect(result).toMatchObject({ code: 2, stdout: '' });
    expect(result.stderr).toMatch(/^--seed has another form: give a line of 1 to 200/u);
  });
});

describe('a judgement that is none', () => {
  it.each([
    ['--judgement maybe', /^--judgement is none of pass, fail, not-determinable\./u],
    ['--judgement fail --reason bogus', /^--reason is none of document-missing, /u],
    ['--judgement pass --reason other', /^--reason goes with a row that did not pass\./u],
    ['--judgement not-determinable', /^--reason is needed/u],
  ])('(%s) is wrong usage, told by its option', async (words, told) => {
    const { code, stdout, stderr } = await sample(`judge --sample S-1 --row 1 ${words}`);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(told);
  });

  it('of a row that has one is refused by a rule, as ever', async () => {
    const words = 'judge --sample S-1 --row 1 --judgement pass';
    expect(await sample(words)).toMatchObject({ code: 0 });
    expect(await sample(words)).toMatchObject({ code: 3 });
  });
});
