import { setTimeout as pause } from 'node:timers/promises';
import { isRecordType } from '../../../../events/registry.js';
import { backOffMs } from '../connection.js';
import type { RecordEvent } from '../record-event.js';
import type { StoreCalls } from '../store-calls.js';
import type { StreamEvent } from '../stream-events.js';
import { cutStream, wasCut } from './cut-stream.js';
import { ERASED_TYPE } from './erased-event.js';
import { GENERATIONS_MAX, generationOf, nameOfGeneration } from './stream-names.js';
import { eventsOf, newestEvent } from './stream-reads.js';
import { appendPatiently, appendsOf } from './stream-writer.js';
import { contentEvent, isWritten } from './written-event.js';

/** The last event of a new stream whose move was given up: nothing goes on there. Storage: never change it. */
const GIVEN_UP_TYPE = 'MoveGivenUp';

/** How often what is missing of a part is appended. */
const FILL_ATTEMPTS_MAX = 20;

/** A new stream that is, or may be, filled before a ledger moves there. */
export interface Draft {
  readonly name: string;
  readonly size: number;
}

/** What was found where events were to be. */
export type Filled = 'filled' | 'otherContent';

/** The streams that come after one: the one that is being filled, and those that were given up. */
export class Drafts {
  readonly #calls: StoreCalls;
  readonly #base: string;
  readonly #isOurs: (type: string) => boolean;

  /**
   * @param base - the name of the first stream
   * @param isOurs - whether an event of this type may be in it; streams with others are left alone
   */
  constructor(calls: StoreCalls, base: string, isOurs: (type: string) => boolean) {
    this.#calls = calls;
    this.#base = base;
    this.#isOurs = isOurs;
  }

  static ofLedger(calls: StoreCalls, base: string): Drafts {
    return new Drafts(calls, base, (type) => isRecordType(type) || type === ERASED_TYPE);
  }

  /** The first stream after `current` that can be filled, from the beginning or further. */
  async next(current: string): Promise<Draft> {
    for await (const { name, newest } of this.#after(current)) {
      if (newest === null) {
        if (!(await wasCut(this.#calls, name))) return { name, size: 0 };
      } else if (newest.type !== GIVEN_UP_TYPE && this.#isOurs(newest.type)) {
        return { name, size: newest.revision + 1 };
      }
    }
    throw new Error(
      `Stream "${this.#base}" had ${String(GENERATIONS_MAX)} streams after it, and there is no room for another: report this.`,
    );
  }

  /**
   * Puts events where they belong, from position `from` on, or finds that they are there. What is read back
   * counts: the server calls known ids a success whatever their data.
   */
  async fill(name: string, from: number, events: readonly RecordEvent[]): Promise<Filled> {
    let at = from;
    for (const part of appendsOf(events)) {
      if ((await this.#put(name, at, part)) === 'otherContent') return 'otherContent';
      at += part.length;
    }
    return 'filled';
  }

  /** Where others fill the stream with the same, sizes differ and the content is the same. */
  async #put(name: string, at: number, part: readonly RecordEvent[]): Promise<Filled> {
    let there = 0;
    for (let attempt = 1; attempt <= FILL_ATTEMPTS_MAX; attempt += 1) {
      if (attempt > 1) await pause(backOffMs(attempt - 1));
      const rest = part.slice(there);
      await appendPatiently(this.#calls, name, at - 1 + there, rest);
      for (;;) {
        const from = at - 1 + there;
        const countMax = part.length - there;
        const page = await eventsOf(this.#calls, {
          stream: name,
          from,
          countMax,
          direction: 'forward',
        });
        const isSame = page.every((found, index) => {
          const event = part[there + index];
          return event !== undefined && found.revision === from + index && isWritten(found, event);
        });
        if (!isSame) return 'otherContent';
        there += page.length;
        if (there === part.length) return 'filled';
        if (page.length === 0) break;
      }
    }
    return 'otherContent';
  }

  /**
   * Gives up every stream after `current` that was begun: marks its end, cuts it there, and leaves its name to nobody.
   * May be repeated. `isLive` is asked before the mark and before the cut.
   *
   * @param last - where it ends; without it at the first name that was never used
   */
  async giveUpAfter(
    current: string,
    isLive: (name: string) => Promise<boolean>,
    last?: string,
  ): Promise<void> {
    for await (const { name, newest } of this.#after(current)) {
      if (name === last) return;
      if (newest === null && !(await wasCut(this.#calls, name))) return;
      await this.giveUp(name, isLive);
    }
  }

  /** The same for one stream. */
  async giveUp(name: string, isLive: (name: string) => Promise<boolean>): Promise<void> {
    for (;;) {
      const newest = await newestEvent(this.#calls, name);
      if (newest === null) return;
      if (newest.type === GIVEN_UP_TYPE) {
        if (!(await isLive(name))) await cutStream(this.#calls, name, newest.revision);
        return;
      }
      if (!this.#isOurs(newest.type) || (await isLive(name))) return;
      const mark = contentEvent(GIVEN_UP_TYPE, { stream: name });
      await appendPatiently(this.#calls, name, newest.revision + 1, [mark]);
    }
  }

  async *#after(
    current: string,
  ): AsyncGenerator<{ readonly name: string; readonly newest: StreamEvent | null }> {
    const first = (generationOf(this.#base, current) ?? 1) + 1;
    for (let generation = first; generation <= GENERATIONS_MAX; generation += 1) {
      const name = nameOfGeneration(this.#base, generation);
      yield { name, newest: await newestEvent(this.#calls, name) };
    }
  }
}
