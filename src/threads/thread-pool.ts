import { Worker } from 'node:worker_threads';

/** A task on its way to a thread. */
export interface SentTask<Task> {
  readonly number: number;
  readonly task: Task;
}

/** What a thread says: the reply to a task, or a fault that concerns no reply. */
export type Said<Reply, Fault> =
  { readonly number: number; readonly reply: Reply } | { readonly fault: Fault };

/** Why a pool gave no reply. */
export class NoReply extends Error {
  override readonly name = 'NoReply';
  readonly why: 'closed' | 'full' | 'tooLong' | 'died';

  constructor(why: NoReply['why'], message: string, cause?: unknown) {
    super(message, { cause });
    this.why = why;
  }
}

/** What the threads of a pool run, and how many tasks they may have. */
export interface PoolOptions<Task, Fault> {
  /** The program of a thread, a built file. */
  readonly program: URL;
  /** What each thread is started with. */
  readonly workerData: unknown;
  readonly threads: number;
  /** Tasks that may wait for a thread; one more is refused. */
  readonly waitingMax: number;
  /** A task that takes longer, milliseconds, is given up with its thread. */
  readonly msMax: number;
  /** What a thread remembers of its last task, so that the next of the same kind finds it; null for nothing. */
  readonly kindOf: (task: Task) => string | null;
  readonly onFault: (fault: Fault) => void;
}

interface Waiting<Task, Reply> {
  readonly sent: SentTask<Task>;
  readonly onBegin: () => void;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: NoReply) => void;
}

/**
 * Threads that each work on one task at a time; the others wait, so many and no more, and a thread is preferred that
 * did the like before. A thread that dies or takes too long fails its task and is started anew.
 */
export class ThreadPool<Task, Reply, Fault = never> {
  readonly #options: PoolOptions<Task, Fault>;
  readonly #threads: PoolThread<Task, Reply, Fault>[];
  readonly #waiting: Waiting<Task, Reply>[] = [];
  #number = 0;
  #isClosed = false;

  constructor(options: PoolOptions<Task, Fault>) {
    this.#options = options;
    this.#threads = Array.from(
      { length: options.threads },
      () =>
        new PoolThread<Task, Reply, Fault>(options, () => {
          this.#next();
        }),
    );
  }

  /** Tasks that no thread works on yet. */
  get waitingCount(): number {
    return this.#waiting.length;
  }

  /**
   * What a thread replies. Rejects with `NoReply`.
   *
   * @param onBegin - called when a thread begins with it
   */
  async ask(task: Task, onBegin: () => void = () => undefined): Promise<Reply> {
    if (this.#isClosed) throw new NoReply('closed', 'The threads were ended.');
    if (this.#waiting.length >= this.#options.waitingMax) {
      throw new NoReply('full', 'As many tasks wait for a thread as may wait.');
    }
    this.#number += 1;
    const sent = { number: this.#number, task };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ sent, onBegin, resolve, reject });
      this.#next();
    });
  }

  /** Starts the threads before they are needed, for that takes longer than most tasks. */
  start(): void {
    for (const thread of this.#threads) thread.start();
  }

  /** Ends all threads; tasks that wait or are worked on fail. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const closed = new NoReply('closed', 'The threads were ended.');
    for (const { reject } of this.#waiting.splice(0)) reject(closed);
    await Promise.all(this.#threads.map((thread) => thread.close(closed)));
  }

  #next(): void {
    const idle = this.#threads.filter(({ isIdle }) => isIdle);
    if (idle.length === 0) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    const kind = this.#options.kindOf(next.sent.task);
    const thread = idle.find(({ lastKind }) => lastKind === kind) ?? idle[0];
    thread?.work(next, kind);
  }
}

/** One thread, and the task that it works on. */
class PoolThread<Task, Reply, Fault> {
  readonly #options: PoolOptions<Task, Fault>;
  readonly #onIdle: () => void;
  #worker: Worker | null = null;
  #current: Waiting<Task, Reply> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #lastKind: string | null = null;

  constructor(options: PoolOptions<Task, Fault>, onIdle: () => void) {
    this.#options = options;
    this.#onIdle = onIdle;
  }

  get isIdle(): boolean {
    return this.#current === null;
  }

  /** The kind of the task before; null before the first. */
  get lastKind(): string | null {
    return this.#lastKind;
  }

  start(): Worker {
    this.#worker ??= this.#begin();
    return this.#worker;
  }

  work(waiting: Waiting<Task, Reply>, kind: string | null): void {
    this.#current = waiting;
    this.#lastKind = kind;
    waiting.onBegin();
    const worker = this.start();
    this.#timer = setTimeout(() => {
      this.#fail(new NoReply('tooLong', 'The task took longer than it may.'));
    }, this.#options.msMax);
    worker.postMessage(waiting.sent);
  }

  async close(error: NoReply): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#settle()?.reject(error);
    await worker?.terminate();
  }

  #begin(): Worker {
    const { program, workerData, onFault } = this.#options;
    const worker = new Worker(program, { workerData });
    worker.on('message', (said: Said<Reply, Fault>) => {
      if ('fault' in said) {
        onFault(said.fault);
        return;
      }
      const { number, reply } = said;
      if (number !== this.#current?.sent.number) return;
      this.#settle()?.resolve(reply);
      this.#onIdle();
    });
    worker.on('error', (error) => {
      if (worker === this.#worker) this.#fail(died(error));
    });
    worker.on('exit', () => {
      if (worker === this.#worker) this.#fail(died());
    });
    return worker;
  }

  /** Gives the thread up with its task; the next task starts another. */
  #fail(error: NoReply): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    this.#settle()?.reject(error);
    this.#onIdle();
  }

  #settle(): Waiting<Task, Reply> | null {
    clearTimeout(this.#timer);
    const settled = this.#current;
    this.#current = null;
    return settled;
  }
}

function died(cause?: unknown): NoReply {
  return new NoReply('died', 'The thread ended before its reply.', cause);
}
