import type { LineNumber } from '../../events/line-numbers.js';
import { TOLD_A_TO_D } from './told/sections-a-to-d.js';
import { TOLD_E_TO_J } from './told/sections-e-to-j.js';

/** A line of the form for people: short sentences, in our own words. */
export interface ToldLine {
  /** What the instructions attached to CSS Letter 06-35 ask to be reported. */
  readonly letter: string;
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
