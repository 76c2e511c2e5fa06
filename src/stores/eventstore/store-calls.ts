import { setTimeout as pause } from 'node:timers/promises';
import type { AppendReply, AppendRequest } from './append-pipe.js';
import { AppendPipe } from './append-pipe.js';
import type { CallFailure } from './call-failure.js';
import { CallFailed, failureOf, isPassing } from './call-failure.js';
import type { EventStoreConnection } from './connection.js';
import type { ServerLink } from './link.js';
import { backOffMs } from './connection.js';
import { clusterOf } from './cluster.js';
import { EventStoreRefused, EventStoreUnavailable } from '../../ports/server-failures.js';
import type { StreamPageAsked, StreamEvent } from './stream-events.js';
import { LiveEvents, readPage } from './stream-events.js';

export interface Patience {
  /** For one call, milliseconds. */
  readonly callTimeoutMs: number;
  /** For one question, however often it has to be asked, milliseconds; the last call may end later. */
  readonly patienceMs: number;
}

/** The calls to the server over whatever link there is. */
export class StoreCalls {
  readonly #connection: EventStoreConnection;
  readonly #patience: Patience;
  readonly #pipes = new WeakMap<ServerLink, AppendPipe>();
  #contactMs: number;
  #hasAnswered = false;

  constructor(connection: EventStoreConnection, patience: Patience) {
    this.#connection = connection;
    this.#patience = patience;
    this.#contactMs = patience.patienceMs;
  }

  /**
   * How long the server may take to answer for the first time; from then on it is `patienceMs`. Whoever has something
   * else to go on with does not wait for a server that is not there.
   */
  awaitContact(ms: number): void {
    this.#contactMs = ms;
  }

  get patienceMs(): number {
    return this.#patience.patienceMs;
  }

  /** Resolves once the server answers, whatever it holds. @throws EventStoreUnavailable, EventStoreRefused */
  async contact(): Promise<void> {
    await this.patiently('answer', () =>
      this.once((link) => clusterOf(link, this.#patience.callTimeoutMs)),
    );
  }

  /** @throws CallFailed */
  async page(request: StreamPageAsked): Promise<readonly StreamEvent[] | null> {
    return this.once((link) => readPage(link, request, this.#patience.callTimeoutMs));
  }

  /** @throws CallFailed where there is no link; what fails later is told by the subscription. */
  async subscribe(stream: string, after: number | null): Promise<LiveEvents> {
    const link = await this.#connection.link();
    return new LiveEvents(link, stream, after);
  }

  /** A subscription came to an end: its link is left where the reason calls for that. */
  subscriptionEnded({ link, failure }: LiveEvents): void {
    if (failure !== null) this.#connection.failed(link, failure);
  }

  /** Never rejects. */
  async send(request: AppendRequest): Promise<AppendReply> {
    let link: ServerLink;
    try {
      link = await this.#connection.link();
    } catch (error) {
      return { kind: 'failed', failure: failureOf(error) };
    }
    const answer = await this.#pipe(link).send(request);
    if (answer.kind !== 'failed') {
      this.#succeeded(link);
      return answer;
    }
    const failure = await this.#connection.explained(answer.failure);
    this.#connection.failed(link, failure);
    return { kind: 'failed', failure };
  }

  /**
   * Asks until there is an answer or the patience is at its end.
   * @throws EventStoreUnavailable, EventStoreRefused; CallFailed where the stream was deleted.
   */
  async patiently<Answer>(
    asked: string,
    ask: () => Promise<Answer>,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const isContact = !this.#hasAnswered;
    const until = Date.now() + (isContact ? this.#contactMs : this.#patience.patienceMs);
    let before: CallFailure | null = null;
    for (let attempt = 1; ; attempt += 1) {
      try {
        if (attempt > 1) {
          const rest = isContact ? Math.max(0, until - Date.now()) : Infinity;
          await unlessAborted(pause(Math.min(rest, backOffMs(attempt - 1))), signal);
        }
        const answer = unlessAborted(ask(), signal);
        return await (isContact ? unlessLate(answer, until) : answer);
      } catch (error) {
        if (!(error instanceof CallFailed)) throw error;
        const { failure } = error;
        if (failure.kind === 'streamDeleted') throw error;
        if (!isPassing(failure)) throw this.refused(asked, failure);
        if (Date.now() >= until) {
          // The last attempt was cut short: why the one before failed says more.
          const { detail } = isContact ? (before ?? failure) : failure;
          throw new EventStoreUnavailable(this.#connection.address, asked, detail, error);
        }
        before = failure;
      }
    }
  }

  get callTimeoutMs(): number {
    return this.#patience.callTimeoutMs;
  }

  get connection(): EventStoreConnection {
    return this.#connection;
  }

  refused(asked: string, failure: CallFailure): EventStoreRefused {
    const { address } = this.#connection;
    const fault = this.#connection.settingFault(failure, asked);
    return fault === null
      ? new EventStoreRefused(address, asked, failure.detail)
      : new EventStoreRefused(address, null, fault);
  }

  /** A call on the link to the leader. @throws CallFailed */
  async once<Answer>(call: (link: ServerLink) => Promise<Answer>): Promise<Answer> {
    const link = await this.#connection.link();
    try {
      const answer = await call(link);
      this.#succeeded(link);
      return answer;
    } catch (error) {
      const failure = await this.#connection.explained(failureOf(error));
      this.#connection.failed(link, failure);
      throw new CallFailed(failure, error);
    }
  }

  #succeeded(link: ServerLink): void {
    this.#hasAnswered = true;
    this.#connection.succeeded(link);
  }

  #pipe(link: ServerLink): AppendPipe {
    const kept = this.#pipes.get(link);
    if (kept?.isOpen === true) return kept;
    const pipe = new AppendPipe(link, this.#patience.callTimeoutMs);
    this.#pipes.set(link, pipe);
    return pipe;
  }
}

/** What is waited for, or a refusal as soon as nobody wants it any more. */
const unlessAborted = async <Answer>(
  answer: Promise<Answer>,
  signal: AbortSignal | undefined,
): Promise<Answer> => {
  if (signal === undefined) return answer;
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = (): void => {
    reject(new CallFailed({ kind: 'refused', detail: 'It was told to stop.' }));
  };
  // Both may be left behind by the other.
  answer.catch(() => undefined);
  promise.catch(() => undefined);
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([answer, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
};

/** What is waited for, or at the instant `until` that it was not answered. */
const unlessLate = async <Answer>(answer: Promise<Answer>, until: number): Promise<Answer> => {
  if (!Number.isFinite(until)) return answer;
  const gaveUp = new AbortController();
  const late = async (): Promise<never> => {
    await pause(Math.max(0, until - Date.now()), undefined, { signal: gaveUp.signal });
    throw new CallFailed({ kind: 'noAnswer', detail: 'It has not answered yet.' });
  };
  // Both may be left behind by the other.
  answer.catch(() => undefined);
  const lateness = late();
  lateness.catch(() => undefined);
  try {
    return await Promise.race([answer, lateness]);
  } finally {
    gaveUp.abort();
  }
};
