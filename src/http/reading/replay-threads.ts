import type { County } from '../../../events/values/county.js';
import type { Reply } from '../../application/application.js';
import type { CountyReplay } from '../../reports/county-replay.js';
import type { ReplayCounties } from '../../reports/state-report.js';
import { replayOn } from '../../threads/replay-counties.js';
import { NoReply } from '../../threads/pool-thread.js';
import { ThreadPool } from '../../threads/thread-pool.js';
import { QUESTIONS_WAITING_MAX, QUESTION_MS_MAX, RETRY_AFTER_SECONDS } from '../bounds.js';
import type { LoggedFault } from '../observing/request-log.js';
import { tooBusy } from '../slots.js';
import { Problem } from '../problems/problem.js';
import { countyOfTask, isLongTask } from './questions.js';
import { preparationOf } from './year-looked-at.js';
import type {
  CountyTask,
  Failed,
  PrintedReply,
  ThreadReply,
  ThreadTask,
  TrailFileTask,
  ValueTask,
  WrittenTrail,
} from './questions.js';

/** The first thread loads beside the service's own start; the others when those who waited for it have their answers, milliseconds. */
const OTHERS_AFTER_MS = 5_000;

/**
 * The threads that replay, as the service sees them: what gives no reply is a `Problem`. There are no others: the
 * state's report is put together of its counties' parts, which these reply.
 */
export class ReplayThreads {
  readonly #pool: ThreadPool<ThreadTask, ThreadReply, LoggedFault>;

  readonly #onFault: (fault: LoggedFault) => void;
  readonly #caredFor = new Set<County>();

  /** How many there are. */
  readonly count: number;

  /** @param onFault - told of what goes wrong in a thread and concerns no answer */
  constructor(dataFolder: string, count: number, onFault: (fault: LoggedFault) => void) {
    this.count = count;
    this.#pool = new ThreadPool({
      name: 'replay',
      program: new URL('./replay-thread.js', import.meta.url),
      workerData: { dataFolder },
      threads: count,
      waitingMax: QUESTIONS_WAITING_MAX,
      msMax: QUESTION_MS_MAX,
      // A thread remembers what it has read of the county that it was asked about last.
      kindOf: countyOfTask,
      isLong: isLongTask,
      // Nobody waits for it, and what it makes for a large county takes longer than a question may.
      isEndless: ({ kind }) => kind === 'care',
      preparationOf,
      onPrepared: (reply) => {
        if (reply.kind === 'failed') onFault(reply.fault);
      },
      onFault,
      onWish: (task) => {
        void this.#care(task);
      },
    });
    this.#onFault = onFault;
  }

  /** Does what a thread wishes for a county, unless that is under way; nobody's answer depends on it. */
  async #care(task: ThreadTask): Promise<void> {
    const county = countyOfTask(task);
    if (this.#caredFor.has(county)) return;
    this.#caredFor.add(county);
    try {
      const reply = await this.#pool.ask(task);
      if (reply.kind === 'failed') this.#onFault(reply.fault);
    } catch (error) {
      // Too many wait, or the service stops: it is wished for again.
      if (!(error instanceof NoReply)) throw error;
    } finally {
      this.#caredFor.delete(county);
    }
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
  async ask(task: CountyTask, onBegin: () => void): Promise<PrintedReply> {
    const reply = await orProblem(this.#pool.ask(task, onBegin));
    if (reply.kind === 'answered' || reply.kind === 'failed') return reply;
    throw otherReply(reply);
  }

  /** Lets a thread write a whole trail to its file. Throws a `Problem`. */
  async writeTrail(task: TrailFileTask): Promise<WrittenTrail> {
    const reply = await orProblem(this.#pool.ask(task));
    if (reply.kind === 'written') return reply.value;
    throw reply.kind === 'failed' ? problemOfFailed(reply) : otherReply(reply);
  }

  /** Asks a question that is answered with values. Throws a `Problem` as `ask` does. */
  async value(task: ValueTask): Promise<Reply<unknown>> {
    const reply = await orProblem(this.#pool.ask(task));
    if (reply.kind === 'asked') return reply.reply;
    throw reply.kind === 'failed' ? problemOfFailed(reply) : otherReply(reply);
  }

  /** Replays counties, each on a thread that is free. Throws a `Problem` as `ask` does, and where one has no answer. */
  readonly replayCounties: ReplayCounties = (files, months, onRecords) =>
    replayOn(
      async (begin, onReply) => {
        const tasks = (): readonly ThreadTask[] =>
          begin().map((part) => ({ kind: 'partOfState', ...part }));
        const replies = await orProblem(
          this.#pool.askAll(tasks, (reply) => {
            if (reply.kind === 'replayed') onReply({ kind: 'replayed', replay: reply.value });
          }),
        );
        return replies.map((reply) => ({ kind: 'replayed', replay: replayOf(reply) }));
      },
      files,
      months,
      onRecords,
    );

  /** Starts the threads before they are needed, for that takes longer than most answers. */
  start(): void {
    this.#pool.start(OTHERS_AFTER_MS);
  }

  /** Ends all threads; questions that wait or are worked on fail. */
  close(): Promise<void> {
    return this.#pool.close();
  }
}

function replayOf(reply: ThreadReply): CountyReplay {
  if (reply.kind === 'replayed') return reply.value;
  throw reply.kind === 'failed' ? problemOfFailed(reply) : otherReply(reply);
}

function otherReply({ kind }: ThreadReply): Error {
  return new Error(`A thread took one task for another: its reply was ${kind}.`);
}

/** What a thread said that it cannot answer. */
export function problemOfFailed({ problem, detail, fault, members }: Failed): Problem {
  return new Problem(problem, detail, { cause: fault, members });
}

export async function orProblem<Value>(reply: Promise<Value>): Promise<Value> {
  try {
    return await reply;
  } catch (error) {
    throw error instanceof NoReply ? problemOfNoReply(error) : error;
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
