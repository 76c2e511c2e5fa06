import type { CaseFacts } from '../../case/case-facts.js';
import { line } from '../line.js';
import type { LineEntry, LineRule } from '../line.js';

const byStatus = (counts: (c: CaseFacts) => boolean): LineRule => ({
  kind: 'countCases',
  counts,
  column: 'status',
});
const common = { section: 'D', unit: 'cases', columns: 'bcd', period: 'ffy-to-date' } as const;

/** Section D: services provided in the fiscal year to date. */
export const SERVICES_PROVIDED: readonly LineEntry[] = [
  line({
    ...common,
    line: '14',
    title: 'Title IV-A cases closed during the FFY where a child support payment was received',
    columns: 'a',
    citation: 'Section D, Line 14',
    rule: {
      kind: 'countCases',
      counts: (c) => c.isInFfy && c.hasTanfTerminationWithPaymentInFfy,
      column: 'a',
    },
  }),
  line({
    ...common,
    line: '16',
    title: 'Children for whom paternity was established judicially during the FFY',
    unit: 'children',
    citation: 'Section D, Line 16',
    reading:
      'A child of several FFY cases stands in the first column of current, former, never among them.',
    rule: {
      kind: 'countChildren',
      counts: (k) =>
        k.countsByAge &&
        k.hasFfyCase &&
        k.isBornOutOfWedlock &&
        k.wasEstablishedJudiciallyInFfy &&
        !k.hasPopEstablishment &&
        !k.wasEstablishedBeforeFirstOpening,
      column: (k) => k.statusInFfyCases,
      cases: 'ffy',
    },
  }),
  line({
    ...common,
    line: '17',
    title: 'Cases with support orders established during the FFY',
    citation: 'Section D, Line 17; Services Definitions, Child Support Order',
    rule: byStatus((c) => c.isInFfy && c.hasEstablishedInFfy),
  }),
  line({
    ...common,
    line: '18',
    title: 'Cases with collections during the FFY',
    citation: 'Section D, Line 18',
    rule: byStatus((c) => c.isInFfy && c.hasCollectionInFfy),
  }),
  line({
    ...common,
    line: '18a',
    title: 'Interstate cases received from another state with collections during the FFY',
    subsetOf: ['18'],
    citation: 'Section D, Line 18a',
    rule: byStatus((c) => c.isInFfy && c.hasCollectionInFfy && c.wasRespondingInFfy),
  }),
  line({
    ...common,
    line: '19',
    title: 'Cases sent to another state during the FFY',
    citation: 'Section D, Line 19',
    rule: byStatus((c) => c.isInFfy && c.hasReferralSentInFfy),
  }),
  line({
    ...common,
    line: '20',
    title: 'Cases received from another state during the FFY',
    citation: 'Section D, Line 20',
    rule: byStatus((c) => c.isInFfy && c.hasReferralReceivedInFfy),
  }),
];
