import { COLUMNS } from '../../../../projections/form/line.js';
import { cellOf } from '../../../../projections/form/report.js';
import type { SheetCell, SheetColumn } from '../../../printing/xlsx/sheet-xml.js';
import { workbookXlsx } from '../../../printing/xlsx/workbook.js';
import type { CountyReport } from '../../../reports/county-report.js';
import { COLUMN_TITLES, linesOfForm } from '../../../reports/form.js';

/** A report as a workbook of one sheet: a row a line of the form. */
export function reportDownload(report: CountyReport): Iterable<Uint8Array> {
  const columns: readonly SheetColumn[] = [
    { heading: 'line', kind: 'text', width: 8 },
    { heading: 'title', kind: 'text', width: 60 },
    ...COLUMNS.map((column): SheetColumn => ({
      heading: `(${column}) ${COLUMN_TITLES[column]}`,
      kind: 'amount',
      width: 18,
    })),
  ];
  const rows = linesOfForm(report.form, report.edition).map(({ line, title }): SheetCell[] => [
    line,
    title,
    ...COLUMNS.map((column) => {
      const value = cellOf(report.lines, line, column);
      return value === null ? null : String(value);
    }),
  ]);
  return workbookXlsx([{ name: report.form, columns, rows }]);
}
