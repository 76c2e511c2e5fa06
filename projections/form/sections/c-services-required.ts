import { line } from '../line.js';
import type { LineEntry } from '../line.js';

/** Section C: services required. */
export const SERVICES_REQUIRED: readonly LineEntry[] = [
  line({
    line: '12',
    section: 'C',
    title: 'Open cases requiring services to establish an order',
    unit: 'cases',
    columns: 'bcd',
    period: 'point-in-time',
    subsetOf: ['1'],
    citation: 'Section C, Line 12',
    rule: { kind: 'countCases', counts: (c) => c.isOpen && !c.hasOrder, column: 'status' },
  }),
  line({
    line: '13',
    section: 'C',
    title: 'Children requiring paternity determination in open cases',
    unit: 'children',
    columns: 'bcd',
    period: 'point-in-time',
    citation: 'Section C, Line 13',
    reading:
      'A child of several open cases stands in the first column of current, former, never among those whose NCP is not the mother.',
    rule: {
      kind: 'countChildren',
      counts: (k) =>
        k.countsByAge &&
        k.hasOpenCase &&
        k.isAtIssueInOpenCases &&
        k.isBornOutOfWedlock &&
        !k.isEstablished,
      column: (k) => k.statusAtIssueInOpenCases,
      cases: 'open',
    },
  }),
];
