import { Decimal } from 'decimal.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { cellOf } from '../form/report.js';
import type { Cell, ReportLines } from '../form/report.js';
import { applicablePercentage } from './bands.js';
import type { BandTable } from './bands.js';

/** The performance measures, by the names that the commands print. */
export type MeasureName =
  | 'pep-iv-d'
  | 'pep-statewide'
  | 'support-orders'
  | 'current-support'
  | 'arrears-cases'
  | 'medical-ordered'
  | 'medical-provided'
  | 'cases-paying-current'
  | 'cases-with-arrears';

/** A figure of the form: column (a) of a line, perhaps less that of another. */
interface Term {
  readonly line: LineNumber;
  readonly less?: LineNumber;
}

/** How a measure is made: 45 CFR 305.2 and 22 CCR 121120, by the lines of the form. */
export interface MeasureRule {
  readonly name: MeasureName;
  readonly title: string;
  readonly numerator: Term;
  readonly denominator: Term;
  /** The table of 45 CFR 305.33 that gives its incentive; null where no incentive is paid for it. */
  readonly bands: BandTable | null;
}

/** The measures in the order in which they are printed. */
export const MEASURES: readonly MeasureRule[] = [
  {
    name: 'pep-iv-d',
    title: 'Paternity establishment percentage, IV-D',
    numerator: { line: '6' },
    denominator: { line: '5a' },
    bands: 'paternity-and-orders',
  },
  {
    name: 'pep-statewide',
    title: 'Paternity establishment percentage, statewide',
    numerator: { line: '9' },
    denominator: { line: '8a' },
    bands: 'paternity-and-orders',
  },
  {
    name: 'support-orders',
    title: 'Cases with support orders',
    numerator: { line: '2' },
    denominator: { line: '1' },
    bands: 'paternity-and-orders',
  },
  {
    name: 'current-support',
    title: 'Current support collected',
    numerator: { line: '25' },
    denominator: { line: '24' },
    bands: 'current-and-arrears',
  },
  {
    name: 'arrears-cases',
    title: 'Arrears cases with a collection',
    numerator: { line: '29' },
    denominator: { line: '28' },
    bands: 'current-and-arrears',
  },
  {
    name: 'medical-ordered',
    title: 'Medical support ordered',
    numerator: { line: '21' },
    denominator: { line: '2', less: '2e' },
    bands: null,
  },
  {
    name: 'medical-provided',
    title: 'Medical support provided',
    numerator: { line: '21a' },
    denominator: { line: '21' },
    bands: null,
  },
  {
    name: 'cases-paying-current',
    title: 'Cases paying current support',
    numerator: { line: '45' },
    denominator: { line: '44' },
    bands: null,
  },
  {
    name: 'cases-with-arrears',
    title: 'Cases with arrears',
    numerator: { line: '28' },
    denominator: { line: '1', less: '1c' },
    bands: null,
  },
];

/** A measure of one report. */
export interface Measure {
  readonly name: MeasureName;
  /** A count, or dollars with two decimals; null where the line is not reported. */
  readonly numerator: Cell;
  readonly denominator: Cell;
  /** One decimal, half up, not capped at 100; null (not reported) where the denominator is zero. */
  readonly percent: string | null;
  /** The applicable percentage of 45 CFR 305.33; null for a measure without one, or without a percentage. */
  readonly band: string | null;
}

/** All measures of a report, a county's or the state's sum. */
export function measuresOf(lines: ReportLines): readonly Measure[] {
  return MEASURES.map(({ name, bands, ...rule }) => {
    const numerator = figureOf(lines, rule.numerator);
    const denominator = figureOf(lines, rule.denominator);
    const level = levelOf(numerator, denominator);
    return {
      name,
      numerator,
      denominator,
      percent: level === null ? null : roundedPercent(level),
      band: level === null || bands === null ? null : applicablePercentage(bands, level),
    };
  });
}

/**
 * Quotients are kept to so many digits that a level stays on its side of a band's limit and of a rounding's half: what
 * is not such a limit is at least 1/2000 of one part in the numerator's cents away from it, and the sum of all that a
 * state's records can say (2^53 of each county, of 999,999,999.99 each) has 29 digits.
 */
const Exact = Decimal.clone({ precision: 60, rounding: Decimal.ROUND_HALF_UP });

/** The unrounded level in percent; null where there is nothing to divide by. */
export function levelOf(numerator: Cell, denominator: Cell): Decimal | null {
  if (numerator === null || denominator === null) return null;
  const divisor = new Exact(denominator);
  if (divisor.isZero()) return null;
  return new Exact(numerator).times(100).dividedBy(divisor);
}

/** A level as it is published: one decimal, half up. */
export function roundedPercent(level: Decimal): string {
  return level.toFixed(1, Decimal.ROUND_HALF_UP);
}

/** Column (a) of a line, less another's; null where either is not reported. */
function figureOf(lines: ReportLines, { line, less }: Term): Cell {
  const whole = cellOf(lines, line, 'a');
  if (less === undefined) return whole;
  const part = cellOf(lines, less, 'a');
  return typeof whole === 'number' && typeof part === 'number' ? whole - part : null;
}
