import { Readable, Writable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import { keepCompiledCode } from '../compile-cache.js';
import { tellOfHalfWritten } from '../ports/half-written.js';
import type {
  CommandOfThread,
  SaidByThread,
  StreamName,
  AcknowledgedWrite,
} from './on-a-thread.js';

// The program of a thread that runs one command: what it writes goes to the thread that started it, which is free to hear
// that the command should stop.
keepCompiledCode(process.env);
const [{ runCli }, { offerIdleThread }, { ThreadBeside }] = await Promise.all([
  import('./run-cli.js'),
  import('../threads/idle.js'),
  import('./thread-beside.js'),
]);

const { argv, columns } = workerData as CommandOfThread;

function say(said: SaidByThread): void {
  parentPort?.postMessage(said);
}

/** A stream of the process, whose writes are done when the other thread has done them. */
class StreamOfProcess extends Writable {
  readonly #name: StreamName;
  #onWritten: ((error: Error | null) => void) | null = null;

  constructor(name: StreamName) {
    super();
    this.#name = name;
  }

  override _write(chunk: Buffer, _encoding: string, done: (error: Error | null) => void): void {
    this.#onWritten = done;
    say({ kind: 'write', stream: this.#name, chunk });
  }

  written(error: AcknowledgedWrite['error']): void {
    const done = this.#onWritten;
    this.#onWritten = null;
    if (error === null) done?.(null);
    else done?.(Object.assign(new Error(error.message), { code: error.code }));
  }
}

const streams = {
  stdout: asScreen(new StreamOfProcess('stdout'), columns.stdout),
  stderr: asScreen(new StreamOfProcess('stderr'), columns.stderr),
};

function asScreen(stream: StreamOfProcess, width: number | null): StreamOfProcess {
  return width === null ? stream : Object.assign(stream, { isTTY: true, columns: width });
}

if (parentPort !== null) {
  offerIdleThread(
    new ThreadBeside(parentPort, ({ stream, error }) => {
      streams[stream].written(error);
    }),
  );
}
tellOfHalfWritten((path, isHalfWritten) => {
  say({ kind: 'halfWritten', path, isHalfWritten });
});

/** How often it is told how far work is, milliseconds: it is known for every few records, and each message takes its time. */
const TOLD_EVERY_MS = 100;
let toldLabel: string | null = null;
let toldMs = 0;

const code = await runCli(argv, {
  ...streams,
  stdin: Readable.from([]),
  env: process.env,
  cwd: process.cwd(),
  onStanding: (standing) => {
    const nowMs = performance.now();
    if (standing !== null && standing.label === toldLabel && nowMs - toldMs < TOLD_EVERY_MS) return;
    [toldLabel, toldMs] = [standing?.label ?? null, nowMs];
    say({ kind: 'stands', standing });
  },
});
// What was said before is written: messages come in their order, and the last ones of standard error are waited for.
await new Promise((resolve) => streams.stderr.end(resolve));
say({ kind: 'ended', code });
parentPort?.close();
