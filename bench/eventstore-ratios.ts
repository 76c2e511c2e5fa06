import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { EventStoreDBClient, FORWARDS, NO_STREAM, START, jsonEvent } from '@eventstore/db-client';
import type { JSONEventData } from '@eventstore/db-client';
import { appendRecords } from '../src/ledger/append.js';
import { REPLICA_ACCEPTANCE } from '../src/ledger/acceptance/replica-acceptance.js';
import { openEventStore } from '../src/stores/replicated/event-store.js';
import type { OpenEventStore } from '../src/stores/replicated/event-store.js';
import { LedgerFolder } from '../src/stores/sqlite/ledger-folder.js';
import { COUNTY, caseloadIn } from './caseload.js';
import { median } from './measuring/medians.js';
import { isToDo, prepare } from './prepare/prepare.js';
import { parsedLines } from './work/take-in.js';
import { clockNow } from '../src/ports/clock.js';

/**
 * What the product does with a server beside what the server's own client does with the same records, in turns, each in a
 * process of its own:
 *
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/eventstore-ratios.js --server esdb://... --folder DIR [--records N] [--rounds N] [--pid N]
 *
 * With the server's process id it also says what the server spent: on a crowded machine processor time is the steadier measure.
 */
const PROGRAM = fileURLToPath(import.meta.url);
const BATCH = 500;

const WORKS = ['rawAppend', 'ingest', 'rawRead', 'fill'] as const;
type Work = (typeof WORKS)[number];

/** What the product does, beside what the client does. */
const PAIRS = [
  ['ingest', 'rawAppend'],
  ['fill', 'rawRead'],
] as const;

/** What a process is asked to do; `round` names its streams. */
interface Task {
  readonly work: Work;
  readonly server: string;
  readonly round: string;
  readonly ndjson: string;
  readonly folder: string;
  readonly records: number;
}

/** What a work took, without what was made ready for it. */
type Spent = Omit<Took, 'serverMs'>;

async function spentBy(work: () => Promise<void>): Promise<Spent> {
  const before = process.cpuUsage();
  const startMs = performance.now();
  await work();
  const tookMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(before);
  return { tookMs, cpuMs: (user + system) / 1000 };
}

async function rawAppend({ server, round, ndjson, records }: Task): Promise<Spent> {
  const lines = readFileSync(ndjson, 'utf8').split('\n').slice(0, records);
  const events: JSONEventData[] = lines.map((line) => {
    const data = JSON.parse(line) as { readonly id: string; readonly type: string };
    return jsonEvent({ id: data.id, type: data.type, data, metadata: { recorded: '' } });
  });
  const client = EventStoreDBClient.connectionString(server);
  const spent = await spentBy(async () => {
    for (let from = 0; from < events.length; from += BATCH) {
      const expectedRevision = from === 0 ? NO_STREAM : BigInt(from - 1);
      await client.appendToStream(`${round}raw`, events.slice(from, from + BATCH), {
        expectedRevision,
      });
    }
  });
  await client.dispose();
  return spent;
}

async function rawRead({ server, round, records }: Task): Promise<Spent> {
  const client = EventStoreDBClient.connectionString(server);
  let count = 0;
  const stream = `${round}raw`;
  const spent = await spentBy(async () => {
    for await (const { event } of client.readStream(stream, {
      direction: FORWARDS,
      fromRevision: START,
      maxCount: records,
    })) {
      if (event !== undefined) count += 1;
    }
  });
  await client.dispose();
  if (count !== records) throw new Error(`There were ${String(count)} events.`);
  return spent;
}

async function withStore(task: Task): Promise<Spent> {
  const { server, round, records } = task;
  const folder = LedgerFolder.openOrCreate(join(task.folder, `${round}${task.work}`));
  const store = openEventStore(
    { connectionString: server, streamPrefix: round },
    folder,
    REPLICA_ACCEPTANCE,
  );
  const spent = await spentBy(() => (task.work === 'ingest' ? ingest(task, store) : fill(store)));
  const size = folder.ledger(COUNTY)?.refresh();
  if (size !== records) throw new Error(`The replica has ${String(size)} records.`);
  await store.close();
  folder.close();
  return spent;
}

async function ingest({ ndjson, records }: Task, { writer }: OpenEventStore): Promise<void> {
  const { accepted } = await appendRecords(writer, takeFirst(records, parsedLines(ndjson)), {
    clock: clockNow,
    isRecordedHonoured: true,
    isBulk: true,
    onRejected: ({ line, message }) => {
      throw new Error(`Line ${String(line)} was rejected: ${message}`);
    },
  });
  if (accepted !== records) throw new Error(`${String(accepted)} were accepted.`);
}

async function fill(store: OpenEventStore): Promise<void> {
  const { replication } = store.replication({ freshness: 'fresh', tell: () => undefined });
  await replication.level([COUNTY], 'reading');
}

async function* takeFirst<Item>(
  count: number,
  batches: AsyncIterable<readonly Item[]>,
): AsyncGenerator<readonly Item[]> {
  let left = count;
  for await (const batch of batches) {
    yield batch.slice(0, left);
    left -= batch.length;
    if (left <= 0) return;
  }
}

async function beWorker(task: Task): Promise<void> {
  const work = { rawAppend, rawRead, ingest: withStore, fill: withStore }[task.work];
  process.stdout.write(JSON.stringify(await work(task)));
}

interface Took {
  readonly tookMs: number;
  /** Of the process that did the work. */
  readonly cpuMs: number;
  /** Of the server meanwhile; 0 where its process was not named. */
  readonly serverMs: number;
}

/** Milliseconds of one clock tick in which Linux counts a process's time. */
const TICK_MS = 10;

/** What a process of this machine has spent until now, milliseconds. */
function spentMs(pid: string | undefined): number {
  if (pid === undefined) return 0;
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

async function measure(task: Task, pid: string | undefined): Promise<Took> {
  const before = spentMs(pid);
  const child = spawn(process.execPath, [PROGRAM, '--task', JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`${task.work} ended with ${String(code)}.`);
  const took = JSON.parse(text) as Spent; // written by `beWorker` of this program
  return { ...took, serverMs: spentMs(pid) - before };
}

async function main(values: Partial<Record<string, string>>): Promise<void> {
  const { server } = values;
  if (server === undefined) throw new Error('--server is needed: esdb://...');
  const records = Number(values['records'] ?? '200000');
  const rounds = Number(values['rounds'] ?? '3');
  const kept = values['folder'] ?? mkdtempSync(join(tmpdir(), 'plumbline-ratios-'));
  mkdirSync(kept, { recursive: true });
  const caseload = caseloadIn(kept, Math.ceil(records / 100), 'plumbline', null);
  if (isToDo('simulate', caseload)) await prepare('simulate', caseload);
  const took = new Map<Work, Took[]>(WORKS.map((work) => [work, []]));
  for (let round = 0; round < rounds; round += 1) {
    const name = `ratios-${String(process.pid)}-${String(round)}-`;
    const folder = join(kept, 'replicas');
    if (existsSync(folder)) rmSync(folder, { recursive: true });
    mkdirSync(folder);
    for (const work of WORKS) {
      const task = { work, server, round: name, ndjson: caseload.ndjson, folder, records };
      took.get(work)?.push(await measure(task, values['pid']));
    }
  }
  const of = (work: Work): readonly Took[] => took.get(work) ?? [];
  console.log(
    `${String(records)} records, medians of ${String(rounds)} rounds, load ${String(loadavg()[0])}`,
  );
  const secondsOf = (work: Work, what: keyof Took): string =>
    (median(of(work).map((each) => each[what])) / 1_000).toFixed(2);
  for (const work of WORKS) {
    const ms = median(of(work).map(({ tookMs }) => tookMs));
    console.log(
      `${work.padEnd(10)} ${secondsOf(work, 'tookMs')} s, ${(records / ms).toFixed(1)} k/s, processor ${secondsOf(work, 'cpuMs')} s, the server's ${secondsOf(work, 'serverMs')} s`,
    );
  }
  for (const [ours, raw] of PAIRS) {
    const ratio = (spent: (took: Took) => number): string =>
      median(of(raw).map((each, at) => spent(each) / spent(of(ours)[at] ?? each))).toFixed(2);
    const all = ratio(({ cpuMs, serverMs }) => cpuMs + serverMs);
    console.log(`${ours} is ${ratio(({ tookMs }) => tookMs)} x ${raw}, by processor ${all} x`);
  }
  if (values['folder'] === undefined) rmSync(kept, { recursive: true });
}

const option = { type: 'string' } as const;
const { values } = parseArgs({
  options: {
    ...{ task: option, server: option, folder: option, records: option },
    ...{ rounds: option, pid: option },
  },
});
if (values.task === undefined) await main(values);
else await beWorker(JSON.parse(values.task) as Task);
