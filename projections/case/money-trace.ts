import type { Status } from '../columns/codes.js';

/** A list of positions per status column. */
type ByStatus = readonly [number[], number[], number[]];

/**
 * The records behind the money facts of a case, kept only where a trail or an explanation asks
 * for them; a report folds without it.
 */
export class MoneyTrace {
  /** Every record that moved the balance so far. */
  readonly balance: number[] = [];
  /** The receipts in the order in which they came. */
  readonly receipts: number[] = [];
  monthDue: number[] = [];
  monthCurrent: number[] = [];
  monthArrears: number[] = [];
  monthMedicalState: number[] = [];
  ffyDue: ByStatus = [[], [], []];
  ffyCurrent: ByStatus = [[], [], []];
  ffyArrears: ByStatus = [[], [], []];
  /** What makes Line 28 true in this FFY: the first record, or the balance up to then. */
  arrearsDue: number[] = [];
  /** The first distribution that makes Line 29 true in this FFY, and its collection. */
  payingArrears: number[] = [];

  /** Notes a distribution with the flows that it enters. */
  distributed(
    position: number,
    flows: {
      readonly isDue: boolean;
      readonly isCurrent: boolean;
      readonly isArrears: boolean;
      readonly isMedicalToState: boolean;
    },
  ): void {
    this.balance.push(position);
    if (flows.isDue) this.monthDue.push(position);
    if (flows.isCurrent) this.monthCurrent.push(position);
    if (flows.isArrears) this.monthArrears.push(position);
    if (flows.isMedicalToState) this.monthMedicalState.push(position);
  }

  beginMonth(): void {
    this.monthDue = [];
    this.monthCurrent = [];
    this.monthArrears = [];
    this.monthMedicalState = [];
  }

  endMonth(status: Status): void {
    this.ffyDue[status].push(...this.monthDue);
    this.ffyCurrent[status].push(...this.monthCurrent);
    this.ffyArrears[status].push(...this.monthArrears);
  }

  beginFfy(): void {
    this.ffyDue = [[], [], []];
    this.ffyCurrent = [[], [], []];
    this.ffyArrears = [[], [], []];
    this.arrearsDue = [];
    this.payingArrears = [];
  }
}
