import type { CentsSum } from '../../../events/values/cents-sum.js';

/** For so many amounts there is room at first. */
export const AMOUNTS_AT_FIRST = 1024;

/** Of so many it grows by a quarter: a month of a large county has millions, and twice the room would be half empty. */
const GROWING_BY_LESS = 65_536;

/** Cents of amounts: numbers of 32 bits, or doubles where one of them is none. */
export type CentsColumn = Uint32Array | Float64Array;

/** Whether cents fit among numbers of 32 bits. */
export function isNarrowAmount(cents: CentsSum): boolean {
  return typeof cents === 'number' && cents >>> 0 === cents;
}

/** Amounts as they are kept: see `MemberColumns`. */
interface KeptAmounts {
  readonly cells: Uint16Array;
  readonly cents: CentsColumn;
  readonly large: readonly (readonly [number, bigint])[];
}

/** Amounts one after the other, written on and never changed: what was copied reads those that it knows. */
export class Amounts {
  cells: Uint16Array = new Uint16Array(AMOUNTS_AT_FIRST);
  /** NaN where the amount is in `large`. */
  cents: CentsColumn = new Uint32Array(AMOUNTS_AT_FIRST);
  /** Amounts that are no numbers, by their place; nothing at all in nearly every ledger. */
  readonly large = new Map<number, bigint>();
  length = 0;

  static of({ cells, cents, large }: KeptAmounts): Amounts {
    const kept = new Amounts();
    kept.cells = cells;
    kept.cents = cents;
    for (const [at, sum] of large) kept.large.set(at, sum);
    kept.length = cells.length;
    return kept;
  }

  get bytes(): number {
    return this.cells.byteLength + this.cents.byteLength;
  }

  add(cell: number, cents: CentsSum): void {
    if (this.length === this.cells.length) this.#grow();
    this.cells[this.length] = cell;
    if (!isNarrowAmount(cents)) this.#widen();
    if (typeof cents === 'bigint') this.large.set(this.length, cents);
    this.cents[this.length] = typeof cents === 'bigint' ? NaN : cents;
    this.length += 1;
  }

  #widen(): void {
    if (this.cents instanceof Uint32Array) this.cents = Float64Array.from(this.cents);
  }

  #grow(): void {
    const { length } = this.cells;
    const room = Math.max(
      AMOUNTS_AT_FIRST,
      length < GROWING_BY_LESS ? length * 2 : Math.ceil(length * 1.25),
    );
    const cells = new Uint16Array(room);
    const cents =
      this.cents instanceof Uint32Array ? new Uint32Array(room) : new Float64Array(room);
    cells.set(this.cells);
    cents.set(this.cents);
    this.cells = cells;
    this.cents = cents;
  }
}
