import { formatMonth } from '../../events/values/month.js';
import { COLUMNS } from '../../projections/form/line.js';
import { cellOf } from '../../projections/form/report.js';
import type { ReportLines } from '../../projections/form/report.js';
import type { CountyReport, StateReport } from './county-report.js';
import { csvLine } from './csv.js';
import { linesOfForm } from './form.js';

/** The first line of a report's CSV. */
export const REPORT_CSV_HEAD = csvLine(['county', 'month', 'asOf', 'line', 'title', ...COLUMNS]);

/** A report as CSV lines (RFC 4180), one a line of the form; a cell that is not reported is empty. */
export function countyReportCsv(report: CountyReport): string {
  const head = [report.county, formatMonth(report.month), String(report.asOf)];
  return linesCsv(head, report, report.lines);
}

/** The counties' lines, then the state's, if there is one, with `state` for the county and no position. */
export function stateReportCsv(report: StateReport): string {
  const counties = report.counties.map((county) => countyReportCsv(county));
  const head = ['state', formatMonth(report.month), ''];
  const state = report.state === null ? '' : linesCsv(head, report, report.state);
  return counties.join('') + state;
}

function linesCsv(
  head: readonly string[],
  { form, edition }: Pick<CountyReport, 'form' | 'edition'>,
  lines: ReportLines,
): string {
  return linesOfForm(form, edition)
    .map(({ line, title }) => {
      const values = COLUMNS.map((column) => String(cellOf(lines, line, column) ?? ''));
      return csvLine([...head, line, title, ...values]);
    })
    .join('');
}
