import type { CaseFacts } from '../../case/case-facts.js';
import { line } from '../line.js';
import type { LineEntry, LineRule } from '../line.js';

const inTotal = (counts: (c: CaseFacts) => boolean): LineRule => ({
  kind: 'countCases',
  counts,
  column: 'a',
});
const isOrdered = (c: CaseFacts): boolean => c.isOpen && !c.isArrearsOnly && c.isMedicalOrdered;
const isInsuranceOrdered = (c: CaseFacts): boolean =>
  c.isOpen && !c.isArrearsOnly && c.isHealthInsuranceOrdered && !c.isInsuranceUnavailable;

/** Line 21a: private coverage, or medical money where that is what was ordered, or public coverage. */
function isProvided(c: CaseFacts): boolean {
  return (
    c.hadPrivateCoverageInFfy ||
    (c.hadMedicalPaymentInFfy && (!c.isHealthInsuranceOrdered || c.isInsuranceUnavailable)) ||
    (c.hadPublicCoverageInFfy && c.isInsuranceUnavailable && c.isCashMedicalOrdered)
  );
}

const common = { section: 'E', unit: 'cases', columns: 'a' } as const;

/** Section E: medical support ordered and provided. */
export const MEDICAL_SUPPORT: readonly LineEntry[] = [
  line({
    ...common,
    line: '21',
    title: 'Open cases in which medical support is ordered',
    period: 'point-in-time',
    subsetOf: ['2'],
    citation: 'Section E, Line 21; Services Definitions, medical support',
    rule: inTotal(isOrdered),
  }),
  line({
    ...common,
    line: '21a',
    title: 'Open cases in which medical support is ordered and provided',
    period: 'ffy-to-date',
    subsetOf: ['21'],
    citation: 'Section E, Line 21a',
    reading: 'Whether insurance is unavailable is judged at the end of the month.',
    rule: inTotal((c) => isOrdered(c) && isProvided(c)),
  }),
  line({
    ...common,
    line: '22',
    title: 'Open cases where health insurance is ordered',
    period: 'point-in-time',
    subsetOf: ['21'],
    citation: 'Section E, Line 22',
    reading:
      'Cases with insurance documented as unavailable "may" be left out; they always are here.',
    rule: inTotal(isInsuranceOrdered),
  }),
  line({
    ...common,
    line: '23',
    title: 'Open cases where health insurance is provided as ordered',
    period: 'point-in-time',
    subsetOf: ['22'],
    citation: 'Section E, Line 23',
    rule: inTotal((c) => isInsuranceOrdered(c) && c.hasCoverageAsOrdered),
  }),
];
