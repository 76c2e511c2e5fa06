import { availableParallelism } from 'node:os';
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type { Month } from '../../events/values/month.js';
import { removeHalfWritten } from '../ports/half-written.js';
import type * as FoldBeside from '../threads/fold-beside.js';
import type { ReportPartReply, ReportPartTask } from '../threads/report-part.js';
import { interruptedSentence } from './interruption.js';
import { CLEARED, Pulse } from './pulse.js';
import { isFoldedByAll } from './small-ledger.js';
import type { LedgerAskedAbout } from './small-ledger.js';
import type { Interruptions, StandingOfWork } from './interruption.js';

/** What a thread is given that runs a command. */
export interface CommandOfThread {
  /** The arguments after the program's own name. */
  readonly argv: readonly string[];
  /** Columns of the screen that each stream is; null where it is none. */
  readonly columns: Readonly<Record<StreamName, number | null>>;
}

/** What the thread is told by the one that started it. */
export type ToldToThread = AcknowledgedWrite | PartAhead | FoldedPart;

/** A part of a report that is being folded here, though the thread has not asked for it yet. */
export interface PartAhead {
  readonly kind: 'begun';
  readonly part: number;
  readonly task: ReportPartTask;
}

/** The number of that one; what the thread asks for has numbers from one on. */
const PART_AHEAD = 0;

/** A part of a report that the thread has folded here; parts have numbers. */
export interface PartToFold {
  readonly kind: 'fold';
  readonly part: number;
  readonly folder: string;
  readonly task: ReportPartTask;
}

/** What came of it. */
export interface FoldedPart {
  readonly kind: 'folded';
  readonly part: number;
  readonly reply: ReportPartReply;
}

/** What a command is, as far as it is known before it begins. */
export interface NamedCommand {
  readonly name: string;
  readonly asked: LedgerAskedAbout | null;
  /** Of a report, see `monthsAskedAbout`. */
  readonly months: readonly Month[] | null;
}

/** A stream of the process on which a command writes. */
export type StreamName = 'stdout' | 'stderr';

/** What the thread says while its command works, and at its end. */
export type SaidByThread =
  | { readonly kind: 'write'; readonly stream: StreamName; readonly chunk: Uint8Array }
  | { readonly kind: 'stands'; readonly standing: StandingOfWork | null }
  | { readonly kind: 'halfWritten'; readonly path: string; readonly isHalfWritten: boolean }
  | PartToFold
  | { readonly kind: 'ended'; readonly code: number };

/** What came of a write: in the order of the writes of a stream. */
export interface AcknowledgedWrite {
  readonly kind: 'written';
  readonly stream: StreamName;
  /** Null where it went well. */
  readonly error: { readonly message: string; readonly code: string | undefined } | null;
}

/** How long it is waited for a thread that is in a call of the system, milliseconds. */
const END_MS = 1500;

const PROGRAM = new URL('./command-thread.js', import.meta.url);
const BESIDE = new URL('../threads/fold-beside.js', import.meta.url);
const BYTES_OF_MB = 1024 * 1024;

/**
 * Runs a command that computes without a pause in a thread of its own, so that this one hears at once when it is asked to
 * stop: then it says where the command stood, and what is half written is removed. Answers the exit code.
 */
export async function runOnThread(
  argv: readonly string[],
  { name, asked, months }: NamedCommand,
  interruptions: Interruptions,
): Promise<number> {
  const worker = startedWith({
    argv,
    columns: { stdout: columnsOf('stdout'), stderr: columnsOf('stderr') },
  });
  const isShared = name === 'report' && asked !== null && isFoldedByAll(asked);
  if (isShared && availableParallelism() > 1) void foldAhead(worker, asked, months);
  const unfinished = new Set<string>();
  let standing: StandingOfWork | null = null;
  const pulse = new Pulse(() => standing);
  const stop = interruptions.listen(async (signal) => {
    pulse.stop();
    process.stderr.write(`${CLEARED}${interruptedSentence(name, standing)}\n`);
    const isEnded = await isEndedInTime(worker);
    for (const path of unfinished) removeHalfWritten(path);
    if (isEnded) return;
    // Not by `exit`, which would wait for the thread: by the signal itself, as if nobody had listened.
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
  process.stdout.on('error', ignore);
  process.stderr.on('error', ignore);
  try {
    return await new Promise<number>((resolve, reject) => {
      worker.on('error', reject);
      worker.on('exit', resolve);
      worker.on('message', (said: SaidByThread) => {
        switch (said.kind) {
          case 'write':
            pulse.clear();
            write(worker, said.stream, said.chunk);
            break;
          case 'stands':
            standing = said.standing;
            break;
          case 'halfWritten':
            if (said.isHalfWritten) unfinished.add(said.path);
            else unfinished.delete(said.path);
            break;
          case 'fold':
            void foldFor(worker, said);
            break;
          case 'ended':
            resolve(said.code);
        }
      });
    });
  } catch (error) {
    process.stderr.write(`The program failed; please report this: ${String(error)}\n`);
    return 1;
  } finally {
    pulse.stop();
    stop();
    if (isShared) (await beside()).stopAhead();
  }
}

/** In a file by itself, with all that it needs: this thread has loaded nothing but what starts the other. */
async function beside(): Promise<typeof FoldBeside> {
  return (await import(BESIDE.href)) as typeof FoldBeside;
}

/** While the command's thread loads, which is told of it, and will take part in it or ask for another. */
async function foldAhead(
  worker: Worker,
  { folder, county }: LedgerAskedAbout,
  months: readonly Month[] | null,
): Promise<void> {
  const { beginToFold, openToFold } = await beside();
  if (months === null) {
    openToFold(folder, county);
    return;
  }
  const begun = beginToFold(folder, county, months);
  if (begun === null) return;
  tell(worker, { kind: 'begun', part: PART_AHEAD, task: begun.task });
  tell(worker, { kind: 'folded', part: PART_AHEAD, reply: await begun.reply });
}

/** This thread has nothing else to do while the command computes. */
async function foldFor(worker: Worker, { part, folder, task }: PartToFold): Promise<void> {
  const { foldBeside, stopAhead } = await beside();
  stopAhead();
  tell(worker, { kind: 'folded', part, reply: await foldBeside(folder, task) });
}

function tell(worker: Worker, told: ToldToThread): void {
  worker.postMessage(told);
}

/** Ends a thread. Answers false where it is in a call that takes longer than anybody waits. */
function isEndedInTime(worker: Worker): Promise<boolean> {
  const late = new Promise<boolean>((resolve) => {
    setTimeout(resolve, END_MS, false);
  });
  return Promise.race([worker.terminate().then(() => true), late]);
}

function startedWith(command: CommandOfThread): Worker {
  return new Worker(PROGRAM, {
    workerData: command,
    name: 'command',
    // As much as the process itself may have; a thread gets less by itself.
    resourceLimits: {
      maxOldGenerationSizeMb: Math.floor(getHeapStatistics().heap_size_limit / BYTES_OF_MB),
    },
  });
}

function write(worker: Worker, stream: StreamName, chunk: Uint8Array): void {
  process[stream].write(chunk, (fault) => {
    const error = fault ? { message: fault.message, code: codeOf(fault) } : null;
    tell(worker, { kind: 'written', stream, error });
  });
}

function columnsOf(stream: StreamName): number | null {
  return process[stream].isTTY ? process[stream].columns : null;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

function ignore(): void {
  // The thread is told by what came of its write.
}
