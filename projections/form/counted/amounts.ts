import type { CentsSum } from '../../../events/values/cents-sum.js';

/** For so many amounts there is room at first. */
export const AMOUNTS_AT_FIRST = 1024;

/** Amounts as they are kept: see `MemberColumns`. */
interface KeptAmounts {
  readonly cells: Uint16Array;
  readonly cents: Float64Array;
  readonly large: readonly (readonly [number, bigint])[];
}

/** Amounts one after the other, written on and never changed: what was copied reads those that it knows. */
export class Amounts {
  cells: Uint16Array = new Uint16Array(AMOUNTS_AT_FIRST);
  /** NaN where the amount is in `large`. */
  cents: Float64Array = new Float64Array(AMOUNTS_AT_FIRST);
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
    if (typeof cents === 'bigint') this.large.set(this.length, cents);
    this.cents[this.length] = typeof cents === 'bigint' ? NaN : cents;
    this.length += 1;
  }

  #grow(): void {
    const room = Math.max(AMOUNTS_AT_FIRST, this.cells.length * 2);
    const cells = new Uint16Array(room);
    const cents = new Float64Array(room);
    cells.set(this.cells);
    cents.set(this.cents);
    this.cells = cells;
    this.cents = cents;
  }
}
