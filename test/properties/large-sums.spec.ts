import type { LedgerRecord } from '../../events/record.js';
import { ffyOf, formatMonth } from '../../events/values/month.js';
import { formatCents } from '../../events/values/money.js';
import { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { CATALOGUE } from '../../projections/form/catalogue.js';
import { brokenChecks } from '../../projections/form/checks.js';
import { explainSubject } from '../../projections/form/explain.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { reportMonths } from '../../projections/form/report.js';
import { trailRows } from '../../projections/form/trail.js';
import { monthTrail } from '../../projections/packages/month-trail.js';
import { monthRows } from '../../projections/versions/month-rows.js';
import { sumOfReports } from '../../src/reports/state-sum.js';
import { acceptAll } from '../oracle/accept.js';
import { centsOf, moneyOf } from '../oracle/amounts.js';
import { oracleReport, oracleTrail } from '../oracle/report.js';
import { lineNamed, monthNamed } from '../support/closed-month.js';
import { entriesTimes, viewWithCents } from '../support/large-ledger.js';
import { Random } from '../support/random.js';
import { randomLedger } from '../support/random-ledger.js';
import { rounds } from '../support/soak.js';
import { viewOfRecords } from '../support/view-of-records.js';
import type { PlacedRecord } from '../support/view-of-records.js';

const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SEEDS = Array.from({ length: rounds(10, 1000) }, (_, index) => FIRST_SEED + index);
const COUNTY = '19';
const MONTHS = ['2005-03', '2005-09', '2005-10', '2006-04', '2006-09'];
const DOLLAR_LINES = CATALOGUE.filter(({ unit }) => unit === 'dollars').map(({ line }) => line);

interface LargeLedger {
  readonly seed: number;
  readonly view: LedgerView;
  readonly entries: ReturnType<typeof entriesTimes>;
  readonly size: number;
}

/**
 * A random ledger with amounts of up to 2^38 to 2^53 cents: some seeds have no case with large sums, some have a few, in
 * some nearly every case has them.
 */
function largeLedger(seed: number): LargeLedger {
  const entries = acceptAll(randomLedger(seed)).ledgers.get(COUNTY) ?? [];
  const placed = entries.map(({ position, record }): PlacedRecord => ({
    position,
    record: record as unknown as LedgerRecord,
  }));
  // The random records move some 400.00 dollars at most; an odd factor keeps the last digits apart.
  const power = seed % 3 === 0 ? 22 + 14 * new Random(seed).next() : 36;
  const factor = 2 * Math.floor(2 ** power) + 1;
  return {
    seed,
    view: viewWithCents(viewOfRecords(placed).view, (cents) => cents * factor),
    entries: entriesTimes(entries, factor),
    size: entries.length,
  };
}

const isLarge = (money: unknown): boolean =>
  typeof money === 'string' && centsOf(money) >= 2n ** 53n;

describe('sums of any size', () => {
  it.each(SEEDS)('are what the slow evaluator gives, on the ledger of seed %i', (seed) => {
    const { view, entries, size } = largeLedger(seed);
    const asOf = Math.ceil(size * (seed % 4 === 0 ? 0.7 : 1));
    const months = MONTHS.filter((_, index) => (index + seed) % 2 === 0);
    const reports = reportMonths(view, months.map(monthNamed), asOf);
    for (const { month, lines } of reports) {
      const text = formatMonth(month);
      const expected = oracleReport(entries, COUNTY, text, asOf).lines;
      expect({ seed, month: text, lines }).toEqual({ seed, month: text, lines: expected });
      expect(brokenChecks(lines)).toEqual([]);
      const year = YearCheckpoint.of(view, ffyOf(month), asOf);
      expect({ seed, month: text, lines: year.report(month).lines }).toEqual({
        seed,
        month: text,
        lines: expected,
      });
    }
    const text = months[seed % months.length] ?? '2006-09';
    for (const line of DOLLAR_LINES) expectSameRows({ seed, text, asOf, line }, view, entries);
  });

  it('of the seeds above are some in reports without and some with cells beyond 2^53', () => {
    const counts = SEEDS.map((seed) => {
      const { view, size } = largeLedger(seed);
      return reportMonths(view, MONTHS.map(monthNamed), size)
        .flatMap(({ lines }) => Object.values(lines).flatMap((cells) => Object.values(cells)))
        .filter(isLarge).length;
    });
    expect(counts.some((count) => count === 0)).toBe(true);
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(0);
  });
});

/** Trail, rows of a version, rows of a package and explanations of a line have the evaluator's amounts. */
function expectSameRows(
  { seed, text, asOf, line }: { seed: number; text: string; asOf: number; line: LineNumber },
  view: LedgerView,
  entries: LargeLedger['entries'],
): void {
  const month = monthNamed(text);
  const named = (subject: number, column: string, amount: number | bigint | null): string =>
    `${view.subjectIds[subject] ?? ''} ${column} ${amount === null ? '' : formatCents(amount)}`;
  const expected = oracleTrail(entries, COUNTY, text, asOf, line)
    .map(({ case: id, column, amount }) => `${id ?? ''} ${column} ${amount ?? ''}`)
    .sort();
  const trail = trailRows(view, month, asOf, line);
  const told = {
    trail: trail.map(({ subject, column, cents }) => named(subject, column, cents)),
    version: [...(monthRows(view, month, asOf, { hasCases: false }).get(line)?.rows() ?? [])].map(
      ({ subject, column, amount }) => named(subject, column, amount),
    ),
    packed: [...(monthTrail(view, month, asOf).lines.get(line)?.rows() ?? [])].map(
      ({ subject, column, amount }) => named(subject, column, amount),
    ),
    explained: [...new Set(trail.map(({ subject }) => subject))].flatMap((subject) =>
      explainSubject(view, { month, asOf, subject, line }).map(({ column, cents }) =>
        named(subject, column ?? '', cents),
      ),
    ),
  };
  for (const [where, rows] of Object.entries(told)) {
    expect({ seed, line, where, rows: rows.sort() }).toEqual({ seed, line, where, rows: expected });
  }
}

const OPENED = {
  ncp: { participant: 'N-1', role: 'father' },
  payee: { participant: 'P-1', kind: 'custodial-parent' },
  program: 'none',
};

/** Cases with these amounts, cents: positive ones brought forward, negative ones adjustments, all owed to the family. */
function viewOfCases(cases: readonly (readonly number[])[]): LedgerView {
  const amounts: number[] = [];
  const records = cases.flatMap((ofCase, index) => {
    const about = { county: COUNTY, case: `19-${String(index)}` };
    const opened = { ...about, type: 'CaseOpened', effective: '2006-01-10', data: OPENED };
    amounts.push(0);
    const moved = ofCase.map((cents) => {
      amounts.push(cents);
      const owed = { amount: cents < 0 ? '-1.00' : '1.00', owedTo: 'family' };
      return cents < 0
        ? {
            ...about,
            type: 'ArrearsAdjusted',
            effective: '2006-02-02',
            data: { ...owed, forPeriod: '2006-02' },
          }
        : { ...about, type: 'ArrearsBroughtForward', effective: '2006-02-01', data: owed };
    });
    return [opened, ...moved];
  });
  const placed = records.map((record, index): PlacedRecord => ({
    position: index + 1,
    record: { ...record, id: String(index) } as unknown as LedgerRecord,
  }));
  const { view } = viewOfRecords(placed);
  return viewWithCents(view, (_cents, position) => amounts[position - 1] ?? 0);
}

/** Line 26, column (d), of the cases: by a replay, and from a year's checkpoint. */
function arrearsOf(view: LedgerView): string {
  const month = monthNamed('2006-09');
  const [report] = reportMonths(view, [month], 1000);
  const kept = YearCheckpoint.of(view, ffyOf(month), 1000).report(month);
  expect(kept.lines).toEqual(report?.lines);
  expect(report?.lines[lineNamed('26')]?.a).toBe(report?.lines[lineNamed('26')]?.d);
  return String(report?.lines[lineNamed('26')]?.d);
}

const EDGE = 2 ** 53;

describe('at 2^53 cents', () => {
  it.each([
    ['2^53 - 1', [EDGE / 2, EDGE / 2 - 1], '90071992547409.91'],
    ['2^53', [EDGE / 2, EDGE / 2], '90071992547409.92'],
    ['2^53 + 1', [EDGE / 2, EDGE / 2 + 1], '90071992547409.93'],
    ['2^53 + 1, one cent after the other', [EDGE - 1, 1, 1], '90071992547409.93'],
    ['2^54 + 3', [EDGE - 1, EDGE - 1, 5], '180143985094819.87'],
    ['a balance that was beyond and came back', [EDGE - 1, 3, -(EDGE - 1)], '0.03'],
    ['a balance far below zero that came back', [3, EDGE - 1, -(EDGE - 1), -4, 2], '0.01'],
    ['no arrears', [5, -(EDGE - 1)], '0.00'],
  ])('a case with %s is exact', (_what, amounts, expected) => {
    // Adjustments are later than what was brought forward, whatever order they stand in here.
    expect(arrearsOf(viewOfCases([amounts]))).toBe(expected);
  });

  it.each([2, 3, 7, 60])(
    '%i cases with their share each, and one cent more, are exact',
    (count) => {
      const share = Math.floor(Number.MAX_SAFE_INTEGER / (count + 1));
      for (const each of [share - 1, share, share + 1, 2 * share + 1]) {
        const cases = Array.from({ length: count }, () => [each - 2, 2]);
        expect(arrearsOf(viewOfCases(cases))).toBe(moneyOf(BigInt(each) * BigInt(count)));
      }
    },
  );

  it('small cases beside a large one are all in the sum', () => {
    const cases = [[100], [EDGE - 1, EDGE - 1, EDGE - 1], [7], [EDGE - 1], [1]];
    expect(arrearsOf(viewOfCases(cases))).toBe(moneyOf(4n * (2n ** 53n - 1n) + 108n));
  });

  it('counties that are small each have an exact sum', () => {
    const month = monthNamed('2006-09');
    const reports = [[EDGE - 1], [1], [1], [EDGE - 1, 1]].map((amounts) => {
      const [report] = reportMonths(viewOfCases([amounts]), [month], 1000);
      if (report === undefined) throw new Error('There is a report of each month.');
      return report.lines;
    });
    const [none] = reportMonths(viewOfCases([]), [month], 0);
    if (none === undefined) throw new Error('There is a report of no records.');
    const sum = (count: number): unknown =>
      sumOfReports(reports.slice(0, count), none.lines)[lineNamed('26')]?.d;
    expect([1, 2, 3, 4].map(sum)).toEqual([
      '90071992547409.91',
      '90071992547409.92',
      '90071992547409.93',
      '180143985094819.85',
    ]);
    expect(sumOfReports(reports, none.lines)[lineNamed('1')]?.a).toBe(4);
  });
});
