import { TYPE_CODE } from '../../events/registry.js';
import { dayOf, yearMonthDay } from '../../events/values/day.js';
import type { Day } from '../../events/values/day.js';
import { PATERNITY_JUDICIAL, PATERNITY_POP } from '../columns/codes.js';
import type { RecordColumns } from '../columns/record-columns.js';

const AGE_OF_MAJORITY = 18;

/**
 * The fold of one child's own records (rules.md 6), fed in business order; every question is about
 * the end of the last day fed. 0 as a position means that there is no such record.
 */
export class ChildFold {
  /** The latest registration. */
  registrationPosition = 0;
  /** The 18th birthday (29 February: 1 March); read only where there is a registration. */
  comesOfAgeOn = -Infinity;
  isBornOutOfWedlock = false;
  /** Established and not vacated since. */
  isEstablished = false;
  establishmentPosition = 0;
  /** The first establishment by a judge on the county's action. */
  judicialByCountyOn = Infinity;
  judicialByCountyPosition = 0;
  popPosition = 0;
  /** Day of the earliest establishment of any method, vacated or not. */
  firstEstablishedOn = Infinity;
  firstEstablishedPosition = 0;
  deathPosition = 0;
  isMediCalEligible = false;
  mediCalPosition = 0;

  registered(position: number, birthDate: Day, isBornOutOfWedlock: boolean): void {
    this.registrationPosition = position;
    const { year, month, day } = yearMonthDay(birthDate);
    this.comesOfAgeOn = dayOf(year + AGE_OF_MAJORITY, month, day);
    this.isBornOutOfWedlock = isBornOutOfWedlock;
  }

  established(day: Day, position: number, method: number, isByCounty: boolean): void {
    this.isEstablished = true;
    this.establishmentPosition = position;
    if (day < this.firstEstablishedOn) {
      this.firstEstablishedOn = day;
      this.firstEstablishedPosition = position;
    }
    if (method === PATERNITY_POP && this.popPosition === 0) this.popPosition = position;
    if (method === PATERNITY_JUDICIAL && isByCounty && this.judicialByCountyPosition === 0) {
      this.judicialByCountyOn = day;
      this.judicialByCountyPosition = position;
    }
  }

  vacated(position: number): void {
    this.isEstablished = false;
    this.establishmentPosition = position;
  }

  parentDied(position: number): void {
    if (this.deathPosition === 0) this.deathPosition = position;
  }

  mediCal(position: number, isEligible: boolean): void {
    if (this.isMediCalEligible === isEligible) return;
    this.isMediCalEligible = isEligible;
    this.mediCalPosition = position;
  }
}

/** Hands one record of a child to the fold; the place of each scalar is that of `encodeScalars`. */
export function visitChildRecord(fold: ChildFold, columns: RecordColumns, row: number): void {
  const { args } = columns;
  const at = columns.argsStart[row]!;
  const position = columns.position[row]!;
  const day = columns.effective[row]! as Day; // written from a Day
  const type: number = columns.type[row]!;
  switch (type) {
    case TYPE_CODE.ChildRegistered:
      fold.registered(position, args[at]! as Day, args[at + 1] === 1); // written from a Day
      return;
    case TYPE_CODE.PaternityEstablished:
      fold.established(day, position, args[at]!, args[at + 1] === 1);
      return;
    case TYPE_CODE.PaternityVacated:
      fold.vacated(position);
      return;
    case TYPE_CODE.DependentByParentDeath:
      fold.parentDied(position);
      return;
    case TYPE_CODE.MediCalEligibilityStarted:
      fold.mediCal(position, true);
      return;
    case TYPE_CODE.MediCalEligibilityEnded:
      fold.mediCal(position, false);
      return;
    default: // a RecordVoided stands for nothing
  }
}
