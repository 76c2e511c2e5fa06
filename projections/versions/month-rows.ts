import type { Month } from '../../events/values/month.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { EDITIONS, editionOf } from '../form/editions.js';
import type { KnownEditions } from '../form/editions.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { walkRows } from '../form/walked/row-walk.js';
import { RowTable } from './row-table.js';

/** The rows of every line of a month; those of a subject's are together, in order of column. */
export type MonthRows = ReadonlyMap<LineNumber, RowTable>;

/** How the rows are made. */
export interface MonthRowsOptions {
  /** Whether the rows of children name the cases that they are counted through. */
  readonly hasCases: boolean;
  readonly known?: KnownEditions;
}

const NO_CASES: readonly number[] = [];

/**
 * The rows of all lines of a month as of a position, in one replay: the same rows as those of
 * `trailRows`, without their records, at the price of one line's trail.
 */
export function monthRows(
  view: LedgerView,
  month: Month,
  asOf: number,
  { hasCases, known = EDITIONS }: MonthRowsOptions,
): MonthRows {
  const { lines } = editionOf(month, known);
  const tables = new Map(lines.map(({ line }) => [line, new RowTable()]));
  const basis = hasCases ? 'cases' : 'none';
  walkRows(
    view,
    { month, asOf, lines, basis, known },
    {
      onRow: ({ line }, column, subject, amount, row) => {
        const cases = hasCases ? row.cases() : NO_CASES;
        tables.get(line)?.add({ column, subject, amount, cases });
      },
    },
  );
  return tables;
}
