import type { WrittenOf, WrittenRecord } from './written-record.js';

/** What happens to records after they were written. */
export type Aftermath =
  /** The record is replaced or voided. */
  | { readonly kind: 'correction'; readonly caseIndex: number; readonly record: WrittenRecord }
  /** The amount was wrong, or the payment was another case's: collection and distribution are both corrected. */
  | {
      readonly kind: 'misposting';
      readonly caseIndex: number;
      readonly collection: WrittenOf<'CollectionReceived'>;
      readonly distribution: WrittenOf<'CollectionDistributed'>;
    }
  /** The payment failed, or the money was sent to the wrong payee. */
  | {
      readonly kind: 'reversal';
      readonly caseIndex: number;
      readonly distribution: WrittenOf<'CollectionDistributed'>;
    };

/** Most days between a record and its aftermath. */
export const AFTERMATH_DAYS_MAX = 60;

const WHEEL_DAYS = AFTERMATH_DAYS_MAX + 1;

/** What is to come in the next days, by day: a wheel of `WHEEL_DAYS` places, so that it never grows with the months. */
export class AftermathWheel {
  readonly #places: Aftermath[][] = Array.from({ length: WHEEL_DAYS }, () => []);

  /** Puts it on a day after `today`, at most `AFTERMATH_DAYS_MAX` days after. */
  add(today: number, daysAhead: number, aftermath: Aftermath): void {
    if (daysAhead < 1 || daysAhead > AFTERMATH_DAYS_MAX) {
      throw new RangeError(
        `An aftermath comes 1 to ${String(AFTERMATH_DAYS_MAX)} days after, not ${String(daysAhead)}.`,
      );
    }
    this.#places[placeOf(today + daysAhead)]?.push(aftermath);
  }

  /** Takes what is due on that day, in the order in which it was put there. */
  take(day: number): readonly Aftermath[] {
    const place = placeOf(day);
    const due = this.#places[place] ?? [];
    this.#places[place] = [];
    return due;
  }
}

function placeOf(day: number): number {
  const rest = day % WHEEL_DAYS;
  return rest < 0 ? rest + WHEEL_DAYS : rest;
}
