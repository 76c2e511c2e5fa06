import { setTimeout as pause } from 'node:timers/promises';
import type { County } from '../../../events/values/county.js';

/** How often a writer looks whether he is asked to pause, milliseconds. */
export const PAUSE_LOOK_EVERY_MS = 1_000;

/** How long one request keeps a writer waiting at most, milliseconds: whoever asked may be gone. */
const PAUSE_MAX_MS = 60_000;

/** Between two looks while he waits, milliseconds. */
const STEP_MS = 200;

/** Lets writers of a county wait while somebody who moves its ledger asks for it. */
export class Pauses {
  readonly #askedOf: (county: County) => Promise<string | null>;
  readonly #lookedAt = new Map<County, number>();
  /** Until when a request is heeded. */
  readonly #until = new Map<string, number>();

  readonly #lookEveryMs: number;
  readonly #maxMs: number;

  /** @param askedOf - the request that stands for a county now */
  constructor(
    askedOf: (county: County) => Promise<string | null>,
    { lookEveryMs = PAUSE_LOOK_EVERY_MS, maxMs = PAUSE_MAX_MS } = {},
  ) {
    this.#askedOf = askedOf;
    this.#lookEveryMs = lookEveryMs;
    this.#maxMs = maxMs;
  }

  /** Resolves when a county may be appended to. @throws what the question throws */
  async passed(county: County): Promise<void> {
    if (Date.now() - (this.#lookedAt.get(county) ?? -Infinity) < this.#lookEveryMs) return;
    for (;;) {
      const request = await this.#askedOf(county);
      this.#lookedAt.set(county, Date.now());
      if (request === null) return;
      const until = this.#until.get(request) ?? Date.now() + this.#maxMs;
      this.#until.set(request, until);
      if (Date.now() >= until) return;
      await pause(STEP_MS);
    }
  }
}
