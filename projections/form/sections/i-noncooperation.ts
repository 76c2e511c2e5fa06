import { line } from '../line.js';
import type { LineEntry } from '../line.js';

/** Section I: non-cooperation and good cause. */
export const NONCOOPERATION: readonly LineEntry[] = [
  line({
    line: '38',
    section: 'I',
    title: 'Open cases with a determination of non-cooperation',
    unit: 'cases',
    columns: 'b',
    period: 'point-in-time',
    citation: 'Section I, Line 38',
    rule: {
      kind: 'countCases',
      counts: (c) => c.isOpen && c.isOnCalworks && c.isNonCooperating,
      column: 'b',
    },
  }),
  line({
    line: '39',
    section: 'I',
    title: 'Cases open in the FFY with good cause determinations',
    unit: 'cases',
    columns: 'b',
    period: 'ffy-to-date',
    citation: 'Section I, Line 39',
    reading: 'The line has no other column than (b), so it counts whatever the status of the case.',
    rule: { kind: 'countCases', counts: (c) => c.isInFfy && c.hadGoodCauseInFfy, column: 'b' },
  }),
];
