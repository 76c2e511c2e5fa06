import { NoReply, PoolThread } from './pool-thread.js';
import type { Preparation, SentTask, ThreadOptions, Work } from './pool-thread.js';

/** What the threads of a pool run, and how many tasks they may have. */
export interface PoolOptions<Task, Reply, Fault> extends ThreadOptions<Task, Fault> {
  readonly threads: number;
  /** Tasks that may wait for a thread; one more is refused. */
  readonly waitingMax: number;
  /** What a thread remembers of its last task, so that the next of the same kind finds it; null for nothing. */
  readonly kindOf: (task: Task) => string | null;
  /**
   * Whether a task may keep its thread for long: of three threads and more two never have such a task and the others have no
   * other, so that nobody who is quickly answered waits behind one. Without it, none may.
   */
  readonly isLong?: (task: Task) => boolean;
  /**
   * What a quick task needs that takes a thread long to read; null where nothing does. When one has replied the other threads
   * for quick tasks read the same, so that nobody's page waits for it who comes next. Without it, nothing does.
   */
  readonly preparationOf?: (task: Task) => Preparation<Task> | null;
  /** Told what a thread replied to what it was to read; never where that failed with its thread. */
  readonly onPrepared?: (reply: Reply) => void;
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
  readonly #options: PoolOptions<Task, Reply, Fault>;
  readonly #threads: PoolThread<Task, Reply, Fault>[];
  #waiting: Waiting<Task, Reply>[] = [];
  #number = 0;
  #starting: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(options: PoolOptions<Task, Reply, Fault>) {
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

  /** Gives idle threads what they are to read, and then what waits: who has waited longest first, of those for whom one is idle. */
  #next(): void {
    this.#prepare();
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
    const { isLong } = next;
    const kind = this.#options.kindOf(task);
    const needed = isLong ? null : (this.#options.preparationOf?.(task) ?? null);
    const thread = threadFor(idle, { kind, needs: needed?.of ?? null, isLong });
    const resolve = (reply: Reply): void => {
      next.onReply(index, reply);
      if (needed !== null) for (const each of this.#threads) each.prepare(needed);
    };
    const sent = this.#sent(task);
    thread?.work({ sent, resolve, reject: next.reject, kind, isLong, reads: needed?.of ?? null });
  }

  /** Lets idle threads read what others have read. A task that needs it would keep them as long. */
  #prepare(): void {
    if (this.#isClosed) return;
    const resolve = (reply: Reply): void => {
      this.#options.onPrepared?.(reply);
    };
    for (const thread of this.#threads) {
      const unread = thread.isIdle ? thread.takeUnread() : null;
      if (unread === null) continue;
      const { of, task } = unread;
      const kind = this.#options.kindOf(task);
      const sent = this.#sent(task);
      thread.work({ sent, resolve, reject: ignored, kind, isLong: false, reads: of });
    }
  }

  #sent(task: Task): SentTask<Task> {
    this.#number += 1;
    return { number: this.#number, task };
  }
}

/** Threads that never have a task that may take long, where there are more than two. */
const QUICK_THREADS = 2;

/** @param place - of the thread among the pool's, from 0 */
function workOf(
  place: number,
  { threads, isLong }: Pick<PoolOptions<never, never, never>, 'threads' | 'isLong'>,
): Work {
  if (isLong === undefined) return { isForQuick: true, isForLong: false };
  return {
    isForQuick: threads <= QUICK_THREADS || place < QUICK_THREADS,
    isForLong: place >= Math.min(QUICK_THREADS, threads - 1),
  };
}

/** What a thread is chosen by. */
interface Chosen {
  readonly kind: string | null;
  /** What it had better have read. */
  readonly needs: string | null;
  readonly isLong: boolean;
}

/**
 * What is quick goes to a thread that has read what it needs, and of those to one that did the like, the last one first; what
 * may take long to one that did it least.
 */
function threadFor<
  Thread extends Pick<PoolThread<never, never, never>, 'lastKind' | 'knows' | 'hasRead'>,
>(idle: readonly Thread[], { kind, needs, isLong }: Chosen): Thread | undefined {
  if (isLong) return idle.at(-1);
  const ready = idle.filter((thread) => thread.hasRead(needs));
  const fit = ready.length > 0 ? ready : idle;
  return (
    fit.find(({ lastKind }) => lastKind === kind) ??
    fit.find((thread) => thread.knows(kind)) ??
    fit[0]
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
