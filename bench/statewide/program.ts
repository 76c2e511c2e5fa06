import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** The program as it is installed. */
const PROGRAM = fileURLToPath(new URL('../../../bin/plumbline', import.meta.url));

/** Written by a process as it ends, on a pipe of its own: what it and its threads have used. */
const TELL_USAGE = `import { writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () => { writeSync(3, JSON.stringify(process.resourceUsage())); });`;

const BYTES_OF_KILOBYTE = 1024;
const MICROSECONDS = 1e6;

/** What a process took from its start to its end, all its threads together. */
export interface Used {
  /** Seconds. */
  readonly wall: number;
  /** Seconds, user and system. */
  readonly processor: number;
  /** The most that was resident at a time. */
  readonly peakBytes: number;
}

/** A command that has ended. */
export interface Ran {
  readonly code: number;
  readonly answer: string;
  readonly used: Used;
}

/** A command that was started: its process, and what becomes of it. */
export interface Started {
  readonly child: ChildProcess;
  readonly ran: Promise<Ran>;
}

/** Where a command reads and writes: a pipe that the caller holds, or nothing and the answer. */
export interface Pipes {
  readonly input?: 'piped';
  /** Left out, what is printed is the answer. */
  readonly output?: 'piped';
}

/** Starts a command of the program; what it complains of is seen as it comes. */
export function start(argv: readonly string[], { input, output }: Pipes = {}): Started {
  const hook = `data:text/javascript,${encodeURIComponent(TELL_USAGE)}`;
  const startMs = performance.now();
  const child = spawn(PROGRAM, argv, {
    env: { ...process.env, NODE_OPTIONS: `--import ${hook}` },
    stdio: [input === 'piped' ? 'pipe' : 'ignore', 'pipe', 'inherit', 'pipe'],
  });
  const told = child.stdio[3];
  if (child.stdout === null || !(told instanceof Readable)) throw new Error('There are no pipes.');
  const answer = output === 'piped' ? Promise.resolve('') : text(child.stdout);
  const ran = ended(child, told, answer, startMs);
  return { child, ran };
}

async function ended(
  child: ChildProcess,
  told: Readable,
  printed: Promise<string>,
  startMs: number,
): Promise<Ran> {
  const [answer, usage, [code]] = await Promise.all([
    printed,
    text(told),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  const wall = (performance.now() - startMs) / 1000;
  if (code === null || usage === '') {
    throw new Error(`It was ended from outside: ${child.spawnargs.join(' ')}`);
  }
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(usage) as NodeJS.ResourceUsage; // written by the hook
  const processor = (userCPUTime + systemCPUTime) / MICROSECONDS;
  return { code, answer, used: { wall, processor, peakBytes: maxRSS * BYTES_OF_KILOBYTE } };
}

/** Runs a command to its end. Throws where it ends otherwise than it may. */
export async function run(argv: readonly string[], codes: readonly number[] = [0]): Promise<Ran> {
  const ran = await start(argv).ran;
  refuseCode(argv, ran, codes);
  return ran;
}

export function refuseCode(
  argv: readonly string[],
  { code, answer }: Ran,
  codes: readonly number[] = [0],
): void {
  if (codes.includes(code)) return;
  throw new Error(`plumbline ${argv.join(' ')} ended with ${String(code)}. ${answer}`);
}

/** Several commands, one after the other, as one. */
export function together(parts: readonly Used[]): Used {
  return {
    wall: parts.reduce((sum, { wall }) => sum + wall, 0),
    processor: parts.reduce((sum, { processor }) => sum + processor, 0),
    peakBytes: Math.max(0, ...parts.map(({ peakBytes }) => peakBytes)),
  };
}
