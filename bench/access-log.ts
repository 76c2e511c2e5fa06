import { mkdtempSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseCounty } from '../events/values/county.js';
import type { NewAccessLine } from '../src/ports/access-log.js';
import { headSigner } from '../src/seals/head-signer.js';
import { SigningKeys } from '../src/seals/signing-keys.js';
import { AccessLogFolder } from '../src/stores/access-log/access-log-folder.js';
import { median } from './measuring/medians.js';
import { clockNow } from '../src/ports/clock.js';

/**
 * Lines of the access log a second by one writer and by twenty at once, beside the disk's own fsync of as many bytes, in
 * turns:
 *
 *     npx tsc -p tsconfig.bench.json && npx node .build-bench/bench/access-log.js [seconds] [rounds] [folder]
 */
const SECONDS = Math.min(60, Number(process.argv[2] ?? '3'));
const ROUNDS = Math.min(20, Number(process.argv[3] ?? '5'));
const FOLDER = process.argv[4] ?? tmpdir();

const WRITERS = [1, 20] as const;

const LINE: NewAccessLine = {
  at: clockNow(),
  account: 'A-7',
  key: null,
  action: 'case.read',
  county: parseCounty('19'),
  subject: 'ab'.repeat(32),
  application: null,
  of: { asOf: 1203 },
  times: 1,
  result: 'allowed',
  request: '11111111-2222-4333-8444-555555555555',
  from: '203.0.113.7',
};

/** Done a second, and how long one waited. */
interface Timed {
  readonly aSecond: number;
  readonly medianMs: number;
  readonly p95Ms: number;
}

/** So many do one thing after the other for as long as is measured. */
async function timed(count: number, work: () => Promise<void>): Promise<Timed> {
  const waited: number[] = [];
  const startedMs = performance.now();
  const untilMs = startedMs + SECONDS * 1000;
  const one = async (): Promise<void> => {
    while (performance.now() < untilMs) {
      const beganMs = performance.now();
      await work();
      waited.push(performance.now() - beganMs);
    }
  };
  await Promise.all(Array.from({ length: count }, one));
  const seconds = (performance.now() - startedMs) / 1000;
  const sorted = waited.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  return { aSecond: waited.length / seconds, medianMs: at(0.5), p95Ms: at(0.95) };
}

/** The disk alone: a line's bytes behind the others, then fsync, by one. */
async function rawFsync(folder: string): Promise<Timed> {
  const file = await open(join(folder, 'raw'), 'w');
  const bytes = Buffer.alloc(400, 'x');
  try {
    return await timed(1, async () => {
      await file.write(bytes);
      await file.datasync();
    });
  } finally {
    await file.close();
  }
}

async function lines(folder: string, writers: number): Promise<Timed> {
  const log = new AccessLogFolder({
    folder: mkdtempSync(join(folder, 'log-')),
    signer: headSigner(new SigningKeys(join(folder, 'keys'))),
    keysFolder: join(folder, 'keys'),
  });
  try {
    return await timed(writers, async () => {
      const appended = await log.append(LINE);
      if (appended.kind === 'unwritten') throw new Error(appended.message);
    });
  } finally {
    await log.close();
  }
}

const works: readonly (readonly [string, (folder: string) => Promise<Timed>])[] = [
  ['fsync of the disk', rawFsync],
  ...WRITERS.map(
    (writers) =>
      [`${String(writers)} writers`, (folder: string) => lines(folder, writers)] as const,
  ),
];

const folder = mkdtempSync(join(FOLDER, 'plumbline-bench-'));
const rounds = new Map<string, Timed[]>();
try {
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, work] of works) {
      rounds.set(name, [...(rounds.get(name) ?? []), await work(folder)]);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const [name, all] of rounds) {
  const of = (pick: (one: Timed) => number): string => median(all.map(pick)).toFixed(2);
  console.log(
    `${name.padEnd(18)} ${of(({ aSecond }) => aSecond).padStart(10)}/s   median ${of(({ medianMs }) => medianMs)} ms   p95 ${of(({ p95Ms }) => p95Ms)} ms`,
  );
}
