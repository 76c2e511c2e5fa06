import type { Month } from '../../events/values/month.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { editionOf } from './editions.js';
import type { KnownEditions } from './editions.js';
import { countIn } from './counted/tally.js';
import type { Column, LineEntry } from './line.js';
import type { CountyByMonth } from './line-sources.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { walkRows } from './walked/row-walk.js';

/**
 * One row of a line's audit trail. The rows of a cell, counted or summed, are the cell.
 * Rows of supplied figures and of staff have subject 0.
 */
export interface TrailRow {
  readonly line: LineNumber;
  readonly column: Column;
  /** Subject number of the case or child; 0 where the row is a figure. */
  readonly subject: number;
  /** Subject numbers of the cases that a child is counted through; empty otherwise. */
  readonly cases: readonly number[];
  readonly cents: CentsSum | null;
  /** A figure that DCSS supplied. */
  readonly value: number | null;
  /** FTE in hundredths. */
  readonly hundredths: number | null;
  /** Active records that put the row there, ascending. */
  readonly positions: readonly number[];
}

/** What a trail is narrowed to, and by what it is made. */
export interface TrailChoice {
  /** Numbers of cases and children; all where there is none. */
  readonly subjects?: ReadonlySet<number>;
  /** For a view that does not hold the county's own records. */
  readonly countyOf?: CountyByMonth;
  readonly known?: KnownEditions;
}

/**
 * The rows of a line for a month as of a position, in order of subject number and column; who
 * prints them orders by id. Empty while the line is not reported, and where the month's edition has none.
 */
export function trailRows(
  view: LedgerView,
  month: Month,
  asOf: number,
  line: LineNumber,
  { subjects, countyOf, known }: TrailChoice = {},
): readonly TrailRow[] {
  const rows: TrailRow[] = [];
  const entry = editionOf(month, known).entryOf(line);
  if (entry === null) return rows;
  const basis = 'records';
  const asked = { month, asOf, lines: [entry], basis, subjects, countyOf, known } as const;
  walkRows(view, asked, {
    onRow: (_entry, column, subject, amount, behind) => {
      const [cases, positions] = [behind.cases(), behind.positions()];
      rows.push({ line, column, subject, cases, ...amountOf(entry, subject, amount), positions });
    },
  });
  return rows;
}

function amountOf(
  { unit }: LineEntry,
  subject: number,
  amount: CentsSum | null,
): Pick<TrailRow, 'cents' | 'value' | 'hundredths'> {
  const none = { cents: null, value: null, hundredths: null };
  if (amount === null) return none;
  if (subject !== 0) return { ...none, cents: amount };
  const figure = countIn(amount);
  return unit === 'fte' ? { ...none, hundredths: figure } : { ...none, value: figure };
}
