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
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/eventstore-ratios.js --server esdb://... --folder DIR [--records N] [--rounds N]
 */
const PROGRAM = fileURLToPath(import.meta.url);
const BATCH = 500;

const WORKS = ['rawAppend', 'ingest', 'rawRead', 'fill'] as const;
type Work = (typeof WORKS)[number];

/** What a process is asked to do; `round` names its streams. */
interface Task {
  readonly work: Work;
  readonly server: string;
  readonly round: string;
  readonly ndjson: string;
  readonly folder: string;
  readonly records: number;
}

async function rawAppend({ server, round, ndjson, records }: Task): Promise<number> {
  const lines = readFileSync(ndjson, 'utf8').split('\n').slice(0, records);
  const events: JSONEventData[] = lines.map((line) => {
    const data = JSON.parse(line) as { readonly id: string; readonly type: string };
    return jsonEvent({ id: data.id, type: data.type, data, metadata: { recorded: '' } });
  });
  const client = EventStoreDBClient.connectionString(server);
  const startMs = performance.now();
  for (let from = 0; from < events.length; from += BATCH) {
    const expectedRevision = from === 0 ? NO_STREAM : BigInt(from - 1);
    await client.appendToStream(`${round}raw`, events.slice(from, from + BATCH), {
      expectedRevision,
    });
  }
  const tookMs = performance.now() - startMs;
  await client.dispose();
  return tookMs;
}

async function rawRead({ server, round, records }: Task): Promise<number> {
  const client = EventStoreDBClient.connectionString(server);
  const startMs = performance.now();
  let count = 0;
  const stream = `${round}raw`;
  for await (const { event } of client.readStream(stream, {
    direction: FORWARDS,
    fromRevision: START,
    maxCount: records,
  })) {
    if (event !== undefined) count += 1;
  }
  const tookMs = performance.now() - startMs;
  await client.dispose();
  if (count !== records) throw new Error(`There were ${String(count)} events.`);
  return tookMs;
}

async function withStore(task: Task): Promise<number> {
  const { server, round, ndjson, records } = task;
  const folder = LedgerFolder.openOrCreate(join(task.folder, `${round}${task.work}`));
  const store = openEventStore(
    { connectionString: server, streamPrefix: round },
    folder,
    REPLICA_ACCEPTANCE,
  );
  const startMs = performance.now();
  if (task.work === 'ingest') {
    const lines = takeFirst(records, parsedLines(ndjson));
    const { accepted } = await appendRecords(store.desk, lines, {
      clock: () => clockNow(),
      isRecordedHonoured: true,
      isBulk: true,
      onRejected: ({ line, message }) => {
        throw new Error(`Line ${String(line)} was rejected: ${message}`);
      },
    });
    if (accepted !== records) throw new Error(`${String(accepted)} were accepted.`);
  } else {
    const { replication } = store.replication({ freshness: 'fresh', tell: () => undefined });
    await replication.level([COUNTY], 'reading');
  }
  const tookMs = performance.now() - startMs;
  const size = folder.ledger(COUNTY)?.refresh();
  if (size !== records) throw new Error(`The replica has ${String(size)} records.`);
  await store.close();
  folder.close();
  return tookMs;
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
  const tookMs = await work(task);
  const { user, system } = process.cpuUsage();
  process.stdout.write(JSON.stringify({ tookMs, cpuMs: (user + system) / 1000 }));
}

interface Took {
  readonly tookMs: number;
  readonly cpuMs: number;
}

async function measure(task: Task): Promise<Took> {
  const child = spawn(process.execPath, [PROGRAM, '--task', JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  let text = '';
  for await (const chunk of child.stdout) text += String(chunk);
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`${task.work} ended with ${String(code)}.`);
  return JSON.parse(text) as Took; // written by `beWorker` of this program
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
      took.get(work)?.push(await measure(task));
    }
  }
  const of = (work: Work): readonly Took[] => took.get(work) ?? [];
  console.log(
    `${String(records)} records, medians of ${String(rounds)} rounds, load ${String(loadavg()[0])}`,
  );
  for (const work of WORKS) {
    const ms = median(of(work).map(({ tookMs }) => tookMs));
    const cpu = median(of(work).map(({ cpuMs }) => cpuMs));
    console.log(
      `${work.padEnd(10)} ${(ms / 1000).toFixed(2)} s, ${(records / ms).toFixed(1)} k/s, processor ${(cpu / 1000).toFixed(2)} s`,
    );
  }
  for (const [ours, raw] of [
    ['ingest', 'rawAppend'],
    ['fill', 'rawRead'],
  ] as const) {
    const ratio = median(of(raw).map(({ tookMs }, at) => tookMs / (of(ours)[at]?.tookMs ?? NaN)));
    console.log(`${ours} is ${ratio.toFixed(2)} x ${raw}`);
  }
  if (values['folder'] === undefined) rmSync(kept, { recursive: true });
}

const option = { type: 'string' } as const;
const { values } = parseArgs({
  options: { task: option, server: option, folder: option, records: option, rounds: option },
});
if (values.task === undefined) await main(values);
else await beWorker(JSON.parse(values.task) as Task);
