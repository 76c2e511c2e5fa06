import { formatMonth } from '../../events/values/month.js';
import type { CellDifference } from '../../projections/versions/differences.js';
import { titleOf } from '../reports/form.js';
import { valueForPeople } from '../reports/report-table.js';
import { indented, peopleTable } from '../reports/people-table.js';
import type { PeopleColumn } from '../reports/people-table.js';
import { WIDTH_MAX, monthForPeople, wrapped } from '../reports/table.js';
import { sideValue } from './difference-json.js';
import type { NamedDifference, NamedRow } from './named-difference.js';
import type { DiffersBy, OutdatedVersion } from './version-questions.js';

const COLUMNS: readonly PeopleColumn[] = [
  { head: 'Line' },
  { head: 'Column' },
  { head: 'From', isRight: true },
  { head: 'To', isRight: true },
  { head: 'Title', isWrapped: true },
];

/** A comparison for people: the cells, then for each row that differs the records behind it. */
export function differenceText(difference: NamedDifference, width = WIDTH_MAX): string {
  const { county, month, from, to, editions, cells, rows } = difference;
  const head = wrapped(
    `${monthForPeople(formatMonth(month))}, county ${county}: as of position ${String(from)} against ${String(to)}`,
    width,
  );
  if (rows.length === 0 && cells.length === 0) return `${head.join('\n')}\nNothing differs.\n`;
  const changed =
    cells.length === 0 ? ['No cell differs, but rows do.'] : cellsTable(cells, editions.to, width);
  const behind = rows.flatMap((row) => rowLines(row, width));
  return `${[...head, '', ...changed, '', ...behind].join('\n')}\n`;
}

/** The outdated versions for people. */
export function outdatedText(outdated: readonly OutdatedVersion[], width = WIDTH_MAX): string {
  if (outdated.length === 0) return 'Every standing version is what a replay gives now.\n';
  return `${outdated
    .flatMap(({ month, version, edition, cells, differsBy }, index) => [
      ...(index === 0 ? [] : ['']),
      ...wrapped(
        `${monthForPeople(formatMonth(month))}, version ${String(version)}: ${becauseOf(differsBy)}`,
        width,
      ),
      ...cellsTable(cells, edition, width),
    ])
    .join('\n')}\n`;
}

function becauseOf(differsBy: DiffersBy): string {
  switch (differsBy) {
    case 'records':
      return 'to be revised';
    case 'rule edition':
      return 'differs by rule edition';
    case 'records and rule edition':
      return 'to be revised; differs by rule edition besides';
  }
}

function cellsTable(
  cells: readonly CellDifference[],
  edition: string,
  width: number,
): readonly string[] {
  const rows = cells.map(({ line, column, from, to }) => [
    line,
    `(${column})`,
    valueForPeople(from),
    valueForPeople(to),
    titleOf(line, edition),
  ]);
  return peopleTable(COLUMNS, rows, width);
}

function rowLines(row: NamedRow, width: number): readonly string[] {
  const { line, column, subject, records } = row;
  const who = subject === null ? 'the county' : `${subject.kind} ${subject.id}`;
  const change = `${sideForPeople(row, 'from')} -> ${sideForPeople(row, 'to')}`;
  return [
    ...wrapped(`Line ${line} (${column}), ${who}: ${change}`, width),
    ...records.flatMap(({ position, type, effective, reason, id }) =>
      indented(
        `at ${String(position)}: ${type} of ${effective}${reason === null ? '' : `, ${reason}`} (${id})`,
        4,
        width,
      ),
    ),
  ];
}

function sideForPeople(row: NamedRow, side: 'from' | 'to'): string {
  const value = sideValue(row.line, row[side]);
  if (value === null) return 'not there';
  return value === true ? 'counted' : valueForPeople(value);
}
