import { minus, notBelowZero, plus } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import type { Cents } from '../../events/values/money.js';

/** What is owed to one payee, cents; its sums are numbers, exact as long as `CaseMoney.moved` says so. */
export class Account {
  /** Running balance B. */
  balance: CentsSum = 0;
  /** This FFY's prior-year adjustments, and its prior-period ones. */
  priorYear: CentsSum = 0;
  private priorPeriod: CentsSum = 0;
  /** P without this FFY's prior-year adjustments (28, 29), and with all. */
  pastDue: CentsSum = 0;
  pastDueOfAll: CentsSum = 0;

  /** What was adjusted of earlier periods enters now. */
  beginFfy(): void {
    this.priorPeriod = 0;
    this.priorYear = 0;
  }

  /** P = max(0, B at the end of the month before). */
  beginMonth(): void {
    const { balance, priorYear } = this;
    this.pastDueOfAll = balance > 0 ? balance : 0;
    this.pastDue = balance > priorYear ? this.minus(balance, priorYear) : 0;
  }

  /** @param net - what is left of a charge when future credit is used */
  charge(net: CentsSum): void {
    this.balance = this.plus(this.balance, net);
  }

  /** Current and medical support: no past due is paid by it. */
  paySupport(cents: Cents): void {
    this.balance = this.minus(this.balance, cents);
  }

  addArrears(cents: Cents): void {
    this.balance = this.plus(this.balance, cents);
    this.pastDue = this.plus(this.pastDue, cents);
    this.pastDueOfAll = this.plus(this.pastDueOfAll, cents);
  }

  payArrears(cents: Cents): void {
    this.balance = this.minus(this.balance, cents);
    this.pastDue = this.minus(this.pastDue, cents);
    this.pastDueOfAll = this.minus(this.pastDueOfAll, cents);
  }

  /** @param cents - signed */
  adjust(cents: Cents, isPriorPeriod: boolean, isPriorYear: boolean): void {
    this.addArrears(cents);
    if (isPriorPeriod) this.priorPeriod = this.plus(this.priorPeriod, cents);
    if (isPriorYear) {
      this.priorYear = this.plus(this.priorYear, cents);
      this.pastDue = this.minus(this.pastDue, cents);
    }
  }

  /** The balance without this FFY's prior-period adjustments, where it is above zero (Line 26). */
  get dueForLine26(): CentsSum {
    return notBelowZero(this.minus(this.balance, this.priorPeriod));
  }

  /** Goes on with a balance at the end of a fiscal year; all else begins anew with the next. */
  restore(balance: number): void {
    this.balance = balance;
  }

  protected plus(one: CentsSum, other: CentsSum): CentsSum {
    return (one as number) + (other as number); // numbers, until `LargeAccount` takes over; with a bigint it throws
  }

  protected minus(one: CentsSum, other: CentsSum): CentsSum {
    return (one as number) - (other as number); // likewise
  }
}

/** The same at any size. */
export class LargeAccount extends Account {
  protected override plus(one: CentsSum, other: CentsSum): CentsSum {
    return plus(one, other);
  }

  protected override minus(one: CentsSum, other: CentsSum): CentsSum {
    return minus(one, other);
  }
}
