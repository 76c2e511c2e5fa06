import { setTimeout as pause } from 'node:timers/promises';
import type { StoredRecord } from '../../ports/event-log.js';
import type { AppendReply } from './append-pipe.js';
import type { CallFailure } from './call-failure.js';
import { isPassing } from './call-failure.js';
import { backOffMs } from './connection.js';

/** Records that go into the stream together or not at all: one append of the server. */
export interface Batch {
  /** The stream for which it was decided: where the ledger has moved since, it is not for the new one. */
  readonly stream: string;
  /** The size that the stream must have before. */
  readonly expectedSize: number;
  readonly records: readonly StoredRecord[];
  /** The records' events as they are sent. */
  readonly messages: Uint8Array;
  /** Written into every event's metadata, and into no other batch's. */
  readonly source: string;
}

export type BatchOutcome =
  | { readonly kind: 'appended'; readonly size: number }
  | { readonly kind: 'sizeDiffers'; readonly size: number };

/** Whose records are at a batch's positions. */
export type Authorship =
  /** Ours: ids, types, bytes, instants and writer. */
  | { readonly kind: 'ours' }
  /** Another writer's under our ids, in a stream of this size. */
  | { readonly kind: 'theirs'; readonly size: number }
  /** Nobody's: the stream ends before them. */
  | { readonly kind: 'nobodys' }
  | { readonly kind: 'failed'; readonly failure: CallFailure };

/** What a lane does over the network; neither `send` nor `authorship` ever rejects for a passing fault. */
export interface LaneCalls {
  /** How long an unknown outcome is pursued before it is given up, milliseconds. */
  readonly patienceMs: number;
  send(batch: Batch): Promise<AppendReply>;
  authorship(batch: Batch): Promise<Authorship>;
  /** Before a ledger's very first append: whether the stream was once there. Rejects where it was. */
  beforeFirst(): Promise<void>;
  /** The error for a failure that will not pass. */
  refused(failure: CallFailure): Error;
  /** The error where the end of the patience has come. */
  unknown(batch: Batch, failure: CallFailure): Error;
  /** The error where a success names another revision than the batch must have. */
  displaced(batch: Batch, revision: number): Error;
}

/** How a job came out; null while it has not. */
type Settlement = BatchOutcome | Rejected | null;

interface Rejected {
  readonly kind: 'rejected';
  readonly error: Error;
}

interface Job {
  readonly batch: Batch;
  readonly resolve: (outcome: BatchOutcome) => void;
  readonly reject: (error: Error) => void;
  /** The job whose end is this one's beginning, where that was not settled when this one came. */
  after: Job | null;
  settlement: Settlement;
}

/**
 * The appends of one county, settled one after the other in the order in which they came.
 *
 * The server calls an append a success where events with the same ids are at its place already, even
 * where their data is another writer's. So a success is believed only when the last event of the batch
 * carries the batch's own `source`: a batch is written as a whole, so then every event of it is ours.
 * An outcome that is not known is settled by sending the same batch at the same size again.
 *
 * A batch that begins where another ends is not sent before that one is known to be ours. The expected
 * size alone would not protect it: where a second writer's batch of the same length takes the first
 * one's place, the server takes the next one after it, decided against records that are not there.
 */
export class CountyLane {
  readonly #calls: LaneCalls;
  readonly #jobs: Job[] = [];
  #running: Promise<void> | null = null;

  constructor(calls: LaneCalls) {
    this.#calls = calls;
  }

  append(batch: Batch): Promise<BatchOutcome> {
    const { promise, resolve, reject } = Promise.withResolvers<BatchOutcome>();
    const last = this.#jobs.at(-1);
    const after = last !== undefined && endOf(last.batch) === batch.expectedSize ? last : null;
    this.#jobs.push({ batch, resolve, reject, after, settlement: null });
    this.#running ??= this.#run();
    return promise;
  }

  /** Resolves when nothing is waiting any more. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async #run(): Promise<void> {
    for (let job = this.#jobs[0]; job !== undefined; job = this.#jobs[0]) {
      const settlement = await this.#settle(job);
      job.settlement = settlement;
      // Kept no longer than needed: each has the one before it.
      job.after = null;
      this.#jobs.shift();
      if (settlement.kind === 'rejected') job.reject(settlement.error);
      else job.resolve(settlement);
    }
    this.#running = null;
  }

  async #settle(job: Job): Promise<BatchOutcome | Rejected> {
    try {
      if (job.batch.expectedSize === 0) await this.#calls.beforeFirst();
      // Not after one that is known not to be ours: it was decided on that one's records.
      return brokenBefore(job) ?? (await this.#pursue(job.batch));
    } catch (error) {
      return { kind: 'rejected', error: asError(error) };
    }
  }

  /** Sends until it is known whose records are at the batch's positions. */
  async #pursue(batch: Batch): Promise<BatchOutcome> {
    const until = Date.now() + this.#calls.patienceMs;
    let answer = await this.#calls.send(batch);
    let isPerhapsWritten = false;
    for (let attempt = 1; ; attempt += 1) {
      const verdict = await this.#judge(batch, answer);
      if (verdict.kind !== 'again') return verdict;
      const { failure } = verdict;
      isPerhapsWritten ||= answer.kind === 'success' || isPassing(failure);
      if (failure.kind === 'streamDeleted' || !isPerhapsWritten) throw this.#calls.refused(failure);
      if (!isPassing(failure) || Date.now() >= until) throw this.#calls.unknown(batch, failure);
      await pause(backOffMs(attempt));
      answer = await this.#calls.send(batch);
    }
  }

  async #judge(
    batch: Batch,
    answer: AppendReply,
  ): Promise<BatchOutcome | { readonly kind: 'again'; readonly failure: CallFailure }> {
    switch (answer.kind) {
      case 'failed':
        return { kind: 'again', failure: answer.failure };
      case 'refused':
        return { kind: 'sizeDiffers', size: answer.actualSize };
      case 'success': {
        if (answer.revision !== endOf(batch) - 1) {
          throw this.#calls.displaced(batch, answer.revision);
        }
        return this.#believe(batch, await this.#calls.authorship(batch));
      }
    }
  }

  #believe(
    batch: Batch,
    authorship: Authorship,
  ): BatchOutcome | { readonly kind: 'again'; readonly failure: CallFailure } {
    switch (authorship.kind) {
      case 'ours':
        return { kind: 'appended', size: endOf(batch) };
      case 'theirs':
        return { kind: 'sizeDiffers', size: authorship.size };
      case 'nobodys': {
        const detail = 'The append was answered with success, and its events are not there.';
        return { kind: 'again', failure: { kind: 'unreachable', detail } };
      }
      case 'failed':
        return { kind: 'again', failure: authorship.failure };
    }
  }
}

/** How the job before came out, where it was not appended; null where nothing is in this one's way. */
const brokenBefore = ({ after }: Job): Exclude<Settlement, null> | null => {
  const settlement = after?.settlement ?? null;
  return settlement?.kind === 'appended' ? null : settlement;
};

/** The size of the stream once the batch is in it. */
export const endOf = ({ expectedSize, records }: Batch): number => expectedSize + records.length;

const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error(String(thrown));
