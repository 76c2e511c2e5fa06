import { notBelowZero } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import type { Cents } from '../../events/values/money.js';
import { FAMILY } from '../columns/codes.js';
import type { Status } from '../columns/codes.js';
import { CaseAccount } from './account.js';
import type { MoneyTrace } from './money-trace.js';
import { Receipts } from './receipts.js';
import type { StateReader, StateWriter } from './state-numbers.js';
import { centsOf } from '../../events/values/money.js';

/** What a later-month reversal puts back; cents. */
export interface PutBack {
  readonly family: Cents;
  readonly state: Cents;
  readonly future: Cents;
}

/** Money of one status column each: [current, former, never], exact at any size. */
export type CentsByStatus = readonly [CentsSum, CentsSum, CentsSum];

/**
 * The money of a case (rules.md 2): running balances, future credit, flows of the month, what is
 * past due for Lines 28 and 29. Fed in business order; months and fiscal years are begun and ended
 * by the fold.
 *
 * Three views of the balance differ by the adjustments they leave out until the next FFY:
 * all (arrears-only), without prior-period ones (Line 26), without prior-year ones (28, 29).
 *
 * Figures are numbers, exact as long as `moved` is a safe integer; `LargeCaseMoney` is for the others.
 */
export class CaseMoney {
  private readonly receipts = new Receipts();
  private futureCredit: CentsSum = 0;
  /** Counts the fiscal years begun: a receipt of another one saw other adjustments. */
  private ffySerial = 0;
  private hasMoved = false;
  /**
   * The sizes of all amounts that have moved so far, added up: no figure of the case is larger. It only grows, so that a
   * value up to 2^53 - 1 was never rounded; beyond it may be, and is only compared.
   */
  moved = 0;
  /** Whether figures of any size are exact; else those of a case that has moved 2^53 - 1 cents at most. */
  readonly isLarge: boolean = false;

  monthDue: CentsSum = 0;
  monthCurrent: CentsSum = 0;
  monthArrears: CentsSum = 0;
  monthMedicalState: CentsSum = 0;
  readonly ffyDue: [CentsSum, CentsSum, CentsSum] = [0, 0, 0];
  readonly ffyCurrent: [CentsSum, CentsSum, CentsSum] = [0, 0, 0];
  readonly ffyArrears: [CentsSum, CentsSum, CentsSum] = [0, 0, 0];
  /** Support fell due (was paid) in some month of FFY-to-date that has ended (44, 45). */
  hadDueInFfy = false;
  hadCurrentInFfy = false;
  /** Line 28 and Line 29 without "in FFY". */
  hadArrearsInFfy = false;
  paidArrearsInFfy = false;

  /** @param trace - null where nobody asks for the records behind the money */
  constructor(
    readonly trace: MoneyTrace | null,
    private readonly family = new CaseAccount(),
    private readonly state = new CaseAccount(),
  ) {}

  /** Starts a fiscal year: what was adjusted of earlier periods enters now. */
  beginFfy(): void {
    this.trace?.beginFfy();
    this.ffySerial += 1;
    this.family.beginFfy();
    this.state.beginFfy();
    clear(this.ffyDue);
    clear(this.ffyCurrent);
    clear(this.ffyArrears);
    this.hadDueInFfy = false;
    this.hadCurrentInFfy = false;
    this.paidArrearsInFfy = false;
    this.hadArrearsInFfy = false;
    this.noteArrears();
  }

  /** First moment of a month: P = max(0, B at the end of the month before). */
  beginMonth(): void {
    this.trace?.beginMonth();
    this.monthDue = 0;
    this.monthCurrent = 0;
    this.monthArrears = 0;
    this.monthMedicalState = 0;
    this.family.beginMonth();
    this.state.beginMonth();
  }

  /** End of a month: its flows go to the column of the status at that month's end. */
  endMonth(status: Status): void {
    const { ffyDue, ffyCurrent, ffyArrears } = this;
    ffyDue[status] = this.plus(ffyDue[status], this.monthDue);
    ffyCurrent[status] = this.plus(ffyCurrent[status], this.monthCurrent);
    ffyArrears[status] = this.plus(ffyArrears[status], this.monthArrears);
    if (this.monthDue > 0) this.hadDueInFfy = true;
    if (this.monthCurrent > 0) this.hadCurrentInFfy = true;
    if (this.hasMoved) this.noteArrears();
    this.hasMoved = false;
    this.trace?.endMonth(status);
  }

  /** A charge uses future credit first; the net charge is what counts. */
  charged(position: number, cents: Cents, owedTo: number): void {
    const net = this.futureCredit === 0 ? cents : this.netOfCredit(cents);
    this.moved += cents;
    this.monthDue = this.plus(this.monthDue, net);
    this.accountOf(owedTo).charge(net);
    this.hasMoved = true;
    if (this.trace !== null) {
      this.trace.balance.push(position);
      if (net > 0) this.trace.monthDue.push(position);
    }
  }

  /** Brought forward, judgment or interest: past due from now on, and Line 28 at once. */
  arrearsAdded(position: number, cents: Cents, owedTo: number): void {
    this.moved += cents;
    this.accountOf(owedTo).addArrears(cents);
    this.hasMoved = true;
    this.trace?.balance.push(position);
    if (!this.hadArrearsInFfy) this.trace?.arrearsDue.push(position);
    this.hadArrearsInFfy = true;
  }

  compromised(position: number, cents: Cents, owedTo: number): void {
    this.moved += cents;
    this.accountOf(owedTo).payArrears(cents);
    this.hasMoved = true;
    this.trace?.balance.push(position);
  }

  /** @param cents - signed */
  adjusted(
    position: number,
    cents: Cents,
    owedTo: number,
    isPriorPeriod: boolean,
    isPriorYear: boolean,
  ): void {
    this.moved += Math.abs(cents);
    this.accountOf(owedTo).adjust(cents, isPriorPeriod, isPriorYear);
    this.hasMoved = true;
    this.trace?.balance.push(position);
  }

  received(collection: number, position: number): void {
    const { family, state } = this;
    this.trace?.receipts.push(position);
    this.receipts.add(
      collection,
      this.ffySerial,
      this.owesBoth(),
      family.pastDueOfAll > 0 && state.pastDueOfAll > 0,
    );
  }

  /**
   * Counts a distribution; amounts are cents, summed by bucket and payee (fees are in none).
   *
   * @param isVoluntary - of a voluntary collection: current and medical pay no debt
   * @param isResponding - made while the case responded to another jurisdiction
   */
  // eslint-disable-next-line max-params -- called for each distribution of a replay, and an object each would be made for it
  distributed(
    position: number,
    collection: number,
    currentFamily: Cents,
    currentState: Cents,
    medicalFamily: Cents,
    medicalState: Cents,
    arrearsFamily: Cents,
    arrearsState: Cents,
    future: Cents,
    isVoluntary: boolean,
    isResponding: boolean,
  ): void {
    const arrears = arrearsFamily + arrearsState;
    const medical = medicalFamily + medicalState;
    const current = currentFamily + currentState + medical;
    if (arrears > 0) {
      this.noteArrearsPayment(collection, position, arrearsFamily);
      this.family.payArrears(arrearsFamily);
      this.state.payArrears(arrearsState);
    }
    if (!isVoluntary) {
      this.family.paySupport(centsOf(currentFamily + medicalFamily));
      this.state.paySupport(centsOf(currentState + medicalState));
    }
    this.hasMoved = true;
    this.futureCredit = this.plus(this.futureCredit, future);
    const due = (isVoluntary ? current : 0) + future;
    this.moved += current + arrears + future;
    this.monthDue = this.plus(this.monthDue, due);
    this.monthCurrent = this.plus(this.monthCurrent, current + future);
    if (!isResponding) {
      this.monthArrears = this.plus(this.monthArrears, arrears);
      this.monthMedicalState = this.plus(this.monthMedicalState, medicalState);
    }
    if (this.trace === null) return;
    this.trace.distributed(position, {
      isDue: due > 0,
      isCurrent: current + future > 0,
      isArrears: arrears > 0 && !isResponding,
      isMedicalToState: medicalState > 0 && !isResponding,
    });
  }

  /** A reversal in a later month than its distribution: the support is due again (rules.md 2). */
  reversedLater(position: number, back: PutBack): void {
    this.moved += back.family + back.state + back.future;
    this.family.addArrears(back.family);
    this.state.addArrears(back.state);
    this.hasMoved = true;
    this.futureCredit = notBelowZero(this.minus(this.futureCredit, back.future));
    this.trace?.balance.push(position);
  }

  /** At the end of a fiscal year, in sums that are numbers: what only this year's lines ask for is left out. */
  save(to: StateWriter, isVoluntary: (collection: number) => boolean): void {
    for (const sum of [this.family.balance, this.state.balance, this.futureCredit]) {
      to.put(sum as number); // a case in large sums is not saved
    }
    to.put(this.moved);
    this.receipts.save(to, isVoluntary);
  }

  restore(from: StateReader, onVoluntary: (collection: number) => void): void {
    this.family.restore(from.next());
    this.state.restore(from.next());
    this.futureCredit = from.next();
    this.moved = from.next();
    this.receipts.restore(from, this.ffySerial, onVoluntary);
  }

  /** Whether the receipt of a collection is among those known so far. */
  knows(collection: number): boolean {
    return this.receipts.rowOf(collection) >= 0;
  }

  /** Arrears due now, cents: all adjustments counted. */
  get arrearsDue(): CentsSum {
    return this.plus(notBelowZero(this.family.balance), notBelowZero(this.state.balance));
  }

  /** Arrears due now without this FFY's prior-period adjustments (Line 26), cents. */
  get arrearsDueForLine26(): CentsSum {
    return this.plus(this.family.dueForLine26, this.state.dueForLine26);
  }

  /** Line 28 sees arrears at the first moment of a month and at its end alike. */
  private noteArrears(): void {
    if (this.hadArrearsInFfy) return;
    const { family, state } = this;
    if (family.balance <= family.priorYear && state.balance <= state.priorYear) return;
    this.hadArrearsInFfy = true;
    this.trace?.balanceMadeArrears();
  }

  /** Line 29: where both were owed at the collection's receipt, some must reach the family. */
  private noteArrearsPayment(collection: number, position: number, toFamily: Cents): void {
    if (this.paidArrearsInFfy) return;
    const receipt = this.receipts.rowOf(collection);
    const owedBoth =
      receipt < 0 ? this.owesBoth() : this.receipts.owedBoth(receipt, this.ffySerial);
    if (owedBoth && toFamily === 0) return;
    this.paidArrearsInFfy = true;
    if (receipt >= 0) this.trace?.payingArrears.push(this.trace.receipts[receipt]!);
    this.trace?.payingArrears.push(position);
  }

  /** What future credit leaves of a charge. */
  private netOfCredit(cents: Cents): CentsSum {
    const credit = this.futureCredit;
    const used = credit < cents ? credit : cents;
    this.futureCredit = this.minus(credit, used);
    return this.minus(cents, used);
  }

  private owesBoth(): boolean {
    return this.family.pastDue > 0 && this.state.pastDue > 0;
  }

  protected plus(one: CentsSum, other: CentsSum): CentsSum {
    return (one as number) + (other as number); // numbers, until `LargeCaseMoney` takes over; with a bigint it throws
  }

  protected minus(one: CentsSum, other: CentsSum): CentsSum {
    return (one as number) - (other as number); // likewise
  }

  private accountOf(owedTo: number): CaseAccount {
    return owedTo === FAMILY ? this.family : this.state;
  }
}

function clear(amounts: [CentsSum, CentsSum, CentsSum]): void {
  amounts[0] = 0;
  amounts[1] = 0;
  amounts[2] = 0;
}
