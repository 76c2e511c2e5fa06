import { GOALS } from '../../projections/process/goals.js';
import { TRACKED_STEPS } from '../../projections/process/tracking.js';
import type { TrackedApplication } from '../../projections/process/tracking.js';
import { headingOfInert, inertForPeople } from '../packages/audit/audit-files.js';
import { countyName } from '../../events/values/county-names.js';
import { parseCounty } from '../../events/values/county.js';
import { workbookXlsx } from '../printing/xlsx/workbook.js';
import { csvLine } from '../reports/csv.js';
import type { MatrixAnswer, TrackingAnswer } from './sheets.js';

/** A column of a sheet: its heading, and what a row has in it; null an empty cell. */
interface SheetColumnOf<Row> {
  readonly heading: string;
  readonly kind: 'text' | 'count';
  /** Written by a person: in CSV a spreadsheet could take it for a formula. */
  readonly isFree?: boolean;
  readonly cell: (row: Row) => string | null;
}

const TRACKING: readonly SheetColumnOf<TrackedApplication>[] = [
  { heading: 'Application', kind: 'text', cell: ({ shown }) => shown.application },
  { heading: 'County', kind: 'text', cell: ({ shown }) => shown.county },
  { heading: 'County name', kind: 'text', cell: ({ shown }) => nameOfCounty(shown.county) },
  { heading: 'Organization', kind: 'text', isFree: true, cell: ({ shown }) => shown.organisation },
  { heading: 'Kind', kind: 'text', cell: ({ shown }) => shown.kind },
  { heading: 'State', kind: 'text', cell: ({ shown }) => shown.state },
  { heading: 'Renews', kind: 'text', cell: ({ shown }) => shown.renews },
  { heading: 'Recommended', kind: 'count', cell: ({ shown }) => String(shown.recommended) },
  { heading: 'Accounts', kind: 'count', cell: ({ shown }) => countText(shown.accounts) },
  { heading: 'Open', kind: 'count', cell: ({ shown }) => String(shown.open) },
  { heading: 'MOU from', kind: 'text', cell: ({ shown }) => shown.mou?.from ?? null },
  { heading: 'MOU to', kind: 'text', cell: ({ shown }) => shown.mou?.to ?? null },
  ...TRACKED_STEPS.map((step) => ({
    heading: step,
    kind: 'text' as const,
    cell: ({ steps }: TrackedApplication) => steps[step] ?? null,
  })),
  ...GOALS.flatMap((name) => {
    const goalOf = ({ shown }: TrackedApplication): (typeof shown.goals)[number] | undefined =>
      shown.goals.find(({ goal }) => goal === name);
    return [
      {
        heading: `${name} due`,
        kind: 'text' as const,
        cell: (row: TrackedApplication) => goalOf(row)?.due ?? null,
      },
      {
        heading: `${name} met`,
        kind: 'text' as const,
        cell: (row: TrackedApplication) => goalOf(row)?.met ?? null,
      },
      {
        heading: `${name} days late`,
        kind: 'count' as const,
        cell: (row: TrackedApplication) => countText(goalOf(row)?.daysLate ?? null),
      },
    ];
  }),
  {
    heading: 'legal-review delayed',
    kind: 'text',
    cell: ({ shown }) => shown.goals.find(({ delayed }) => delayed !== null)?.delayed ?? null,
  },
];

const MATRIX: readonly SheetColumnOf<MatrixAnswer['rows'][number]>[] = [
  { heading: 'County', kind: 'text', cell: ({ lcsa }) => lcsa },
  {
    heading: 'User organization',
    kind: 'text',
    isFree: true,
    cell: ({ organisation }) => organisation,
  },
  { heading: 'Approved user accounts', kind: 'count', cell: ({ accounts }) => countText(accounts) },
  { heading: 'Term from', kind: 'text', cell: ({ from }) => from },
  { heading: 'Term to', kind: 'text', cell: ({ to }) => to },
];

/** The tracking sheet as CSV (RFC 4180). */
export function trackingCsv({ rows }: TrackingAnswer): string {
  return csvOf(TRACKING, rows);
}

/** The tracking sheet as a workbook, piece by piece. */
export function trackingXlsx({ rows }: TrackingAnswer): Iterable<Uint8Array> {
  const columns = TRACKING.map((column) => ({
    ...{ heading: headingOf(column), kind: column.kind },
    width: Math.max(12, column.heading.length + 2),
  }));
  const cells = rows.map((row) => TRACKING.map((column) => cellIn(column, row)));
  return workbookXlsx([{ name: 'Tracking', columns, rows: cells }]);
}

/** The matrix as CSV. */
export function matrixCsv({ rows }: MatrixAnswer): string {
  return csvOf(MATRIX, rows);
}

function csvOf<Row>(columns: readonly SheetColumnOf<Row>[], rows: readonly Row[]): string {
  const lines = rows.map((row) => csvLine(columns.map((column) => cellIn(column, row) ?? '')));
  return [csvLine(columns.map(headingOf)), ...lines].join('');
}

function headingOf<Row>({ heading, isFree = false }: SheetColumnOf<Row>): string {
  return isFree ? headingOfInert(heading) : heading;
}

/** A cell's text; what people typed has an apostrophe where a spreadsheet would compute it. */
function cellIn<Row>({ cell, isFree = false }: SheetColumnOf<Row>, row: Row): string | null {
  const text = cell(row);
  return text !== null && isFree ? inertForPeople(text) : text;
}

function countText(count: number | null): string | null {
  return count === null ? null : String(count);
}

function nameOfCounty(text: string): string {
  const county = parseCounty(text);
  return county === null ? '' : countyName(county);
}
