import type { LedgerRecord } from '../../events/record.js';
import { formatMonth, parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { formatCents } from '../../events/values/money.js';
import { reportMonths } from '../../projections/form/report.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { trailRows } from '../../projections/form/trail.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { acceptAll } from '../oracle/accept.js';
import type { Entry } from '../oracle/records.js';
import { oracleReport, oracleTrail } from '../oracle/report.js';
import { worldOf } from '../oracle/world.js';
import {
  ESTABLISHMENT_LINES,
  establishmentsExplained,
  establishmentsInTrail,
  establishmentsOfOracle,
} from '../support/counted-establishments.js';
import { randomLedger } from '../support/random-ledger.js';
import { WalkedChains } from '../support/walked-chains.js';
import { viewOfRecords } from '../support/view-of-records.js';
import type { PlacedRecord } from '../support/view-of-records.js';
import { rounds } from '../support/soak.js';

const ROUNDS = rounds(36, 3000);
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

/** A ledger for either evaluator. */
interface Ledger {
  readonly entries: readonly Entry[];
  readonly placed: readonly PlacedRecord[];
  readonly view: LedgerView;
}

/** The ledger that the random records of a seed make. */
function ledgerOf(seed: number): Ledger {
  const entries = acceptAll(randomLedger(seed)).ledgers.get(COUNTY) ?? [];
  const placed = entries.map(({ position, record }): PlacedRecord => ({
    position,
    record: record as unknown as LedgerRecord,
  }));
  return { entries, placed, view: viewOfRecords(placed).view };
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

const walked = new WalkedChains();

/** How many cells were the same in both. */
let cells = 0;

/** The establishments behind Lines 17, 48 and 49 in the seed's last month, which has the most orders before it. */
function agreeOnEstablishments(
  seed: number,
  { entries, placed, view }: Ledger,
  asOf: number,
): void {
  const text = monthsOf(seed).at(-1) ?? '2006-09';
  const world = worldOf(entries, COUNTY, text, asOf);
  walked.note(seed, world);
  const shown = { view, records: placed, month: month(text), asOf };
  for (const line of ESTABLISHMENT_LINES) {
    const expected = establishmentsOfOracle(world, line);
    const trail = establishmentsInTrail(shown, line);
    const explained = establishmentsExplained(shown, line);
    const where = { seed, asOf, month: text, line };
    const agreed = { ...where, trail: expected, explained: expected };
    expect({ ...where, trail, explained }).toEqual(agreed);
  }
}

describe('the fold and the slow evaluator', () => {
  it.each(SEEDS)('agree on every cell and trail of the ledger of seed %i', (seed) => {
    const ledger = ledgerOf(seed);
    const { entries, view } = ledger;
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
        cells += 4 * LINE_NUMBERS.length;
      }
      agreeOnEstablishments(seed, ledger, asOf);
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

  it('walked chains of three orders and more, later orders and circles in them', () => {
    process.stderr.write(`The same in both: ${String(cells)} cells. ${walked.told()}\n`);
    expect(walked.longCount).toBeGreaterThan(ROUNDS / 10);
    expect(walked.crossingCount).toBeGreaterThan(0);
    expect(walked.circularCount).toBeGreaterThan(0);
  });
});
