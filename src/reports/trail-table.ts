import { formatCentsForPeople } from '../../events/values/money.js';
import { peopleTable } from './people-table.js';
import type { PeopleColumn } from './people-table.js';
import { grouped, monthForPeople, wrapped } from './table.js';
import type { TrailEntry } from './trail.js';

/** Rows of a page of a trail on a screen. */
export const TRAIL_ROWS_SHOWN = 50;

/** What a trail is of, as its head says it. */
export interface TrailHead {
  readonly county: string;
  /** `2006-09`. */
  readonly month: string;
  readonly line: string;
  readonly title: string;
  readonly column: string;
  readonly isWhole: boolean;
}

const RECORDS: PeopleColumn = { head: 'Records', isWrapped: true };

/**
 * A trail for people: its first rows with how many there are, each with the first of the records that put it there; the
 * whole where that was asked for.
 */
export function trailTable(
  head: TrailHead,
  entries: readonly TrailEntry[],
  width: number,
): readonly string[] {
  const { county, month, line, title, column, isWhole } = head;
  const top = [
    ...wrapped(`Line ${line}  ${title}`, width),
    ...wrapped(
      `${monthForPeople(month)}, county ${county}, column (${column}): ${grouped(entries.length)} ${entries.length === 1 ? 'row' : 'rows'}`,
      width,
    ),
  ];
  if (entries.length === 0) return top;
  const shown = isWhole ? entries : entries.slice(0, TRAIL_ROWS_SHOWN);
  const left = entries.length - shown.length;
  const more =
    left === 0
      ? []
      : [
          '',
          ...wrapped(
            `Rows 1 to ${String(shown.length)} of ${grouped(entries.length)}: --all shows all, --out FILE writes them to a file.`,
            width,
          ),
        ];
  return [...top, '', ...rowsTable(entries, shown, width), ...more];
}

function rowsTable(
  entries: readonly TrailEntry[],
  shown: readonly TrailEntry[],
  width: number,
): readonly string[] {
  const has = (test: (entry: TrailEntry) => boolean): boolean => entries.some(test);
  const columns: (readonly [PeopleColumn, (entry: TrailEntry) => string])[] = [
    [{ head: 'Column' }, ({ column }) => `(${column})`],
  ];
  if (has(({ subject }) => subject.kind === 'case')) {
    columns.push([
      { head: 'Case' },
      ({ subject }) => (subject.kind === 'case' ? subject.case : ''),
    ]);
  }
  if (has(({ subject }) => subject.kind === 'child')) {
    columns.push(
      [{ head: 'Child' }, ({ subject }) => (subject.kind === 'child' ? subject.child : '')],
      [
        { head: 'By cases', isWrapped: true },
        ({ subject }) => (subject.kind === 'child' ? subject.cases.join(' ') : ''),
      ],
    );
  }
  if (has(({ hundredths }) => hundredths !== null)) {
    columns.push([
      { head: 'Amount', isRight: true },
      ({ hundredths }) => (hundredths === null ? '' : formatCentsForPeople(hundredths)),
    ]);
  }
  if (has(({ value }) => value !== null)) {
    columns.push([
      { head: 'Value', isRight: true },
      ({ value }) => (value === null ? '' : grouped(value)),
    ]);
  }
  columns.push([RECORDS, ({ records }) => recordsForPeople(records)]);
  return peopleTable(
    columns.map(([column]) => column),
    shown.map((entry) => columns.map(([, text]) => text(entry))),
    width,
  );
}

function recordsForPeople(records: readonly string[]): string {
  const [first = '', ...others] = records;
  return others.length === 0 ? first : `${first} and ${grouped(others.length)} more`;
}
