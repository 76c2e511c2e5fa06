import type { County } from '../../events/values/county.js';
import type { Month } from '../../events/values/month.js';
import { formatMonth } from '../../events/values/month.js';
import { COLUMNS } from '../../projections/form/line.js';
import { namedEdition } from '../../events/form-editions.js';
import { cellOf } from '../../projections/form/report.js';
import type { ReportLines } from '../../projections/form/report.js';
import { canonicalJson } from '../../events/wire/canonical.js';
import { linesOfForm } from './form.js';
import type { FormName } from './form.js';
import type { LeftOut } from './left-out.js';

/** One county's report of one month, as of a position. */
export interface CountyReport {
  readonly form: FormName;
  readonly county: County;
  readonly month: Month;
  /** The ledger's size where nothing else was asked; 0 for a ledger without records. */
  readonly asOf: number;
  /** Id of the edition of the form that the month has there. */
  readonly edition: string;
  /** All lines of the CS 1257; a CS 157 is printed without those that it does not have. */
  readonly lines: ReportLines;
}

/** One month of every county, each at its own size, and their sum. */
export interface StateReport {
  readonly form: FormName;
  readonly month: Month;
  /** Id of the edition of the form that the month has. */
  readonly edition: string;
  /** In order of county number. */
  readonly counties: readonly CountyReport[];
  /** Counties that cannot be read, in order of county number. */
  readonly leftOut: readonly LeftOut[];
  /** Null where a county is left out: a sum without it would be wrong. */
  readonly state: ReportLines | null;
}

/** The contract's JSON of a report, on one line; the same report always gives the same bytes. */
export function countyReportJson(report: CountyReport): string {
  return (
    `{"form":${canonicalJson(report.form)},${editionJson(report.edition)}"county":${canonicalJson(report.county)},` +
    `"month":"${formatMonth(report.month)}","asOf":${String(report.asOf)},` +
    `"lines":${linesJson(report, report.lines)}}`
  );
}

/** The contract's JSON of `--county all`, on one line. */
export function stateReportJson(report: StateReport): string {
  const counties = report.counties.map(
    (county) => `${canonicalJson(county.county)}:${countyReportJson(county)}`,
  );
  return (
    `{"form":${canonicalJson(report.form)},${editionJson(report.edition)}"month":"${formatMonth(report.month)}",` +
    `"counties":{${counties.join(',')}},${stateJson(report)}}`
  );
}

/** The sum, or which counties it would lack. */
function stateJson(report: StateReport): string {
  const { state, leftOut } = report;
  return state === null
    ? `"leftOut":${JSON.stringify(leftOut.map(({ county }) => county))}`
    : `"state":{"lines":${linesJson(report, state)}}`;
}

/** The first edition has no name: reports were hashed before there was a second. */
function editionJson(edition: string): string {
  const named = namedEdition(edition);
  return named.edition === undefined ? '' : `"edition":${canonicalJson(named.edition)},`;
}

/** Lines in the form's order. Written by hand: an object would put "1" and "2" before "1a". */
function linesJson(
  { form, edition }: Pick<CountyReport, 'form' | 'edition'>,
  lines: ReportLines,
): string {
  const members = linesOfForm(form, edition).map(({ line }) => {
    const values = COLUMNS.map(
      (column) => `"${column}":${JSON.stringify(cellOf(lines, line, column))}`,
    );
    return `${JSON.stringify(line)}:{${values.join(',')}}`;
  });
  return `{${members.join(',')}}`;
}
