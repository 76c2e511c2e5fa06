import type { Day } from '../../events/values/day.js';
import { ffyOf, lastDayOf, monthOf } from '../../events/values/month.js';
import type { Ffy, Month } from '../../events/values/month.js';
import { centsOf } from '../../events/values/money.js';
import type { Cents } from '../../events/values/money.js';
import { CaseActivity } from './activity.js';
import { CaseMembers } from './members.js';
import { CaseMedical } from './medical.js';
import { LargeCaseMoney } from './large-money.js';
import { CaseMoney } from './money.js';
import type { PutBack } from './money.js';
import type { MoneyTrace } from './money-trace.js';
import { CaseOrders } from './orders.js';
import { someInForceAt } from './spans.js';
import type { Spans } from './spans.js';
import { CaseStanding } from './standing.js';
import type { StateWriter } from './state-numbers.js';

/**
 * What later records say about earlier ones, gathered before a case is folded: it decides how a
 * record counts when its turn comes. Everything in it is effective on or before the last day
 * folded, so that no month sees what it could not know (rules.md 2).
 */
export interface LookAhead {
  /** Distribution root -> day of its standing reversal. */
  readonly reversedOn: ReadonlyMap<number, Day>;
  /** Collection root -> day of a voluntary collection. */
  readonly voluntaryOn: ReadonlyMap<number, Day>;
  /** Referrals received; one that comes later on a distribution's day counts on that day. */
  readonly received: Spans;
  readonly sent: Spans;
}

/** No record has this month. */
const BEFORE_ALL_MONTHS = -1 as Month;
/** Before every day; an integer, as all others of its kind. */
const NO_DAY = -(2 ** 30);

/**
 * The fold of one case: a visitor with one method per record type and scalar arguments (days, cents,
 * small codes, positions), fed in business order. Months and fiscal years are closed as the days
 * go by; after `advanceTo(month)` every question is about the end of that month.
 */
export class CaseFold {
  readonly standing = new CaseStanding();
  readonly orders = new CaseOrders();
  readonly medical = new CaseMedical();
  readonly members = new CaseMembers();
  readonly activity: CaseActivity;
  readonly money: CaseMoney;
  /** The month that is being folded and its last day. */
  monthNow: Month = BEFORE_ALL_MONTHS;
  private lastDay: number = NO_DAY;
  private ffy: Ffy | null = null;
  private isMonthOpen = false;
  private putBacks: Map<number, PutBack> | null = null;

  /**
   * @param trace - null where nobody asks for the records behind the money
   * @param isLarge - sums of money are exact at any size, see `CaseMoney.moved`
   */
  constructor(
    readonly lookAhead: LookAhead,
    trace: MoneyTrace | null,
    isLarge = false,
  ) {
    this.money = isLarge ? new LargeCaseMoney(trace) : new CaseMoney(trace);
    this.activity = new CaseActivity(trace !== null);
  }

  /** Closes the months before `day`'s and begins its month, and its fiscal year where it is new. */
  enter(day: Day): void {
    if (this.isMonthOpen && day <= this.lastDay) return;
    this.leaveMonth();
    this.begin(monthOf(day));
    this.isMonthOpen = true;
  }

  /** Ends `month` (after all its records), so that questions are about its last day. */
  advanceTo(month: Month): void {
    this.leaveMonth();
    if (this.monthNow !== month) this.begin(month);
  }

  /** Responding to another jurisdiction at the end of a day: any received referral is in force. */
  isRespondingAt(day: Day): boolean {
    return someInForceAt(this.lookAhead.received.all, day);
  }

  /**
   * A distribution; amounts in cents by bucket and payee, see `encodeDistribution`. One that is
   * reversed in its own month, or by the effective date in an earlier one, never was.
   */
  // eslint-disable-next-line max-params -- called for each distribution of a replay, and an object each would be made for it
  distributed(
    day: Day,
    position: number,
    ref: number,
    collection: number,
    currentFamily: Cents,
    currentState: Cents,
    medicalFamily: Cents,
    medicalState: Cents,
    arrearsFamily: Cents,
    arrearsState: Cents,
    future: Cents,
  ): void {
    const { reversedOn, voluntaryOn } = this.lookAhead;
    const isVoluntary = voluntaryOn.size > 0 && voluntaryOn.has(collection);
    if (reversedOn.size > 0) {
      const reversal = reversedOn.get(ref);
      if (reversal !== undefined) {
        if (reversal <= this.lastDay) return;
        const kept = isVoluntary ? 0 : 1;
        this.putBacks ??= new Map();
        this.putBacks.set(ref, {
          family: centsOf(arrearsFamily + kept * (currentFamily + medicalFamily)),
          state: centsOf(arrearsState + kept * (currentState + medicalState)),
          future,
        });
      }
    }
    if (medicalFamily + medicalState > 0) this.activity.medicalAllocation.note(day, position);
    this.money.distributed(
      position,
      collection,
      currentFamily,
      currentState,
      medicalFamily,
      medicalState,
      arrearsFamily,
      arrearsState,
      future,
      isVoluntary,
      this.isRespondingAt(day),
    );
  }

  reversed(position: number, ref: number): void {
    const back = this.putBacks?.get(ref);
    if (back === undefined) return;
    this.money.reversedLater(position, back);
  }

  /** Where the case stands at the end of a fiscal year (after `advanceTo` its last month), without its records. */
  save(to: StateWriter): void {
    const { standing, orders, medical, members, activity, money, lookAhead } = this;
    lookAhead.sent.save(to);
    lookAhead.received.save(to);
    standing.save(to);
    orders.save(to);
    medical.save(to);
    members.save(to);
    activity.save(to, (this.monthNow + 1) as Month); // the month after
    money.save(to, (collection) => lookAhead.voluntaryOn.has(collection));
  }

  private leaveMonth(): void {
    if (!this.isMonthOpen) return;
    this.isMonthOpen = false;
    this.money.endMonth(this.standing.status);
  }

  private begin(month: Month): void {
    this.monthNow = month;
    this.lastDay = lastDayOf(month);
    const ffy = ffyOf(month);
    if (ffy !== this.ffy) {
      this.ffy = ffy;
      this.money.beginFfy();
    }
    this.money.beginMonth();
  }
}
