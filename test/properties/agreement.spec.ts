import type { LedgerRecord } from '../../events/record.js';
import { formatMonth, parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { formatCents } from '../../events/values/money.js';
import { reportMonths } from '../../projections/cs1257/report.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { trailRows } from '../../projections/cs1257/trail.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { acceptAll } from '../oracle/accept.js';
import { oracleReport, oracleTrail } from '../oracle/report.js';
import { randomLedger } from '../support/random-ledger.js';
import { viewOfRecords } from '../support/view-of-records.js';
import type { PlacedRecord } from '../support/view-of-records.js';
import { rounds } from '../support/soak.js';

const ROUNDS = rounds(300, 3000);
const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SEEDS = Array.from({ length: ROUNDS }, (_, index) => FIRST_SEED + index);
const COUNTY = '19';
const MONTHS = [
  '2004-09',
  '2004-10',
  '2005-03',
  '2005-09',
  '2005-10',
  '2006-04',
  '2006-09',
  '2006-10',
];

const month = (text: string): Month => parseMonth(text) ?? (0 as Month);

/** Three months of a seed, one of them with the one before it, so that ranges cross fiscal years. */
function monthsOf(seed: number): string[] {
  return MONTHS.filter((_, index) => (index + seed) % 3 === 0);
}

function rowsOf(view: LedgerView, text: string, asOf: number, line: string): string[] {
  return trailRows(view, month(text), asOf, line as (typeof LINE_NUMBERS)[number])
    .map((row) => {
      const hundredths = row.cents ?? row.hundredths;
      const amount = hundredths === null ? null : formatCents(hundredths);
      return JSON.stringify([row.column, view.subjectIds[row.subject], amount, row.value]);
    })
    .sort();
}

describe('the fold and the slow evaluator', () => {
  it.each(SEEDS)('agree on every cell and trail of the ledger of seed %i', (seed) => {
    const entries = acceptAll(randomLedger(seed)).ledgers.get(COUNTY) ?? [];
    const placed = entries.map(({ position, record }): PlacedRecord => ({
      position,
      record: record as unknown as LedgerRecord,
    }));
    const { view } = viewOfRecords(placed);
    const positions = [entries.length, Math.ceil(entries.length * ((seed % 9) / 10 + 0.05))];
    for (const asOf of positions) {
      const months = monthsOf(seed);
      for (const report of reportMonths(view, months.map(month), asOf)) {
        const text = formatMonth(report.month);
        const expected = oracleReport(entries, COUNTY, text, asOf);
        expect({ seed, asOf, month: text, lines: report.lines }).toEqual({
          seed,
          asOf,
          month: text,
          lines: expected.lines,
        });
      }
      const trailed = months[0] ?? '2006-09';
      for (const line of LINE_NUMBERS.filter((_, index) => (index + seed) % 8 === 0)) {
        const expected = oracleTrail(entries, COUNTY, trailed, asOf, line)
          .map((row) => [
            row.column,
            row.case ?? row.child ?? '',
            row.amount ?? null,
            row.value ?? null,
          ])
          .map((row) => JSON.stringify(row))
          .sort();
        expect({ seed, line, rows: rowsOf(view, trailed, asOf, line) }).toEqual({
          seed,
          line,
          rows: expected,
        });
      }
    }
  });
});
