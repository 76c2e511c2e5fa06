import { RETRY_AFTER_SECONDS } from './bounds.js';
import { Problem } from './problems/problem.js';

/** One of several things that may be under way at once. */
export interface Slot {
  /** Throws a `Problem` where all are taken. */
  take(): void;
  /** Nothing happens where it was not taken. */
  leave(): void;
}

/** A bound on how much of one kind is done at once. */
export class Slots {
  readonly #max: number;
  readonly #what: string;
  #taken = 0;

  /** @param what - of what there is a bound, as in `appends` */
  constructor(max: number, what: string) {
    this.#max = max;
    this.#what = what;
  }

  get taken(): number {
    return this.#taken;
  }

  /** A slot that may be taken later. */
  slot(): Slot {
    let isTaken = false;
    return {
      take: () => {
        if (this.#taken >= this.#max) throw tooBusy(this.#max, this.#what);
        this.#taken += 1;
        isTaken = true;
      },
      leave: () => {
        if (isTaken) this.#taken -= 1;
        isTaken = false;
      },
    };
  }
}

/** What one is told who comes when no slot is free. */
export function tooBusy(max: number, what: string): Problem {
  return new Problem(
    'too-busy',
    `${String(max)} ${what} are under way, which is all that the service takes on at once: send the same request again after the time that Retry-After gives.`,
    { headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) } },
  );
}
