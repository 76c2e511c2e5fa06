import { join } from 'node:path';
import { plumbline, temporaryFolder } from './in-process.js';
import { asOfAnyDay } from './as-of-any-day.js';
import { OF_SEPTEMBER as of, SHOWN } from './shown-commands.js';

// What people see: each command at three widths of a screen, and in a pipe. The texts are kept in __snapshots__, where they
// are read before they are changed.

const RECORDS = join(
  import.meta.dirname,
  ...['..', 'ledgers', '16-revised-after-approval', 'records.ndjson'],
);
const folder = temporaryFolder();
const data = join(folder.path, 'data');

async function run(argv: readonly string[], screen?: number): Promise<string> {
  const input = screen === undefined ? {} : { screen };
  const { code, stdout, stderr } = await plumbline([...argv, '--data', data], input);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}: ${stderr}`);
  return stdout;
}

beforeAll(async () => {
  await run(['ingest', RECORDS]);
  const at = '2006-11-02T18:00:00Z';
  await run(['submit', ...of, '--as-of', '12', '--by', 'A. Clerk', '--at', at]);
  const director = ['--by', 'D. Rector', '--telephone', '213 555 0100'];
  await run(['approve', ...of, '--version', '1', ...director, '--at', '2006-11-03T18:00:00Z']);
  const why = ['--by', 'L. Counsel', '--reason', 'audit 2011-4, the whole of that fiscal year'];
  await run(['hold', 'place', '--county', '19', '--from', '2006-09', ...why]);
});
afterAll(folder.remove);

describe.each(SHOWN.map((argv) => [argv.join(' '), argv] as const))('%s', (_name, argv) => {
  it.each([60, 80, 120])('fits a screen of %d columns, and cuts nothing off', async (columns) => {
    const shown = await run(argv, columns);
    // A command to be pasted stays on its line.
    const lines = shown.split('\n').filter((line) => !line.startsWith('  $ '));
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(shown).not.toMatch(/[\u001b]|\t/u);
    expect(asOfAnyDay(shown)).toMatchSnapshot();
  });

  it('is the same in a pipe, whatever the screen was', async () => {
    expect(asOfAnyDay(await run(argv))).toMatchSnapshot();
  });
});

describe('a screen', () => {
  it('is told positions and versions as they can be pasted back', async () => {
    const shown = await run(['history', '--county', '19', '--case', 'RV-1'], 80);
    expect(shown).toMatch(/position 11, recorded/u);
  });

  it('shows holds as a table with who, when and why', async () => {
    const shown = await run(['hold', 'list', '--county', '19'], 120);
    expect(shown).toMatch(/^Hold {2}Keeps +Placed +Because +Released$/mu);
    expect(shown).toMatch(/all from 2006-09 on {2}by L\. Counsel, /u);
  });

  it('shows a key in lines', async () => {
    expect(await run(['keys'], 80)).toMatch(
      /^Key 1\n {2}use {10}signs\n {2}fingerprint {2}[0-9a-f]{64}\n/u,
    );
  });

  it('shows 50 rows of a trail with the total, and all with --all', async () => {
    const large = join(folder.path, 'large');
    const simulated = 'simulate --county 19 --cases 60 --from 2006-08 --to 2006-09 --seed t'.split(
      ' ',
    );
    const stdin = (await plumbline(simulated)).stdout;
    await plumbline(['ingest', '-', '--data', large], { stdin });
    const argv = ['trail', ...of, '--line', '1', '--data', large];
    const page = (await plumbline(argv, { screen: 80 })).stdout;
    expect(page.match(/^\([a-d]\)/gmu)).toHaveLength(50);
    expect(page).toMatch(
      /Rows 1 to 50 of \d\d: --all shows all, --out FILE writes them to a file\./u,
    );
    const all = (await plumbline([...argv, '--all'], { screen: 80 })).stdout;
    const rows = (await plumbline(argv)).stdout.trimEnd().split('\n');
    expect(all.match(/^\([a-d]\)/gmu)).toHaveLength(rows.length);
    const json = JSON.parse((await plumbline([...argv, '--json'])).stdout) as unknown[];
    expect(json).toEqual(rows.map((row): unknown => JSON.parse(row)));
  });

  it.each([['explain', ...of, '--case', 'RV-1', '--line', '2e'], ['keys'], ['ledgers']])(
    'gets a table of %s, and a pipe the JSON',
    async (...argv) => {
      const json = await run([...argv, '--json']);
      expect(await run(argv)).toBe(json);
      expect(JSON.parse(json)).toEqual([expect.any(Object)]);
      const table = await run([...argv, '--format', 'table']);
      expect(table).not.toMatch(/^\[/u);
      expect(await run(argv, 80)).toMatch(/^[A-Z]/u);
    },
  );

  it('and a pipe are told what counties encrypt files to', async () => {
    const [key] = JSON.parse(await run(['keys'])) as readonly { readonly recipient: string }[];
    expect(key?.recipient).toMatch(/^age1[a-z0-9]{58}$/u);
    expect(await run(['keys'], 120)).toContain(key?.recipient);
  });

  it('is given the JSON that was asked for', async () => {
    for (const argv of [
      ['ledgers'],
      ['root', '--county', '19'],
      ['keys'],
      ['versions', '--county', '19'],
    ]) {
      const json = await run([...argv, '--json']);
      expect(await run([...argv, '--format', 'json'], 80)).toBe(json);
      expect(JSON.parse(json)).toBeDefined();
    }
  });

  it.each([
    [
      ['ledgers', '--format', 'parquet'],
      /--format parquet is not printed by this command: give table or json/u,
    ],
    [
      ['versions', '--county', '19', '--format', 'xml'],
      /--format "xml" is unknown: give table or json/u,
    ],
    [['root', '--county', '19', '--json', '--format', 'table'], /ask for two formats/u],
    [['report', ...of, '--format', 'xlsx'], /A workbook is no text: name the file/u],
  ])('refuses a form that makes no sense: %p', async (argv, message) => {
    const { code, stderr } = await plumbline([...argv, '--data', data], { screen: 80 });
    expect([code, message.test(stderr) ? 'told' : stderr]).toEqual([2, 'told']);
  });
});

describe('help', () => {
  it('is asked for with -h, the version with -V, and names the environment and the exit codes', async () => {
    const help = (await plumbline(['--help'])).stdout;
    expect((await plumbline(['-h'])).stdout).toBe(help);
    expect((await plumbline(['-V'])).stdout).toBe((await plumbline(['--version'])).stdout);
    expect((await plumbline(['report', '-h'])).stdout).toContain('Usage: plumbline report');
    for (const name of [
      'PLUMBLINE_DATA',
      'PLUMBLINE_KEYS',
      'PLUMBLINE_EVENTSTORE',
      'PLUMBLINE_PEP',
    ]) {
      expect(help).toContain(name);
    }
    expect(help).toMatch(/2 +wrong usage, or what was named \(a case, position, version, month\)/u);
  });
});
