import { setTimeout } from 'node:timers/promises';

const NEXT = 0;
const FOLDED = 1;
const STOPPED = 2;
const COUNT = 3;
const NUMBERS = 4;

/**
 * Whose turn a block of a ledger is, among several who fold them: whoever is ready takes the next. In memory that they
 * share. Who comes when all are taken has nothing to do; so nobody ever waits for one who has not begun.
 *
 * How many there are stands in that memory, too: who opens the ledger later may see subjects that came meanwhile, and with
 * a block of them more that is nobody's turn, a folded one would be counted before the last of the others is.
 */
export class BlockTurns {
  readonly memory: SharedArrayBuffer;
  readonly #numbers: Int32Array;
  readonly #blockCount: number;

  /** @param memory - of whoever has begun */
  constructor(memory: SharedArrayBuffer) {
    this.memory = memory;
    this.#numbers = new Int32Array(memory);
    this.#blockCount = this.#numbers[COUNT] ?? 0;
  }

  /** The turns of so many blocks, none of which is taken. */
  static begin(blockCount: number): BlockTurns {
    const memory = new SharedArrayBuffer(NUMBERS * Int32Array.BYTES_PER_ELEMENT);
    new Int32Array(memory)[COUNT] = blockCount;
    return new BlockTurns(memory);
  }

  /** The number of the next block that nobody has taken; null where there is none, or somebody has stopped. */
  take(): number | null {
    if (this.#isStopped) return null;
    const next = Atomics.add(this.#numbers, NEXT, 1);
    return next < this.#blockCount ? next : null;
  }

  /** A block that was taken is folded. */
  folded(): void {
    Atomics.add(this.#numbers, FOLDED, 1);
    Atomics.notify(this.#numbers, FOLDED);
  }

  /** A block that was taken will never be folded: nobody is to wait for it. */
  stop(): void {
    Atomics.store(this.#numbers, STOPPED, 1);
    Atomics.notify(this.#numbers, FOLDED);
  }

  /** Waits, with its thread, until every block is folded. Answers false where somebody has stopped. */
  areAllFolded(): boolean {
    for (;;) {
      const folded = Atomics.load(this.#numbers, FOLDED);
      if (this.#isStopped) return false;
      if (folded >= this.#blockCount) return true;
      Atomics.wait(this.#numbers, FOLDED, folded, WAIT_MS);
    }
  }

  /** The same, and lets its thread hear meanwhile that another has died. */
  async whenAllFolded(): Promise<boolean> {
    while (!this.#isStopped) {
      if (Atomics.load(this.#numbers, FOLDED) >= this.#blockCount) return true;
      await setTimeout(LOOK_MS);
    }
    return false;
  }

  get #isStopped(): boolean {
    return Atomics.load(this.#numbers, STOPPED) === 1;
  }
}

/** After so long, milliseconds, it is looked whether somebody has stopped. */
const WAIT_MS = 100;

/** The same for who does not wait with its thread: a block is folded in some milliseconds. */
const LOOK_MS = 1;
