import { REPLICA_ACCEPTANCE } from '../src/ledger/acceptance/replica-acceptance.js';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseCounty } from '../events/values/county.js';
import { parseMonth } from '../events/values/month.js';
import type { Month } from '../events/values/month.js';
import { appendRecords } from '../src/ledger/append.js';
import type { LedgerWriter } from '../src/ports/ledger-writer.js';
import { simulateCaseload } from '../simulate/caseload.js';
import { writerOver } from '../src/stores/sqlite/writer-over-folder.js';
import { EventStoreLog } from '../src/stores/eventstore/event-store-log.js';
import { openEventStore } from '../src/stores/replicated/event-store.js';
import { LedgerFolder } from '../src/stores/sqlite/ledger-folder.js';
import { StandIn } from '../test/standin/cluster.js';
import { parsedLines } from './work/take-in.js';
import { clockNow } from '../src/ports/clock.js';

/**
 * Append and catch-up over gRPC against the server's stand-in in a process of its own, the embedded
 * store beside it.
 *
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/eventstore.js [records] [seed] [records a case]
 *
 * 110 records a case are two years of a county whose cases stay: memory that grows with them grows with the
 * records. 20 are its cases as they are loaded: memory that grows then grows with the cases.
 */
const PROGRAM = fileURLToPath(import.meta.url);
const RECORDS_MAX = 5_000_000;
const RECORDS_A_CASE = 110;
/** The stand-in keeps all events in memory; what is measured gets what a service needs. */
const HEAP_MEGABYTES = { server: 12_288, worker: 1_024 } as const;
const SAMPLES = 8;
const MEGABYTE = 1e6;

const WORKS = ['embedded', 'append', 'read', 'catchUp'] as const;
type WorkName = (typeof WORKS)[number];

const TITLES = {
  embedded: 'ingest into the embedded store',
  append: 'ingest over gRPC, replica included',
  read: 'read the stream, every event verified',
  catchUp: 'catch up an empty replica',
} as const satisfies Readonly<Record<WorkName, string>>;

/** What a process is asked to do. */
interface Task {
  readonly work: WorkName;
  readonly connectionString: string;
  readonly ndjson: string;
  readonly folder: string;
  readonly records: number;
}

/** What it answers: megabytes after each eighth of the records, looking at them not timed. */
interface Measured {
  readonly records: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** The resident set. */
  readonly resident: readonly number[];
  /** What is left after a full garbage collection, outside of the heap included. */
  readonly live: readonly number[];
}

/** Looks at the process's memory each time that another eighth of the records is done. */
class MemorySamples {
  readonly resident: number[] = [];
  readonly live: number[] = [];
  /** Time that the looks took. */
  wallMs = 0;
  cpuMs = 0;
  readonly #every: number;

  constructor(records: number) {
    this.#every = Math.max(1, Math.floor(records / SAMPLES));
  }

  done(count: number): void {
    while (count >= this.#every * (this.live.length + 1) && this.live.length < SAMPLES)
      this.#look();
  }

  #look(): void {
    const [startMs, startCpuMs] = [performance.now(), cpuMs()];
    this.resident.push(Math.round(process.memoryUsage.rss() / MEGABYTE));
    globalThis.gc?.();
    const { heapUsed, external } = process.memoryUsage();
    this.live.push(Math.round((heapUsed + external) / MEGABYTE));
    this.wallMs += performance.now() - startMs;
    this.cpuMs += cpuMs() - startCpuMs;
  }
}

/** Processor time of this process, milliseconds. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function ingest(writer: LedgerWriter, task: Task, samples: MemorySamples): Promise<number> {
  const { accepted } = await appendRecords(writer, parsedLines(task.ndjson), {
    clock: () => clockNow(),
    isRecordedHonoured: true,
    isBulk: true,
    onRejected: ({ line, code, message }) => {
      throw new Error(`Line ${String(line)} was rejected (${code}): ${message}`);
    },
    onSettled: (count) => {
      samples.done(count);
    },
  });
  return accepted;
}

async function worked(task: Task, samples: MemorySamples): Promise<number> {
  const { work, connectionString } = task;
  const county = parseCounty('19') ?? fail();
  if (work === 'read') {
    const log = new EventStoreLog({ connectionString });
    let records = 0;
    for await (const page of log.read(county, 1, await log.size(county))) {
      records += page.length;
      samples.done(records);
    }
    await log.close();
    return records;
  }
  const folder = LedgerFolder.openOrCreate(task.folder);
  try {
    if (work === 'embedded') return await ingest(writerOver(folder), task, samples);
    const store = openEventStore(
      { connectionString, streamPrefix: '' },
      folder,
      REPLICA_ACCEPTANCE,
    );
    try {
      if (work === 'append') return await ingest(store.writer, task, samples);
      const timer = setInterval(() => {
        samples.done(folder.ledger(county)?.size ?? 0);
      }, 50);
      const { replication } = store.replication({ freshness: 'fresh', tell: () => undefined });
      await replication.level([county], 'reading');
      clearInterval(timer);
      const size = folder.ledger(county)?.refresh() ?? 0;
      samples.done(size);
      return size;
    } finally {
      await store.close();
    }
  } finally {
    folder.close();
  }
}

function fail(): never {
  throw new Error('County 19 is one of the 58.');
}

async function beWorker(task: Task): Promise<void> {
  const samples = new MemorySamples(task.records);
  const startMs = performance.now();
  const records = await worked(task, samples);
  const measured: Measured = {
    records,
    wallMs: performance.now() - startMs - samples.wallMs,
    cpuMs: cpuMs() - samples.cpuMs,
    resident: samples.resident,
    live: samples.live,
  };
  process.stdout.write(JSON.stringify(measured));
}

async function beServer(): Promise<void> {
  const standIn = await StandIn.start();
  // Past the wire on which the tests make the network's faults.
  process.stdout.write(`esdb://127.0.0.1:${String(standIn.node(0).directPort)}?tls=false\n`);
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  await standIn.stop();
}

function child(role: keyof typeof HEAP_MEGABYTES, argument = ''): ChildProcess {
  const heap = `--max-old-space-size=${String(HEAP_MEGABYTES[role])}`;
  return spawn(process.execPath, ['--expose-gc', heap, PROGRAM, `--${role}`, argument], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function firstLine(server: ChildProcess): Promise<string> {
  for await (const chunk of server.stdout ?? []) return String(chunk).trim();
  throw new Error('The stand-in did not start: look at what it says on standard error.');
}

async function measure(task: Task): Promise<Measured> {
  const worker = child('worker', JSON.stringify(task));
  const ended = once(worker, 'exit');
  let text = '';
  for await (const chunk of worker.stdout ?? []) text += String(chunk);
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`"${TITLES[task.work]}" ended with ${String(code)}.`);
  return JSON.parse(text) as Measured; // written by `beWorker` of this program
}

interface CaseloadArguments {
  readonly records: number;
  readonly seed: string;
  readonly recordsPerCase: number;
}

/** Writes the first records of a simulated caseload, as they would arrive; answers of how many cases it is. */
async function writeCaseload(
  path: string,
  { records, seed, recordsPerCase }: CaseloadArguments,
): Promise<number> {
  const file = createWriteStream(path);
  let written = 0;
  const county = parseCounty('19') ?? fail();
  const month = (text: string): Month => parseMonth(text) ?? fail();
  const cases = Math.max(200, Math.ceil(records / recordsPerCase));
  for (const chunk of simulateCaseload({
    county,
    cases,
    from: month('2004-10'),
    to: month('2006-09'),
    seed,
  })) {
    const lines = chunk.split('\n').filter((line) => line !== '');
    const some = lines.slice(0, records - written);
    written += some.length;
    if (!file.write(some.map((line) => `${line}\n`).join(''))) await once(file, 'drain');
    if (written === records) break;
  }
  file.end();
  await once(file, 'close');
  if (written < records) {
    throw new Error(
      `There were only ${String(written)} records to write: give fewer records a case.`,
    );
  }
  return cases;
}

function rowOf(work: WorkName, { records, wallMs, cpuMs: cpu, resident, live }: Measured): string {
  return [
    TITLES[work].padEnd(38),
    `${(wallMs / 1000).toFixed(1)} s`.padStart(9),
    `${(cpu / 1000).toFixed(1)} s`.padStart(9),
    (records / wallMs).toFixed(1).padStart(8),
    (records / cpu).toFixed(1).padStart(8),
    `${resident.join(' ')} | ${live.join(' ')}`,
  ].join('  ');
}

async function main(): Promise<void> {
  const records = Math.min(RECORDS_MAX, Number(process.argv[2] ?? '400000'));
  const seed = process.argv[3] ?? 'bench';
  const recordsPerCase = Number(process.argv[4] ?? RECORDS_A_CASE);
  const scratch = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  const server = child('server');
  const stopped = once(server, 'exit');
  try {
    const connectionString = await firstLine(server);
    const ndjson = join(scratch, 'records.ndjson');
    const cases = await writeCaseload(ndjson, { records, seed, recordsPerCase });
    const load = loadavg().map((each) => each.toFixed(1));
    console.log(
      `${String(records)} records of ${String(cases)} cases, seed "${seed}", ${String(cpus().length)} cores, load before ${load.join(' ')}, Node ${process.version}`,
    );
    console.log(
      `${'work'.padEnd(38)}       wall        cpu    k/s wall   k/s cpu  MB after each eighth: resident | live`,
    );
    for (const work of WORKS) {
      const folder = join(scratch, work);
      const task: Task = { work, connectionString, ndjson, folder, records };
      console.log(rowOf(work, await measure(task)));
      rmSync(folder, { recursive: true, force: true });
    }
  } finally {
    server.kill('SIGTERM');
    await stopped;
    rmSync(scratch, { recursive: true, force: true });
  }
}

const [role, argument = ''] = process.argv.slice(2);
if (role === '--server') await beServer();
else if (role === '--worker') await beWorker(JSON.parse(argument) as Task);
else await main();
