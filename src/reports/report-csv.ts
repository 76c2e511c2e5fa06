import { formatMonth } from '../../events/values/month.js';
import { COLUMNS } from '../../projections/form/line.js';
import type { ReportLines } from '../../projections/form/report.js';
import type { CountyReport, StateReport } from './county-report.js';
import { csvLine } from './csv.js';
import { linesOfForm } from './form.js';
import type { FormName } from './form.js';

/** The first line of a report's CSV. */
export const REPORT_CSV_HEAD = csvLine(['county', 'month', 'asOf', 'line', 'title', ...COLUMNS]);

/** A report as CSV lines (RFC 4180), one a line of the form; a cell that is not reported is empty. */
export function countyReportCsv(report: CountyReport): string {
  const head = [report.county, formatMonth(report.month), String(report.asOf)];
  return linesCsv(head, report.form, report.lines);
}

/** The counties' lines, then the state's with `state` for the county and no position. */
export function stateReportCsv(report: StateReport): string {
  const counties = report.counties.map((county) => countyReportCsv(county));
  const head = ['state', formatMonth(report.month), ''];
  return counties.join('') + linesCsv(head, report.form, report.state);
}

function linesCsv(head: readonly string[], form: FormName, lines: ReportLines): string {
  return linesOfForm(form)
    .map(({ line, title }) => {
      const cells = lines[line];
      const values = COLUMNS.map((column) => String(cells[column] ?? ''));
      return csvLine([...head, line, title, ...values]);
    })
    .join('');
}
