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

  /** Line 28 is true by the balance up to now. */
  balanceMadeArrears(): void {
    append(this.arrearsDue, this.balance);
  }

  beginMonth(): void {
    this.monthDue = [];
    this.monthCurrent = [];
    this.monthArrears = [];
    this.monthMedicalState = [];
  }

  endMonth(status: Status): void {
    append(this.ffyDue[status], this.monthDue);
    append(this.ffyCurrent[status], this.monthCurrent);
    append(this.ffyArrears[status], this.monthArrears);
  }

  beginFfy(): void {
    this.ffyDue = [[], [], []];
    this.ffyCurrent = [[], [], []];
    this.ffyArrears = [[], [], []];
    this.arrearsDue = [];
    this.payingArrears = [];
  }
}

/** One by one: as arguments of one call, the positions of a case may be more than the stack holds. */
function append(to: number[], positions: readonly number[]): void {
  for (const position of positions) to.push(position);
}
