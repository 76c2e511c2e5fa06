import { formatMonth } from '../../events/values/month.js';
import { COLUMNS } from '../../projections/form/line.js';
import { cellOf } from '../../projections/form/report.js';
import type { ReportLines } from '../../projections/form/report.js';
import type { SheetCell, SheetColumn } from '../printing/xlsx/sheet-xml.js';
import { workbookXlsx } from '../printing/xlsx/workbook.js';
import type { CountyReport, StateReport } from './county-report.js';
import { linesOfForm } from './form.js';

const SHEET_COLUMNS: readonly SheetColumn[] = [
  { heading: 'county', kind: 'text', width: 8 },
  { heading: 'month', kind: 'text', width: 10 },
  { heading: 'asOf', kind: 'count', width: 10 },
  { heading: 'line', kind: 'text', width: 6 },
  { heading: 'title', kind: 'text', width: 70 },
  ...COLUMNS.map((column): SheetColumn => ({ heading: column, kind: 'figure', width: 18 })),
];

/** Counties' reports as a workbook of one sheet, with the headings of their CSV; the sum of the state at its end. */
export function reportXlsx(
  reports: readonly CountyReport[],
  states: readonly StateReport[] = [],
): Iterable<Uint8Array> {
  const rows = [
    ...reports.flatMap(rowsOfCounty),
    ...states.flatMap((report) => [
      ...report.counties.flatMap(rowsOfCounty),
      ...(report.state === null
        ? []
        : rowsOf(['state', formatMonth(report.month), null], report, report.state)),
    ]),
  ];
  return workbookXlsx([{ name: 'Report', columns: SHEET_COLUMNS, rows }]);
}

function rowsOfCounty(report: CountyReport): readonly (readonly SheetCell[])[] {
  const head = [report.county, formatMonth(report.month), String(report.asOf)];
  return rowsOf(head, report, report.lines);
}

function rowsOf(
  head: readonly SheetCell[],
  { form, edition }: Pick<CountyReport, 'form' | 'edition'>,
  lines: ReportLines,
): readonly (readonly SheetCell[])[] {
  return linesOfForm(form, edition).map(({ line, title }) => [
    ...head,
    line,
    title,
    ...COLUMNS.map((column) => {
      const cell = cellOf(lines, line, column);
      return cell === null ? null : String(cell);
    }),
  ]);
}
