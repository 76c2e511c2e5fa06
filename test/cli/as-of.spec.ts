import { plumbline, temporaryFolder } from './in-process.js';
import type { CliResult } from './in-process.js';

const FIRST = 'a0000000-0000-4000-8000-000000000001';

/** A case known from the first of October 2006, and another known from the twentieth of November. */
const RECORDS = [
  ['1', '2006-10-01T08:00:00Z'],
  ['2', '2006-11-20T08:00:00Z'],
]
  .map(
    ([number = '', recorded = '']) =>
      `{"id":"a0000000-0000-4000-8000-00000000000${number}","type":"CaseOpened","county":"19","case":"190000${number}","effective":"2006-08-01","data":{"ncp":{"participant":"N-1","role":"father"},"payee":{"participant":"P-1","kind":"custodial-parent"},"program":"calworks"},"recorded":"${recorded}"}\n`,
  )
  .join('');

const SEPTEMBER = '--month 2006-09';

/** Commands that take `--as-of`, and what `vN` is where one month is named. */
const WITH_MONTH = [
  `report ${SEPTEMBER} --format json`,
  `report ${SEPTEMBER} --format csv`,
  `report ${SEPTEMBER}`,
  `report ${SEPTEMBER} --form cs157 --json`,
  `trail ${SEPTEMBER} --line 1`,
  `explain ${SEPTEMBER} --case 1900001 --line 1 --json`,
  `measures ${SEPTEMBER} --json`,
] as const;
const WITHOUT = [
  'report --month 2006-08:2006-09 --format json',
  'history --case 1900001',
  'root',
  `prove --record ${FIRST}`,
  'checkpoint',
] as const;

describe('as of a version, a day or an instant', () => {
  const folder = temporaryFolder();
  const run = (command: string, ...argv: readonly string[]): Promise<CliResult> =>
    plumbline([...command.split(' '), '--county', '19', '--data', folder.path, ...argv]);
  const asOf = async (command: string, asked: string): Promise<string> => {
    const { code, stdout, stderr } = await run(command, '--as-of', asked);
    expect({ command, asked, code, stderr }).toMatchObject({ code: 0 });
    return stdout;
  };

  beforeAll(async () => {
    await plumbline(['ingest', '-', '--data', folder.path], { stdin: RECORDS });
    for (const [position, at] of [
      ['1', '2006-10-16T02:00:00Z'],
      ['2', '2006-11-20T09:00:00Z'],
    ] as const) {
      const by = ['--by', 'A. Ortiz', '--as-of', position, '--at', at];
      expect((await run(`submit ${SEPTEMBER}`, ...by)).code).toBe(0);
      const back = ['--version', position, '--by', 'DCSS', '--reason', 'x', '--at', at];
      expect((await run(`return ${SEPTEMBER}`, ...back)).code).toBe(0);
    }
  });
  afterAll(folder.remove);

  it.each([...WITH_MONTH, ...WITHOUT])(
    '%s answers as it does as of the position',
    async (command) => {
      const [one, two] = [await asOf(command, '1'), await asOf(command, '2')];
      for (const asked of [
        ...['2006-10-01', '2006-10-15', '2006-11-18'],
        ...['2006-10-01T08:00:00Z', '2006-11-20T07:59:59Z', '2006-11-20T07:59:59.999Z'],
      ]) {
        expect({ asked, answer: await asOf(command, asked) }).toEqual({ asked, answer: one });
      }
      for (const asked of ['2006-11-20', '2006-11-20T08:00:00Z', '2006-11-20T08:00:00.000Z']) {
        expect({ asked, answer: await asOf(command, asked) }).toEqual({ asked, answer: two });
      }
    },
  );

  it.each(WITH_MONTH)('%s answers as of a version of the month', async (command) => {
    expect(await asOf(command, 'v1')).toBe(await asOf(command, '1'));
    expect(await asOf(command, 'v2')).toBe(await asOf(command, '2'));
    expect(await run(command, '--as-of', 'v3')).toMatchObject({ code: 2, stdout: '' });
  });

  it.each(WITHOUT)('%s has no month for a version', async (command) => {
    expect(await run(command, '--as-of', 'v1')).toMatchObject({ code: 2, stdout: '' });
  });

  it.each([...WITH_MONTH, ...WITHOUT])(
    '%s is wrong usage where nothing was known',
    async (command) => {
      for (const asked of ['0', '3', '2006-09-30', '2006-10-01T07:59:59Z', '2099-01-01']) {
        const result = await run(command, '--as-of', asked);
        expect({ asked, ...result }).toMatchObject({ asked, code: 2, stdout: '' });
        expect(result.stderr).toMatch(/^[A-Z-][^\n]*\.\n$/u);
      }
    },
  );

  it('names the position: in the answer, or on standard error where that has no place for it', async () => {
    const json = (text: string): unknown => JSON.parse(text);
    const report = await asOf(`report ${SEPTEMBER} --format json`, '2006-10-15');
    expect(json(report)).toMatchObject({ asOf: 1, lines: { '1': { a: 1 } } });
    expect(json(await asOf('root', '2006-10-15'))).toMatchObject({ size: 1 });
    for (const command of [
      `trail ${SEPTEMBER} --line 1`,
      'history --case 1900001',
      `explain ${SEPTEMBER} --case 1900001`,
      `measures ${SEPTEMBER} --json`,
    ]) {
      const { stderr } = await run(command, '--as-of', '2006-11-20');
      expect({ command, stderr }).toEqual({ command, stderr: 'As of position 2.\n' });
      expect(await run(command, '--as-of', '2')).toMatchObject({ stderr: '' });
    }
  });

  it('compares two moments', async () => {
    const diff = `diff ${SEPTEMBER} --json --from`;
    const expected = await run(`${diff} 1`, '--to', '2');
    expect(JSON.parse(expected.stdout)).toMatchObject({ from: { asOf: 1 }, to: { asOf: 2 } });
    for (const [from, to] of [
      ['v1', 'v2'],
      ['2006-10-15', '2006-11-20'],
      ['2006-10-01T08:00:00Z', 'v2'],
      ['v1', '2006-12-31'],
    ] as const) {
      expect((await run(`${diff} ${from}`, '--to', to)).stdout).toBe(expected.stdout);
    }
    const proof = await run('prove --from 1', '--to', '2');
    expect(JSON.parse(proof.stdout)).toMatchObject({ from: 1, to: 2 });
    const ofDays = await run('prove --from 2006-10-15', '--to', '2006-11-20T08:00:00Z');
    expect(ofDays.stdout).toBe(proof.stdout);
    expect(await run('prove --from v1', '--to', '2')).toMatchObject({ code: 2, stdout: '' });
    expect(await run('prove --from 2006-11-20', '--to', '1')).toMatchObject({
      code: 2,
      stdout: '',
    });
  });

  it('freezes a month as it was known on a day, or for a version', async () => {
    const august = 'submit --month 2006-08 --json --by';
    const first = await run(`${august} A`, '--as-of', '2006-10-15', '--at', '2006-11-20T09:00:00Z');
    expect(JSON.parse(first.stdout)).toMatchObject({ version: 1, asOf: 1 });
    expect((await run('return --month 2006-08 --version 1 --by D', '--reason', 'x')).code).toBe(0);
    const again = await run(`${august} A`, '--as-of', 'v1');
    expect(JSON.parse(again.stdout)).toMatchObject({ version: 2, asOf: 1 });
  });

  it('is wrong usage for all counties at once', async () => {
    for (const command of ['report', 'measures']) {
      for (const asked of ['v1', '2006-10-15', '2006-10-15T00:00:00Z']) {
        const all = ['--county', 'all', '--month', '2006-09', '--data', folder.path];
        const result = await plumbline([command, ...all, '--as-of', asked]);
        expect(result).toMatchObject({ code: 2, stdout: '' });
        expect(result.stderr).toContain('leave --as-of out');
      }
    }
  });

  it.each(['report', 'trail', 'history', 'explain', 'measures', 'submit', 'diff'])(
    'is in the help of %s',
    async (command) => {
      const { stdout } = await plumbline([command, '--help']);
      // The help is as wide as the screen.
      const said = stdout.replaceAll(/\s+/gu, ' ');
      expect(said).toContain('a day (2006-10-15');
      expect(said).toContain('an instant (2006-10-15T17:05:00Z');
    },
  );
});
