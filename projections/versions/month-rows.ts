import type { Month } from '../../events/values/month.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { CATALOGUE } from '../form/catalogue.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { walkRows } from '../form/walked/row-walk.js';
import { RowTable } from './row-table.js';

/** The rows of every line of a month; those of a subject's are together, in order of column. */
export type MonthRows = ReadonlyMap<LineNumber, RowTable>;

/** Whether the rows of children name the cases that they are counted through. */
export interface MonthRowsOptions {
  readonly hasCases: boolean;
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
  { hasCases }: MonthRowsOptions,
): MonthRows {
  const tables = new Map(CATALOGUE.map(({ line }) => [line, new RowTable()]));
  const basis = hasCases ? 'cases' : 'none';
  walkRows(
    view,
    { month, asOf, lines: CATALOGUE, basis },
    {
      onRow: ({ line }, column, subject, amount, row) => {
        const cases = hasCases ? row.cases() : NO_CASES;
        tables.get(line)?.add({ column, subject, amount, cases });
      },
    },
  );
  return tables;
}
