import type { ActsOf, StoredAct } from '../../ports/act-log.js';
import { ACTS_MAX } from '../../ports/act-log.js';
import type { ActStreamKind } from './act-kinds.js';
import { CallFailed } from './call-failure.js';
import type { ActsMove } from './moving/acts-moved.js';
import { ACTS_MOVED_TYPE, actsMoveIn } from './moving/acts-moved.js';
import { JSON_CONTENT } from './record-event.js';
import type { StoreCalls } from './store-calls.js';
import type { StreamEvent } from './stream-events.js';
import { SubmissionsDamaged } from './act-failures.js';

/** Where a stream that was deleted is cut: before the greatest revision that there can be. */
const DELETED_BEFORE = '9223372036854775807';

/** Acts of one page: one has a few kilobytes. */
const PAGE_ACTS = 200;

/** An act with its event's id. */
export interface ActInStream extends StoredAct {
  readonly id: string;
}

/** One county's stream of acts, read in order. Where the acts have moved, it goes on in the new stream. */
export class ActStreamOnServer {
  readonly county: ActsOf;
  readonly kind: ActStreamKind;
  /** The name of the first stream. */
  readonly base: string;
  readonly #calls: StoreCalls;
  readonly #moves: ActsMove[] = [];
  #name: string;

  constructor(county: ActsOf, kind: ActStreamKind, name: string, calls: StoreCalls) {
    this.county = county;
    this.kind = kind;
    this.base = name;
    this.#name = name;
    this.#calls = calls;
  }

  /** The stream in which the acts go on, as far as is known. */
  get name(): string {
    return this.#name;
  }

  /** The moves that were met, in order. */
  get moves(): readonly ActsMove[] {
    return this.#moves;
  }

  /** The acts behind that number; all where it is 0. @throws SubmissionsDamaged, EventStoreUnavailable, EventStoreRefused */
  async read(after = 0): Promise<readonly ActInStream[]> {
    for (;;) {
      const name = this.#name;
      const acts: ActInStream[] = [];
      let isEnd = false;
      while (!isEnd && this.#name === name) {
        const events = await this.#soundly(() => this.#page(name, after + acts.length, PAGE_ACTS));
        if (this.#name !== name) break;
        for (const event of events) acts.push(this.#act(after + acts.length + 1, event));
        if (after + acts.length > ACTS_MAX) {
          throw this.damaged(`there are more than ${String(ACTS_MAX)} acts.`);
        }
        isEnd = events.length < PAGE_ACTS;
      }
      if (isEnd && this.#name === name) return acts;
    }
  }

  /** How many acts there are. @throws as `read` */
  async size(): Promise<number> {
    return this.#soundly(async () => {
      for (;;) {
        const stream = this.#name;
        const newest = await this.#calls.page({
          stream,
          from: 'end',
          countMax: 1,
          direction: 'backward',
        });
        const last = newest?.[0];
        if (last === undefined) await this.#assertNeverCut();
        if (last?.type !== ACTS_MOVED_TYPE) return last === undefined ? 0 : last.revision + 1;
        this.#goOn(stream, last);
      }
    });
  }

  /** The act with this number, null where there is none; asked once. @throws CallFailed, SubmissionsDamaged */
  async actOnce(number: number): Promise<ActInStream | null> {
    for (;;) {
      const name = this.#name;
      const [event] = await this.#page(name, number - 1, 1);
      if (this.#name !== name) continue;
      return event === undefined ? null : this.#act(number, event);
    }
  }

  damaged(finding: string): SubmissionsDamaged {
    return new SubmissionsDamaged(this.county, this.kind, this.#name, finding);
  }

  deleted(): SubmissionsDamaged {
    return this.damaged(`stream "${this.#name}" was deleted.`);
  }

  /** Asked once; empty, and `name` is another one, where the acts have moved. */
  async #page(stream: string, from: number, countMax: number): Promise<readonly StreamEvent[]> {
    const page = await this.#calls.page({ stream, from, countMax, direction: 'forward' });
    // A stream that is there and begins with nothing was cut: no leader will show more of it.
    if (page === null || (page.length === 0 && from === 0)) await this.#assertNeverCut();
    const moved = page?.find(({ type }) => type === ACTS_MOVED_TYPE);
    if (moved === undefined) return page ?? [];
    this.#goOn(stream, moved);
    return [];
  }

  #goOn(name: string, event: StreamEvent): void {
    if (name !== this.#name) return;
    const move = actsMoveIn(this.base, name, event);
    if (move === null) {
      throw this.damaged(`an event of stream "${name}" does not say where the acts have moved.`);
    }
    this.#moves.push(move);
    this.#name = move.stream;
  }

  /** @throws CallFailed; SubmissionsDamaged where the stream was deleted, or all that it had cut off. */
  async #assertNeverCut(): Promise<void> {
    const metadata = await this.#calls.page({
      stream: `$$${this.#name}`,
      from: 'end',
      countMax: 1,
      direction: 'backward',
    });
    const text = Buffer.from(metadata?.[0]?.data ?? []).toString('utf8');
    const cut = /"\$tb":\s*(?<before>\d+)/u.exec(text)?.groups?.['before'];
    if (cut === undefined) return;
    if (cut === DELETED_BEFORE) throw this.deleted();
    throw this.damaged(`what stream "${this.#name}" had before revision ${cut} was cut off.`);
  }

  #act(number: number, event: StreamEvent): ActInStream {
    const finding = `act ${String(number)} of stream "${this.#name}"`;
    if (event.revision !== number - 1) throw this.damaged(`${finding} is missing.`);
    if (event.type !== this.kind.type || event.contentType !== JSON_CONTENT) {
      throw this.damaged(`${finding} was not written by this program.`);
    }
    try {
      const body = new TextDecoder('utf-8', { fatal: true }).decode(event.data);
      return { number, body, id: event.id };
    } catch {
      throw this.damaged(`${finding} is no UTF-8 text.`);
    }
  }

  async #soundly<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
    try {
      return await this.#calls.patiently(`read stream "${this.#name}"`, ask);
    } catch (error) {
      // What is not passing comes as a class of its own, but for this.
      if (error instanceof CallFailed) throw this.deleted();
      throw error;
    }
  }
}
