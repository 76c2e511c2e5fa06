import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable, Writable } from 'node:stream';
import { runCli } from '../../src/cli/run-cli.js';
import { builtProgram } from './built-program.js';
import { plumbline, temporaryFolder } from './in-process.js';

const RECORDS = join(
  import.meta.dirname,
  '..',
  'ledgers',
  '16-revised-after-approval',
  'records.ndjson',
);
const COMMANDS = [
  ...['ingest', 'report', 'trail', 'history', 'explain', 'ledgers', 'root', 'record'],
  ...['check', 'backup', 'restore', 'simulate', 'demo'],
];
const folder = temporaryFolder();
afterAll(folder.remove);

describe('help and version', () => {
  it('lists every command with a summary', async () => {
    const { code, stdout, stderr } = await plumbline(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of COMMANDS) {
      expect(stdout).toMatch(new RegExp(`^ {2}${command} .*[a-z]{3}`, 'mu'));
    }
  });

  it.each(COMMANDS)('shows options and examples of %s', async (command) => {
    const help = await plumbline([command, '--help']);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain(`Usage: plumbline ${command}`);
    expect(help.stdout).toContain('--data <DIR>');
    expect(help.stdout).toMatch(new RegExp(`Examples:\\n {2}\\$ plumbline ${command}`, 'u'));
    expect((await plumbline(['help', command])).stdout).toBe(help.stdout);
  });

  it('says name, version and rule edition', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    const result = await plumbline(['--version']);
    expect(result).toMatchObject({ code: 0, stdout: `plumbline ${version} (rules 2005-10.1)\n` });
  });

  it('loads nothing heavy for help, for the version or for a mistyped option', () => {
    for (const [argv, code] of [
      [['report', '--help'], 0],
      [['--version'], 0],
      [['report', '--county'], 2],
    ] as const) {
      const trace = traced(argv);
      expect(trace.status).toBe(code);
      expect(trace.stderr).toContain('loaded: ');
      expect(trace.stderr).not.toMatch(/nestjs|sqlite|rxjs|typebox/u);
    }
  });

  it('loads few files for a report or a trail: each takes its time to be found', async () => {
    const data = join(folder.path, 'few');
    await plumbline(['ingest', RECORDS, '--data', data]);
    const of = ['--county', '19', '--month', '2006-09', '--data', data];
    for (const argv of [
      ['report', ...of],
      ['trail', ...of, '--line', '1'],
    ]) {
      const { status, stderr } = traced(argv);
      const files = /^files of the program: (\d+)$/mu.exec(stderr)?.[1];
      expect(status).toBe(0);
      expect(Number(files)).toBeLessThan(30);
    }
  });

  it.each([
    ['report', '--county', '19', '--month', '2006-09'],
    ['trail', '--county', '19', '--month', '2006-09', '--line', '1'],
    ['history', '--county', '19', '--case', 'RV-1'],
    ['versions', '--county', '19', '--month', '2006-09'],
  ])('loads nothing that draws, packs or serves for %s', async (...argv) => {
    const data = join(folder.path, 'quick');
    await plumbline(['ingest', RECORDS, '--data', data]);
    const { status, stderr } = traced([...argv, '--data', data]);
    const loaded = stderr
      .split('\n')
      .filter((line) => line.startsWith('loaded: '))
      .flatMap((line) => line.split(' ').slice(1))
      .filter((name) => name !== '');
    expect([status, new Set(loaded)]).toEqual([0, new Set(['better-sqlite3'])]);
  });
});

/** Runs the program, and has each of its threads say at its end what it has loaded. */
function traced(argv: readonly string[]) {
  const hook = `data:text/javascript,${encodeURIComponent(REPORT_LOADED)}`;
  return spawnSync(process.execPath, ['--import', hook, builtProgram(), ...argv], {
    encoding: 'utf8',
  });
}

/** Tells at the end which packages with files of their own were loaded. */
const REPORT_LOADED = `
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
const loaded = new Set();
let files = 0;
registerHooks({ load(url, context, next) {
  if (url.startsWith('file:') && !url.includes('/node_modules/')) files += 1;
  const name = /node_modules\\/((?:@[^/]+\\/)?[^/]+)/.exec(url)?.[1];
  if (name !== undefined) loaded.add(name);
  return next(url, context);
} });
process.on('exit', () => {
  writeSync(2, 'loaded: ' + [...loaded].join(' ') + '\\nfiles of the program: ' + files + '\\n');
});
`;

describe('the data folder', () => {
  it('is named by --data before or after the command, else by the environment, else by default', async () => {
    const named = join(folder.path, 'named');
    const [first, second] = [join(named, 'first'), join(named, 'second')];
    mkdirSync(join(named, 'plumbline-data'), { recursive: true });
    const env = { PLUMBLINE_DATA: second };
    const cwd = named;
    const sizes = async (argv: readonly string[], input: object): Promise<string> =>
      (await plumbline(argv, input)).stdout;
    await plumbline(['ingest', RECORDS, '--data', 'first'], { cwd, env });
    await plumbline(['ingest', RECORDS], { env });
    await plumbline(['ingest', RECORDS], { cwd });
    const expected = await sizes(['ledgers', '--json', '--data', first], {});
    expect(expected).toMatch(/"county":"19"/u);
    expect(await sizes(['--data', 'first', 'ledgers', '--json'], { cwd })).toBe(expected);
    expect(await sizes(['--data', second, 'ledgers', '--json', '--data', first], {})).toBe(
      expected,
    );
    expect(await sizes(['ledgers', '--json'], { env })).toBe(expected);
    expect(await sizes(['ledgers', '--json'], { cwd, env: { PLUMBLINE_DATA: '' } })).toBe(expected);
  });
});

describe('streams that end or fail', () => {
  const data = join(folder.path, 'streams');
  beforeAll(async () => {
    expect((await plumbline(['ingest', RECORDS, '--data', data])).code).toBe(0);
  });

  async function withStdout(stdout: Writable, argv: readonly string[]): Promise<[number, string]> {
    const stderr = new PassThrough();
    const code = await runCli(argv, {
      stdin: Readable.from([]),
      stdout,
      stderr,
      env: { PLUMBLINE_DATA: data },
      cwd: process.cwd(),
    });
    return [code, String(stderr.read() ?? '')];
  }

  function failing(code: string): Writable {
    return new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error(`write ${code}`), { code }));
      },
    });
  }

  it('is no failure that the reader of the output has gone', async () => {
    const simulate = 'simulate --county 19 --cases 500 --from 2006-01 --to 2006-09 --seed 1';
    for (const argv of ['report --county 19 --month 2006-09', 'ledgers', simulate, '--help']) {
      expect(await withStdout(failing('EPIPE'), argv.split(' '))).toEqual([0, '']);
    }
  });

  it('is one that the output cannot be written', async () => {
    const [code, told] = await withStdout(failing('ENOSPC'), ['ledgers']);
    expect(code).toBe(1);
    expect(told).toMatch(
      /^Standard output could not be written \(the disk is full\): free the disk/u,
    );
  });

  it('keeps the rejected in the exit code when nobody reads the result', async () => {
    const stdin = Readable.from([Buffer.from('{not json\n')]);
    const code = await runCli(['ingest', '-', '--json', '--data', data], {
      stdin,
      stdout: failing('EPIPE'),
      stderr: new PassThrough(),
      env: {},
      cwd: process.cwd(),
    });
    expect(code).toBe(3);
  });

  it('survives a real pipe that is closed after the first line', async () => {
    const child = spawn(
      process.execPath,
      [
        builtProgram(),
        ...'simulate --county 19 --cases 3000 --from 2005-10 --to 2006-09 --seed 1'.split(' '),
      ],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const ended = new Promise<number | null>((resolve) => {
      child.on('exit', (code) => {
        resolve(code);
      });
    });
    let told = '';
    child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
    child.stdout.once('data', () => child.stdout.destroy());
    expect(await ended).toBe(0);
    expect(told).toBe('');
  });
});

describe('simulate and demo', () => {
  it('simulates the same bytes for the same arguments, and others for another seed', async () => {
    const argv = 'simulate --county 19 --cases 20 --from 2006-05 --to 2006-09 --seed'.split(' ');
    const one = await plumbline([...argv, 'x']);
    expect(one).toMatchObject({ code: 0, stderr: '' });
    expect((await plumbline([...argv, 'x'])).stdout).toBe(one.stdout);
    expect((await plumbline([...argv, 'y'])).stdout).not.toBe(one.stdout);
    const none = await plumbline([...argv, 'x', '--late', '0', '--correct', '0']);
    expect(none.stdout).not.toContain('"corrects"');
  });

  it('tours the program in a fresh folder: every step has its command, and the forged package is caught', async () => {
    const data = join(folder.path, 'demo');
    const { code, stdout, stderr } = await plumbline(['demo', '--cases', '30', '--data', data]);
    expect([code, stderr]).toEqual([0, '']);
    const commands = [...stdout.matchAll(/^ {2}\$ (?:plumbline )?(\S+)/gmu)].map(
      (found) => found[1],
    );
    expect(commands).toEqual([
      ...['simulate', 'ingest', 'ingest', 'report', 'trail', 'explain', 'explain', 'submit'],
      ...['approve', 'ingest', 'outdated', 'submit', 'diff', 'package', 'node', 'node'],
    ]);
    expect(stdout.match(/^\d+\. /gmu)).toHaveLength(commands.length);
    expect(stdout).toMatch(
      /refused\.ndjson says why: INVALID_FIELD, `data\.amount`\s+is 25: give/u,
    );
    expect(stdout).toMatch(/is counted on Line 29 in column \(a\)/u);
    expect(stdout).toMatch(/is not counted/u);
    expect(stdout).toMatch(/September 2006, version 1: to be revised/u);
    expect(stdout).toMatch(/version 2, REVISED/u);
    expect(stdout).toMatch(/This package verifies: CS 1257 of 2006-09/u);
    expect(stdout).toMatch(/This package does not verify\.[^]*line-29\.csv was changed/u);
    // What the tour left is honest again, and its commands can be repeated.
    const verified = await plumbline(['verify', join(data, 'package')]);
    expect(verified.code).toBe(0);
    const again = await plumbline(['demo', '--data', data]);
    expect(again).toMatchObject({ code: 1, stdout: '' });
    expect(again.stderr).toMatch(/is not empty: name a new folder/u);
  });
});
