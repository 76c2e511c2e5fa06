import type { Actor } from '../../application/actor.js';
import type { Reply } from '../../application/application.js';
import type { EntryName, Request } from '../../application/list.js';
import type { Access } from '../../application/wiring/opening.js';
import { ThreadPool } from '../../threads/thread-pool.js';
import { ACTS_WAITING_MAX, ACT_MS_MAX } from '../bounds.js';
import type { LoggedFault } from '../observing/request-log.js';
import type { Failed } from '../reading/questions.js';
import { orProblem, problemOfFailed } from '../reading/replay-threads.js';

/**
 * Acts that read a county's whole ledger, the question who saw a case, which asks trails again, and samples, whose rows
 * are drawn again; how the folder is opened for each: in the one thread for them.
 */
const LONG_ACTS: ReadonlyMap<EntryName, Access> = new Map([
  ['submit', 'read'],
  ['orderErasure', 'read'],
  ['applyErasure', 'change'],
  ['accessLog', 'read'],
  ['drawSample', 'read'],
  ['sample', 'read'],
  ['sampleChecks', 'read'],
]);

/** An act on its way to the thread. */
export interface ActTask {
  readonly actor: Actor;
  readonly request: Request;
  readonly access: Access;
}

/** What came of it. */
export type ActReply = { readonly kind: 'replied'; readonly reply: Reply<unknown> } | Failed;

/** What the thread is started with. */
export interface ThreadStart {
  readonly dataFolder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The thread in which acts are done that take long, one after the other, on a house of its own: as the command of the
 * same name does them beside a service. Others are answered meanwhile.
 */
export class ActThreads {
  readonly #pool: ThreadPool<ActTask, ActReply, LoggedFault>;

  /** @param onFault - told of what goes wrong in the thread and concerns no answer */
  constructor(start: ThreadStart, onFault: (fault: LoggedFault) => void) {
    this.#pool = new ThreadPool({
      name: 'acts',
      program: new URL('./act-thread.js', import.meta.url),
      workerData: start,
      threads: 1,
      waitingMax: ACTS_WAITING_MAX,
      msMax: ACT_MS_MAX,
      kindOf: () => null,
      onFault,
    });
  }

  /** Whether a request is one for the thread. */
  does(request: Request): boolean {
    if (request.name === 'accessLog' && request.input.subject === null) return false;
    return LONG_ACTS.has(request.name);
  }

  /** Does it. Throws a `Problem` where the thread has no reply. */
  async do(actor: Actor, request: Request): Promise<Reply<unknown>> {
    const access = LONG_ACTS.get(request.name) ?? 'read';
    const reply = await orProblem(this.#pool.ask({ actor, request, access }));
    if (reply.kind === 'replied') return reply.reply;
    throw problemOfFailed(reply);
  }

  /** Ends the thread; an act that is under way is given up, and can be done again. */
  close(): Promise<void> {
    return this.#pool.close();
  }
}
