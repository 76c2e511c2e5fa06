import type { Day } from '../../events/values/day.js';
import type { Month } from '../../events/values/month.js';

/** The latest day and record of something that happened; asked "since" the first day of a period. */
export class LastSeen {
  day = -Infinity;
  position = 0;

  note(day: Day, position: number): void {
    this.day = day;
    this.position = position;
  }

  isSince(firstDay: Day): boolean {
    return this.day >= firstDay;
  }

  /** The record, as a list, where it is in the period. */
  positionSince(firstDay: Day): number[] {
    return this.isSince(firstDay) ? [this.position] : [];
  }
}

/** What was done in a case, for the lines that ask whether it was done in the month or the FFY. */
export class CaseActivity {
  readonly opened = new LastSeen();
  readonly closed = new LastSeen();
  readonly collection = new LastSeen();
  readonly served = new LastSeen();
  readonly referralSent = new LastSeen();
  readonly referralReceived = new LastSeen();
  /** Months with a collection, ascending, and one record of each. */
  private readonly collectionMonths: Month[] = [];
  private readonly collectionPositions: number[] = [];
  private readonly tanfTerminations: { day: Day; position: number; lastGrantMonth: Month }[] = [];

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
  tanfTerminationWithPayment(firstDay: Day): number[] {
    if (this.tanfTerminations.length === 0) return [];
    for (const notice of this.tanfTerminations) {
      const paid = this.collectionPositions[this.collectionMonths.indexOf(notice.lastGrantMonth)];
      if (notice.day >= firstDay && paid !== undefined) return [notice.position, paid];
    }
    return [];
  }
}
