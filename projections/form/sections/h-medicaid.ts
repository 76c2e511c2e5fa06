import { line } from '../line.js';
import type { LineEntry } from '../line.js';

/** Section H: Medicaid. Phased in. */
export const MEDICAID: readonly LineEntry[] = [
  line({
    line: '33',
    section: 'H',
    title: 'Children determined eligible for Medicaid/Medi-Cal in open IV-D cases',
    unit: 'children',
    columns: 'a',
    period: 'point-in-time',
    isPhasedIn: true,
    citation: 'Section H, Line 33',
    rule: {
      kind: 'countChildren',
      counts: (k) => k.isMediCalEligible && k.hasOpenCaseNotResponding,
      column: 'a',
      cases: 'open-not-responding',
    },
  }),
  line({
    line: '34',
    section: 'H',
    title: 'Children eligible for Medicaid/Medi-Cal covered by private health insurance',
    unit: 'children',
    columns: 'a',
    period: 'ffy-to-date',
    subsetOf: ['33'],
    isPhasedIn: true,
    citation: 'Section H, Line 34',
    rule: {
      kind: 'countChildren',
      counts: (k) => k.isMediCalEligible && k.hasOpenCaseNotResponding && k.isPrivatelyCoveredInFfy,
      column: 'a',
      cases: 'open-not-responding',
    },
  }),
  line({
    line: '35',
    section: 'H',
    title: 'Cases with medical coverage received from any source',
    unit: 'cases',
    columns: 'a',
    period: 'ffy-to-date',
    isPhasedIn: true,
    citation: 'Section H, Line 35',
    rule: {
      kind: 'countCases',
      counts: (c) =>
        c.isOpen && !c.isResponding && (c.hadCoverageInFfy || c.hadMedicalPaymentInFfy),
      column: 'a',
    },
  }),
  line({
    line: '36',
    section: 'H',
    title: 'Cash medical support received that was assigned to the state',
    unit: 'dollars',
    columns: 'a',
    period: 'month',
    isPhasedIn: true,
    citation: 'Section H, Line 36',
    rule: {
      kind: 'sumCases',
      when: (c) => c.isInFfyForDollars,
      amount: (c) => c.medicalPaidToStateInMonth,
      fact: 'medicalPaidToStateInMonth',
      column: 'a',
    },
  }),
];
