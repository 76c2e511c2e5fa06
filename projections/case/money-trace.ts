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
