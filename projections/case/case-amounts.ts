import type { Status } from '../columns/codes.js';
import type { CaseMonth } from './case-month.js';

/**
 * The amounts that lines sum, in cents, and the status that says in which column: of one case, or of
 * many cases of one status added up. A line picks one of them and does not calculate, so that adding
 * first and picking then gives what picking first would.
 */
export type CaseAmounts = Pick<
  CaseMonth,
  | 'statusCode'
  | 'dueInFfy'
  | 'currentPaidInFfy'
  | 'arrearsPaidInFfy'
  | 'dueInMonth'
  | 'currentPaidInMonth'
  | 'arrearsPaidInMonth'
  | 'medicalPaidToStateInMonth'
  | 'arrearsDue'
>;

/** Three amounts by status column, three times, and five single ones. */
const WIDTH = 14;

/** Amounts of cases added up, at numbered places. */
export class AmountSums {
  private cents = new Float64Array(0);

  /** Makes room for places 0 to `places - 1`; what was added so far stays. */
  reserve(places: number): void {
    if (places * WIDTH <= this.cents.length) return;
    const grown = new Float64Array(places * WIDTH * 2);
    grown.set(this.cents);
    this.cents = grown;
  }

  add(place: number, c: CaseAmounts): void {
    const { cents } = this;
    const at = place * WIDTH;
    addByStatus(cents, at, c.dueInFfy);
    addByStatus(cents, at + 3, c.currentPaidInFfy);
    addByStatus(cents, at + 6, c.arrearsPaidInFfy);
    cents[at + 9]! += c.dueInMonth;
    cents[at + 10]! += c.currentPaidInMonth;
    cents[at + 11]! += c.arrearsPaidInMonth;
    cents[at + 12]! += c.medicalPaidToStateInMonth;
    cents[at + 13]! += c.arrearsDue;
  }

  /** @param statusCode - of the cases added at that place */
  sumsAt(place: number, statusCode: Status): CaseAmounts {
    const at = place * WIDTH;
    const cents = (offset: number): number => this.cents[at + offset]!;
    return {
      statusCode,
      dueInFfy: [cents(0), cents(1), cents(2)],
      currentPaidInFfy: [cents(3), cents(4), cents(5)],
      arrearsPaidInFfy: [cents(6), cents(7), cents(8)],
      dueInMonth: cents(9),
      currentPaidInMonth: cents(10),
      arrearsPaidInMonth: cents(11),
      medicalPaidToStateInMonth: cents(12),
      arrearsDue: cents(13),
    };
  }
}

function addByStatus(
  cents: Float64Array,
  at: number,
  amounts: readonly [number, number, number],
): void {
  cents[at]! += amounts[0];
  cents[at + 1]! += amounts[1];
  cents[at + 2]! += amounts[2];
}
