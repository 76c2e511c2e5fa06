import { formatMonth } from '../../events/values/month.js';
import { linesOfAllEditions } from '../../projections/form/editions.js';
import type { LineEntry } from '../../projections/form/line.js';
import { cellOf } from '../../projections/form/report.js';
import type { ReportLines } from '../../projections/form/report.js';
import { COLUMNS } from '../../projections/form/line.js';
import { columnsOf, titleOf } from '../reports/form.js';
import { valueForPeople } from '../reports/report-table.js';
import { peopleTable } from '../reports/people-table.js';
import type { PeopleColumn } from '../reports/people-table.js';
import { WIDTH_MAX, grouped, monthForPeople, wrapped } from '../reports/table.js';
import { countyName } from '../../events/values/county-names.js';
import { formatDay } from '../../events/values/day.js';
import { dueDay } from '../../projections/versions/version.js';
import type { CountyOfMonth, CountyStanding } from './counties-of-month.js';
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

const COUNTIES: readonly PeopleColumn[] = [
  { head: 'County' },
  { head: 'State', isWrapped: true },
  { head: 'Version', isRight: true },
  { head: 'As of', isRight: true },
  { head: 'Late', isRight: true },
];

const SUMS: readonly PeopleColumn[] = [
  { head: 'Line' },
  { head: 'Title', isWrapped: true },
  ...COLUMNS.map((column): PeopleColumn => ({ head: `(${column})`, isRight: true })),
];

/** The state's month for people: how each county stands, and the sums of those that stand. */
export function rollupText(
  { month, counties, leftOut, lines, edition }: Rollup,
  all: readonly CountyOfMonth[],
  width = WIDTH_MAX,
): string {
  const count = (kind: CountyOfMonth['standing']['kind']): number =>
    all.filter(({ standing }) => standing.kind === kind).length;
  const outdated = all.filter(({ standing }) => standing.kind === 'stands' && standing.isOutdated);
  const late = all.filter(({ daysLate }) => daysLate > 0);
  const [missing, unreadable] = [count('missing'), count('unreadable')];
  const leftOutOf = unreadable === 0 ? '' : `, ${areOrIs(unreadable)} left out`;
  const told = `${String(count('stands'))} of ${String(all.length)} counties stand by an approved version, ${areOrIs(missing)} missing, ${String(count('noRecords'))} never sent a record${leftOutOf}. Late: ${String(late.length)}. Outdated, to be revised: ${String(outdated.length)}. Due ${formatDay(dueDay(month))}.`;
  const rows = all.map(({ county, standing, daysLate }) => [
    `${county} ${countyName(county)}`,
    stateForPeople(standing),
    standing.kind === 'stands' ? String(standing.version) : '',
    standing.kind === 'stands' ? String(standing.asOf) : '',
    daysLate === 0 ? '' : `${grouped(daysLate)} d`,
  ]);
  return `${[
    `${monthForPeople(formatMonth(month))}: the state from standing versions`,
    ...wrapped(told, width),
    '',
    ...peopleTable(COUNTIES, rows, width),
    '',
    ...sumsForPeople({ lines, leftOut, edition }, counties.length, width),
  ].join('\n')}\n`;
}

function areOrIs(count: number): string {
  return `${String(count)} ${count === 1 ? 'is' : 'are'}`;
}

function sumsForPeople(
  { lines, leftOut, edition }: Pick<Rollup, 'lines' | 'leftOut' | 'edition'>,
  standing: number,
  width: number,
): readonly string[] {
  if (lines === null) return wrapped(withoutSum(leftOut), width);
  if (standing === 0) return ['No county stands by an approved version, so there is no sum.'];
  const rows = linesIn(lines).map((entry) => [
    entry.line,
    titleOf(entry.line, edition),
    ...COLUMNS.map((column) =>
      columnsOf(entry).includes(column) ? valueForPeople(cellOf(lines, entry.line, column)) : '',
    ),
  ]);
  const head = `Sum of the ${String(standing)} that stand`;
  return [head, '', ...peopleTable(SUMS, rows, width)];
}

function stateForPeople(standing: CountyStanding): string {
  switch (standing.kind) {
    case 'stands':
      return standing.isOutdated ? 'stands, outdated' : 'stands';
    case 'missing':
      return standing.latest === 'none' ? 'missing' : `missing (${standing.latest})`;
    case 'noRecords':
      return 'never sent a record';
    case 'unreadable':
      return 'left out: cannot be read';
  }
}

function withoutSum(leftOut: Rollup['leftOut']): string {
  const without = leftOut.map(({ county }) => county).join(', ');
  return `Left out: ${without}. A sum without a county would be wrong, so there is none.`;
}

/** The lines that the sum has, in the form's order; those of several editions where the counties' versions are. */
function linesIn(lines: ReportLines): readonly LineEntry[] {
  return linesOfAllEditions().filter(({ line }) => lines[line] !== undefined);
}
