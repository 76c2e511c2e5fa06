import { formatMonth } from '../../events/values/month.js';
import { linesOfAllEditions } from '../../projections/form/editions.js';
import type { LineEntry } from '../../projections/form/line.js';
import { cellOf } from '../../projections/form/report.js';
import type { ReportLines } from '../../projections/form/report.js';
import { COLUMNS } from '../../projections/form/line.js';
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
  const cells = linesIn(lines).map(({ line }) => {
    const values = COLUMNS.map(
      (column) => `"${column}":${JSON.stringify(cellOf(lines, line, column))}`,
    );
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
  const rows = linesIn(lines).map((entry) => [
    entry.line,
    ...COLUMNS.map((column) =>
      columnsOf(entry).includes(column) ? valueForPeople(cellOf(lines, entry.line, column)) : '',
    ),
  ]);
  return fittedTable(['Line', '(a)', '(b)', '(c)', '(d)'], rows, new Set([1, 2, 3, 4]));
}

/** The lines that the sum has, in the form's order; those of several editions where the counties' versions are. */
function linesIn(lines: ReportLines): readonly LineEntry[] {
  return linesOfAllEditions().filter(({ line }) => lines[line] !== undefined);
}
