import type { LedgerRecord } from '../../../events/record.js';
import { minus, plus } from '../../../events/values/cents-sum.js';
import type { CentsSum } from '../../../events/values/cents-sum.js';
import { parseMonth } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import { CATALOGUE } from '../../../projections/form/catalogue.js';
import type { Column } from '../../../projections/form/line.js';
import { reportMonths } from '../../../projections/form/report.js';
import type { Cell } from '../../../projections/form/report.js';
import { trailRows } from '../../../projections/form/trail.js';
import type { LedgerView } from '../../../projections/columns/ledger-view.js';
import { differenceOfMonth } from '../../../projections/versions/differences.js';
import type { RowDifference, RowSide } from '../../../projections/versions/differences.js';
import { monthRows } from '../../../projections/versions/month-rows.js';
import { acceptAll } from '../../oracle/accept.js';
import { Random } from '../../support/random.js';
import { randomLedger } from '../../support/random-ledger.js';
import { viewOfRecords } from '../../support/view-of-records.js';
import type { PlacedRecord } from '../../support/view-of-records.js';
import { rounds } from '../../support/soak.js';

const LEDGERS = rounds(25, 200);
const FIRST_SEED = Number(process.env['PLUMBLINE_SEED'] ?? 1);
const SEEDS = Array.from({ length: LEDGERS }, (_, index) => FIRST_SEED + index);
const COUNTY = '19';
const MONTHS = ['2004-09', '2005-03', '2005-09', '2005-10', '2006-04', '2006-09', '2006-10'];

/** A trail as a map from who stands where to what; one row at most for a line, column and subject. */
type Trail = ReadonlyMap<string, CentsSum | null>;

const keyOf = (line: string, column: string, subject: number): string =>
  `${line} ${column} ${String(subject)}`;

function trailOf(view: LedgerView, month: Month, asOf: number): Trail {
  return new Map(
    CATALOGUE.flatMap(({ line }) =>
      trailRows(view, month, asOf, line).map((row) => [
        keyOf(line, row.column, row.subject),
        row.cents ?? row.hundredths ?? row.value,
      ]),
    ),
  );
}

/** The old trail with every listed difference done to it; throws where it is not as listed. */
function applied(old: Trail, rows: readonly RowDifference[]): Trail {
  const trail = new Map(old);
  const valueOf = (side: RowSide): CentsSum | null => (side.kind === 'amount' ? side.amount : null);
  for (const { line, column, subject, from, to } of rows) {
    const key = keyOf(line, column, subject);
    if (from.kind === 'absent' ? trail.has(key) : trail.get(key) !== valueOf(from)) {
      throw new Error(`The old trail has not ${from.kind} at ${key}.`);
    }
    if (to.kind === 'absent') trail.delete(key);
    else trail.set(key, valueOf(to));
  }
  return trail;
}

/** A cell or a row's side as a whole number, hundredths where it has decimals. */
const numberOf = (cell: Cell): number =>
  typeof cell === 'string' ? Math.round(Number(cell) * 100) : (cell ?? 0);
const sizeOf = (side: RowSide): CentsSum => {
  if (side.kind === 'absent') return 0;
  return side.kind === 'counted' ? 1 : side.amount;
};

function sumOfRows(rows: readonly RowDifference[], line: string, column: Column): CentsSum {
  return rows
    .filter((row) => row.line === line && (column === 'a' || row.column === column))
    .reduce<CentsSum>((sum, { from, to }) => plus(sum, minus(sizeOf(to), sizeOf(from))), 0);
}

function twoPositionsOf(seed: number) {
  const entries = acceptAll(randomLedger(seed)).ledgers.get(COUNTY) ?? [];
  const placed = entries.map(({ position, record }): PlacedRecord => ({
    position,
    record: record as unknown as LedgerRecord,
  }));
  const random = new Random(seed);
  const positions = [random.integer(1, placed.length), random.integer(1, placed.length)];
  const month = parseMonth(random.pick(MONTHS)) ?? (0 as Month);
  return {
    view: viewOfRecords(placed).view,
    month,
    from: positions[0] ?? 1,
    to: positions[1] ?? 1,
  };
}

describe('the difference of a month between two positions of a random ledger', () => {
  it.each(SEEDS)('explains every changed cell, seed %i', (seed) => {
    const { view, month, from, to } = twoPositionsOf(seed);
    const [before, after] = [trailOf(view, month, from), trailOf(view, month, to)];
    const { cells, rows } = differenceOfMonth(view, month, from, to);

    expect(applied(before, rows)).toEqual(after);
    expect(rows.every((row) => row.positions.length > 0)).toBe(true);
    const range = [Math.min(from, to), Math.max(from, to)] as const;
    expect(rows.every((row) => row.positions.every((at) => at > range[0] && at <= range[1]))).toBe(
      true,
    );

    const [old] = reportMonths(view, [month], from);
    const [now] = reportMonths(view, [month], to);
    const listed = new Set(cells.map(({ line, column }) => `${line} ${column}`));
    for (const { line } of CATALOGUE) {
      for (const column of ['a', 'b', 'c', 'd'] as const) {
        const [was, is] = [old?.lines[line]?.[column] ?? null, now?.lines[line]?.[column] ?? null];
        expect({ line, column, isListed: listed.has(`${line} ${column}`) }).toEqual({
          line,
          column,
          isListed: was !== is,
        });
        const isOwnColumn = column === 'a' || was !== null || is !== null;
        if (isOwnColumn) {
          expect({ line, column, sum: sumOfRows(rows, line, column) }).toEqual({
            line,
            column,
            sum: numberOf(is) - numberOf(was),
          });
        }
      }
    }
  });

  it.each(SEEDS.slice(0, 20))('has the rows of every trail in one replay, seed %i', (seed) => {
    const { view, month, to } = twoPositionsOf(seed);
    const rows = monthRows(view, month, to, { hasCases: true });
    for (const { line } of CATALOGUE) {
      const expected = trailRows(view, month, to, line).map((row) => ({
        column: row.column,
        subject: row.subject,
        amount: row.cents ?? row.hundredths ?? row.value,
        cases: row.cases,
      }));
      const found = [...(rows.get(line)?.rows() ?? [])];
      const inOrder = (all: typeof expected): string[] =>
        all.map((row) => JSON.stringify(row)).sort();
      expect({ line, rows: inOrder(found) }).toEqual({ line, rows: inOrder(expected) });
    }
  });
});
