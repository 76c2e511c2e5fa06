import { line } from '../line.js';
import type { LineEntry } from '../line.js';

/** Section G: full-time equivalents of staff on the last working day. */
export const STAFF: readonly LineEntry[] = [
  line({
    line: '30',
    section: 'G',
    title: 'FTE employees of local IV-D offices on the last working day',
    unit: 'fte',
    columns: 'a',
    period: 'point-in-time',
    citation: 'Section G, Line 30 (part-time hours / 173)',
    rule: { kind: 'staff', staff: 'line30' },
  }),
  line({
    line: '31',
    section: 'G',
    title: 'FTE employees under contract or cooperative agreement on the last working day',
    unit: 'fte',
    columns: 'a',
    period: 'point-in-time',
    citation: 'Section G, Line 31 (part-time hours / 173)',
    rule: { kind: 'staff', staff: 'line31' },
  }),
  line({
    line: '32',
    section: 'G',
    title: 'FTE employees of privatized IV-D offices on the last working day',
    unit: 'fte',
    columns: 'a',
    period: 'point-in-time',
    suppliedBy: 'dcss',
    citation: 'Section G, Line 32',
    rule: { kind: 'notReportedByCounties' },
  }),
];
