import { formatMonth } from '../../events/values/month.js';
import { CATALOGUE } from '../../projections/cs1257/catalogue.js';
import { COLUMNS } from '../../projections/cs1257/line.js';
import type { ReportLines } from '../../projections/cs1257/report.js';
import { columnsOf } from '../reports/form.js';
import { valueForPeople } from '../reports/report-table.js';
import { fittedTable, grouped, monthForPeople } from '../reports/table.js';
import type { Rollup } from './state-questions.js';

/** The contract's JSON of the state's month, on one line, its lines in the form's order. */
export function rollupJson({ month, counties, missing, leftOut, lines }: Rollup): string {
  // Written by hand: an object would put county "10" before "01", and line "2" before "1a".
  const members = counties.map(
    ({ county, version, asOf }) => `"${county}":${JSON.stringify({ version, asOf })}`,
  );
  const head = `{"month":"${formatMonth(month)}","counties":{${members.join(',')}},"missing":${JSON.stringify(missing)}`;
  if (lines === null) {
    return `${head},"leftOut":${JSON.stringify(leftOut.map(({ county }) => county))}}`;
  }
  const cells = CATALOGUE.map(({ line }) => {
    const values = COLUMNS.map((column) => `"${column}":${JSON.stringify(lines[line][column])}`);
    return `"${line}":{${values.join(',')}}`;
  });
  return `${head},"lines":{${cells.join(',')}}}`;
}

/** The state's month for people: which versions, which counties are missing, and the sums. */
export function rollupText({ month, counties, missing, leftOut, lines }: Rollup): string {
  const versions = counties.map(
    ({ county, version, asOf }) =>
      `County ${county}: version ${String(version)}, as of position ${grouped(asOf)}`,
  );

  return `${[
    `${monthForPeople(formatMonth(month))}: the state from standing versions`,
    ...(versions.length === 0 ? ['No county has a standing version.'] : versions),
    ...(missing.length === 0 ? [] : [`Missing: ${missing.join(', ')}`]),
    ...(lines === null ? [withoutSum(leftOut)] : ['', ...sumTable(lines)]),
  ].join('\n')}\n`;
}

function withoutSum(leftOut: Rollup['leftOut']): string {
  const without = leftOut.map(({ county }) => county).join(', ');
  return `Left out: ${without}. A sum without a county would be wrong, so there is none.`;
}

function sumTable(lines: ReportLines): readonly string[] {
  const rows = CATALOGUE.map((entry) => [
    entry.line,
    ...COLUMNS.map((column) =>
      columnsOf(entry).includes(column) ? valueForPeople(lines[entry.line][column]) : '',
    ),
  ]);
  return fittedTable(['Line', '(a)', '(b)', '(c)', '(d)'], rows, new Set([1, 2, 3, 4]));
}
