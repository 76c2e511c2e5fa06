import { Decimal } from 'decimal.js';
import type { StaffFigure } from './county-fold.js';

/** A Decimal of our own: a setting made elsewhere cannot change a report. */
const Fte = Decimal.clone({ precision: 40, rounding: Decimal.ROUND_HALF_UP });
const HOURS_PER_FTE = 173;
const SCALE = 10_000;

/** Full-time employees plus part-time hours / 173, in hundredths, half up (rules.md 7). */
export function fteHundredths(staff: StaffFigure): number {
  return new Fte(staff.partTimeHours)
    .div(HOURS_PER_FTE)
    .plus(staff.fullTime)
    .div(SCALE)
    .times(100)
    .toDecimalPlaces(0, Decimal.ROUND_HALF_UP)
    .toNumber(); // an integer: rounded in the line above
}
