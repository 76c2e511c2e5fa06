import { setTimeout as pause } from 'node:timers/promises';
import { COUNTIES } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import type { ActLog, ActsAfter, ActsOf, StoredAct } from '../../ports/act-log.js';
import { ACCESS, refuseFull } from '../../ports/act-log.js';
import type { AppendOutcome } from '../../ports/event-log.js';
import type { ActStreamKind } from './act-kinds.js';
import { SUBMISSION_ACTS } from './act-kinds.js';
import { ActStreamOnServer } from './act-stream.js';
import type { AppendReply } from './append-pipe.js';
import { CallFailed, isPassing } from './call-failure.js';
import type { CallFailure } from './call-failure.js';
import { APPEND_BYTES_MAX } from './batches.js';
import { backOffMs } from './connection.js';
import { cutLeftStreams, rewriteActs } from './moving/acts-mover.js';
import { proposedMessages } from './append-bytes.js';
import { countedBytes } from './record-event.js';
import { actsInTheWay, rescueActs } from './rescuing/rescue-acts.js';
import { sizeShown } from './size-shown.js';
import type { StoreCalls } from './store-calls.js';
import { ActOutcomeUnknown } from './act-failures.js';
import type { SubmissionsDamaged } from './act-failures.js';
import { behindPatienceOf } from './ledger-stream.js';

/** How many counties are asked at once whether they have acts. */
const COUNTIES_AT_ONCE = 8;

/** One act on its way into the stream. Its id is its own, in every attempt the same. */
interface Draft {
  readonly stream: ActStreamOnServer;
  /** The stream's name when the act was decided. */
  readonly name: string;
  readonly expectedSize: number;
  readonly id: string;
  /** How many acts it has. */
  readonly count: number;
  /** The first has the id: they are written together or not at all. */
  readonly messages: Uint8Array;
}

/** What stands at a draft's place. */
type Found = { readonly kind: 'ours' } | { readonly kind: 'theirs' } | { readonly kind: 'nothing' };

/**
 * The submissions, or the holds and orders, in EventStoreDB (KurrentDB): stream `submissions-CC` or `retention-CC`
 * for county CC; or the acts of access: stream `access`. One event an act.
 */
export class ActStreams implements ActLog, ActsAfter {
  readonly #calls: StoreCalls;
  readonly #streamPrefix: string;
  readonly #kind: ActStreamKind;
  readonly #streams = new Map<ActsOf, ActStreamOnServer>();

  /** @param calls - of the log whose connection it shares, which also closes it */
  constructor(calls: StoreCalls, streamPrefix: string, kind: ActStreamKind = SUBMISSION_ACTS) {
    this.#calls = calls;
    this.#streamPrefix = streamPrefix;
    this.#kind = kind;
  }

  /** @throws SubmissionsDamaged, EventStoreUnavailable, EventStoreRefused */
  async read(county: ActsOf): Promise<readonly StoredAct[]> {
    const acts = await this.#stream(county).read();
    return acts.map(({ number, body }) => ({ number, body }));
  }

  /** @throws as `read` */
  async readAfter(county: ActsOf, number: number): Promise<readonly StoredAct[]> {
    const acts = await this.#stream(county).read(number);
    return acts.map(({ number: each, body }) => ({ number: each, body }));
  }

  /** How many acts there are. @throws as `read` */
  size(county: ActsOf): Promise<number> {
    return this.#stream(county).size();
  }

  /** As the port says; it rejects also with ActOutcomeUnknown, and as `read` does. */
  append(county: ActsOf, expectedSize: number, body: string): Promise<AppendOutcome> {
    return this.appendAll(county, expectedSize, [body]);
  }

  /** As the port says; it rejects as `append` does. */
  async appendAll(
    county: ActsOf,
    expectedSize: number,
    bodies: readonly string[],
  ): Promise<AppendOutcome> {
    refuseFull(this.#kind.what, county, expectedSize + bodies.length);
    const stream = this.#stream(county);
    // A stream that was deleted would go on at its old end; asking for its size finds that out.
    if (expectedSize === 0) await stream.size();
    const { type } = this.#kind;
    const id = crypto.randomUUID();
    const events = bodies.map((body, index) => ({
      id: index === 0 ? id : crypto.randomUUID(),
      type,
      data: Buffer.from(body),
      metadata: new Uint8Array(),
    }));
    const bytes = events.reduce((sum, event) => sum + countedBytes(event), 0);
    if (bytes > APPEND_BYTES_MAX) {
      // Asked, the server might say so to a second attempt only, and whether the first was written would stay open.
      const detail = `What is appended has ${String(bytes)} bytes as the server counts them, and it takes ${String(APPEND_BYTES_MAX)}.`;
      throw this.#calls.refused(`append to stream "${stream.name}"`, { kind: 'refused', detail });
    }
    const { name } = stream;
    const draft = { stream, name, expectedSize, id, count: events.length };
    return this.#pursue({ ...draft, messages: proposedMessages(events) });
  }

  async counties(): Promise<readonly County[]> {
    const found: County[] = [];
    for (let next = 0; next < COUNTIES.length; next += COUNTIES_AT_ONCE) {
      const some = COUNTIES.slice(next, next + COUNTIES_AT_ONCE);
      const sizes = await Promise.all(some.map((county) => this.#stream(county).size()));
      found.push(...some.filter((_, index) => (sizes[index] ?? 0) > 0));
    }
    return found;
  }

  /** How long a stream that shows fewer acts than it had is asked again before that is an alarm, milliseconds. */
  get behindPatienceMs(): number {
    return behindPatienceOf(this.#calls);
  }

  /** The alarm that the stream has lost acts which a copy still has. */
  cutShort(county: ActsOf, found: number, copied: number): SubmissionsDamaged {
    const finding = `their stream has ${String(found)} acts, and the copy on this machine has ${String(copied)}.`;
    return this.#stream(county).damaged(finding);
  }

  /**
   * Puts other bodies in place of acts', by a move to a new stream; nothing happens where none changes. May be
   * repeated at any time. @throws EventStoreUnavailable, EventStoreRefused, SubmissionsDamaged
   */
  async rewrite(county: ActsOf, change: (body: string) => string): Promise<void> {
    await rewriteActs(this.#calls, this.#stream(county), change);
  }

  /** Cuts the streams that the acts of a county have left: what was in them is to be scavenged. May be repeated. */
  async cutLeft(county: ActsOf): Promise<void> {
    await cutLeftStreams(this.#calls, this.#stream(county));
  }

  /** What keeps the acts of a county from being made anew of these, a sentence; null where nothing does. */
  inTheWay(county: ActsOf, acts: readonly StoredAct[]): Promise<string | null> {
    return actsInTheWay(this.#stream(county), acts);
  }

  /** Makes the acts of a county anew where the server has lost them. May be repeated. */
  rescue(county: ActsOf, acts: readonly StoredAct[]): Promise<void> {
    return rescueActs(this.#calls, this.#stream(county), acts);
  }

  /** Sends the act, the same at the same size, until it is known what stands at its place. */
  async #pursue(draft: Draft): Promise<AppendOutcome> {
    const { stream, expectedSize } = draft;
    const { county, kind } = stream;
    const until = Date.now() + this.#calls.patienceMs;
    let isPerhapsWritten = false;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#send(draft);
      const found = await this.#foundAfter(draft, answer, isPerhapsWritten);
      switch (found.kind) {
        case 'ours':
          return { kind: 'appended', size: expectedSize + draft.count };
        case 'theirs':
          return { kind: 'sizeDiffers', size: await this.#sizeAfter(draft, answer) };
        case 'failed': {
          const { failure } = found;
          if (failure.kind === 'streamDeleted') throw stream.deleted();
          isPerhapsWritten ||= answer.kind === 'success' || isPassing(failure);
          if (!isPerhapsWritten) {
            throw this.#calls.refused(`append to stream "${stream.name}"`, failure);
          }
          if (!isPassing(failure) || Date.now() >= until) {
            throw new ActOutcomeUnknown(county, kind, expectedSize + 1, failure.detail);
          }
          await pause(backOffMs(attempt));
        }
      }
    }
  }

  async #sizeAfter({ stream, name }: Draft, answer: AppendReply): Promise<number> {
    const refusedBy = answer.kind === 'refused' ? answer.actualSize : 0;
    return sizeShown(
      () => stream.size(),
      (size) => size >= refusedBy || stream.name !== name,
      this.#calls.callTimeoutMs,
    );
  }

  /**
   * Neither a success nor a refusal is believed before the stream was read: a success may be another's
   * events, and a refusal may come of this very act, written by an attempt that was not answered.
   */
  async #foundAfter(
    draft: Draft,
    answer: AppendReply,
    isPerhapsWritten: boolean,
  ): Promise<
    | { readonly kind: 'ours' | 'theirs' }
    | { readonly kind: 'failed'; readonly failure: CallFailure }
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

  /** The id alone tells: it is nobody else's, and remarks may have gone out of the body meanwhile. */
  async #atPlaceOf({ stream, expectedSize, id }: Draft): Promise<Found> {
    const act = await stream.actOnce(expectedSize + 1);
    if (act === null) return { kind: 'nothing' };
    return act.id === id ? { kind: 'ours' } : { kind: 'theirs' };
  }

  #send({ stream, expectedSize, messages }: Draft): Promise<AppendReply> {
    return this.#calls.send({ stream: stream.name, expectedSize, messages });
  }

  #stream(county: ActsOf): ActStreamOnServer {
    const kept = this.#streams.get(county);
    if (kept !== undefined) return kept;
    const suffix = county === ACCESS ? '' : `-${county}`;
    const name = `${this.#streamPrefix}${this.#kind.name}${suffix}`;
    const stream = new ActStreamOnServer(county, this.#kind, name, this.#calls);
    this.#streams.set(county, stream);
    return stream;
  }
}
