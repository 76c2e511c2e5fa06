import { CATALOGUE } from '../../../projections/form/catalogue.js';
import { COLUMNS } from '../../../projections/form/line.js';
import type { Column } from '../../../projections/form/line.js';
import type { Cell } from '../../../projections/form/report.js';
import type { CountyReport } from '../../reports/county-report.js';

/** A cell that two reports of a month give differently. */
export interface ChangedCell {
  readonly line: string;
  readonly column: Column;
  readonly from: Cell;
  readonly to: Cell;
}

/** The cells in which two reports differ, in the form's order. */
export function changedCells(before: CountyReport, after: CountyReport): readonly ChangedCell[] {
  return CATALOGUE.flatMap(({ line }) =>
    COLUMNS.map((column) => ({
      line,
      column,
      from: before.lines[line][column],
      to: after.lines[line][column],
    })).filter(({ from, to }) => from !== to),
  );
}
