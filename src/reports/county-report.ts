import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { formatMonth } from '../../events/values/month.js';
import { COLUMNS } from '../../projections/form/line.js';
import type { ReportLines } from '../../projections/form/report.js';
import { canonicalJson } from '../../events/wire/canonical.js';
import { linesOfForm } from './form.js';
import type { FormName } from './form.js';

/** One county's report of one month, as of a position. */
export interface CountyReport {
  readonly form: FormName;
  readonly county: County;
  readonly month: Month;
  /** The ledger's size where nothing else was asked; 0 for a ledger without records. */
  readonly asOf: number;
  /** All lines of the CS 1257; a CS 157 is printed without those that it does not have. */
  readonly lines: ReportLines;
}

/** One month of every county, each at its own size, and their sum. */
export interface StateReport {
  readonly form: FormName;
  readonly month: Month;
  /** In order of county number. */
  readonly counties: readonly CountyReport[];
  readonly state: ReportLines;
}

/** The contract's JSON of a report, on one line; the same report always gives the same bytes. */
export function countyReportJson(report: CountyReport): string {
  return (
    `{"form":${canonicalJson(report.form)},"county":${canonicalJson(report.county)},` +
    `"month":"${formatMonth(report.month)}","asOf":${String(report.asOf)},` +
    `"lines":${linesJson(report.form, report.lines)}}`
  );
}

/** The contract's JSON of `--county all`, on one line. */
export function stateReportJson(report: StateReport): string {
  const counties = report.counties.map(
    (county) => `${canonicalJson(county.county)}:${countyReportJson(county)}`,
  );
  return (
    `{"form":${canonicalJson(report.form)},"month":"${formatMonth(report.month)}",` +
    `"counties":{${counties.join(',')}},` +
    `"state":{"lines":${linesJson(report.form, report.state)}}}`
  );
}

/** Lines in the form's order. Written by hand: an object would put "1" and "2" before "1a". */
function linesJson(form: FormName, lines: ReportLines): string {
  const members = linesOfForm(form).map(({ line }) => {
    const cells = lines[line];
    const values = COLUMNS.map((column) => `"${column}":${JSON.stringify(cells[column])}`);
    return `${JSON.stringify(line)}:{${values.join(',')}}`;
  });
  return `{${members.join(',')}}`;
}
