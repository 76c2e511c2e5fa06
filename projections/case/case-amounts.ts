import { plus } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import type { Status } from '../columns/codes.js';
import type { CaseMonth } from './case-month.js';
import type { CentsByStatus } from './money.js';

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

/**
 * Amounts of cases added up, at numbered places; exact at any size. Those of all cases without large sums together are
 * at most 2^53 - 1 cents (see `replay`), so that no sum of them is rounded; the others are added apart.
 */
export class AmountSums {
  private cents = new Float64Array(0);
  /** What cases with large sums add, by the index in `cents`. */
  private readonly large = new Map<number, CentsSum>();

  /** Makes room for places 0 to `places - 1`; what was added so far stays. */
  reserve(places: number): void {
    if (places * WIDTH <= this.cents.length) return;
    const grown = new Float64Array(places * WIDTH * 2);
    grown.set(this.cents);
    this.cents = grown;
  }

  /** @param c - without large sums */
  add(place: number, c: CaseAmounts): void {
    const { cents } = this;
    const at = place * WIDTH;
    addByStatus(cents, at, c.dueInFfy);
    addByStatus(cents, at + 3, c.currentPaidInFfy);
    addByStatus(cents, at + 6, c.arrearsPaidInFfy);
    cents[at + 9]! += c.dueInMonth as number;
    cents[at + 10]! += c.currentPaidInMonth as number;
    cents[at + 11]! += c.arrearsPaidInMonth as number;
    cents[at + 12]! += c.medicalPaidToStateInMonth as number;
    cents[at + 13]! += c.arrearsDue as number;
  }

  addLarge(place: number, c: CaseAmounts): void {
    const { large } = this;
    amountsOf(c).forEach((amount, offset) => {
      const at = place * WIDTH + offset;
      large.set(at, plus(large.get(at) ?? 0, amount));
    });
  }

  /** @param statusCode - of the cases added at that place */
  sumsAt(place: number, statusCode: Status): CaseAmounts {
    const at = place * WIDTH;
    const sum = (offset: number): CentsSum =>
      plus(this.cents[at + offset]!, this.large.get(at + offset) ?? 0);
    return {
      statusCode,
      dueInFfy: [sum(0), sum(1), sum(2)],
      currentPaidInFfy: [sum(3), sum(4), sum(5)],
      arrearsPaidInFfy: [sum(6), sum(7), sum(8)],
      dueInMonth: sum(9),
      currentPaidInMonth: sum(10),
      arrearsPaidInMonth: sum(11),
      medicalPaidToStateInMonth: sum(12),
      arrearsDue: sum(13),
    };
  }
}

/** The amounts in the order in which they stand at a place. */
function amountsOf(c: CaseAmounts): readonly CentsSum[] {
  return [
    ...c.dueInFfy,
    ...c.currentPaidInFfy,
    ...c.arrearsPaidInFfy,
    c.dueInMonth,
    c.currentPaidInMonth,
    c.arrearsPaidInMonth,
    c.medicalPaidToStateInMonth,
    c.arrearsDue,
  ];
}

function addByStatus(cents: Float64Array, at: number, amounts: CentsByStatus): void {
  cents[at]! += amounts[0] as number;
  cents[at + 1]! += amounts[1] as number;
  cents[at + 2]! += amounts[2] as number;
}
