import type { WholeSample } from './shown-sample.js';

/** Rows, with replacements, of the largest sample that is drawn on paper. */
export const WORKSHEET_PDF_ROWS_MAX = 1_000;

/** Whether a sample's worksheet is drawn as PDF; a larger one is a workbook. */
export function isDrawnOnPaper({ rows, reserve }: WholeSample): boolean {
  return rows.length + reserve.length <= WORKSHEET_PDF_ROWS_MAX;
}

/** Why a sample's worksheet is no PDF, and what to do. */
export function tooLargeForPaper({ sample, rows, reserve }: WholeSample): string {
  return `${sample} has ${String(rows.length + reserve.length)} rows with its replacements, and a worksheet as PDF at most ${String(WORKSHEET_PDF_ROWS_MAX)}: take the workbook.`;
}
