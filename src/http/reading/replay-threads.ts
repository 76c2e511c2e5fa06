import { Worker } from 'node:worker_threads';
import type { County } from '../../../events/values/county.js';
import { QUESTIONS_WAITING_MAX, QUESTION_MS_MAX, RETRY_AFTER_SECONDS } from '../bounds.js';
import { tooBusy } from '../places.js';
import { Problem } from '../problems/problem.js';
import type { AskedQuestion, Question, RepliedQuestion, Reply, ThreadFault } from './questions.js';
import type { Fault } from '../observing/request-log.js';

interface Waiting {
  readonly asked: AskedQuestion;
  readonly onBegin: () => void;
  readonly resolve: (reply: Reply) => void;
  readonly reject: (problem: Problem) => void;
}

/**
 * The threads that replay. Each works on one question at a time; the others wait, so many and no more.
 * A thread that dies or takes too long fails its question and is started anew.
 */
export class ReplayThreads {
  readonly #dataFolder: string;
  readonly #onFault: (fault: Fault) => void;
  readonly #threads: ReplayThread[];
  readonly #waiting: Waiting[] = [];
  #number = 0;
  #isClosed = false;

  /** @param onFault - told of what goes wrong in a thread and concerns no answer */
  constructor(dataFolder: string, count: number, onFault: (fault: Fault) => void) {
    this.#dataFolder = dataFolder;
    this.#onFault = onFault;
    this.#threads = Array.from({ length: count }, () => this.#thread());
  }

  /** Questions that no thread works on yet. */
  get waitingCount(): number {
    return this.#waiting.length;
  }

  /**
   * Throws a `Problem` where too many wait, or where the thread failed.
   *
   * @param onBegin - called when a thread begins with it
   */
  async ask(question: Question, onBegin: () => void): Promise<Reply> {
    if (this.#isClosed) throw new Problem('stopping', 'The service is stopping: ask again later.');
    if (this.#waiting.length >= QUESTIONS_WAITING_MAX) {
      throw tooBusy(QUESTIONS_WAITING_MAX, 'questions');
    }
    this.#number += 1;
    const asked = { number: this.#number, question };
    return new Promise((resolve, reject) => {
      this.#waiting.push({ asked, onBegin, resolve, reject });
      this.#next();
    });
  }

  /** Starts the threads before they are needed, for that takes longer than most answers. */
  start(): void {
    for (const thread of this.#threads) thread.start();
  }

  /** Ends all threads; questions that wait or are worked on fail. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const stopping = new Problem('stopping', 'The service is stopping: ask again later.');
    for (const { reject } of this.#waiting.splice(0)) reject(stopping);
    await Promise.all(this.#threads.map((thread) => thread.close(stopping)));
  }

  #thread(): ReplayThread {
    const onIdle = (): void => {
      this.#next();
    };
    return new ReplayThread(this.#dataFolder, onIdle, this.#onFault);
  }

  #next(): void {
    const idle = this.#threads.filter(({ isIdle }) => isIdle);
    if (idle.length === 0) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    const county = countyOf(next.asked.question);
    // A thread remembers what it has read of the county that it was asked about last.
    const thread = idle.find(({ lastCounty }) => lastCounty === county) ?? idle[0];
    thread?.work(next);
  }
}

function countyOf(question: Question): County | null {
  return question.kind === 'stateReport' ? null : question.county;
}

/** One thread, and the question that it works on. */
class ReplayThread {
  readonly #dataFolder: string;
  readonly #onIdle: () => void;
  readonly #onFault: (fault: Fault) => void;
  #worker: Worker | null = null;
  #current: Waiting | null = null;
  #timer: NodeJS.Timeout | undefined;
  #lastCounty: County | null = null;

  constructor(dataFolder: string, onIdle: () => void, onFault: (fault: Fault) => void) {
    this.#dataFolder = dataFolder;
    this.#onIdle = onIdle;
    this.#onFault = onFault;
  }

  get isIdle(): boolean {
    return this.#current === null;
  }

  /** The county of the question before; null before the first, and after the state's. */
  get lastCounty(): County | null {
    return this.#lastCounty;
  }

  start(): Worker {
    this.#worker ??= this.#begin();
    return this.#worker;
  }

  work(waiting: Waiting): void {
    this.#current = waiting;
    this.#lastCounty = countyOf(waiting.asked.question);
    waiting.onBegin();
    const worker = this.start();
    this.#timer = setTimeout(() => {
      this.#fail(tooLong());
    }, QUESTION_MS_MAX);
    worker.postMessage(waiting.asked);
  }

  async close(problem: Problem): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#settle()?.reject(problem);
    await worker?.terminate();
  }

  #begin(): Worker {
    const worker = new Worker(new URL('./replay-thread.js', import.meta.url), {
      workerData: { dataFolder: this.#dataFolder },
    });
    worker.on('message', (said: RepliedQuestion | ThreadFault) => {
      if ('fault' in said) {
        this.#onFault(said.fault);
        return;
      }
      const { number, reply } = said;
      if (number !== this.#current?.asked.number) return;
      this.#settle()?.resolve(reply);
      this.#onIdle();
    });
    worker.on('error', (error) => {
      if (worker === this.#worker) this.#fail(died(error));
    });
    worker.on('exit', () => {
      if (worker === this.#worker) this.#fail(died(null));
    });
    return worker;
  }

  /** Gives the thread up with its question; the next question starts another. */
  #fail(problem: Problem): void {
    const worker = this.#worker;
    this.#worker = null;
    void worker?.terminate();
    this.#settle()?.reject(problem);
    this.#onIdle();
  }

  #settle(): Waiting | null {
    clearTimeout(this.#timer);
    const settled = this.#current;
    this.#current = null;
    return settled;
  }
}

function tooLong(): Problem {
  return new Problem(
    'replay-too-long',
    `The replay took longer than ${String(QUESTION_MS_MAX / 1000)} seconds and was ended: ask for the same with the program's own commands, which have no such bound.`,
  );
}

function died(cause: unknown): Problem {
  return new Problem(
    'store-unavailable',
    'The thread that replays ended before its answer, and another is started: ask again.',
    { cause, headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } },
  );
}
