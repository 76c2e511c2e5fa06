import { setTimeout as waited } from 'node:timers/promises';
import type { Response } from 'express';
import type { Shown } from '../../web/page.js';
import { LIVE_MS_MAX, LIVE_OF_PERSON_MAX } from '../bounds.js';
import { tooBusy } from '../slots.js';

/** Why a stream ends, as its last event says: what is awaited is there, or who looks is to ask again, sign in, or come later. */
export type EndOfLive = 'done' | 'again' | 'signed-out' | 'refused' | 'stopping';

/** What is asked again and again for one who watches a page. */
export interface Watched {
  /** Whose streams are counted together. */
  readonly who: string;
  /** Milliseconds from one look to the next, where it takes no longer. */
  readonly everyMs: number;
  /** Why it may not go on; null where it may: asked before each look, by what holds then. */
  readonly refused: () => Promise<EndOfLive | null>;
  /** The page as it is now, and its main part as markup. */
  readonly look: () => Promise<{ readonly shown: Shown; readonly main: string }>;
}

/** Of the time from one look to the next so much is between them at least, however long they take. */
const PAUSE_SHARE = 0.25;

/**
 * Pages that show something under way, told anew as it goes on (server-sent events). A stream ends when what is awaited is
 * there, at the sign-out of who looks, when he may not look any more, when the service stops, and after a while by itself.
 */
export class Live {
  readonly #stopping = new AbortController();
  readonly #counts = new Map<string, number>();

  /** Ends all streams: the service would wait for them. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Throws a `Problem` where somebody watches as many pages as he may. */
  async follow(response: Response, watched: Watched): Promise<void> {
    const { who } = watched;
    const count = this.#counts.get(who) ?? 0;
    if (count >= LIVE_OF_PERSON_MAX) throw tooBusy(LIVE_OF_PERSON_MAX, 'pages that one watches');
    this.#counts.set(who, count + 1);
    try {
      response.status(200).set({
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        'X-Accel-Buffering': 'no',
      });
      response.flushHeaders();
      const end = await this.#told(response, watched);
      if (!response.destroyed) response.end(event('end', end));
    } finally {
      const left = (this.#counts.get(who) ?? 1) - 1;
      if (left === 0) this.#counts.delete(who);
      else this.#counts.set(who, left);
    }
  }

  async #told(response: Response, { everyMs, refused, look }: Watched): Promise<EndOfLive> {
    const untilMs = performance.now() + LIVE_MS_MAX;
    let before = '';
    while (performance.now() < untilMs && !response.destroyed) {
      if (this.#stopping.signal.aborted) return 'stopping';
      const startedMs = performance.now();
      const why = await refused();
      if (why !== null) return why;
      let now;
      try {
        now = await look();
      } catch {
        // Why it cannot be shown is told by the page itself, which is asked for next.
        return 'refused';
      }
      if (now.main !== before && !response.write(event('page', JSON.stringify(now.main)))) {
        await written(response);
      }
      before = now.main;
      if (now.shown.refreshSeconds === undefined) return 'done';
      const leftMs = everyMs - (performance.now() - startedMs);
      const pauseMs = Math.max(leftMs, everyMs * PAUSE_SHARE);
      await waited(pauseMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
    return 'again';
  }
}

/** Whoever reads slowly is written nothing more until he has read, or has gone. */
function written(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const over = (): void => {
      response.off('drain', over).off('close', over);
      resolve();
    };
    response.on('drain', over).on('close', over);
  });
}

/** @param data - without line breaks */
function event(name: string, data: string): string {
  return `event: ${name}\ndata: ${data}\n\n`;
}
