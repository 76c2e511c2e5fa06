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
import type { LedgerDesk } from '../src/ledger/ledger-desk.js';
import { simulateCaseload } from '../src/simulate/caseload.js';
import { deskOver } from '../src/store/desk-over-folder.js';
import { EventStoreLog } from '../src/store/eventstore/event-store-log.js';
import { openEventStore } from '../src/store/replicated/event-store.js';
import { LedgerFolder } from '../src/store/sqlite/ledger-folder.js';
import { StandIn } from '../test/standin/cluster.js';
import { parsedLines } from './work/take-in.js';

/**
 * Append and catch-up over gRPC against the server's stand-in in a process of its own, the embedded
 * store beside it.
 *
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/eventstore.js [records] [seed]
 */
const PROGRAM = fileURLToPath(import.meta.url);
const RECORDS_MAX = 5_000_000;
const HEAP_MEGABYTES = 12_288;
const SAMPLES = 8;

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

/** What it answers. `megabytes`: its resident set after each eighth of the records. */
interface Measured {
  readonly records: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly megabytes: readonly number[];
}

/** Looks at the process's memory each time that another eighth of the records is done. */
class MemorySamples {
  readonly megabytes: number[] = [];
  readonly #every: number;

  constructor(records: number) {
    this.#every = Math.max(1, Math.floor(records / SAMPLES));
  }

  done(count: number): void {
    while (count >= this.#every * (this.megabytes.length + 1) && this.megabytes.length < SAMPLES) {
      this.megabytes.push(Math.round(process.memoryUsage.rss() / 1e6));
    }
  }
}

async function ingest(desk: LedgerDesk, task: Task, samples: MemorySamples): Promise<number> {
  const { accepted } = await appendRecords(desk, parsedLines(task.ndjson), {
    clock: () => Date.now(),
    isRecordedHonoured: true,
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
    if (work === 'embedded') return await ingest(deskOver(folder), task, samples);
    const store = openEventStore({ connectionString, streamPrefix: '' }, folder);
    try {
      if (work === 'append') return await ingest(store.desk, task, samples);
      const timer = setInterval(() => {
        samples.done(folder.ledger(county)?.size ?? 0);
      }, 50);
      await store.catchUpAll();
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
  const wallMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage();
  const { megabytes } = samples;
  const measured: Measured = { records, wallMs, cpuMs: (user + system) / 1000, megabytes };
  process.stdout.write(JSON.stringify(measured));
}

async function beServer(): Promise<void> {
  const standIn = await StandIn.start();
  // Past the wire on which the tests make the network's faults.
  process.stdout.write(`esdb://127.0.0.1:${String(standIn.node(0).directPort)}?tls=false\n`);
  await new Promise((resolve) => process.once('SIGTERM', resolve));
  await standIn.stop();
}

function child(role: string, argument = ''): ChildProcess {
  return spawn(
    process.execPath,
    [`--max-old-space-size=${String(HEAP_MEGABYTES)}`, PROGRAM, role, argument],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

async function firstLine(server: ChildProcess): Promise<string> {
  for await (const chunk of server.stdout ?? []) return String(chunk).trim();
  throw new Error('The stand-in did not start: look at what it says on standard error.');
}

async function measure(task: Task): Promise<Measured> {
  const worker = child('--worker', JSON.stringify(task));
  const ended = once(worker, 'exit');
  let text = '';
  for await (const chunk of worker.stdout ?? []) text += String(chunk);
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`"${TITLES[task.work]}" ended with ${String(code)}.`);
  return JSON.parse(text) as Measured; // written by `beWorker` of this program
}

/** Writes the first records of a simulated caseload, as they would arrive. */
async function writeCaseload(path: string, records: number, seed: string): Promise<void> {
  const file = createWriteStream(path);
  let written = 0;
  const county = parseCounty('19') ?? fail();
  const month = (text: string): Month => parseMonth(text) ?? fail();
  const cases = Math.max(200, Math.ceil(records / 20));
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
  if (written < records) throw new Error(`There were only ${String(written)} records to write.`);
}

function rowOf(work: WorkName, { records, wallMs, cpuMs, megabytes }: Measured): string {
  return [
    TITLES[work].padEnd(38),
    `${(wallMs / 1000).toFixed(1)} s`.padStart(9),
    `${(cpuMs / 1000).toFixed(1)} s`.padStart(9),
    (records / wallMs).toFixed(1).padStart(8),
    megabytes.join(' ').padStart(4),
  ].join('  ');
}

async function main(): Promise<void> {
  const records = Math.min(RECORDS_MAX, Number(process.argv[2] ?? '400000'));
  const seed = process.argv[3] ?? 'bench';
  const scratch = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  const server = child('--server');
  const stopped = once(server, 'exit');
  try {
    const connectionString = await firstLine(server);
    const ndjson = join(scratch, 'records.ndjson');
    await writeCaseload(ndjson, records, seed);
    const load = loadavg().map((each) => each.toFixed(1));
    console.log(
      `${String(records)} records, seed "${seed}", ${String(cpus().length)} cores, load before ${load.join(' ')}, Node ${process.version}`,
    );
    console.log(
      `${'work'.padEnd(38)}       wall        cpu   k rec/s  resident MB after each eighth`,
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
