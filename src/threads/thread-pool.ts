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

/** What the threads of a pool run, and how many tasks they may have. */
export interface PoolOptions<Task, Fault> {
  /** What the system calls each thread, at most 15 characters. */
  readonly name: string;
  /** The program of a thread, a built file. */
  readonly program: URL;
  /** What each thread is started with. */
  readonly workerData: unknown;
  readonly threads: number;
  /** Tasks that may wait for a thread; one more is refused. */
  readonly waitingMax: number;
  /** A task that takes longer, milliseconds, is given up with its thread. */
  readonly msMax: number;
  /** Whether a task is let go on however long it takes; without it, none is. */
  readonly isEndless?: (task: Task) => boolean;
  /** What a thread remembers of its last task, so that the next of the same kind finds it; null for nothing. */
  readonly kindOf: (task: Task) => string | null;
  /**
   * Whether a task may keep its thread for long: of three threads and more two never have such a task and the others have no
   * other, so that nobody who is quickly answered waits behind one. Without it, none may.
   */
  readonly isLong?: (task: Task) => boolean;
  readonly onFault: (fault: Fault) => void;
  /** Told of a task that a thread would have done. */
  readonly onWish?: (task: Task) => void;
}

/** A task that a thread works on, and who waits for its reply. */
interface Part<Task, Reply> {
  readonly sent: SentTask<Task>;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: NoReply) => void;
  readonly isLong: boolean;
}

/** What was asked together, as far as no thread works on it. */
interface Waiting<Task, Reply> {
  /** The tasks; called when the first thread is there for them. */
  readonly begin: () => readonly Task[];
  /** Null until then. */
  tasks: readonly Task[] | null;
  begunCount: number;
  readonly isLong: boolean;
  readonly onReply: (index: number, reply: Reply) => void;
  readonly resolve: (replies: readonly Reply[]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Threads that each work on one task at a time; the others wait, so many and no more, and a thread is preferred that
 * did the like before. A thread that dies or takes too long fails its task and is started anew.
 */
export class ThreadPool<Task, Reply, Fault = never> {
  readonly #options: PoolOptions<Task, Fault>;
  readonly #threads: PoolThread<Task, Reply, Fault>[];
  #waiting: Waiting<Task, Reply>[] = [];
  #number = 0;
  #starting: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: PoolOptions<Task, Fault>) {
    this.#options = options;
    this.#threads = Array.from(
      { length: options.threads },
      (_, place) =>
        new PoolThread<Task, Reply, Fault>(options, workOf(place, options), () => {
          this.#next();
        }),
    );
  }

  /** What was asked and no thread works on yet; tasks that were asked together are one. */
  get waitingCount(): number {
    return this.#waiting.filter(({ tasks }) => tasks === null).length;
  }

  /**
   * What a thread replies. Rejects with `NoReply`.
   *
   * @param onBegin - called when a thread begins with it
   */
  async ask(task: Task, onBegin: () => void = ignored): Promise<Reply> {
    const begin = (): readonly Task[] => {
      onBegin();
      return [task];
    };
    const [reply] = await this.#askTogether(begin, ignored, this.#options.isLong?.(task) ?? false);
    return reply as Reply; // one task has one reply
  }

  /**
   * What threads reply to tasks that belong together, in the order of the tasks; begun in this order, as threads get
   * free. They take one place while they wait, and take turns with whoever waits besides. Rejects with
   * `NoReply` where one of them has no reply, and with what `begin` throws; the others are then not begun any more.
   *
   * @param begin - gives the tasks when the first thread is there for them
   * @param onReply - called with each reply as it comes
   */
  askAll(begin: () => readonly Task[], onReply: (reply: Reply) => void): Promise<readonly Reply[]> {
    return this.#askTogether(begin, onReply, this.#options.isLong !== undefined);
  }

  async #askTogether(
    begin: () => readonly Task[],
    onReply: (reply: Reply) => void,
    isLong: boolean,
  ): Promise<readonly Reply[]> {
    if (this.#isClosed) throw new NoReply('closed', 'The threads were ended.');
    if (this.waitingCount >= this.#options.waitingMax) {
      throw new NoReply('full', 'As many tasks wait for a thread as may wait.');
    }
    return new Promise((resolve, reject) => {
      const replies = new Map<number, Reply>();
      const waiting: Waiting<Task, Reply> = {
        begin,
        tasks: null,
        begunCount: 0,
        isLong,
        onReply: (index, reply) => {
          replies.set(index, reply);
          onReply(reply);
          const { tasks } = waiting;
          if (tasks === null || replies.size < tasks.length) return;
          // Each has its reply.
          resolve(tasks.map((_, place) => replies.get(place) as Reply));
        },
        resolve,
        reject: (error) => {
          this.#waiting = this.#waiting.filter((each) => each !== waiting);
          reject(error);
        },
      };
      this.#waiting.push(waiting);
      this.#next();
    });
  }

  /**
   * Starts the threads before they are needed, for that takes longer than most tasks: one at once, and the others later,
   * unless they are needed before. To load the program on all of them takes a process as long again as its own start.
   *
   * @param othersAfterMs - how much later, milliseconds
   */
  start(othersAfterMs: number): void {
    const [first, ...others] = this.#threads;
    first?.start();
    this.#starting = setTimeout(() => {
      for (const thread of others) thread.start();
    }, othersAfterMs).unref();
  }

  /** Ends all threads; tasks that wait or are worked on fail. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#starting);
    const closed = new NoReply('closed', 'The threads were ended.');
    for (const { reject } of this.#waiting) reject(closed);
    await Promise.all(this.#threads.map((thread) => thread.close(closed)));
  }

  /** Gives idle threads what waits: who has waited longest first, of those for whom one is idle. */
  #next(): void {
    for (;;) {
      const idle = this.#threads.filter(({ isIdle }) => isIdle);
      const place = this.#waiting.findIndex(({ isLong }) => idle.some((each) => each.does(isLong)));
      const [next] = place < 0 ? [] : this.#waiting.splice(place, 1);
      if (next === undefined) return;
      const { isLong } = next;
      this.#begin(
        next,
        idle.filter((each) => each.does(isLong)),
      );
    }
  }

  #begin(next: Waiting<Task, Reply>, idle: readonly PoolThread<Task, Reply, Fault>[]): void {
    const tasks = tasksOf(next);
    const index = next.begunCount;
    next.begunCount += 1;
    if (index + 1 < tasks.length) this.#waiting.push(next);
    const task = tasks[index];
    if (task === undefined) return;
    const kind = this.#options.kindOf(task);
    const thread = threadFor(idle, kind, next.isLong);
    this.#number += 1;
    const resolve = (reply: Reply): void => {
      next.onReply(index, reply);
    };
    const sent = { number: this.#number, task };
    thread?.work({ sent, resolve, reject: next.reject, isLong: next.isLong }, kind);
  }
}

/** An argument of a thread that has no tasks but those that may take long. */
export const LONG_ALONE = 'long';

/** Threads that never have a task that may take long, where there are more than two. */
const QUICK_THREADS = 2;

/** Which tasks a thread is there for. */
interface Work {
  readonly isForQuick: boolean;
  readonly isForLong: boolean;
}

/** @param place - of the thread among the pool's, from 0 */
function workOf(
  place: number,
  { threads, isLong }: Pick<PoolOptions<never, never>, 'threads' | 'isLong'>,
): Work {
  if (isLong === undefined) return { isForQuick: true, isForLong: false };
  return {
    isForQuick: threads <= QUICK_THREADS || place < QUICK_THREADS,
    isForLong: place >= Math.min(QUICK_THREADS, threads - 1),
  };
}

/** What is quick goes to a thread that did the like, the last one first; what may take long to one that did it least. */
function threadFor<
  Thread extends { readonly lastKind: string | null; knows(kind: string | null): boolean },
>(idle: readonly Thread[], kind: string | null, isLong: boolean): Thread | undefined {
  if (isLong) return idle.at(-1);
  return (
    idle.find(({ lastKind }) => lastKind === kind) ??
    idle.find((thread) => thread.knows(kind)) ??
    idle[0]
  );
}

/** The tasks, none where there turned out to be none or they cannot be told. */
function tasksOf<Task>(next: Waiting<Task, never>): readonly Task[] {
  if (next.tasks !== null) return next.tasks;
  try {
    next.tasks = next.begin();
    if (next.tasks.length === 0) next.resolve([]);
  } catch (error) {
    next.tasks = [];
    next.reject(error instanceof Error ? error : new Error(String(error)));
  }
  return next.tasks;
}

function ignored(): void {
  // Nobody waits for it.
}

/** Of so many kinds of tasks a thread is thought to remember something. */
const KINDS_REMEMBERED = 8;

/** One thread, and the task that it works on. */
class PoolThread<Task, Reply, Fault> {
  readonly #options: PoolOptions<Task, Fault>;
  readonly #work: Work;
  readonly #onIdle: () => void;
  #worker: Worker | null = null;
  #current: Part<Task, Reply> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #lastKind: string | null = null;
  /** Kinds of quick tasks that it did lately, the last one last. */
  #kinds: readonly (string | null)[] = [];

  constructor(options: PoolOptions<Task, Fault>, work: Work, onIdle: () => void) {
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

  start(): Worker {
    this.#worker ??= this.#begin();
    return this.#worker;
  }

  work(part: Part<Task, Reply>, kind: string | null): void {
    this.#current = part;
    if (!part.isLong) {
      this.#lastKind = kind;
      this.#kinds = [...this.#kinds.filter((each) => each !== kind), kind].slice(-KINDS_REMEMBERED);
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
