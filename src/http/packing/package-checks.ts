import type { CheckZip, CheckedZip, ZipToCheck } from '../../packages/check-zip.js';
import type { Outcome } from '../../ports/outcome.js';
import { NoReply } from '../../threads/pool-thread.js';
import { ThreadPool } from '../../threads/thread-pool.js';
import { CHECKS_WAITING_MAX, CHECK_MS_MAX, RETRY_AFTER_SECONDS } from '../bounds.js';
import type { LoggedFault } from '../observing/request-log.js';
import { Problem } from '../problems/problem.js';
import type { Failed } from '../reading/questions.js';
import { problemOfFailed } from '../reading/replay-threads.js';
import { tooBusy } from '../slots.js';

/** What came of checking an archive. */
export type CheckReply =
  { readonly kind: 'checked'; readonly outcome: Outcome<CheckedZip> } | Failed;

/** The thread in which packages are verified that people send, one after the other; it is started with the first. */
export class PackageChecks {
  readonly #pool: ThreadPool<ZipToCheck, CheckReply, LoggedFault>;

  /** @param onFault - told of what goes wrong in the thread and concerns no answer */
  constructor(onFault: (fault: LoggedFault) => void) {
    this.#pool = new ThreadPool({
      name: 'checks',
      program: new URL('./checking-thread.js', import.meta.url),
      workerData: null,
      threads: 1,
      waitingMax: CHECKS_WAITING_MAX,
      msMax: CHECK_MS_MAX,
      kindOf: () => null,
      onFault,
    });
  }

  /** Checks an archive on the thread. Throws a `Problem` where that has no reply. */
  readonly checkZip: CheckZip = async (asked) => {
    let reply: CheckReply;
    try {
      reply = await this.#pool.ask(asked);
    } catch (error) {
      throw error instanceof NoReply ? problemOfNoCheck(error) : error;
    }
    if (reply.kind === 'failed') throw problemOfFailed(reply);
    return reply.outcome;
  };

  /** Ends the thread; what is checked fails. */
  close(): Promise<void> {
    return this.#pool.close();
  }
}

function problemOfNoCheck({ why, cause }: NoReply): Problem {
  switch (why) {
    case 'closed':
      return new Problem('stopping', 'The service is stopping: check the package again later.');
    case 'full':
      return tooBusy(CHECKS_WAITING_MAX, 'checks of packages');
    case 'tooLong':
      return new Problem(
        'replay-too-long',
        `The check took longer than ${String(CHECK_MS_MAX / 60_000)} minutes and was ended: unpack the file, and use "plumbline verify" on a machine of your own.`,
      );
    case 'died':
      return new Problem(
        'store-unavailable',
        'The thread that checked the package ended before its answer: unpack the file, and use "plumbline verify" on a machine of your own.',
        { cause, headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } },
      );
  }
}
