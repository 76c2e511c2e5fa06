import type { Day } from '../../events/values/day.js';
import type { Month } from '../../events/values/month.js';

/** Before every day; an integer, as all others of its kind. */
const NO_DAY = -(2 ** 30);

/**
 * Something that happens again and again, of which most lines ask only whether it happened since the
 * first day of a period: the latest day is enough. A traced fold keeps every record of it.
 */
export class LastSeen {
  private day: number = NO_DAY;
  private readonly all: { readonly day: Day; readonly position: number }[] | null;

  constructor(isTraced: boolean) {
    this.all = isTraced ? [] : null;
  }

  note(day: Day, position: number): void {
    this.day = day;
    this.all?.push({ day, position });
  }

  isSince(firstDay: Day): boolean {
    return this.day >= firstDay;
  }

  /** The records since `firstDay`; known to a traced fold only. */
  positionsSince(firstDay: Day): number[] {
    return (this.all ?? []).filter(({ day }) => day >= firstDay).map(({ position }) => position);
  }
}

/** What was done in a case, for the lines that ask whether it was done in the month or the FFY. */
export class CaseActivity {
  readonly opened: LastSeen;
  readonly closed: LastSeen;
  readonly collection: LastSeen;
  readonly served: LastSeen;
  readonly referralSent: LastSeen;
  readonly referralReceived: LastSeen;
  readonly medicalBill: LastSeen;
  readonly medicalAllocation: LastSeen;
  /** Months with a collection, ascending, and one record of each. */
  private readonly collectionMonths: Month[] = [];
  private readonly collectionPositions: number[] = [];
  private readonly tanfTerminations: { day: Day; position: number; lastGrantMonth: Month }[] = [];

  constructor(isTraced: boolean) {
    this.opened = new LastSeen(isTraced);
    this.closed = new LastSeen(isTraced);
    this.collection = new LastSeen(isTraced);
    this.served = new LastSeen(isTraced);
    this.referralSent = new LastSeen(isTraced);
    this.referralReceived = new LastSeen(isTraced);
    this.medicalBill = new LastSeen(isTraced);
    this.medicalAllocation = new LastSeen(isTraced);
  }

  collectionReceived(day: Day, month: Month, position: number): void {
    this.collection.note(day, position);
    if (month === this.collectionMonths[this.collectionMonths.length - 1]) return;
    this.collectionMonths.push(month);
    this.collectionPositions.push(position);
  }

  tanfTerminated(day: Day, position: number, lastGrantMonth: Month): void {
    this.tanfTerminations.push({ day, position, lastGrantMonth });
  }

  /** Line 14: a termination notice since `firstDay` and a collection in its month of last grant. */
  tanfTerminationWithPayment(firstDay: Day): readonly number[] {
    for (const notice of this.tanfTerminations) {
      const paid = this.collectionPositions[this.collectionMonths.indexOf(notice.lastGrantMonth)];
      if (notice.day >= firstDay && paid !== undefined) return [notice.position, paid];
    }
    return NONE;
  }
}

/** Most cases have none, every month: one list for all of them. */
const NONE: readonly number[] = [];
