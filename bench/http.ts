import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { untilListening } from './measuring/started-service.js';
import type { Addresses } from './measuring/started-service.js';

/**
 * The service under 50 connections that report and append together, on loopback, for a bounded time.
 *
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/http.js [seconds] [cases]
 */
const CONNECTIONS = 50;
const SECONDS = Math.min(120, Number(process.argv[2] ?? '30'));
const CASES = Math.min(20_000, Number(process.argv[3] ?? '400'));
const RECORDS_PER_APPEND = 20;
const MONTHS = ['2005-12', '2006-03', '2006-06', '2006-09'];
const PROGRAM = fileURLToPath(new URL('../src/main.js', import.meta.url));

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly milliseconds: number;
}

/** What one kind of request met with. */
class Tally {
  readonly #name: string;
  readonly #milliseconds: number[] = [];
  readonly #statuses = new Map<number, number>();

  constructor(name: string) {
    this.#name = name;
  }

  add({ status, milliseconds }: Answered): void {
    this.#milliseconds.push(milliseconds);
    this.#statuses.set(status, (this.#statuses.get(status) ?? 0) + 1);
  }

  line(): string {
    const sorted = this.#milliseconds.toSorted((one, other) => one - other);
    const at = (part: number): string =>
      (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0).toFixed(1);
    const statuses = [...this.#statuses].map(
      ([status, count]) => `${String(status)}: ${String(count)}`,
    );
    return [
      this.#name.padEnd(8),
      `${(sorted.length / SECONDS).toFixed(1).padStart(7)}/s`,
      `p50 ${at(0.5)} ms  p95 ${at(0.95)} ms  p99 ${at(0.99)} ms  max ${at(1)} ms`,
      statuses.join(', '),
    ].join('  ');
  }
}

function ask(agent: Agent, url: string, body?: string): Promise<Answered> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      agent,
      method: body === undefined ? 'GET' : 'POST',
      headers: body === undefined ? {} : { 'Content-Type': 'application/x-ndjson' },
    });
    asked.on('error', reject);
    asked.on('response', (response: IncomingMessage) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        const milliseconds = performance.now() - startedMs;
        resolve({ status: response.statusCode ?? 0, text, milliseconds });
      });
    });
    asked.end(body);
  });
}

/** Records that nothing has to come before, new at every call. */
function newRecords(): string {
  const lines: string[] = [];
  for (let count = 0; count < RECORDS_PER_APPEND; count += 1) {
    const id = crypto.randomUUID();
    lines.push(
      `{"id":"${id}","type":"ParticipantRegistered","county":"19","effective":"2006-09-01","data":{"participant":"${id.slice(0, 23)}"}}\n`,
    );
  }
  return lines.join('');
}

async function loadCaseload(folder: string): Promise<void> {
  const script = `"$0" "$1" simulate --county 19 --cases ${String(CASES)} --from 2005-10 --to 2006-09 --seed bench | "$0" "$1" ingest - --data "$2" --json`;
  const load = spawn('sh', ['-c', script, process.execPath, PROGRAM, folder], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(load, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The caseload could not be loaded.');
}

async function measured({ url, metricsUrl }: Addresses): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS + 2 });
  const [reports, appends, lives] = [new Tally('report'), new Tally('append'), new Tally('live')];
  // Connected, and the replay thread started, before the clock is.
  await Promise.all(
    Array.from({ length: CONNECTIONS + 1 }, () => ask(agent, `${url}/healthz/live`)),
  );
  await ask(agent, `${url}/v1/counties/19/reports/2006-09`);
  const untilMs = performance.now() + SECONDS * 1000;
  const isOn = (): boolean => performance.now() < untilMs;
  const reporter = async (index: number): Promise<void> => {
    for (let turn = index; isOn(); turn += 1) {
      const month = MONTHS[turn % MONTHS.length] ?? '2006-09';
      reports.add(await ask(agent, `${url}/v1/counties/19/reports/${month}`));
    }
  };
  const appender = async (): Promise<void> => {
    while (isOn()) appends.add(await ask(agent, `${url}/v1/counties/19/records`, newRecords()));
  };
  const watcher = async (): Promise<void> => {
    while (isOn()) {
      lives.add(await ask(agent, `${url}/healthz/live`));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const half = CONNECTIONS / 2;
  await Promise.all([
    ...Array.from({ length: half }, (_, index) => reporter(index)),
    ...Array.from({ length: half }, appender),
    watcher(),
  ]);
  for (const tally of [reports, appends, lives]) console.log(tally.line());
  const { text } = await ask(agent, metricsUrl);
  const ledger = await ask(agent, `${url}/v1/counties/19/ledger`);
  console.log(ledger.text.trim());
  for (const name of [
    'nodejs_eventloop_lag_p99_seconds',
    'nodejs_eventloop_lag_max_seconds',
    'process_resident_memory_bytes',
  ]) {
    console.log(new RegExp(`^${name} .*$`, 'mu').exec(text)?.[0] ?? '');
  }
  agent.destroy();
}

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
try {
  await loadCaseload(folder);
  const argv = [
    'serve',
    '--no-accounts',
    '--port',
    '0',
    '--metrics',
    '127.0.0.1:0',
    '--data',
    folder,
  ];
  const service = spawn(process.execPath, [PROGRAM, ...argv], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const ended = once(service, 'exit');
  try {
    await measured(await untilListening(service));
  } finally {
    service.kill('SIGTERM');
    await ended;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
