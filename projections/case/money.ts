import type { Cents } from '../../events/values/money.js';
import { FAMILY } from '../columns/codes.js';
import type { Status } from '../columns/codes.js';
import type { MoneyTrace } from './money-trace.js';
import { Receipts } from './receipts.js';

/** What a later-month reversal puts back; cents. */
export interface PutBack {
  readonly family: Cents;
  readonly state: Cents;
  readonly future: Cents;
}

/** Money of one status column each: [current, former, never], cents. */
export type CentsByStatus = readonly [number, number, number];

/** What is owed to one payee, cents. */
class Account {
  /** Running balance B. */
  balance = 0;
  /** This FFY's prior-period and prior-year adjustments. */
  priorPeriod = 0;
  priorYear = 0;
  /** P without this FFY's prior-year adjustments (28, 29), and with all. */
  pastDue = 0;
  pastDueOfAll = 0;

  beginMonth(): void {
    const { balance, priorYear } = this;
    this.pastDueOfAll = balance > 0 ? balance : 0;
    this.pastDue = balance > priorYear ? balance - priorYear : 0;
  }

  addArrears(cents: Cents): void {
    this.balance += cents;
    this.pastDue += cents;
    this.pastDueOfAll += cents;
  }

  payArrears(cents: Cents): void {
    this.balance -= cents;
    this.pastDue -= cents;
    this.pastDueOfAll -= cents;
  }
}

/**
 * The money of a case (rules.md 2): running balances, future credit, flows of the month, what is
 * past due for Lines 28 and 29. Fed in business order; months and fiscal years are begun and ended
 * by the fold.
 *
 * Three views of the balance differ by the adjustments they leave out until the next FFY:
 * all (arrears-only), without prior-period ones (Line 26), without prior-year ones (28, 29).
 */
export class CaseMoney {
  private readonly family = new Account();
  private readonly state = new Account();
  private readonly receipts = new Receipts();
  private futureCredit = 0;
  /** Counts the fiscal years begun: a receipt of another one saw other adjustments. */
  private ffySerial = 0;
  private hasMoved = false;

  monthDue = 0;
  monthCurrent = 0;
  monthArrears = 0;
  monthMedicalState = 0;
  readonly ffyDue: [number, number, number] = [0, 0, 0];
  readonly ffyCurrent: [number, number, number] = [0, 0, 0];
  readonly ffyArrears: [number, number, number] = [0, 0, 0];
  /** Support fell due (was paid) in some month of FFY-to-date that has ended (44, 45). */
  hadDueInFfy = false;
  hadCurrentInFfy = false;
  /** Line 28 and Line 29 without "in FFY". */
  hadArrearsInFfy = false;
  paidArrearsInFfy = false;

  constructor(readonly trace: MoneyTrace | null) {}

  /** Starts a fiscal year: what was adjusted of earlier periods enters now. */
  beginFfy(): void {
    this.trace?.beginFfy();
    this.ffySerial += 1;
    this.family.priorPeriod = 0;
    this.family.priorYear = 0;
    this.state.priorPeriod = 0;
    this.state.priorYear = 0;
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
    this.ffyDue[status] += this.monthDue;
    this.ffyCurrent[status] += this.monthCurrent;
    this.ffyArrears[status] += this.monthArrears;
    if (this.monthDue > 0) this.hadDueInFfy = true;
    if (this.monthCurrent > 0) this.hadCurrentInFfy = true;
    if (this.hasMoved) this.noteArrears();
    this.hasMoved = false;
    this.trace?.endMonth(status);
  }

  /** A charge uses future credit first; the net charge is what counts. */
  charged(position: number, cents: Cents, owedTo: number): void {
    const used = Math.min(this.futureCredit, cents);
    this.futureCredit -= used;
    const net = cents - used;
    this.monthDue += net;
    this.accountOf(owedTo).balance += net;
    this.hasMoved = true;
    if (this.trace !== null) {
      this.trace.balance.push(position);
      if (net > 0) this.trace.monthDue.push(position);
    }
  }

  /** Brought forward, judgment or interest: past due from now on, and Line 28 at once. */
  arrearsAdded(position: number, cents: Cents, owedTo: number): void {
    this.accountOf(owedTo).addArrears(cents);
    this.hasMoved = true;
    this.trace?.balance.push(position);
    if (!this.hadArrearsInFfy) this.trace?.arrearsDue.push(position);
    this.hadArrearsInFfy = true;
  }

  compromised(position: number, cents: Cents, owedTo: number): void {
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
    const account = this.accountOf(owedTo);
    account.addArrears(cents);
    this.hasMoved = true;
    if (isPriorPeriod) account.priorPeriod += cents;
    if (isPriorYear) {
      account.priorYear += cents;
      account.pastDue -= cents;
    }
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
      this.family.balance -= currentFamily + medicalFamily;
      this.state.balance -= currentState + medicalState;
    }
    this.hasMoved = true;
    this.futureCredit += future;
    const due = (isVoluntary ? current : 0) + future;
    this.monthDue += due;
    this.monthCurrent += current + future;
    if (!isResponding) {
      this.monthArrears += arrears;
      this.monthMedicalState += medicalState;
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
    this.family.addArrears(back.family);
    this.state.addArrears(back.state);
    this.hasMoved = true;
    this.futureCredit = Math.max(0, this.futureCredit - back.future);
    this.trace?.balance.push(position);
  }

  /** Arrears due now, cents: all adjustments counted. */
  get arrearsDue(): Cents {
    return Math.max(0, this.family.balance) + Math.max(0, this.state.balance);
  }

  /** Arrears due now without this FFY's prior-period adjustments (Line 26), cents. */
  get arrearsDueForLine26(): Cents {
    const { family, state } = this;
    return (
      Math.max(0, family.balance - family.priorPeriod) +
      Math.max(0, state.balance - state.priorPeriod)
    );
  }

  /** Line 28 sees arrears at the first moment of a month and at its end alike. */
  private noteArrears(): void {
    if (this.hadArrearsInFfy) return;
    const { family, state } = this;
    if (family.balance <= family.priorYear && state.balance <= state.priorYear) return;
    this.hadArrearsInFfy = true;
    this.trace?.arrearsDue.push(...this.trace.balance);
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

  private owesBoth(): boolean {
    return this.family.pastDue > 0 && this.state.pastDue > 0;
  }

  private accountOf(owedTo: number): Account {
    return owedTo === FAMILY ? this.family : this.state;
  }
}

function clear(amounts: [number, number, number]): void {
  amounts[0] = 0;
  amounts[1] = 0;
  amounts[2] = 0;
}
