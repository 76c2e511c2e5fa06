import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCounty } from '../events/values/county.js';
import type { County } from '../events/values/county.js';
import { parseMonth } from '../events/values/month.js';
import type { Month } from '../events/values/month.js';
import { ThreadPool } from '../src/threads/thread-pool.js';
import { CHILD_MARK, answerParent, askChild } from './measuring/child-process.js';
import { median } from './measuring/medians.js';
import type { AnsweringData, AnsweringTask } from './work/answering-thread.js';

/**
 * The product's pool of threads beside piscina, both with the service's own answers, in turns:
 *
 *     npm install --prefix DIR piscina
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/threads.js DIR [rounds] [cases] [counties]
 */
const PROGRAM = fileURLToPath(import.meta.url);
const MAIN = fileURLToPath(new URL('../src/main.js', import.meta.url));
const THREAD = new URL('./work/answering-thread.js', import.meta.url);

const THREADS = 2;
const AT_ONCE = 16;
const EMPTY_TASKS = 20_000;
const QUESTIONS = 400;
const MONTHS = ['2005-12', '2006-03', '2006-06', '2006-09'];

const POOLS = ['ours', 'piscina'] as const;
type PoolName = (typeof POOLS)[number];

/** What a process is asked to do. */
interface Task {
  readonly pool: PoolName;
  readonly folder: string;
  readonly piscina: string;
  readonly counties: readonly County[];
}

interface Timed {
  readonly wallMs: number;
  /** User and system, all threads. */
  readonly cpuMs: number;
}

interface Measured {
  readonly empty: Timed;
  /** The first question about each county and year among them. */
  readonly questions: Timed;
  readonly residentMb: number;
  /** Of all answers: equal for both pools. */
  readonly digest: string;
}

/** As far as a pool is used here. */
interface AnyPool {
  readonly ask: (task: AnsweringTask) => Promise<string>;
  readonly close: () => Promise<void>;
}

const [first, second] = process.argv.slice(2);
if (first === CHILD_MARK) await answerParent(await measured(JSON.parse(second ?? '') as Task));
else await main(process.argv.slice(2));

async function main([
  piscina,
  rounds = '5',
  cases = '1000',
  counties = '2',
]: string[]): Promise<void> {
  if (piscina === undefined) {
    console.error('Give the folder in whose node_modules piscina is installed.');
    process.exitCode = 2;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  try {
    const asked = ['19', '30', '34', '37']
      .slice(0, Number(counties))
      .flatMap((text) => parseCounty(text) ?? []);
    for (const county of asked) await loadCaseload(folder, county, Number(cases));
    const results = new Map<PoolName, Measured[]>(POOLS.map((pool) => [pool, []]));
    for (let round = 0; round < Number(rounds); round += 1) {
      // The order turns from round to round.
      for (const pool of round % 2 === 0 ? POOLS : POOLS.toReversed()) {
        const task: Task = { pool, folder, piscina: resolve(piscina), counties: asked };
        results.get(pool)?.push(await askChild<Measured>(PROGRAM, task));
      }
    }
    print(results);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function loadCaseload(folder: string, county: County, cases: number): Promise<void> {
  const script = `"$0" "$1" simulate --county ${county} --cases ${String(cases)} --from 2004-10 --to 2006-09 --seed bench | "$0" "$1" ingest - --data "$2" --json`;
  const load = spawn('sh', ['-c', script, process.execPath, MAIN, folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(load, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The caseload was not taken.');
}

async function measured({ pool: name, folder, piscina, counties }: Task): Promise<Measured> {
  process.env['BENCH_FOLDER'] = folder;
  const pool = name === 'ours' ? ours() : others(piscina);
  try {
    // Both have their threads before the clock starts.
    await manyAtOnce(
      Array.from({ length: AT_ONCE }, () => null),
      pool,
    );
    const empty = await timed(() =>
      manyAtOnce(
        Array.from({ length: EMPTY_TASKS }, () => null),
        pool,
      ),
    );
    const hash = createHash('sha256');
    const questions = await timed(async () => {
      for (const text of await manyAtOnce(questionsAbout(counties), pool)) hash.update(text);
    });
    const residentMb = process.memoryUsage().rss / 1e6;
    return { empty, questions, residentMb, digest: hash.digest('hex') };
  } finally {
    await pool.close();
  }
}

function ours(): AnyPool {
  const workerData: AnsweringData = { isOurs: true };
  const pool = new ThreadPool<AnsweringTask, string>({
    name: 'bench',
    program: THREAD,
    workerData,
    threads: THREADS,
    waitingMax: AT_ONCE,
    msMax: 600_000,
    kindOf: (task) => task?.input.county ?? null,
    onFault: () => undefined,
  });
  return { ask: (task) => pool.ask(task), close: () => pool.close() };
}

interface Piscina {
  readonly run: (task: AnsweringTask) => Promise<string>;
  readonly destroy: () => Promise<void>;
}

function others(folder: string): AnyPool {
  const { Piscina } = createRequire(join(folder, 'package.json'))('piscina') as {
    readonly Piscina: new (options: object) => Piscina;
  };
  const pool = new Piscina({
    filename: fileURLToPath(THREAD),
    minThreads: THREADS,
    maxThreads: THREADS,
    maxQueue: AT_ONCE,
  });
  return { ask: (task) => pool.run(task), close: () => pool.destroy() };
}

/** Months of the counties in turn, as if by chance but the same for both pools. */
function questionsAbout(counties: readonly County[]): readonly AnsweringTask[] {
  const months = MONTHS.flatMap((text): Month[] => {
    const month = parseMonth(text);
    return month === null ? [] : [month];
  });
  let state = 1;
  const next = (count: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % count;
  };
  return Array.from({ length: QUESTIONS }, (): AnsweringTask => {
    const [county, month] = [counties[next(counties.length)], months[next(months.length)]];
    if (county === undefined || month === undefined) throw new Error('There is nothing to ask.');
    const input = {
      county,
      months: [month],
      asOf: null,
      form: 'CS 1257',
      source: 'segments',
    } as const;
    return { name: 'report', input, format: 'json' };
  });
}

/** Some at once, and the next as soon as one is answered; the answers in the order of the tasks. */
async function manyAtOnce(
  tasks: readonly AnsweringTask[],
  pool: AnyPool,
): Promise<readonly string[]> {
  const replies: string[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < tasks.length) {
      const index = next;
      next += 1;
      replies[index] = await pool.ask(tasks[index] ?? null);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  return replies;
}

async function timed(work: () => Promise<unknown>): Promise<Timed> {
  const [startedMs, before] = [performance.now(), process.cpuUsage()];
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wallMs: performance.now() - startedMs, cpuMs: (user + system) / 1000 };
}

function print(results: ReadonlyMap<PoolName, readonly Measured[]>): void {
  const digests = new Set([...results.values()].flat().map(({ digest }) => digest));
  if (digests.size !== 1) throw new Error('The pools give different answers.');
  for (const [pool, each] of results) {
    const middle = (of: (measured: Measured) => number): string => median(each.map(of)).toFixed(0);
    console.log(
      [
        pool.padEnd(8),
        `${String(EMPTY_TASKS)} empty tasks ${middle(({ empty }) => empty.wallMs)} ms (processor ${middle(({ empty }) => empty.cpuMs)})`,
        `${String(QUESTIONS)} questions ${middle(({ questions }) => questions.wallMs)} ms (processor ${middle(({ questions }) => questions.cpuMs)})`,
        `${middle(({ residentMb }) => residentMb)} MB`,
      ].join('  '),
    );
  }
}
