import { ffyOf } from '../../events/values/month.js';
import { plus } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { formatCents } from '../../events/values/money.js';
import { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { CATALOGUE } from '../../projections/form/catalogue.js';
import { EDITIONS } from '../../projections/form/editions.js';
import { Counter } from '../../projections/form/counted/counter.js';
import { countIn, emptyTally } from '../../projections/form/counted/tally.js';
import { COLUMNS, isInHundredths } from '../../projections/form/line.js';
import type { Column, LineEntry } from '../../projections/form/line.js';
import { reportMonths } from '../../projections/form/report.js';
import type { Cell } from '../../projections/form/report.js';
import { walkRows } from '../../projections/form/walked/row-walk.js';
import type { RowsAsked } from '../../projections/form/walked/row-walk.js';
import { ledgerOfSeed, seeds, viewOfEntries } from '../support/accepted-ledger.js';
import { monthNamed } from '../support/closed-month.js';
import { rounds } from '../support/soak.js';

const MONTHS = ['2004-12', '2005-09', '2005-10', '2006-04', '2006-09'].map(monthNamed);

interface WalkedRow {
  readonly column: Column;
  readonly subject: number;
  readonly amount: CentsSum | null;
}

/** The rows of every line, walked one by one. */
function walked(
  view: LedgerView,
  asked: Pick<RowsAsked, 'month' | 'asOf' | 'basis'>,
): ReadonlyMap<LineEntry, readonly WalkedRow[]> {
  const rows = new Map<LineEntry, WalkedRow[]>(CATALOGUE.map((entry) => [entry, []]));
  walkRows(
    view,
    { ...asked, lines: CATALOGUE },
    {
      onRow: (entry, column, subject, amount) => {
        rows.get(entry)?.push({ column, subject, amount });
      },
    },
  );
  return rows;
}

/** The cell that rows come to: counted or summed; in (a) the rows of all columns. */
function cellOf(entry: LineEntry, column: Column, rows: readonly WalkedRow[]): Cell {
  const sum = rows
    .filter((row) => column === 'a' || row.column === column)
    .reduce<CentsSum>((total, { amount }) => plus(total, amount ?? 1), 0);
  return isInHundredths(entry) ? formatCents(sum) : countIn(sum);
}

describe('what is counted by plans and what is walked row by row', () => {
  it.each(seeds(rounds(12, 400)))('are the same cells, on the ledger of seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const view = viewOfEntries(entries);
    let rowCount = 0;
    for (const asOf of [entries.length, Math.ceil(entries.length * 0.7)]) {
      for (const { month, lines } of reportMonths(view, MONTHS, asOf)) {
        const rows = walked(view, { month, asOf, basis: 'none' });
        for (const entry of CATALOGUE) {
          const ofLine = rows.get(entry) ?? [];
          rowCount += ofLine.length;
          for (const column of COLUMNS) {
            const cell = lines[entry.line]?.[column] ?? null;
            const where = { seed, asOf, month, line: entry.line, column };
            // A cell that is not reported has no rows.
            const isReported = cell !== null;
            const own = ofLine.filter((row) => row.column === column || column === 'a');
            expect({ ...where, cell: isReported ? cell : own }).toEqual({
              ...where,
              cell: isReported ? cellOf(entry, column, ofLine) : [],
            });
          }
        }
      }
    }
    expect(rowCount).toBeGreaterThan(0);
  });

  it.each(seeds(rounds(5, 100)))('have the same subjects, on the ledger of seed %i', (seed) => {
    const entries = ledgerOfSeed(seed);
    const view = viewOfEntries(entries);
    const asOf = entries.length;
    for (const month of MONTHS) {
      const year = YearCheckpoint.of(view, ffyOf(month), asOf);
      const rows = walked(view, { month, asOf, basis: 'none' });
      for (const entry of CATALOGUE) {
        for (const column of COLUMNS) {
          const counted = new Map<number, number>();
          for (const row of rows.get(entry) ?? []) {
            if (row.subject === 0 || (column !== 'a' && row.column !== column)) continue;
            counted.set(row.subject, (counted.get(row.subject) ?? 0) + 1);
          }
          const rowsOf = year.rowsOfLine(month, entry.line, column);
          const byPlans = Array.from(view.subjectKinds.keys(), (subject) => [
            subject,
            rowsOf(subject),
          ]).filter(([subject, count]) => subject !== 0 && count !== 0);
          expect({ seed, month, line: entry.line, column, byPlans }).toEqual({
            ...{ seed, month, line: entry.line, column },
            byPlans: [...counted].sort(([one], [other]) => one - other),
          });
        }
      }
    }
  });

  it.each(seeds(6))('are walked alike whatever is asked of their basis (seed %i)', (seed) => {
    const entries = ledgerOfSeed(seed);
    const view = viewOfEntries(entries);
    for (const month of MONTHS) {
      const [none, cases, records] = (['none', 'cases', 'records'] as const).map((basis) =>
        [...walked(view, { month, asOf: entries.length, basis })].map(([{ line }, rows]) => ({
          line,
          rows,
        })),
      );
      expect({ seed, month, rows: cases }).toEqual({ seed, month, rows: none });
      expect({ seed, month, rows: records }).toEqual({ seed, month, rows: none });
    }
  });

  it('count nothing where there is no case and no child', () => {
    expect(new Counter(EDITIONS[0], 2).tallies()).toEqual([
      emptyTally(EDITIONS[0]),
      emptyTally(EDITIONS[0]),
    ]);
  });
});
