import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { untilListening } from './measuring/started-service.js';
import type { Addresses } from './measuring/started-service.js';

/**
 * People who click through the pages of a county, with time to think, while its records come in:
 *
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/people.js [--cases N] [--folder DIR] [--seconds N] [--people N] [--rate N] [--profile DIR]
 *
 * Each goes month, line, trail, case, explanation, and from the beginning. Once one is alone; then all are there; then all, and
 * somebody downloads the largest trail again and again. What is timed is the first byte of the answer.
 */
const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '30000' },
    folder: { type: 'string' },
    seconds: { type: 'string', default: '60' },
    people: { type: 'string', default: '20' },
    rate: { type: 'string', default: '500' },
    think: { type: 'string', default: '2000' },
    profile: { type: 'string' },
  },
});
const CASES = Number(values.cases);
const SECONDS = Number(values.seconds);
const PEOPLE = Number(values.people);
/** Records that come in each second. */
const RATE = Number(values.rate);
const THINK_MS = Number(values.think);
/** Who is alone thinks so much less: he is alone all the same, and a minute has more of his pages. */
const ALONE_THINKS_LESS = 4;
const RECORDS_PER_APPEND = 25;
const MONTHS = Array.from({ length: 12 }, (_, index) =>
  index < 3 ? `2005-${String(index + 10)}` : `2006-${String(index - 2).padStart(2, '0')}`,
);
const LINES = ['1', '2', '2e', '12', '18', '24', '26', '28', '29'];
const OF_COUNTY = '/counties/19';
const PROGRAM = fileURLToPath(new URL('../src/main.js', import.meta.url));

/** What one request met with; `firstMs` until its first byte. */
interface Met {
  readonly kind: string;
  readonly status: number;
  readonly firstMs: number;
  readonly text: string;
}

/** Numbers from a seed: the same clicks in every run. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What a page has that is still being made. */
const UNDER_WAY = 'id="under-way"';

function ask(agent: Agent, kind: string, url: string, body?: string): Promise<Met> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(url, {
      agent,
      method: body === undefined ? 'GET' : 'POST',
      headers: body === undefined ? {} : { 'Content-Type': 'application/x-ndjson' },
    });
    asked.on('error', reject);
    asked.on('response', (response: IncomingMessage) => {
      const firstMs = performance.now() - startedMs;
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        if (text.length < 1_000_000) text += chunk; // a download is passed over
      });
      response.on('error', reject);
      response.on('end', () => {
        resolve({ kind, status: response.statusCode ?? 0, firstMs, text });
      });
    });
    asked.end(body);
  });
}

/** Waits, as the page's own script does, until what was being made is told; its markup, or '' where the stream ended before. */
function awaited(agent: Agent, url: string): Promise<string> {
  const headers = { Accept: 'text/event-stream', 'X-Plumbline-Unattended': '1' };
  return new Promise((resolve, reject) => {
    const asked = request(url, { agent, headers });
    asked.on('error', reject);
    asked.on('response', (response: IncomingMessage) => {
      let rest = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        const events = (rest + chunk).split('\n\n');
        rest = events.pop() ?? '';
        for (const event of events) {
          const html = /^event: page\ndata: (.*)$/u.exec(event)?.[1];
          if (html !== undefined && !html.includes('under-way'))
            resolve(JSON.parse(html) as string); // as the service sends it
        }
      });
      response.on('error', reject);
      response.on('end', () => {
        resolve('');
      });
    });
    asked.end();
  });
}

/** The page itself: what says that it is being made is none, and what is timed is the way to what was asked for. */
async function askUntilThere(agent: Agent, kind: string, url: string): Promise<Met> {
  const startedMs = performance.now();
  const met = await ask(agent, kind, url);
  if (!met.text.includes(UNDER_WAY)) return met;
  for (;;) {
    const text = await awaited(agent, url);
    if (text !== '') return { ...met, firstMs: performance.now() - startedMs, text };
  }
}

/** Where somebody is, and what he clicks: each address is one that the page before had. */
async function clickThrough(
  url: string,
  { seed, thinkMs }: { readonly seed: number; readonly thinkMs: number },
  isOn: () => boolean,
  met: (each: Met) => void,
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const pick = numbersFrom(seed);
  const think = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, thinkMs * (0.5 + pick(1_000) / 1_000)));
  };
  const open = async (kind: string, path: string): Promise<string> => {
    const page = await askUntilThere(agent, kind, `${url}${path}`);
    met(page);
    await think();
    return page.text;
  };
  await think();
  while (isOn()) {
    const month = MONTHS[pick(MONTHS.length)] ?? '2006-09';
    const line = LINES[pick(LINES.length)] ?? '1';
    const shown = await open('month', `${OF_COUNTY}/months/${month}`);
    if (!isOn()) break;
    await open('line', `/help/lines/${line}`);
    if (!isOn()) break;
    const cell = new RegExp(`href="(${OF_COUNTY}/months/${month}/lines/${line}/columns/a)`, 'u');
    const trail = cell.exec(shown)?.[1] ?? `${OF_COUNTY}/months/${month}/lines/${line}/columns/a`;
    const rows = await open(
      'trail',
      pick(2) === 0 ? trail : `${trail}?after=${String(100 * pick(20))}`,
    );
    const cases = [...rows.matchAll(/data-case="([^"]+)"/gu)].map(([, id]) => id ?? '');
    const id = cases[pick(Math.max(1, cases.length))];
    if (id === undefined) continue;
    if (!isOn()) break;
    await open('case', `${OF_COUNTY}/cases/${id}?month=${month}`);
    if (!isOn()) break;
    await open('explain', `/v1${OF_COUNTY}/explanations/${month}?case=${id}&line=${line}`);
  }
  agent.destroy();
}

/** Money for cases that there are: what comes in while people look. */
function collections(pick: (below: number) => number, ids: readonly string[]): string {
  return Array.from({ length: RECORDS_PER_APPEND }, () => {
    const record = {
      id: crypto.randomUUID(),
      type: 'CollectionReceived',
      county: '19',
      case: ids[pick(ids.length)],
      effective: '2006-09-27',
      data: {
        collection: `L-${crypto.randomUUID().slice(0, 18)}`,
        amount: '70.00',
        source: 'income-withholding',
      },
    };
    return `${JSON.stringify(record)}\n`;
  }).join('');
}

/** Sends so many records a second until it is told to stop; what is late is not made up for. */
async function comeIn(
  url: string,
  ids: readonly string[],
  isOn: () => boolean,
  met: (each: Met) => void,
): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  const pick = numbersFrom(19);
  const everyMs = (1_000 * RECORDS_PER_APPEND) / RATE;
  for (let nextMs = performance.now(); isOn(); nextMs += everyMs) {
    const waitMs = nextMs - performance.now();
    if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
    met(await ask(agent, 'append', `${url}/v1${OF_COUNTY}/records`, collections(pick, ids)));
  }
  agent.destroy();
}

async function download(url: string, isOn: () => boolean, met: (each: Met) => void): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  while (isOn()) {
    const path = `${OF_COUNTY}/months/2006-09/lines/1/columns/a/trail.csv`;
    met(await ask(agent, 'download', `${url}${path}`));
  }
  agent.destroy();
}

function part(sorted: readonly number[], of: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? 0;
}

/** The p95 of the pages. */
function told(name: string, met: readonly Met[]): number {
  const pages = met.filter(({ kind }) => !['append', 'download'].includes(kind));
  console.log(`\n${name}: ${String(pages.length)} pages, load ${(loadavg()[0] ?? 0).toFixed(1)}`);
  const kinds = [...new Set(met.map(({ kind }) => kind))].sort();
  for (const kind of ['all pages', ...kinds]) {
    const of = kind === 'all pages' ? pages : met.filter((each) => each.kind === kind);
    const sorted = of.map(({ firstMs }) => firstMs).sort((one, other) => one - other);
    const wrong = of.filter(({ status }) => status >= 300).length;
    const at = (share: number): string => part(sorted, share).toFixed(0).padStart(6);
    console.log(
      `${kind.padEnd(10)} ${String(of.length).padStart(6)}  p50 ${at(0.5)}  p95 ${at(0.95)}  max ${at(1)} ms  wrong ${String(wrong)}`,
    );
  }
  const wrong = Map.groupBy(
    met.filter(({ status }) => status >= 300),
    ({ kind, status }) => `${kind} ${String(status)}`,
  );
  for (const [what, of] of wrong) console.log(`${what}: ${String(of.length)} times`);
  return part(
    pages.map(({ firstMs }) => firstMs).sort((one, other) => one - other),
    0.95,
  );
}

async function loadCaseload(folder: string): Promise<void> {
  const loaded = join(folder, 'loaded');
  if (existsSync(loaded)) return;
  mkdirSync(folder, { recursive: true });
  const script = `"$0" "$1" simulate --county 19 --cases ${String(CASES)} --from 2004-10 --to 2006-09 --seed plumbline --late 0.08 --correct 0.03 | "$0" "$1" ingest - --data "$2" --json`;
  const load = spawn('sh', ['-c', script, process.execPath, PROGRAM, join(folder, 'data')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code] = (await once(load, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The caseload could not be loaded.');
  writeFileSync(loaded, '');
}

async function memory(metricsUrl: string): Promise<string> {
  const agent = new Agent();
  const { text } = await ask(agent, 'metrics', metricsUrl);
  agent.destroy();
  const of = (name: string): number =>
    Number(new RegExp(`^${name} (.*)$`, 'mu').exec(text)?.[1] ?? '0');
  const megabytes = Math.round(of('process_resident_memory_bytes') / 2 ** 20);
  return `resident ${String(megabytes)} MB, event loop p99 ${(1000 * of('nodejs_eventloop_lag_p99_seconds')).toFixed(0)} ms, longest ${(1000 * of('nodejs_eventloop_lag_max_seconds')).toFixed(0)} ms`;
}

async function measured({ url, metricsUrl }: Addresses): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  // Warm: the year is there, and each kind of page was asked for once.
  const first = await askUntilThere(agent, 'first', `${url}${OF_COUNTY}/months/2006-09`);
  console.log(`the first month page, the year not there yet: ${first.firstMs.toFixed(0)} ms`);
  const trail = await askUntilThere(
    agent,
    'first',
    `${url}${OF_COUNTY}/months/2006-09/lines/1/columns/a`,
  );
  const rows = await ask(
    agent,
    'ids',
    `${url}/v1${OF_COUNTY}/trails/2006-09/1?column=a&format=json&limit=10000`,
  );
  const ids = [...rows.text.matchAll(/"case":"([^"]+)"/gu)].map(([, id]) => id ?? '');
  console.log(
    `a trail page: ${trail.firstMs.toFixed(0)} ms; ${String(ids.length)} cases get money`,
  );
  agent.destroy();
  const run = async (name: string, people: number, isDownloading: boolean): Promise<number> => {
    const met: Met[] = [];
    const untilMs = performance.now() + SECONDS * 1_000;
    const isOn = (): boolean => performance.now() < untilMs;
    const add = (each: Met): void => {
      met.push({ ...each, text: '' });
    };
    const thinkMs = people === 1 ? THINK_MS / ALONE_THINKS_LESS : THINK_MS;
    await Promise.all([
      ...Array.from({ length: people }, (_, index) =>
        clickThrough(url, { seed: index + 1, thinkMs }, isOn, add),
      ),
      RATE === 0 ? Promise.resolve() : comeIn(url, ids, isOn, add),
      isDownloading ? download(url, isOn, add) : Promise.resolve(),
    ]);
    const p95 = told(name, met);
    console.log(await memory(metricsUrl));
    return p95;
  };
  const alone = await run('one alone', 1, false);
  const together = await run(`${String(PEOPLE)} people`, PEOPLE, false);
  const beside = await run(`${String(PEOPLE)} people, and a download`, PEOPLE, true);
  const times = (of: number): string => (of / alone).toFixed(1);
  console.log(
    `\np95 of ${String(PEOPLE)} is ${times(together)} of one alone, with a download ${times(beside)}`,
  );
}

const folder = values.folder ?? mkdtempSync(join(tmpdir(), 'plumbline-people-'));
try {
  await loadCaseload(folder);
  const argv = 'serve --no-accounts --port 0 --metrics 127.0.0.1:0 --data'.split(' ');
  const profiling =
    values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];
  const service = spawn(process.execPath, [...profiling, PROGRAM, ...argv, join(folder, 'data')], {
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
  if (values.folder === undefined) rmSync(folder, { recursive: true, force: true });
}
