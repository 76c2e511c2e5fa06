import { setTimeout as waited } from 'node:timers/promises';
import { originNow } from '../../application/origin.js';
import type { Origin } from '../../application/origin.js';
import { rememberAllOf } from '../../application/still-let.js';
import type { PageAnswer } from '../../web/page.js';
import { KEPT_MS_MAX, LONG_PAGES_MAX } from '../bounds.js';

/** A page that is still being made, and since when. */
export interface StillMade {
  readonly kind: 'stillMade';
  /** Milliseconds since it was asked for first. */
  readonly sinceMs: number;
}

interface Making {
  readonly startedMs: number;
  readonly page: Promise<PageAnswer>;
  /** The request in which it was asked for first. */
  readonly origin: Origin | null;
}

/**
 * Pages that take longer than anybody waits before a blank screen: he is told at once that his is being made, and it is
 * given when he asks for the same again. Whoever asks before is not begun anew.
 */
export class LongPages {
  readonly #making = new Map<string, Making>();

  /**
   * The page, or that it is still being made.
   *
   * @param key - who asks, and for what
   * @param patienceMs - how long is waited for it
   */
  async answer(
    key: string,
    make: () => Promise<PageAnswer>,
    patienceMs: number,
  ): Promise<PageAnswer | StillMade> {
    const { startedMs, page, origin } = this.#making.get(key) ?? this.#begin(key, make);
    const late: StillMade = { kind: 'stillMade', sinceMs: performance.now() - startedMs };
    const timer = new AbortController();
    const first = await Promise.race([
      page,
      waited(patienceMs, late, { signal: timer.signal, ref: false }).catch(() => late),
    ]).finally(() => {
      timer.abort();
    });
    if (first.kind === 'stillMade') return first;
    this.#making.delete(key);
    rememberAllOf(origin);
    return first;
  }

  #begin(key: string, make: () => Promise<PageAnswer>): Making {
    const making = { startedMs: performance.now(), page: make(), origin: originNow() };
    // With as many as that under way the next waits for his as if there were none of this.
    if (this.#making.size < LONG_PAGES_MAX) this.#making.set(key, making);
    const forget = (): void => {
      if (this.#making.get(key) === making) this.#making.delete(key);
    };
    making.page.then(
      // Nobody has come back for it.
      () => setTimeout(forget, KEPT_MS_MAX).unref(),
      // What failed is told to who waits, and then begun anew.
      forget,
    );
    return making;
  }
}
