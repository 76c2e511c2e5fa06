import type { LineNumber } from '../../events/line-numbers.js';
import type { Quotation } from './told/quotation.js';
import { TOLD_A_TO_D } from './told/sections-a-to-d.js';
import { TOLD_E_TO_J } from './told/sections-e-to-j.js';

/** A line of the form for people: what the letter says of it, then short sentences in our own words. */
export interface ToldLine {
  /** The letter's own sentence; null where no instruction is for this line alone. */
  readonly quoted: Quotation | null;
  /** How we read it: what is reported on the line. */
  readonly ours: string;
  /** Somebody who is on it, or how its figure comes about. `test/lines/told-lines.spec.ts` makes a ledger of each. */
  readonly example: string;
  /** Who or what is not in it, though one might look for it here. */
  readonly without: string;
}

/** Each line by its number. A line that stands in several editions of the form is told once. */
export const TOLD_LINES: Readonly<Record<LineNumber, ToldLine>> = Object.freeze({
  ...TOLD_A_TO_D,
  ...TOLD_E_TO_J,
});
