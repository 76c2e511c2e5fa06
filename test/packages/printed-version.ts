import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { ReportLines } from '../../projections/form/report.js';
import type { PrintedVersion } from '../../src/versions/version-json.js';

/** An approved version of a month. */
export const VERSION: PrintedVersion = {
  form: 'CS 1257',
  county: parseCounty('19') ?? ('01' as County),
  month: '2006-09',
  version: 2,
  kind: 'REVISED',
  state: 'approved',
  asOf: 1203,
  root: '1'.repeat(64),
  report: '2'.repeat(64),
  trail: '3'.repeat(64),
  submitted: { by: 'A. Clerk', at: '2006-10-12T18:00:00Z' },
  approved: { by: 'D. Rector', telephone: '213 555 0100', at: '2006-10-13T06:30:00Z' },
  returned: null,
  due: '2006-10-15',
  daysLate: 0,
  comment: 'Late records came in.',
};

/** Every cell has a number of its own, so that it can be found on the page. */
export const LINES = Object.fromEntries(
  LINE_NUMBERS.map((line, index) => {
    const base = 10_000 + index * 10;
    if (line === '1d') return [line, { a: null, b: null, c: null, d: null }];
    if (line === '24') return [line, { a: '1234567.89', b: '1.00', c: '2.00', d: '-0.50' }];
    return [line, { a: base, b: null, c: base + 2, d: base + 3 }];
  }),
) as ReportLines;
