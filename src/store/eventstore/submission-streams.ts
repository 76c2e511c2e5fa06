import { setTimeout as pause } from 'node:timers/promises';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streamsPb from '@eventstore/db-client/generated/streams_pb.js';
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import { COUNTIES } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import type { StoredAct, SubmissionLog } from '../../submissions/submission-log.js';
import { ACTS_MAX } from '../../submissions/submission-log.js';
import type { AppendOutcome } from '../event-log.js';
import type { AppendAnswer } from './append-pipe.js';
import { CallFailed, isPassing } from './call-failure.js';
import type { Failure } from './call-failure.js';
import { backOffMs } from './connection.js';
import type { StoreCalls } from './store-calls.js';
import type { StreamEvent } from './stream-events.js';
import { ActOutcomeUnknown, SubmissionsDamaged } from './submission-failures.js';

/** The type of every event; which act it is stands in its data. Storage: never change it. */
const ACT_TYPE = 'ReportAct';
const JSON_CONTENT = 'application/json';

/** Acts of one page: one has a few kilobytes. */
const PAGE_ACTS = 200;

/** How many counties are asked at once whether they have acts. */
const COUNTIES_AT_ONCE = 8;

/** One act on its way into the stream. Its id is its own, in every attempt the same. */
interface Draft {
  readonly county: County;
  readonly expectedSize: number;
  readonly id: string;
  readonly body: string;
  readonly message: BatchAppendReq.ProposedMessage;
}

/** What stands at a draft's place. */
type Found = { readonly kind: 'ours' } | { readonly kind: 'theirs' } | { readonly kind: 'nothing' };

/** The submissions in EventStoreDB (KurrentDB): stream `submissions-CC` for county CC, one event an act. */
export class SubmissionStreams implements SubmissionLog {
  readonly #calls: StoreCalls;
  readonly #streamPrefix: string;

  /** @param calls - of the log whose connection it shares, which also closes it */
  constructor(calls: StoreCalls, streamPrefix: string) {
    this.#calls = calls;
    this.#streamPrefix = streamPrefix;
  }

  /** @throws SubmissionsDamaged, EventStoreUnavailable, EventStoreRefused */
  async read(county: County): Promise<readonly StoredAct[]> {
    const acts: StoredAct[] = [];
    for (;;) {
      const from = acts.length;
      const events = await this.#soundly(county, () => this.#page(county, from, PAGE_ACTS));
      for (const event of events) acts.push(this.#act(county, acts.length + 1, event));
      if (acts.length > ACTS_MAX) {
        throw this.#damaged(county, `there are more than ${String(ACTS_MAX)} acts.`);
      }
      if (events.length < PAGE_ACTS) return acts;
    }
  }

  /** As the port says; it rejects also with ActOutcomeUnknown, and as `read` does. */
  async append(county: County, expectedSize: number, body: string): Promise<AppendOutcome> {
    if (expectedSize >= ACTS_MAX) {
      throw new RangeError(
        `The stream of submissions of county ${county} has ${String(expectedSize)} acts, and holds at most ${String(ACTS_MAX)}.`,
      );
    }
    // A stream that was deleted would go on at its old end; asking for its size finds that out.
    if (expectedSize === 0) await this.#size(county);
    const id = crypto.randomUUID();
    const draft = { county, expectedSize, id, body, message: messageOf(id, body) };
    return this.#pursue(draft);
  }

  async counties(): Promise<readonly County[]> {
    const found: County[] = [];
    for (let next = 0; next < COUNTIES.length; next += COUNTIES_AT_ONCE) {
      const some = COUNTIES.slice(next, next + COUNTIES_AT_ONCE);
      const sizes = await Promise.all(some.map((county) => this.#size(county)));
      found.push(...some.filter((_, index) => (sizes[index] ?? 0) > 0));
    }
    return found;
  }

  /** Sends the act, the same at the same size, until it is known what stands at its place. */
  async #pursue(draft: Draft): Promise<AppendOutcome> {
    const { county, expectedSize } = draft;
    const until = Date.now() + this.#calls.patienceMs;
    let isPerhapsWritten = false;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#send(draft);
      const found = await this.#foundAfter(draft, answer, isPerhapsWritten);
      switch (found.kind) {
        case 'ours':
          return { kind: 'appended', size: expectedSize + 1 };
        case 'theirs':
          return { kind: 'sizeDiffers', size: await this.#size(county) };
        case 'failed': {
          const { failure } = found;
          if (failure.kind === 'streamDeleted') throw this.#deleted(county);
          isPerhapsWritten ||= answer.kind === 'success' || isPassing(failure);
          if (!isPerhapsWritten) throw this.#refused(county, failure);
          if (!isPassing(failure) || Date.now() >= until) {
            throw new ActOutcomeUnknown(county, expectedSize + 1, failure.detail);
          }
          await pause(backOffMs(attempt));
        }
      }
    }
  }

  /**
   * Neither a success nor a refusal is believed before the stream was read: a success may be another's
   * events, and a refusal may come of this very act, written by an attempt that was not answered.
   */
  async #foundAfter(
    draft: Draft,
    answer: AppendAnswer,
    isPerhapsWritten: boolean,
  ): Promise<
    { readonly kind: 'ours' | 'theirs' } | { readonly kind: 'failed'; readonly failure: Failure }
  > {
    if (answer.kind === 'failed') return answer;
    if (answer.kind === 'refused' && !isPerhapsWritten) return { kind: 'theirs' };
    try {
      const found = await this.#atPlaceOf(draft);
      if (found.kind !== 'nothing') return found;
      if (answer.kind === 'refused') return { kind: 'theirs' };
      const detail = 'The act was answered with success, and it is not there.';
      return { kind: 'failed', failure: { kind: 'unreachable', detail } };
    } catch (error) {
      if (error instanceof CallFailed) return { kind: 'failed', failure: error.failure };
      throw error;
    }
  }

  async #atPlaceOf({ county, expectedSize, id, body }: Draft): Promise<Found> {
    const [event] = await this.#page(county, expectedSize, 1);
    if (event === undefined) return { kind: 'nothing' };
    const act = this.#act(county, expectedSize + 1, event);
    return event.id === id && act.body === body ? { kind: 'ours' } : { kind: 'theirs' };
  }

  #send({ county, expectedSize, message }: Draft): Promise<AppendAnswer> {
    return this.#calls.send({ stream: this.#nameOf(county), expectedSize, messages: [message] });
  }

  async #size(county: County): Promise<number> {
    return this.#soundly(county, async () => {
      const newest = await this.#calls.page({
        stream: this.#nameOf(county),
        from: 'end',
        countMax: 1,
        direction: 'backward',
      });
      const last = newest?.[0];
      if (last === undefined) await this.#assertNeverDeleted(county);
      return last === undefined ? 0 : last.revision + 1;
    });
  }

  /** Asked once. @throws CallFailed; SubmissionsDamaged where the stream is gone. */
  async #page(county: County, from: number, countMax: number): Promise<readonly StreamEvent[]> {
    const stream = this.#nameOf(county);
    const page = await this.#calls.page({ stream, from, countMax, direction: 'forward' });
    if (page === null) await this.#assertNeverDeleted(county);
    return page ?? [];
  }

  /** @throws CallFailed; SubmissionsDamaged where the stream was there once. */
  async #assertNeverDeleted(county: County): Promise<void> {
    const metadata = await this.#calls.page({
      stream: `$$${this.#nameOf(county)}`,
      from: 'end',
      countMax: 1,
      direction: 'backward',
    });
    const text = Buffer.from(metadata?.[0]?.data ?? []).toString('utf8');
    if (text.includes('"$tb"')) throw this.#deleted(county);
  }

  #act(county: County, number: number, event: StreamEvent): StoredAct {
    const finding = `act ${String(number)} of stream "${this.#nameOf(county)}"`;
    if (event.revision !== number - 1) {
      throw this.#damaged(county, `${finding} is missing.`);
    }
    if (event.type !== ACT_TYPE || event.contentType !== JSON_CONTENT) {
      throw this.#damaged(county, `${finding} was not written by this program.`);
    }
    try {
      return { number, body: new TextDecoder('utf-8', { fatal: true }).decode(event.data) };
    } catch {
      throw this.#damaged(county, `${finding} is no UTF-8 text.`);
    }
  }

  async #soundly<Answer>(county: County, ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await this.#calls.patiently(`read stream "${this.#nameOf(county)}"`, ask);
    } catch (error) {
      // What is not passing comes as a class of its own, but for this.
      if (error instanceof CallFailed) throw this.#deleted(county);
      throw error;
    }
  }

  #refused(county: County, failure: Failure): Error {
    return this.#calls.refused(`append to stream "${this.#nameOf(county)}"`, failure);
  }

  #deleted(county: County): SubmissionsDamaged {
    return this.#damaged(county, `stream "${this.#nameOf(county)}" was deleted.`);
  }

  #damaged(county: County, finding: string): SubmissionsDamaged {
    return new SubmissionsDamaged(county, this.#nameOf(county), finding);
  }

  #nameOf(county: County): string {
    return `${this.#streamPrefix}submissions-${county}`;
  }
}

const messageOf = (id: string, body: string): BatchAppendReq.ProposedMessage => {
  const message = new streamsPb.BatchAppendReq.ProposedMessage()
    .setId(new shared.UUID().setString(id))
    .setData(Buffer.from(body));
  message.getMetadataMap().set('type', ACT_TYPE);
  message.getMetadataMap().set('content-type', JSON_CONTENT);
  return message;
};
