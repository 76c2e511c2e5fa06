import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const LAUNCHER = resolve(import.meta.dirname, '../../bin/plumbline');

/** Stands in for the built program: says how it was started. */
const PROGRAM = `
if (process.argv[2] === 'wait') {
  process.on('SIGTERM', () => process.exit(42));
  setInterval(() => {}, 1000);
  console.log('waiting');
} else {
  const malloc = Object.fromEntries(Object.entries(process.env).filter(([name]) => name.startsWith('MALLOC_')));
  console.log(JSON.stringify({ cwd: process.cwd(), args: process.argv.slice(2), flags: process.execArgv, malloc }));
  process.exitCode = 3;
}
`;

interface Started {
  readonly cwd: string;
  readonly args: readonly string[];
  readonly flags: readonly string[];
  /** What it is told of how the library is to hold memory. */
  readonly malloc: Readonly<Record<string, string>>;
}

describe('bin/plumbline', () => {
  let root: string;
  let elsewhere: string;

  beforeEach(() => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'plumbline launcher ')));
    root = join(folder, 'checkout');
    elsewhere = join(folder, 'else where');
    for (const path of ['bin', 'dist/src', 'node_modules/.bin']) {
      mkdirSync(join(root, path), { recursive: true });
    }
    mkdirSync(elsewhere);
    cpSync(LAUNCHER, join(root, 'bin/plumbline'));
    writeFileSync(join(root, 'dist/src/main.js'), PROGRAM);
    symlinkSync(process.execPath, join(root, 'node_modules/.bin/node'));
  });

  afterEach(() => {
    rmSync(resolve(root, '..'), { recursive: true, force: true });
  });

  function start(command: string, args: readonly string[], path = '/usr/bin:/bin', more = {}) {
    const env = { PATH: path, ...more };
    return spawnSync(command, args, { cwd: elsewhere, encoding: 'utf8', env });
  }

  /** A folder on PATH whose `node` says the given version, and nothing else but the shell's own tools. */
  function machineNode(version: string): string {
    const folder = join(root, 'machine');
    mkdirSync(folder);
    writeFileSync(
      join(folder, 'node'),
      `#!/bin/sh\n[ "$1" = --version ] && echo ${version} && exit 0\nexec '${process.execPath}' "$@"\n`,
    );
    chmodSync(join(folder, 'node'), 0o755);
    return `${folder}:/usr/bin:/bin`;
  }

  it('keeps the working directory, the arguments and the exit code', () => {
    const args = ['report', '--month', '2006-09', '', 'a b', '*', "it's", '--', '-'];
    const { status, stdout, stderr } = start(join(root, 'bin/plumbline'), args);
    expect(stderr).toBe('');
    const started = JSON.parse(stdout) as Started;
    expect(started.cwd).toBe(elsewhere);
    expect(started.args).toEqual(args);
    expect(status).toBe(3);
  });

  it('starts an ingest in little memory and a report in what it keeps, unless the caller has said how', () => {
    const started = (name: string, more = {}): Started =>
      JSON.parse(
        start(join(root, 'bin/plumbline'), [name], '/usr/bin:/bin', more).stdout,
      ) as Started;
    expect(started('ingest')).toMatchObject({
      flags: ['--max-semi-space-size=16', '--expose-gc'],
      malloc: { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '524288' },
    });
    expect(started('report')).toMatchObject({
      flags: [],
      malloc: {
        MALLOC_TOP_PAD_: '67108864',
        MALLOC_TRIM_THRESHOLD_: '2147483647',
        MALLOC_MMAP_THRESHOLD_: '1073741824',
      },
    });
    expect(started('trail')).toMatchObject({ flags: [], malloc: {} });
    const said = { MALLOC_MMAP_THRESHOLD_: '65536' };
    for (const name of ['ingest', 'report']) expect(started(name, said).malloc).toMatchObject(said);
  });

  it('can be called by a relative path and through links', () => {
    symlinkSync(join(root, 'bin/plumbline'), join(elsewhere, 'absolute'));
    symlinkSync('../checkout/bin/plumbline', join(elsewhere, 'relative'));
    symlinkSync('relative', join(elsewhere, 'twice'));
    for (const command of ['../checkout/bin/plumbline', './absolute', './relative', './twice']) {
      const { stdout, stderr } = start(command, ['ledgers']);
      expect(stderr).toBe('');
      expect(JSON.parse(stdout) as Started).toMatchObject({ cwd: elsewhere, args: ['ledgers'] });
    }
  });

  it('is replaced by the program, so that signals reach it', async () => {
    const child = spawn(join(root, 'bin/plumbline'), ['wait'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((ready) => child.stdout.once('data', ready));
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    expect(await ended).toBe(42);
  });

  it('says what to do when the program is not built', () => {
    rmSync(join(root, 'dist'), { recursive: true });
    const { status, stdout, stderr } = start(join(root, 'bin/plumbline'), ['--help']);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `plumbline: the program is not built yet: run 'npm ci' and 'npm run build' in ${root}, then try again.\n`,
    );
  });

  describe('without the Node of the packages', () => {
    beforeEach(() => {
      rmSync(join(root, 'node_modules'), { recursive: true });
    });

    it("takes the machine's own if it is 24 or later", () => {
      const { status, stdout } = start(join(root, 'bin/plumbline'), ['x'], machineNode('v24.0.0'));
      expect(JSON.parse(stdout) as Started).toMatchObject({ args: ['x'] });
      expect(status).toBe(3);
    });

    it('refuses an older one and says what to do', () => {
      const { status, stderr } = start(join(root, 'bin/plumbline'), [], machineNode('v23.11.1'));
      expect(status).toBe(1);
      expect(stderr).toContain('Node 23 is too old, 24 or later is needed');
      expect(stderr).toContain("run 'npm ci'");
    });

    it('says so when there is none', () => {
      // A PATH that holds the shell's tools and certainly no node.
      const tools = join(root, 'tools');
      mkdirSync(tools);
      for (const tool of ['sed', 'readlink']) symlinkSync(`/usr/bin/${tool}`, join(tools, tool));
      const { status, stderr } = start(join(root, 'bin/plumbline'), [], tools);
      expect(status).toBe(1);
      expect(stderr).toContain('there is no Node here');
    });
  });
});
