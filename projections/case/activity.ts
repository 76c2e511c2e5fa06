import type { Day } from '../../events/values/day.js';
import type { Month } from '../../events/values/month.js';
import type { StateReader, StateWriter } from './state-numbers.js';

/** So many months before a saved state are known to have had a collection or none; bits of one exact number. */
export const COLLECTION_MONTHS = 48;

/** A restored fold answers no question about records. */
const POSITION_NOT_KEPT = 0;

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

  save(to: StateWriter): void {
    to.put(this.day);
  }

  restore(from: StateReader): void {
    this.day = from.next();
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

  /**
   * As of the end of the month before `first`. Of the months with a collection the last `COLLECTION_MONTHS` are kept, and
   * no notice: only those since the beginning of the year that is asked for are looked at, and it begins at `first` or later.
   */
  save(to: StateWriter, first: Month): void {
    for (const seen of this.seen) seen.save(to);
    let months = 0;
    for (const month of this.collectionMonths) {
      const ago = first - 1 - month;
      if (ago < COLLECTION_MONTHS) months += 2 ** ago;
    }
    to.put(months);
  }

  restore(from: StateReader, first: Month): void {
    for (const seen of this.seen) seen.restore(from);
    const months = from.next();
    for (let ago = COLLECTION_MONTHS - 1; ago >= 0; ago -= 1) {
      if (Math.floor(months / 2 ** ago) % 2 === 0) continue;
      this.collectionMonths.push((first - 1 - ago) as Month); // a month before a month
      this.collectionPositions.push(POSITION_NOT_KEPT);
    }
  }

  private get seen(): readonly LastSeen[] {
    const { opened, closed, collection, served, referralSent, referralReceived } = this;
    const { medicalBill, medicalAllocation } = this;
    return [
      ...[opened, closed, collection, served],
      ...[referralSent, referralReceived, medicalBill, medicalAllocation],
    ];
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
