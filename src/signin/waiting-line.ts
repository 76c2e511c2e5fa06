/** Said to whoever comes when the line is full. */
export class LineIsFull extends Error {
  override readonly name = 'LineIsFull';

  constructor() {
    super('Too many are signing in at this moment: try again in a few seconds.');
  }
}

/** Lets so many pieces of work go on at once and so many wait for them; one more is turned away. */
export class WaitingLine {
  readonly #atOnceMax: number;
  readonly #waitingMax: number;
  readonly #waiting: (() => void)[] = [];
  #atWork = 0;

  constructor(atOnceMax: number, waitingMax: number) {
    this.#atOnceMax = atOnceMax;
    this.#waitingMax = waitingMax;
  }

  /**
   * Does the work when its turn has come.
   * @throws LineIsFull
   */
  async do<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#atWork >= this.#atOnceMax) await this.#turn();
    else this.#atWork += 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // A place is handed on, so that nobody who comes meanwhile takes it.
      if (next === undefined) this.#atWork -= 1;
      else next();
    }
  }

  #turn(): Promise<void> {
    if (this.#waiting.length >= this.#waitingMax) return Promise.reject(new LineIsFull());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
