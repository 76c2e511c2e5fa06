import type { Cents } from '../../events/values/money.js';
import { FAMILY, STATE } from '../columns/codes.js';
import type { Status } from '../columns/codes.js';
import type { MoneyTrace } from './money-trace.js';
import { Receipts } from './receipts.js';

/** What a later-month reversal puts back; cents. */
export interface PutBack {
  readonly family: Cents;
  readonly state: Cents;
  readonly future: Cents;
}

const PAYEES = [FAMILY, STATE] as const;

/** Money of one status column each: [current, former, never], cents. */
export type CentsByStatus = readonly [number, number, number];

/**
 * The money of a case (rules.md 2): running balances, future credit, flows of the month, what is
 * past due for Lines 28 and 29. Fed in business order; months and fiscal years are begun and ended
 * by the fold. Index FAMILY = 0, STATE = 1.
 *
 * Three views of the balance differ by the adjustments they leave out until the next FFY:
 * all (arrears-only), without prior-period ones (Line 26), without prior-year ones (28, 29).
 */
export class CaseMoney {
  /** Running balance B by payee. */
  private readonly balance: [number, number] = [0, 0];
  /** This FFY's prior-period and prior-year adjustments by payee. */
  private readonly priorPeriod: [number, number] = [0, 0];
  private readonly priorYear: [number, number] = [0, 0];
  /** P by payee, without this FFY's prior-year adjustments (28, 29) and with all. */
  private readonly pastDue: [number, number] = [0, 0];
  private readonly pastDueOfAll: [number, number] = [0, 0];
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
    for (const payee of PAYEES) {
      this.priorPeriod[payee] = 0;
      this.priorYear[payee] = 0;
    }
    this.ffyDue.fill(0);
    this.ffyCurrent.fill(0);
    this.ffyArrears.fill(0);
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
    for (const payee of PAYEES) {
      this.pastDueOfAll[payee] = Math.max(0, this.balance[payee]);
      this.pastDue[payee] = Math.max(0, this.balance[payee] - this.priorYear[payee]);
    }
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
    this.move(owedTo, net);
    if (this.trace !== null) {
      this.trace.balance.push(position);
      if (net > 0) this.trace.monthDue.push(position);
    }
  }

  /** Brought forward, judgment or interest: past due from now on, and Line 28 at once. */
  arrearsAdded(position: number, cents: Cents, owedTo: number): void {
    this.moveArrears(owedTo, cents);
    this.trace?.balance.push(position);
    if (!this.hadArrearsInFfy) this.trace?.arrearsDue.push(position);
    this.hadArrearsInFfy = true;
  }

  compromised(position: number, cents: Cents, owedTo: number): void {
    this.moveArrears(owedTo, -cents);
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
    this.moveArrears(owedTo, cents);
    if (isPriorPeriod) this.priorPeriod[owedTo === FAMILY ? FAMILY : STATE] += cents;
    if (isPriorYear) {
      this.priorYear[owedTo === FAMILY ? FAMILY : STATE] += cents;
      this.pastDue[owedTo === FAMILY ? FAMILY : STATE] -= cents;
    }
    this.trace?.balance.push(position);
  }

  received(collection: number, position: number): void {
    this.receipts.add(
      collection,
      position,
      this.ffySerial,
      this.owesBoth(this.pastDue),
      this.owesBoth(this.pastDueOfAll),
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
      this.pastDue[FAMILY] -= arrearsFamily;
      this.pastDue[STATE] -= arrearsState;
      this.pastDueOfAll[FAMILY] -= arrearsFamily;
      this.pastDueOfAll[STATE] -= arrearsState;
    }
    this.balance[FAMILY] -= arrearsFamily + (isVoluntary ? 0 : currentFamily + medicalFamily);
    this.balance[STATE] -= arrearsState + (isVoluntary ? 0 : currentState + medicalState);
    this.hasMoved = true;
    this.futureCredit += future;
    const due = (isVoluntary ? current : 0) + future;
    this.monthDue += due;
    this.monthCurrent += current + future;
    if (!isResponding) {
      this.monthArrears += arrears;
      this.monthMedicalState += medicalState;
    }
    this.trace?.distributed(position, {
      isDue: due > 0,
      isCurrent: current + future > 0,
      isArrears: arrears > 0 && !isResponding,
      isMedicalToState: medicalState > 0 && !isResponding,
    });
  }

  /** A reversal in a later month than its distribution: the support is due again (rules.md 2). */
  reversedLater(position: number, back: PutBack): void {
    this.moveArrears(FAMILY, back.family);
    this.moveArrears(STATE, back.state);
    this.futureCredit = Math.max(0, this.futureCredit - back.future);
    this.trace?.balance.push(position);
  }

  /** Arrears due now, cents: all adjustments counted. */
  get arrearsDue(): Cents {
    return Math.max(0, this.balance[FAMILY]) + Math.max(0, this.balance[STATE]);
  }

  /** Arrears due now without this FFY's prior-period adjustments (Line 26), cents. */
  get arrearsDueForLine26(): Cents {
    return (
      Math.max(0, this.balance[FAMILY] - this.priorPeriod[FAMILY]) +
      Math.max(0, this.balance[STATE] - this.priorPeriod[STATE])
    );
  }

  /** Line 28 sees arrears at the first moment of a month and at its end alike. */
  private noteArrears(): void {
    if (this.hadArrearsInFfy) return;
    const family = this.balance[FAMILY] - this.priorYear[FAMILY];
    const state = this.balance[STATE] - this.priorYear[STATE];
    if (family <= 0 && state <= 0) return;
    this.hadArrearsInFfy = true;
    this.trace?.arrearsDue.push(...this.trace.balance);
  }

  /** Line 29: where both were owed at the collection's receipt, some must reach the family. */
  private noteArrearsPayment(collection: number, position: number, toFamily: Cents): void {
    if (this.paidArrearsInFfy) return;
    const receipt = this.receipts.rowOf(collection);
    const owedBoth =
      receipt < 0 ? this.owesBoth(this.pastDue) : this.receipts.owedBoth(receipt, this.ffySerial);
    if (owedBoth && toFamily === 0) return;
    this.paidArrearsInFfy = true;
    if (receipt >= 0) this.trace?.payingArrears.push(this.receipts.positionOf(receipt));
    this.trace?.payingArrears.push(position);
  }

  private owesBoth(pastDue: readonly [number, number]): boolean {
    return pastDue[FAMILY] > 0 && pastDue[STATE] > 0;
  }

  private move(owedTo: number, cents: Cents): void {
    this.balance[owedTo === FAMILY ? FAMILY : STATE] += cents;
    this.hasMoved = true;
  }

  private moveArrears(owedTo: number, cents: Cents): void {
    this.move(owedTo, cents);
    this.pastDue[owedTo === FAMILY ? FAMILY : STATE] += cents;
    this.pastDueOfAll[owedTo === FAMILY ? FAMILY : STATE] += cents;
  }
}
