import { join } from 'node:path';
import { MessageChannel, Worker, receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

/** How a command ended, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How long a command may take, milliseconds. */
const PATIENCE_MS = 120_000;

/**
 * A built program that is loaded once and answers one command after the other, in a thread of its own: a test that asks
 * dozens of things of it does not wait each time for it to start.
 */
export class WarmProgram {
  readonly #entry: string;
  #started: { readonly worker: Worker; readonly port: MessagePort } | null = null;
  readonly #isDone = new Int32Array(new SharedArrayBuffer(4));

  /** @param entry - as `builtProgram` gives it */
  constructor(entry: string) {
    this.#entry = entry;
  }

  /** Runs a command to its end. */
  run(argv: readonly string[]): Ended {
    const { port } = (this.#started ??= this.#start());
    Atomics.store(this.#isDone, 0, 0);
    port.postMessage(argv);
    if (Atomics.wait(this.#isDone, 0, 0, PATIENCE_MS) === 'timed-out') {
      throw new Error(`${argv.join(' ')} did not end.`);
    }
    return (receiveMessageOnPort(port) as { readonly message: Ended }).message;
  }

  async stop(): Promise<void> {
    await this.#started?.worker.terminate();
    this.#started?.port.close();
    this.#started = null;
  }

  #start(): { readonly worker: Worker; readonly port: MessagePort } {
    const { port1, port2 } = new MessageChannel();
    const worker = new Worker(join(import.meta.dirname, 'warm-thread.mjs'), {
      workerData: { entry: this.#entry, port: port2, isDone: this.#isDone },
      transferList: [port2],
      execArgv: [],
    });
    worker.unref();
    return { worker, port: port1 };
  }
}
