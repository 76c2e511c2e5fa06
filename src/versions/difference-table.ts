import { formatMonth } from '../../events/values/month.js';
import type { CellDifference } from '../../projections/versions/differences.js';
import { titleOf } from '../reports/form.js';
import { valueForPeople } from '../reports/report-table.js';
import { WIDTH_MAX, alignedTable, grouped, monthForPeople, wrapped } from '../reports/table.js';
import { sideValue } from './difference-json.js';
import type { NamedDifference, NamedRow } from './named-difference.js';
import type { DiffersBy, OutdatedVersion } from './version-questions.js';

const RIGHT_ALIGNED = new Set([2, 3]);

/** A comparison for people: the cells, then for each row that differs the records behind it. */
export function differenceText(difference: NamedDifference): string {
  const { county, month, from, to, editions, cells, rows } = difference;
  const head = `${monthForPeople(formatMonth(month))}, county ${county}: as of position ${grouped(from)} against ${grouped(to)}`;
  if (rows.length === 0 && cells.length === 0) return `${head}\nNothing differs.\n`;
  const changed =
    cells.length === 0 ? ['No cell differs, but rows do.'] : cellsTable(cells, editions.to);
  return `${[head, '', ...changed, '', ...rows.flatMap(rowLines)].join('\n')}\n`;
}

/** The outdated versions for people. */
export function outdatedText(outdated: readonly OutdatedVersion[]): string {
  if (outdated.length === 0) return 'Every standing version is what a replay gives now.\n';
  return `${outdated
    .flatMap(({ month, version, edition, cells, differsBy }, index) => [
      ...(index === 0 ? [] : ['']),
      `${monthForPeople(formatMonth(month))}, version ${String(version)}: ${becauseOf(differsBy)}`,
      ...cellsTable(cells, edition),
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

function cellsTable(cells: readonly CellDifference[], edition: string): readonly string[] {
  const rows = cells.map(({ line, column, from, to }) => [
    line,
    `(${column})`,
    valueForPeople(from),
    valueForPeople(to),
    titleOf(line, edition),
  ]);
  const table = alignedTable(['Line', 'Column', 'From', 'To', 'Title'], rows, RIGHT_ALIGNED);
  return table.map((text) => text.slice(0, WIDTH_MAX).trimEnd());
}

function rowLines(row: NamedRow): readonly string[] {
  const { line, column, subject, records } = row;
  const who = subject === null ? 'the county' : `${subject.kind} ${subject.id}`;
  const change = `${sideForPeople(row, 'from')} -> ${sideForPeople(row, 'to')}`;
  return [
    ...wrapped(`Line ${line} (${column}), ${who}: ${change}`, WIDTH_MAX),
    ...records.flatMap(({ position, type, effective, reason, id }) =>
      wrapped(
        `at ${grouped(position)}: ${type} of ${effective}${reason === null ? '' : `, ${reason}`} (${id})`,
        WIDTH_MAX - 4,
      ).map((text) => `    ${text}`),
    ),
  ];
}

function sideForPeople(row: NamedRow, side: 'from' | 'to'): string {
  const value = sideValue(row.line, row[side]);
  if (value === null) return 'not there';
  return value === true ? 'counted' : valueForPeople(value);
}
