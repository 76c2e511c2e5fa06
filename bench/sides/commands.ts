import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import type { Caseload } from '../caseload.js';
import type { Measurement } from '../measuring/work.js';

/** A tree with its program and its benchmark built, and the data that it has made. */
export interface Side {
  readonly root: string;
  readonly caseload: Caseload;
}

const MONTH = ['--county', '19', '--month', '2006-09'];
/** October 2004, as months since the year 0: the first of the simulated caseload. */
const FIRST_MONTH = 2004 * 12 + 9;
const BYTES_OF_KILOBYTE = 1024;

/** Written by a process as it ends, on a pipe of its own: what it and its threads have used; once, though its threads begin with the same. */
const TELL_USAGE = `import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () => { writeSync(3, JSON.stringify(process.resourceUsage())); });`;

/** Commands of the program that are timed from their start to their end. */
export const COMMANDS = {
  reportCommand: {
    title: 'plumbline report of a month',
    argv: (): readonly string[] => ['report', ...MONTH, '--format', 'json'],
  },
  ingestCommand: {
    title: 'plumbline ingest, segments and anchors included',
    argv: ({ ndjson, scratch }: Caseload): readonly string[] => [
      ...['ingest', ndjson, '--data', `${scratch}-ingested`],
    ],
  },
  trailCommand: {
    title: 'plumbline trail of Line 2',
    argv: (): readonly string[] => ['trail', ...MONTH, '--line', '2'],
  },
  checkCommand: {
    title: 'plumbline check of 36 versions',
    argv: ({ store }: Caseload): readonly string[] => ['check', '--data', `${store}-36`],
  },
  packageCommand: {
    title: 'plumbline package of a version',
    argv: ({ scratch }: Caseload): readonly string[] => [
      ...['package', ...MONTH, '--version', '1', '--out', `${scratch}-package`],
    ],
  },
} as const;

export type CommandName = keyof typeof COMMANDS;
export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[]; // the keys of the literal above

/** What they print names keys and folders of the side, or words of its edition. */
const KEY_IN_ANSWER: ReadonlySet<CommandName> = new Set(['packageCommand', 'checkCommand']);

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(COMMANDS, name);
}

/** Submits and approves the month, so that there is a version to be packed. */
export async function submitMonth(side: Side): Promise<void> {
  const { stdout } = await run(side, ['versions', ...MONTH, '--json']);
  if ((JSON.parse(stdout) as readonly unknown[]).length > 0) return;
  await run(side, ['submit', ...MONTH, '--by', 'A. Clerk']);
  const director = ['--by', 'D. Rector', '--telephone', '213 555 0100'];
  await run(side, ['approve', ...MONTH, '--version', '1', ...director]);
}

/**
 * Submits and approves every month of a copy of the data folder, and those of the last year once more:
 * the 36 versions that a check is timed with. Some minutes for a large county; kept, as the data is.
 */
export async function submitMonthsOfCopy(side: Side): Promise<void> {
  const { store, cases } = side.caseload;
  const made = `${store}-36`;
  const unfinished = `${made}.unfinished`;
  if (existsSync(made)) return;
  rmSync(unfinished, { recursive: true, force: true });
  cpSync(store, unfinished, { recursive: true });
  const months = Array.from({ length: 24 }, (_, index) => {
    const month = FIRST_MONTH + index;
    return `${String(Math.floor(month / 12))}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
  // September 2006 has its first version in the folder that is copied.
  for (const month of [...months.slice(0, -1), ...months.slice(12)]) {
    console.error(`${String(cases)} cases, ${side.root}: ${month}`);
    await submitAndApprove(side, month, unfinished);
  }
  renameSync(unfinished, made);
}

async function submitAndApprove(side: Side, month: string, folder: string): Promise<void> {
  const where = ['--county', '19', '--month', month, '--data', folder];
  const { stdout } = await run(side, ['versions', ...where, '--json']);
  const versions = JSON.parse(stdout) as readonly unknown[];
  await run(side, ['submit', ...where, '--by', 'A. Clerk']);
  const director = ['--by', 'D. Rector', '--telephone', '213 555 0100'];
  const version = String(versions.length + 1);
  await run(side, ['approve', ...where, '--version', version, ...director]);
}

/** Runs a command once, in a process of its own: its start is timed too. */
export async function measureCommand(side: Side, name: CommandName): Promise<Measurement> {
  for (const made of ['package', 'ingested']) {
    rmSync(`${side.caseload.scratch}-${made}`, { recursive: true, force: true });
  }
  const startMs = performance.now();
  const { stdout, usage } = await run(side, COMMANDS[name].argv(side.caseload));
  const wallMs = performance.now() - startMs;
  const cpuMs = (usage.userCPUTime + usage.systemCPUTime) / 1000;
  const answer = KEY_IN_ANSWER.has(name) ? '' : stdout;
  const peakBytes = usage.maxRSS * BYTES_OF_KILOBYTE;
  return { runs: [{ wallMs, cpuMs }], records: 0, answer, peakBytes };
}

interface Ran {
  readonly stdout: string;
  readonly usage: NodeJS.ResourceUsage;
}

async function run({ root, caseload }: Side, argv: readonly string[]): Promise<Ran> {
  const hook = `data:text/javascript,${encodeURIComponent(TELL_USAGE)}`;
  const program = join(root, 'dist', 'src', 'main.js');
  const child = spawn(
    process.execPath,
    [
      '--import',
      hook,
      program,
      ...argv,
      ...(argv.includes('--data') ? [] : ['--data', caseload.store]),
    ],
    // Compiled code is kept beside the data, and by neither for the other.
    {
      env: { PATH: process.env['PATH'], XDG_CACHE_HOME: `${caseload.scratch}-cache` },
      stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    },
  );
  const told = child.stdio[3];
  if (child.stdout === null || !(told instanceof Readable)) throw new Error('There are no pipes.');
  const [stdout, usage, [code]] = await Promise.all([
    text(child.stdout),
    text(told),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  if (code !== 0) throw new Error(`${root}: ${argv.join(' ')} ended with ${String(code)}.`);
  return { stdout, usage: JSON.parse(usage) as NodeJS.ResourceUsage };
}
