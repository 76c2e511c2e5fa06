import { NoReply, ThreadPool } from '../../threads/thread-pool.js';
import { QUESTIONS_WAITING_MAX, QUESTION_MS_MAX, RETRY_AFTER_SECONDS } from '../bounds.js';
import type { Fault } from '../observing/request-log.js';
import { tooBusy } from '../places.js';
import { Problem } from '../problems/problem.js';
import { countyOf } from './questions.js';
import type { PrintedQuestion, PrintedReply } from './questions.js';

/** The threads that replay, as the service sees them: what gives no reply is a `Problem`. */
export class ReplayThreads {
  readonly #pool: ThreadPool<PrintedQuestion, PrintedReply, Fault>;

  /** @param onFault - told of what goes wrong in a thread and concerns no answer */
  constructor(dataFolder: string, count: number, onFault: (fault: Fault) => void) {
    this.#pool = new ThreadPool({
      program: new URL('./replay-thread.js', import.meta.url),
      workerData: { dataFolder },
      threads: count,
      waitingMax: QUESTIONS_WAITING_MAX,
      msMax: QUESTION_MS_MAX,
      // A thread remembers what it has read of the county that it was asked about last.
      kindOf: countyOf,
      onFault,
    });
  }

  /** Questions that no thread works on yet. */
  get waitingCount(): number {
    return this.#pool.waitingCount;
  }

  /**
   * Throws a `Problem` where too many wait, or where the thread failed.
   *
   * @param onBegin - called when a thread begins with it
   */
  async ask(question: PrintedQuestion, onBegin: () => void): Promise<PrintedReply> {
    try {
      return await this.#pool.ask(question, onBegin);
    } catch (error) {
      throw error instanceof NoReply ? problemOfNoReply(error) : error;
    }
  }

  /** Starts the threads before they are needed, for that takes longer than most answers. */
  start(): void {
    this.#pool.start();
  }

  /** Ends all threads; questions that wait or are worked on fail. */
  close(): Promise<void> {
    return this.#pool.close();
  }
}

function problemOfNoReply({ why, cause }: NoReply): Problem {
  switch (why) {
    case 'closed':
      return new Problem('stopping', 'The service is stopping: ask again later.');
    case 'full':
      return tooBusy(QUESTIONS_WAITING_MAX, 'questions');
    case 'tooLong':
      return new Problem(
        'replay-too-long',
        `The replay took longer than ${String(QUESTION_MS_MAX / 1000)} seconds and was ended: ask for the same with the program's own commands, which have no such bound.`,
      );
    case 'died':
      return new Problem(
        'store-unavailable',
        'The thread that replays ended before its answer, and another is started: ask again.',
        { cause, headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } },
      );
  }
}
