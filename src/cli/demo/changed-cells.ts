import { differentCells } from '../../../projections/versions/differences.js';
import type { CellDifference } from '../../../projections/versions/differences.js';
import type { CountyReport } from '../../reports/county-report.js';

/** The cells in which two reports differ, in the form's order. */
export function changedCells(before: CountyReport, after: CountyReport): readonly CellDifference[] {
  return differentCells(before.lines, after.lines);
}
