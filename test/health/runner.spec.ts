import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');

/** What has to be given up, in the planted run: a process that stays. */
const PATIENCE_MS = 300;

/** A worker that is as large begins no other spec. */
const GROWN_BYTES = 200_000_000;

/** Specs that are run by a jest of their own, one after the other in one worker. */
const PLANTED = {
  'counter.ts': `let counted = 0;
    export const count = (): number => (counted += 1);`,
  'a.spec.ts': `import { count } from './counter.js';
    process.env['PLANTED'] = 'by a';
    process.chdir('..');
    process.title = 'a';
    it('counts from one', () => { expect(count()).toBe(1); });
    it.todo('is to come');
    it.skip('is left out', () => {});`,
  'b.spec.ts': `import { readFileSync } from 'node:fs';
    import { basename } from 'node:path';
    import { count } from './counter.js';
    it('runs in a worker that has not grown', () => {
      expect(Number(readFileSync('h.pid', 'utf8'))).not.toBe(process.pid);
    });
    it('has nothing of another spec', () => {
      expect(count()).toBe(1);
      expect(process.env['PLANTED']).toBeUndefined();
      expect(basename(process.cwd())).toMatch(/^runner-/u);
      expect(process.title).not.toBe('a');
    });`,
  'c.spec.ts': `interface Typed { readonly a: number }
    const typed: Typed = { a: 1 };
    it('fails', () => {
      expect(typed.a).toBe(2);
    });
    it('takes too long', async () => { await new Promise(() => {}); }, 20);`,
  'd.spec.ts': `import { spawn } from 'node:child_process';
    it('leaves a process', () => { spawn('sleep', ['1257']); throw new Error('planted before'); });`,
  'e.spec.ts': `import { execFileSync } from 'node:child_process';
    it('leaves a process to nobody', () => {
      execFileSync('sh', ['-c', 'sleep 1258 >/dev/null 2>&1 &']);
    });`,
  'g.spec.ts': `it('does not await what is rejected', () => {
      void Promise.reject(new Error('planted in a test'));
    });`,
  // The longest runs first: all others come after it.
  'h.spec.ts': `import { writeFileSync } from 'node:fs';
    ${'// This worker grows, and is then not given another spec to run. '.repeat(20)}
    it('grows', () => {
      (globalThis as { held?: readonly number[] }).held = Array.from({ length: ${String(GROWN_BYTES / 8)} }, (_, index) => index / 2);
      writeFileSync('h.pid', String(process.pid));
    });`,
  // The shortest runs last: what it throws late meets no other spec.
  'f.spec.ts': `it('ends', () => { setTimeout(() => { throw new Error('late'); }, 9); });`,
};

/** A worker of which something is left: no other spec may end it. */
const PLANTED_OPEN = {
  'i.spec.ts': `it('stays', () => { setInterval(() => {}, 1257); });`,
};

interface Ran {
  readonly code: number | null;
  readonly said: string;
  readonly results: Results;
}

interface Results {
  readonly numPassedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/** Runs specs in a folder of their own by a jest of their own. */
async function ran(planted: Readonly<Record<string, string>>): Promise<Ran> {
  mkdirSync(join(ROOT, '.build-test'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.build-test', 'runner-'));
  for (const [name, text] of Object.entries(planted)) writeFileSync(join(folder, name), text);
  const runner = join(ROOT, 'test/runner');
  const config = {
    rootDir: folder,
    runtime: join(runner, 'runtime.mjs'),
    testEnvironment: join(runner, 'environment.mjs'),
    testEnvironmentOptions: { patienceMs: PATIENCE_MS, grownBytes: GROWN_BYTES },
    globalTeardown: join(runner, 'left-running.mjs'),
    testMatch: ['**/*.spec.ts'],
    transform: {},
    workerIdleMemoryLimit: 2 ** 50,
    // The worker that stays open does not end by itself.
    workerGracefulExitTimeout: 2_000,
  };
  const jest = join(ROOT, 'node_modules/jest/bin/jest.js');
  const faults = join(ROOT, 'test/faults.mjs');
  const out = join(folder, 'results.json');
  const options = ['--config', JSON.stringify(config), '-w', '1', '--json', '--outputFile', out];
  const ofThisRun = ['JEST_WORKER_ID', 'PLUMBLINE_TEST_FAULTS'];
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !ofThisRun.includes(name)),
  );
  const child = spawn(process.execPath, ['--import', faults, jest, ...options], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
    // A group of processes of its own, as a run from a shell has: orphans are told by it.
    detached: true,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const [code] = (await once(child, 'close')) as [number | null];
  const results = JSON.parse(readFileSync(out, 'utf8')) as Results;
  rmSync(folder, { recursive: true });
  return { code, said, results };
}

describe('given a planted spec that leaves something open', () => {
  it('then it is said what a worker has open that does not end, and after which spec', async () => {
    const { said } = await ran(PLANTED_OPEN);
    expect(said).toMatch(
      /A worker does not end\. It has open: 1 Timeout\n {2}after \S+i\.spec\.ts: 1 Timeout/u,
    );
  });
});

describe('given planted specs, when they are run as ours are', () => {
  let code: number | null = null;
  let said = '';
  let results: Results;
  beforeAll(async () => {
    ({ code, said, results } = await ran(PLANTED));
  });

  const resultOf = (name: string): Results['testResults'][number] | undefined =>
    results.testResults.find((each) => each.name.endsWith(`/${name}.spec.ts`));

  it('then no spec sees what another left in a module or about the process', () => {
    expect(resultOf('a')?.message).toBe('');
    expect(resultOf('b')).toMatchObject({ status: 'passed', message: '' });
  });

  it('then what is skipped or to come is counted', () => {
    expect(results).toMatchObject({ numPendingTests: 1, numTodoTests: 1 });
  });

  it('then a test fails for its assertion and its time, shown in its source', () => {
    expect(resultOf('c')?.assertionResults.map(({ status }) => status)).toEqual([
      'failed',
      'failed',
    ]);
    expect(resultOf('c')?.message).toMatch(/> 4 \| +expect\(typed\.a\)\.toBe\(2\);/u);
    expect(resultOf('c')?.message).toContain('c.spec.ts:4:23');
    expect(resultOf('c')?.message).toContain('Exceeded timeout of 20 ms');
  });

  it('then a spec fails for a rejection that nobody awaits', () => {
    expect(resultOf('g')?.status).toBe('failed');
    expect(said).toContain('planted in a test');
  });

  it('then a spec that leaves a process running fails and names it', () => {
    expect(resultOf('d')?.status).toBe('failed');
    expect(resultOf('d')?.message).toMatch(/The spec left processes running:\s+\d+ sleep 1257/u);
    expect(resultOf('d')?.message).toContain('leaves a process: planted before');
  });

  it('then the run fails for a process that is left to nobody, and for what is thrown after a test', () => {
    expect(resultOf('e')?.status).toBe('passed');
    expect(code).toBe(1);
    expect(said).toMatch(
      /Failed outside any test:[^]*A test left a process running: \d+ sleep 1258/u,
    );
    expect(said).toContain('late');
  });
});
