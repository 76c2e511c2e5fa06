import { setTimeout as pause } from 'node:timers/promises';
import type { County } from '../../../events/values/county.js';
import type { ActLog, ActsAfter, ActsOf, StoredAct } from '../../ports/act-log.js';
import type { AppendOutcome } from '../../ports/event-log.js';
import { EventStoreUnavailable } from '../../ports/server-failures.js';
import type { ActStreams } from '../eventstore/act-streams.js';
import type { ActFolder } from '../sqlite/act-folder.js';
import type { CopiedStreams } from './copied-streams.js';

/** Between two looks at a stream of acts that shows fewer than this machine has, milliseconds. */
const BEHIND_PAUSE_MS = 500;

/**
 * The acts of counties that live in a server's streams, with a copy in the data folder: whatever is read is copied,
 * and while the server is away the copy is what is read. Acts are appended to the streams alone.
 */
export class CopiedActs implements ActLog, ActsAfter {
  readonly #streams: ActStreams;
  readonly #copies: ActFolder;
  readonly #isServerAway: () => boolean;

  /** @param isServerAway - whether it is known that the server does not answer, so that it is not asked first */
  constructor(streams: ActStreams, copies: ActFolder, isServerAway: () => boolean) {
    this.#streams = streams;
    this.#copies = copies;
    this.#isServerAway = isServerAway;
  }

  static over({ streams, copies }: CopiedStreams, isServerAway: () => boolean): CopiedActs {
    return new CopiedActs(streams, copies, isServerAway);
  }

  read(county: ActsOf): Promise<readonly StoredAct[]> {
    return this.#orCopied(county, 0, () => this.copy(county));
  }

  /** What is new is copied as well. */
  readAfter(county: ActsOf, number: number): Promise<readonly StoredAct[]> {
    return this.#orCopied(county, number, async () => {
      const acts = await this.#streams.readAfter(county, number);
      if (acts.length === 0) return acts;
      const bodies = acts.map(({ body }) => body);
      const outcome = await this.#copies.appendAll(county, number, bodies);
      // Another process on this folder was faster, or it was never read from its beginning.
      if (outcome.kind === 'sizeDiffers') await this.copy(county);
      return acts;
    });
  }

  async append(county: ActsOf, expectedSize: number, body: string): Promise<AppendOutcome> {
    return this.#streams.append(county, expectedSize, body);
  }

  appendAll(
    county: ActsOf,
    expectedSize: number,
    bodies: readonly string[],
  ): Promise<AppendOutcome> {
    return this.#streams.appendAll(county, expectedSize, bodies);
  }

  /** Those that this machine knows of: a county is asked for by name, never by reading another's stream. */
  counties(): Promise<readonly County[]> {
    return this.#copies.counties();
  }

  /**
   * Brings the copy of a county's acts level with their stream, and gives them. Throws what the stream throws, and
   * SubmissionsDamaged where it has fewer acts than were copied.
   */
  async copy(county: ActsOf): Promise<readonly StoredAct[]> {
    const kept = await this.#copies.read(county);
    const acts = await this.#notFewer(county, kept.length);
    const changed = new Map(
      kept.flatMap(({ body }, index) => {
        const now = acts[index]?.body ?? body;
        return now === body ? [] : [[body, now] as const];
      }),
    );
    // Remarks went out of the stream by a move: they go out of the file as well.
    if (changed.size > 0) this.#copies.rewrite(county, (body) => changed.get(body) ?? body);
    for (const { number, body } of acts.slice(kept.length)) {
      await this.#copies.append(county, number - 1, body);
    }
    return acts;
  }

  async #orCopied(
    county: ActsOf,
    after: number,
    onServer: () => Promise<readonly StoredAct[]>,
  ): Promise<readonly StoredAct[]> {
    if (this.#isServerAway()) return this.#copies.readAfter(county, after);
    try {
      return await onServer();
    } catch (error) {
      if (error instanceof EventStoreUnavailable && this.#isServerAway()) {
        return this.#copies.readAfter(county, after);
      }
      throw error;
    }
  }

  /** A new leader needs a moment before it shows its newest events. */
  async #notFewer(county: ActsOf, count: number): Promise<readonly StoredAct[]> {
    const until = Date.now() + this.#streams.behindPatienceMs;
    for (;;) {
      const acts = await this.#streams.read(county);
      if (acts.length >= count) return acts;
      if (Date.now() >= until) throw this.#streams.cutShort(county, acts.length, count);
      await pause(BEHIND_PAUSE_MS);
    }
  }
}
