import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './measuring/medians.js';

/**
 * What accounts and the access log cost 20 readers at once: the p95 of a case's history and of a report, by a service
 * with accounts and a log and by one without (`--no-accounts`), in turns, with the disk's own fsync beside them:
 *
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/access-readers.js [seconds] [rounds] [cases]
 */
const SECONDS = Math.min(60, Number(process.argv[2] ?? '3'));
const ROUNDS = Math.min(20, Number(process.argv[3] ?? '7'));
const CASES = Math.min(20_000, Number(process.argv[4] ?? '400'));
const READERS = 20;
const PROGRAM = fileURLToPath(new URL('../src/main.js', import.meta.url));

/** The bytes of one line of the access log. */
const LINE_BYTES = 400;

/** A service that is asked, and by which key. */
interface Asked {
  readonly name: string;
  readonly url: string;
  readonly key: string | null;
}

const WORKS = ['history', 'report'] as const;

type Work = (typeof WORKS)[number];

async function run(argv: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [PROGRAM, ...argv], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${String(code)}.`);
  return text;
}

async function loadCaseload(folder: string): Promise<void> {
  const script = `"$0" "$1" simulate --county 19 --cases ${String(CASES)} --from 2005-10 --to 2006-09 --seed bench | "$0" "$1" ingest - --data "$2" --json`;
  const load = spawn('sh', ['-c', script, process.execPath, PROGRAM, folder], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(load, 'exit')) as [number | null];
  if (code !== 0) throw new Error('The caseload could not be loaded.');
}

/** A machine that may read county 19; its key. */
async function keyIn(folder: string): Promise<string> {
  const person = ['--email', 'bench@county.example.gov', '--first', 'Ben', '--last', 'Ch'];
  const grant = ['--role', 'lcsa-reporter', '--county', '19', '--key', 'bench'];
  const told = await run(['access', 'invite', ...person, ...grant, '--json', '--data', folder]);
  return (JSON.parse(told) as { readonly key: string }).key;
}

async function served(folder: string, ...more: readonly string[]): Promise<[ChildProcess, string]> {
  const argv = ['serve', ...more, '--port', '0', '--data', folder];
  const service = spawn(process.execPath, [PROGRAM, ...argv], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  for await (const chunk of service.stdout) {
    text += String(chunk);
    const url = /http:\/\/[^\s/]+:\d+/u.exec(text)?.[0];
    if (url !== undefined) return [service, url];
  }
  throw new Error('The service did not start.');
}

function ask(agent: Agent, { url, key }: Asked, path: string): Promise<number> {
  const startedMs = performance.now();
  return new Promise((resolve, reject) => {
    const headers = key === null ? {} : { Authorization: `Bearer ${key}` };
    const asked = request(`${url}${path}`, { agent, headers }, (response) => {
      response.resume().on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - startedMs);
        else reject(new Error(`${path} was answered ${String(response.statusCode)}.`));
      });
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** The p95 of what 20 readers wait for one kind of answer, milliseconds. */
async function p95(
  agent: Agent,
  asked: Asked,
  work: Work,
  cases: readonly string[],
): Promise<number> {
  const untilMs = performance.now() + SECONDS * 1000;
  const waited: number[] = [];
  const reader = async (index: number): Promise<void> => {
    for (let turn = index; performance.now() < untilMs; turn += READERS) {
      const id = cases[turn % cases.length] ?? '';
      const path = work === 'history' ? `cases/${id}/history` : 'reports/2006-09';
      waited.push(await ask(agent, asked, `/v1/counties/19/${path}`));
    }
  };
  await Promise.all(Array.from({ length: READERS }, (_, index) => reader(index)));
  return p95Of(waited);
}

function p95Of(waited: readonly number[]): number {
  const sorted = waited.toSorted((one, other) => one - other);
  return sorted[Math.floor(0.95 * (sorted.length - 1))] ?? 0;
}

/** The disk alone: a line's bytes behind the others, then fsync, one after the other. */
async function fsync(folder: string): Promise<number> {
  const file = await open(join(folder, 'raw'), 'w');
  const waited: number[] = [];
  const untilMs = performance.now() + 1000;
  try {
    while (performance.now() < untilMs) {
      const beganMs = performance.now();
      await file.write(Buffer.alloc(LINE_BYTES, 'x'));
      await file.datasync();
      waited.push(performance.now() - beganMs);
    }
  } finally {
    await file.close();
  }
  return p95Of(waited);
}

async function casesIn(folder: string): Promise<readonly string[]> {
  const trail = ['trail', '--county', '19', '--month', '2006-09', '--line', '1'];
  const rows = (await run([...trail, '--data', folder])).trimEnd().split('\n');
  return rows.map((row) => (JSON.parse(row) as { readonly case: string }).case);
}

async function measured(
  sides: readonly Asked[],
  folder: string,
  cases: readonly string[],
): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: READERS });
  for (const work of WORKS) {
    for (const side of sides) await p95(agent, side, work, cases);
    const found = new Map<string, number[]>();
    const disk: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
        const waited = await p95(agent, side, work, cases);
        found.set(side.name, [...(found.get(side.name) ?? []), waited]);
      }
      disk.push(await fsync(folder));
    }
    const [without, with_] = sides.map(({ name }) => found.get(name) ?? []);
    const ratio = median((with_ ?? []).map((each, round) => each / (without?.[round] ?? each)));
    const more = median((with_ ?? []).map((each, round) => each - (without?.[round] ?? each)));
    console.log(
      `${work.padEnd(8)} p95 ${ms(median(without ?? []))} without, ${ms(median(with_ ?? []))} with accounts and log: ${ratio.toFixed(2)} times, ${ms(more)} more; the disk's fsync p95 ${ms(median(disk))}`,
    );
  }
  agent.destroy();
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
const services: ChildProcess[] = [];
try {
  const [without, withAccounts] = [join(folder, 'without'), join(folder, 'with')];
  await loadCaseload(without);
  const cases = await casesIn(without);
  cpSync(without, withAccounts, { recursive: true });
  const key = await keyIn(withAccounts);
  const [one, url] = await served(without, '--no-accounts');
  const [other, otherUrl] = await served(withAccounts);
  services.push(one, other);
  const sides = [
    { name: 'without', url, key: null },
    { name: 'with', url: otherUrl, key },
  ];
  await measured(sides, folder, cases);
} finally {
  for (const service of services) {
    const ended = once(service, 'exit');
    service.kill('SIGTERM');
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
}
