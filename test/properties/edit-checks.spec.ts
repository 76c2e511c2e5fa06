import { plus } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { CATALOGUE } from '../../projections/form/catalogue.js';
import { brokenChecks } from '../../projections/form/checks.js';
import { COLUMNS } from '../../projections/form/line.js';
import type { Column, LineEntry } from '../../projections/form/line.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { reportMonths } from '../../projections/form/report.js';
import type { Cell, ReportLines } from '../../projections/form/report.js';
import { walkRows } from '../../projections/form/walked/row-walk.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { countIn } from '../../projections/form/counted/tally.js';
import { formatCents } from '../../events/values/money.js';
import { ledgerOfSeed, seeds, viewOfEntries } from '../support/accepted-ledger.js';
import { cellNumber, entryOf, lineNamed, monthNamed } from '../support/closed-month.js';
import { MONTHS, monthsOf } from '../support/laws.js';

/** Every line reported, every cell 10 (dollars 0.10), but for the sums that the checks ask for. */
function lawfulLines(): Record<LineNumber, Record<Column, Cell>> {
  const lines = CATALOGUE.map(({ line, unit, columns }) => {
    const cell = unit === 'dollars' || unit === 'fte' ? '0.10' : 10;
    const own = (column: Column): Cell => (columns.includes(column) ? cell : null);
    return [line, { a: cell, b: own('b'), c: own('c'), d: own('d') }];
  });
  const all = Object.fromEntries(lines) as Record<LineNumber, Record<Column, Cell>>;
  const twenty = { a: 20, b: 20, c: 20, d: 20 };
  return { ...all, '1': { ...twenty }, '2': { ...twenty }, '4': { ...all['4'], a: 20 } };
}

/** Lines that pass every check: 1 = 2 + 12 and 9 = 10 + 16, so 12 is nothing and 9 is twenty. */
function passing(): Record<LineNumber, Record<Column, Cell>> {
  const lines = lawfulLines();
  return {
    ...lines,
    '12': { a: 0, b: 0, c: 0, d: 0 },
    '9': { ...lines['9'], a: 20 },
  };
}

function spoilt(line: LineNumber, column: Column, cell: Cell): ReportLines {
  const lines = passing();
  return { ...lines, [line]: { ...lines[line], [column]: cell } };
}

describe('the edit checks', () => {
  it.each(seeds(120))('hold in every month of the ledger of seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const view = viewOfEntries(entries);
    for (const asOf of [entries.length, Math.ceil(entries.length * 0.6)]) {
      for (const report of reportMonths(view, MONTHS.map(monthNamed), asOf)) {
        const where = { seed, asOf, month: report.month };
        expect({ ...where, broken: brokenChecks(report.lines) }).toEqual({ ...where, broken: [] });
      }
    }
  });

  it('hold where every one of them is at its limit', () => {
    expect(brokenChecks(passing())).toEqual([]);
  });

  it('look at sums beyond what one record may say', () => {
    expect(brokenChecks({ ...spoilt('24a', 'a', '1000000000.10') })).toEqual([
      expect.objectContaining({ check: '24a <= 24', column: 'a' }),
    ]);
    const whole = { a: '2000000000.00', b: '0.10', c: '0.10', d: '0.10' };
    expect(brokenChecks({ ...spoilt('24a', 'a', '1000000000.10'), '24': whole })).toEqual([]);
  });

  const subsets = CATALOGUE.flatMap(({ line, subsetOf }) =>
    subsetOf.map((whole) => [line, whole] as const),
  );
  const further = [
    ['2h', '2a', 'a'],
    ['2i', '2b', 'a'],
    ['35', '1', 'a'],
    ['36', '25a', 'a'],
    ['38', '1', 'b'],
    ...COLUMNS.flatMap((column) =>
      (['24', '25', '27'] as const).map((line) => [`${line}a`, line, column] as const),
    ),
  ] as const;
  const columnsOf = (part: LineNumber, whole: LineNumber): readonly Column[] =>
    COLUMNS.filter((column) => {
      const lines = passing();
      return lines[part][column] !== null && lines[whole][column] !== null;
    });
  const comparisons = [
    ...subsets.flatMap(([part, whole]) =>
      columnsOf(part, whole).map((column) => [part, whole, column] as const),
    ),
    ...further,
  ];

  it.each(comparisons)('break where %s exceeds %s in (%s)', (part, whole, column) => {
    const limit = cellNumber(passing()[lineNamed(whole)][column]) ?? 0;
    const isDollars = entryOf(lineNamed(part)).unit === 'dollars';
    const cell = isDollars ? formatCents(limit + 1) : limit + 1;
    const broken = brokenChecks(spoilt(lineNamed(part), column, cell));
    expect(broken.map((check) => `${check.check} (${check.column})`)).toContain(
      `${part} <= ${whole} (${column})`,
    );
  });

  it.each([
    ['1 = 2 + 12', '12', 'a', 1],
    ['1 = 2 + 12', '12', 'b', 1],
    ['1 = 2 + 12', '1', 'c', 21],
    ['1 = 2 + 12', '2', 'd', 19],
    ['9 = 10 + 16', '9', 'a', 21],
    ['9 = 10 + 16', '16', 'a', 9],
    ['2c + 2e <= 2', '2c', 'a', 11],
    ['2c + 2e <= 2', '2e', 'a', 11],
    ['2e + 21 <= 2', '21', 'a', 11],
    ['7 + 13 <= 4', '13', 'a', 11],
    ['7 + 13 <= 4', '7', 'a', 11],
  ] as const)('break %s where line %s has (%s) %i', (check, line, column, cell) => {
    const broken = brokenChecks(spoilt(line, column, cell));
    expect(broken).toContainEqual(expect.objectContaining({ check, column }));
  });

  it.each(CATALOGUE)('break where line $line is negative', ({ line, unit, columns }) => {
    const column = columns === 'bcd' ? 'c' : columns;
    const cell = unit === 'dollars' || unit === 'fte' ? '-0.01' : -1;
    const broken = brokenChecks(spoilt(line, column, cell));
    expect(broken).toContainEqual(expect.objectContaining({ check: `${line} >= 0`, column }));
  });

  it('do not bind cells that are not reported', () => {
    const nothing = { a: null, b: null, c: null, d: null };
    const lines = { ...passing(), '33': nothing, '34': { ...nothing, a: 5 }, '2a': nothing };
    expect(brokenChecks(lines)).toEqual([]);
  });
});

/** The cells of one line in a month by a rule of its own. */
function cellsByRule(view: LedgerView, month: string, asOf: number, entry: LineEntry): Cell[] {
  const sums = new Map<Column, CentsSum>();
  const add = (column: Column, cents: CentsSum | null): void => {
    sums.set(column, plus(sums.get(column) ?? 0, cents ?? 1));
  };
  walkRows(
    view,
    { month: monthNamed(month), asOf, lines: [entry], basis: 'none' },
    {
      onRow: (_entry, column, _subject, cents) => {
        add(column, cents);
      },
    },
  );
  const cell = (sum: CentsSum): Cell =>
    entry.unit === 'dollars' ? formatCents(sum) : countIn(sum);
  const total = [...sums.values()].reduce<CentsSum>(plus, 0);
  return COLUMNS.map((column) => {
    if (column === 'a') return cell(total);
    return entry.columns.includes(column) ? cell(sums.get(column) ?? 0) : null;
  });
}

type Rule = LineEntry['rule'];
const countCases = (counts: Extract<Rule, { kind: 'countCases' }>['counts']): Partial<Rule> => ({
  counts,
});

/** Rules as someone could get them wrong, and a check that finds it out. */
const PLANTED: readonly (readonly [LineNumber, string, Partial<Rule>, string])[] = [
  ['1', 'counts closed cases', countCases((c) => c.isOfThisCounty), '1 = 2 + 12'],
  ['2', 'counts closed cases', countCases((c) => c.hasOrder), '1 = 2 + 12'],
  ['2e', 'forgets zero cash', countCases((c) => c.isOpen && !c.hasCurrentOrder), '2c + 2e <= 2'],
  ['21', 'forgets orders', countCases((c) => c.isOpen), '2e + 21 <= 2'],
  ['12', 'counts no jurisdiction', countCases((c) => !c.hasOrder), '1 = 2 + 12'],
  ['29', 'forgets Line 28', countCases((c) => c.paidArrearsInFfy), '29 <= 28'],
  ['45', 'forgets Line 44', countCases((c) => c.hadCurrentPaidInFfy), '45 <= 44'],
  ['48', 'forgets the year', countCases((c) => c.isOpen), '48 <= 17'],
  ['38', 'forgets CalWORKs', countCases((c) => c.isNonCooperating), '38 <= 1'],
  [
    '25a',
    'sums the year',
    { amount: (c) => plus(c.currentPaidInFfy[0], c.currentPaidInFfy[2]) },
    '25a <= 25',
  ],
];

describe('a planted rule', () => {
  const ledgers = seeds(40).map((seed) => ({ seed, entries: ledgerOfSeed(seed) }));

  it.each(PLANTED)('of line %s that %s breaks a check', (line, _how, change, check) => {
    const entry = entryOf(line);
    const planted = { ...entry, rule: { ...entry.rule, ...change } as Rule };
    const found = ledgers.flatMap(({ seed, entries }) => {
      const view = viewOfEntries(entries);
      return monthsOf(seed, 3).flatMap((month) => {
        const [report] = reportMonths(view, [monthNamed(month)], entries.length);
        const [a, b, c, d] = cellsByRule(view, month, entries.length, planted);
        const lines = { ...report?.lines, [line]: { a, b, c, d } } as ReportLines;
        return brokenChecks(lines).map((broken) => broken.check);
      });
    });
    expect(found).toContain(check);
  });

  it('is needed: the catalogue’s own rules give the report’s own cells', () => {
    for (const { seed, entries } of ledgers.slice(0, 8)) {
      const view = viewOfEntries(entries);
      const month = monthsOf(seed, 1)[0] ?? '2006-09';
      const [report] = reportMonths(view, [monthNamed(month)], entries.length);
      for (const [line] of PLANTED) {
        const cells = COLUMNS.map((column) => report?.lines[line]?.[column]);
        const own = cellsByRule(view, month, entries.length, entryOf(line));
        expect({ seed, line, cells: own }).toEqual({ seed, line, cells });
      }
    }
  });
});
