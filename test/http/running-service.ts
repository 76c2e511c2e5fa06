import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { builtProgram } from '../cli/built-program.js';

/** The program's own service in a process of its own, on a free port of this machine; without accounts. */
export interface RunningService {
  /** As in `http://127.0.0.1:40123`. */
  readonly url: string;
  readonly port: number;
  /** As in `http://127.0.0.1:40124/metrics`; where it was asked to tell of itself. */
  readonly metricsUrl: string;
  readonly process: ChildProcess;
  /** All lines that it has logged so far. */
  readonly logText: () => string;
  /** The code with which it ended. */
  readonly ended: Promise<number | null>;
  /** Asks it to stop and waits for its end. */
  readonly stop: () => Promise<number | null>;
}

/** One line of the log. */
export type LogLine = Readonly<Record<string, unknown>>;

export function runService(
  dataFolder: string,
  ...options: readonly string[]
): Promise<RunningService> {
  return runServiceIn({}, dataFolder, ...options);
}

/** The same with more in its environment. */
export function runServiceIn(
  environment: Readonly<Record<string, string>>,
  dataFolder: string,
  ...options: readonly string[]
): Promise<RunningService> {
  return runServiceWithAccountsIn(environment, dataFolder, '--no-accounts', ...options);
}

/** The service that asks who comes. */
export function runServiceWithAccounts(
  dataFolder: string,
  ...options: readonly string[]
): Promise<RunningService> {
  return runServiceWithAccountsIn({}, dataFolder, ...options);
}

/** The same with more in its environment. */
export function runServiceWithAccountsIn(
  environment: Readonly<Record<string, string>>,
  dataFolder: string,
  ...options: readonly string[]
): Promise<RunningService> {
  const argv = [builtProgram(), 'serve', '--port', '0', '--data', dataFolder, ...options];
  return running(argv, environment);
}

/** A service with accounts whose clock a test moves. */
export interface MovedService extends RunningService {
  /** Puts its clock so many milliseconds ahead of this machine's. */
  readonly setAhead: (ms: number) => void;
}

/** @param clockFile - where it is said how far ahead the clock is; made here */
export async function runServiceWithClock(
  environment: Readonly<Record<string, string>>,
  dataFolder: string,
  clockFile: string,
): Promise<MovedService> {
  const setAhead = (ms: number): void => {
    writeFileSync(`${clockFile}.new`, String(ms));
    renameSync(`${clockFile}.new`, clockFile);
  };
  setAhead(0);
  const hook = join(process.cwd(), 'test', 'store', 'moved-clock.mjs');
  const argv = ['--import', hook, builtProgram(), 'serve', '--port', '0', '--data', dataFolder];
  const service = await running(argv, { ...environment, PLUMBLINE_TEST_CLOCK: clockFile });
  return { ...service, setAhead };
}

/** How long a service waits for its server, milliseconds. */
export interface ServicePatience {
  readonly callMs: number;
  readonly patienceMs: number;
}

/** The service over a server's ledgers that waits for it no longer than it is told. */
export function runImpatientService(
  connectionString: string,
  dataFolder: string,
  { callMs, patienceMs }: ServicePatience,
): Promise<RunningService> {
  const tests = join(process.cwd(), 'test', 'store');
  return running(
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(tests, 'run-typescript.mjs'),
      join(tests, 'children', 'serve-impatiently.ts'),
      dirname(builtProgram()),
      dataFolder,
      connectionString,
      String(callMs),
      String(patienceMs),
    ],
    {},
  );
}

/** The service with accounts, whose access log's disk is held while `hold` is in the folder, and fails while `fail` is. */
export function runServiceOnHeldDisk(dataFolder: string): Promise<RunningService> {
  const tests = join(process.cwd(), 'test', 'store');
  return running(
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      join(tests, 'run-typescript.mjs'),
      join(tests, 'children', 'serve-on-held-disk.ts'),
      dirname(builtProgram()),
      dataFolder,
    ],
    {},
  );
}

async function running(
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<RunningService> {
  const child = spawn(process.execPath, argv, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], ...environment },
  });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const { url, metricsUrl } = await Promise.race([
    addressesIn(child, argv.includes('--metrics')),
    ended.then((code) => {
      throw new Error(`The service ended with ${String(code)} before it listened: ${log}`);
    }),
  ]);
  return {
    url,
    port: Number(new URL(url).port),
    metricsUrl,
    process: child,
    logText: () => log,
    ended,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}

async function addressesIn(
  child: ChildProcess,
  isMetricsAwaited: boolean,
): Promise<{ readonly url: string; readonly metricsUrl: string }> {
  let text = '';
  for await (const chunk of child.stdout ?? []) {
    text += String(chunk);
    const url = /https?:\S+:\d+/u.exec(text)?.[0];
    const metricsUrl = /http:\S+\/metrics/u.exec(text)?.[0] ?? '';
    if (url !== undefined && (metricsUrl !== '' || !isMetricsAwaited)) return { url, metricsUrl };
  }
  throw new Error(`The service did not say where it listens: ${text}`);
}

export function logLines(service: RunningService): readonly LogLine[] {
  return service
    .logText()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);
}

/** An answer with its body read. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: () => unknown;
}

const LONG_BODY_BYTES = 2 ** 16;

/**
 * Asks on a connection of its own. What a spec does between two requests may take longer, on a busy machine and without
 * a turn of its loop, than the service keeps an idle connection: `fetch` would send the next on one that has just ended.
 */
export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers);
  // A body that is refused before it was read is written on, and must meet somebody.
  const isLong = init.body instanceof Uint8Array && init.body.length > LONG_BODY_BYTES;
  if (!isLong) headers.set('Connection', 'close');
  const response = await fetch(url, { ...init, headers });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: () => JSON.parse(text) as unknown,
  };
}

/** Sends records to a county's ledger. */
export function send(
  service: RunningService,
  county: string,
  records: readonly object[],
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return ask(`${service.url}/v1/counties/${county}/records`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson', ...headers },
    body: records.map((record) => `${JSON.stringify(record)}\n`).join(''),
  });
}
