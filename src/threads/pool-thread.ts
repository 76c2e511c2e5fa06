import { Worker } from 'node:worker_threads';

/** A task on its way to a thread. */
export interface SentTask<Task> {
  readonly number: number;
  readonly task: Task;
}

/** What a thread says: the reply to a task, a fault that concerns no reply, or a task that somebody should do when there is time. */
export type Said<Reply, Fault, Task = never> =
  | { readonly number: number; readonly reply: Reply }
  | { readonly fault: Fault }
  | { readonly wish: Task };

/** Why a pool gave no reply. */
export class NoReply extends Error {
  override readonly name = 'NoReply';
  readonly why: 'closed' | 'full' | 'tooLong' | 'died';

  constructor(why: NoReply['why'], message: string, cause?: unknown) {
    super(message, { cause });
    this.why = why;
  }
}

/** What the threads of a pool run. */
export interface ThreadOptions<Task, Fault> {
  /** What the system calls each thread, at most 15 characters. */
  readonly name: string;
  /** The program of a thread, a built file. */
  readonly program: URL;
  /** What each thread is started with. */
  readonly workerData: unknown;
  /** A task that takes longer, milliseconds, is given up with its thread. */
  readonly msMax: number;
  /** Whether a task is let go on however long it takes; without it, none is. */
  readonly isEndless?: (task: Task) => boolean;
  readonly onFault: (fault: Fault) => void;
  /** Told of a task that a thread would have done. */
  readonly onWish?: (task: Task) => void;
}

/** A task that a thread works on, and who waits for its reply. */
export interface Part<Task, Reply> {
  readonly sent: SentTask<Task>;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: NoReply) => void;
  /** What a thread remembers of it: see `PoolOptions.kindOf`. */
  readonly kind: string | null;
  readonly isLong: boolean;
  /** What is read when it is done, so that the next that needs it finds it; null where that is nothing. */
  readonly reads: string | null;
}

/** An argument of a thread that has no tasks but those that may take long. */
export const LONG_ALONE = 'long';

/** Which tasks a thread is there for. */
export interface Work {
  readonly isForQuick: boolean;
  readonly isForLong: boolean;
}

function ignored(): void {
  // Nobody waits for it.
}

/** Of so many kinds of tasks a thread is thought to remember something. */
const KINDS_REMEMBERED = 8;

/** For so long what a thread has read is thought to be level with what comes in, milliseconds. */
const READ_MS = 10_000;

/** What has to be read for a kind of quick tasks, and takes a thread long: the task that reads it, for whose reply nobody waits. */
export interface Preparation<Task> {
  /** The same for tasks that need the same. */
  readonly of: string;
  readonly task: Task;
}

/** One thread, and the task that it works on. */
export class PoolThread<Task, Reply, Fault> {
  readonly #options: ThreadOptions<Task, Fault>;
  readonly #work: Work;
  readonly #onIdle: () => void;
  #worker: Worker | null = null;
  #current: Part<Task, Reply> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #lastKind: string | null = null;
  /** Kinds of quick tasks that it did lately, the last one last. */
  #kinds: readonly (string | null)[] = [];
  /** What it has read, and when it was last asked about it. */
  readonly #read = new Map<string, number>();
  /** What it is to read when nobody waits for it. */
  readonly #unread = new Map<string, Task>();

  constructor(options: ThreadOptions<Task, Fault>, work: Work, onIdle: () => void) {
    this.#options = options;
    this.#work = work;
    this.#onIdle = onIdle;
  }

  get isIdle(): boolean {
    return this.#current === null;
  }

  /** The kind of the task before; null before the first. */
  get lastKind(): string | null {
    return this.#lastKind;
  }

  /** Whether it is there for tasks that may take long, or for the others. */
  does(isLong: boolean): boolean {
    return isLong ? this.#work.isForLong : this.#work.isForQuick;
  }

  /** Whether it did the like lately, and may remember it. */
  knows(kind: string | null): boolean {
    return this.#kinds.includes(kind);
  }

  /** Whether it has read what a task needs, and not long ago; so has every thread what is nothing. */
  hasRead(of: string | null): boolean {
    return of === null || (this.#read.get(of) ?? -Infinity) > performance.now() - READ_MS;
  }

  /** Lets it read what another has read, before it is given a task that needs it. */
  prepare({ of, task }: Preparation<Task>): void {
    if (this.#work.isForQuick && !this.hasRead(of)) this.#unread.set(of, task);
  }

  /** What it is to read next; null where that is nothing. */
  takeUnread(): Preparation<Task> | null {
    for (const [of, task] of this.#unread) {
      this.#unread.delete(of);
      if (!this.hasRead(of)) return { of, task };
    }
    return null;
  }

  start(): Worker {
    this.#worker ??= this.#begin();
    return this.#worker;
  }

  work(part: Part<Task, Reply>): void {
    this.#current = part;
    const { kind, reads, isLong } = part;
    if (!isLong) {
      this.#lastKind = kind;
      this.#kinds = [...this.#kinds.filter((each) => each !== kind), kind].slice(-KINDS_REMEMBERED);
      if (reads !== null) this.#read.set(reads, performance.now());
    }
    const worker = this.start();
    const { msMax, isEndless } = this.#options;
    if (isEndless?.(part.sent.task) !== true) {
      this.#timer = setTimeout(() => {
        this.#fail(new NoReply('tooLong', 'The task took longer than it may.'));
      }, msMax);
    }
    worker.postMessage(part.sent);
  }

  async close(error: NoReply): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#settle()?.reject(error);
    await worker?.terminate();
  }

  #begin(): Worker {
    const { name, program, workerData, onFault, onWish = ignored } = this.#options;
    const { isForQuick } = this.#work;
    const worker = new Worker(program, { name, workerData, argv: isForQuick ? [] : [LONG_ALONE] });
    worker.on('message', (said: Said<Reply, Fault, Task>) => {
      if ('fault' in said) {
        onFault(said.fault);
        return;
      }
      if ('wish' in said) {
        onWish(said.wish);
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
    this.#lastKind = null;
    this.#kinds = [];
    this.#read.clear();
    void worker?.terminate();
    this.#settle()?.reject(error);
    this.#onIdle();
  }

  #settle(): Part<Task, Reply> | null {
    clearTimeout(this.#timer);
    const settled = this.#current;
    this.#current = null;
    return settled;
  }
}

function died(cause?: unknown): NoReply {
  return new NoReply('died', 'The thread ended before its reply.', cause);
}
