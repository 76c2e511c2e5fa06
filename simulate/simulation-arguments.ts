import type { County } from '../events/values/county.js';
import { formatMonth } from '../events/values/month.js';
import type { Month } from '../events/values/month.js';

/** What a simulated caseload is like. */
export interface SimulationArguments {
  readonly county: County;
  /** How many cases in all, those that open on the way included: 1 to `CASES_MAX`. */
  readonly cases: number;
  /** The first month in which records are recorded. */
  readonly from: Month;
  /** The last month in which records are recorded; not before `from`. */
  readonly to: Month;
  /** Any text; another seed gives another caseload. */
  readonly seed: string;
  /** Share of the records that come in late, after the load of the old cases; 0 to 1, 0.08 if not given. */
  readonly late?: number;
  /** Share of the records that are corrections, after the load of the old cases; 0 to 1, 0.03 if not given. */
  readonly correct?: number;
}

/** Most cases of one caseload: their numbers have seven digits. */
export const CASES_MAX = 9_999_999;
export const LATE_DEFAULT = 0.08;
export const CORRECT_DEFAULT = 0.03;

const MONTH_MIN = (1950 * 12) as Month;
const MONTH_MAX = (2100 * 12 + 11) as Month;

/** What is wrong with the arguments, in a sentence that says what to do, or null. */
export function simulationFault(given: SimulationArguments): string | null {
  const { cases, from, to, late = LATE_DEFAULT, correct = CORRECT_DEFAULT } = given;
  if (!Number.isInteger(cases) || cases < 1 || cases > CASES_MAX) {
    return `A caseload has 1 to ${String(CASES_MAX)} cases, not ${String(cases)}. Give a whole number in these bounds.`;
  }
  if (from < MONTH_MIN || to > MONTH_MAX) {
    const bounds = `${formatMonth(MONTH_MIN)} to ${formatMonth(MONTH_MAX)}`;
    return `Caseloads are simulated for months from ${bounds}, not ${formatMonth(from)} to ${formatMonth(to)}. Give months in these bounds.`;
  }
  if (from > to) {
    return `The first month ${formatMonth(from)} is after the last, ${formatMonth(to)}. Give the earlier month first.`;
  }
  for (const [name, share] of [
    ['late', late],
    ['correct', correct],
  ] as const) {
    if (!(share >= 0 && share <= 1)) {
      return `The share of ${name} records is a fraction from 0 to 1, not ${String(share)}. Give for example 0.05.`;
    }
  }
  return null;
}
