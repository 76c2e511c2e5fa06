import type { StandingOfWork } from './interruption.js';

/** Work that is silent for longer than this is said to go on, milliseconds. */
const QUIET_MS = 2000;
const TICK_MS = 1000;
const MS_OF_SECOND = 1000;

/** What takes away a line of progress, where standard error is a screen. */
export const CLEARED = process.stderr.isTTY ? '\r\u001b[K' : '';

/** Where a screen is told of work of which nothing has been told for a while: what it is, and since when. */
export class Pulse {
  readonly #standing: () => StandingOfWork | null;
  readonly #startedMs = performance.now();
  readonly #timer: NodeJS.Timeout | undefined;
  #toldMs = this.#startedMs;
  #isShown = false;

  /** @param standing - how far the work was when it was last told */
  constructor(standing: () => StandingOfWork | null) {
    this.#standing = standing;
    if (!process.stderr.isTTY) return;
    this.#timer = setInterval(this.#tick, TICK_MS);
    this.#timer.unref();
  }

  /** Something else is about to be written. */
  clear(): void {
    this.#toldMs = performance.now();
    if (this.#isShown) process.stderr.write(CLEARED);
    this.#isShown = false;
  }

  stop(): void {
    clearInterval(this.#timer);
    this.clear();
  }

  readonly #tick = (): void => {
    const nowMs = performance.now();
    if (nowMs - this.#toldMs < QUIET_MS) return;
    this.#isShown = true;
    const seconds = Math.floor((nowMs - this.#startedMs) / MS_OF_SECOND);
    process.stderr.write(`${CLEARED}${pulseLine(this.#standing(), seconds)}`);
  };
}

/** As in `Checking: 1,200 of 1,200 records of county 19; 14 s so far`. */
export function pulseLine(standing: StandingOfWork | null, seconds: number): string {
  const { label, done } = standing ?? { label: 'Working', done: '' };
  return `${label}${done === '' ? '' : `: ${done}`}; ${String(seconds)} s so far`;
}
