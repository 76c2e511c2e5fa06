/** How often the same records are decided anew because others changed the ledger meanwhile. */
export const BATCH_ATTEMPTS_MAX = 20;

/**
 * How much of a batch is decided and appended at a time. All of it, as long as nobody else adds records meanwhile; where
 * somebody does, half as much each time: fewer are decided in less time, so that a long input gets in between many short
 * ones. Twice as much again behind what got in.
 */
export class PartsAmongOthers {
  #count: number;
  #attempt = 1;

  /** @param count - how many records there are */
  constructor(count: number) {
    this.#count = count;
  }

  /** So many are next. */
  get count(): number {
    return this.#count;
  }

  /** Whether the ledger was just caught up with. */
  get isTriedAgain(): boolean {
    return this.#attempt > 1;
  }

  /** Those are in the ledger, and so many are left. */
  appended(left: number): void {
    this.#count = Math.min(left, this.#count * 2);
    this.#attempt = 1;
  }

  /** Others were faster. False where it was tried often enough. */
  refused(): boolean {
    if (this.#attempt === BATCH_ATTEMPTS_MAX) return false;
    this.#count = Math.ceil(this.#count / 2);
    this.#attempt += 1;
    return true;
  }
}
