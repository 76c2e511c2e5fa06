import { LRUCache } from 'lru-cache';
import type { PageAnswer } from '../../web/page.js';

/** Most forms whose outcome is remembered. */
const REMEMBERED_MAX = 10_000;

/** How long one is remembered, milliseconds. */
const REMEMBERED_MS = 24 * 60 * 60 * 1000;

const TOKEN = /^[0-9a-f-]{36}$/u;

/**
 * Does what a form asks once, however often it is sent: a second press is given the outcome of the first. A form that
 * was refused may be mended and sent again.
 */
export class DoneOnce {
  readonly #outcomes = new LRUCache<string, Promise<PageAnswer>>({
    max: REMEMBERED_MAX,
    ttl: REMEMBERED_MS,
  });

  /** @param key - who sends it and where, so that nobody is given another's outcome */
  async do(key: string, token: string, act: () => Promise<PageAnswer>): Promise<PageAnswer> {
    if (!TOKEN.test(token)) return act();
    const of = `${key} ${token}`;
    const begun = this.#outcomes.get(of);
    if (begun !== undefined) return begun;
    const outcome = act();
    this.#outcomes.set(of, outcome);
    try {
      const answer = await outcome;
      if (answer.kind !== 'redirect') this.#outcomes.delete(of);
      return answer;
    } catch (error) {
      this.#outcomes.delete(of);
      throw error;
    }
  }
}
