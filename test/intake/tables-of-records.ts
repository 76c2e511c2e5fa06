import { RECORD_TYPES } from '../../events/records/schemas.js';
import type { RecordType } from '../../events/registry.js';
import { tableColumnsOf } from '../../events/tables/table-columns.js';
import type { TableColumn } from '../../events/tables/table-columns.js';
import { csvLine } from '../../src/reports/csv.js';
import { argumentsWith, linesOf } from '../simulate/simulated.js';

export type Row = Readonly<Record<string, unknown>>;

/** Types in an order in which records can follow each other, whatever they name. */
const FIRST: readonly RecordType[] = [
  'ParticipantRegistered',
  'ChildRegistered',
  'CaseOpened',
  'CaseTransferredIn',
  'SupportOrderEstablished',
  'CollectionReceived',
  'CollectionDistributed',
  'CoverageStarted',
  'ReferralSent',
  'ReferralReceived',
];

/** A simulated caseload without `recorded`, as files of one type each, in an order in which they are taken. */
export function caseloadByType(
  cases: number,
  typesMax: number,
): ReadonlyMap<RecordType, readonly Row[]> {
  const byType = new Map<RecordType, Row[]>();
  for (const line of linesOf(argumentsWith({ cases }))) {
    // What it says of when it was recorded is not for a county to say.
    const row: Row = { ...line, recorded: undefined };
    const type = row['type'] as RecordType;
    byType.set(type, [...(byType.get(type) ?? []), row]);
  }
  const rest = RECORD_TYPES.map(({ name }) => name).filter((name) => !FIRST.includes(name));
  const inOrder = [...FIRST, ...rest]
    .filter((type) => byType.has(type))
    .slice(0, typesMax)
    .flatMap((type) => {
      const rows = byType.get(type);
      return rows === undefined ? [] : [[type, rows] as const];
    });
  return new Map(inOrder);
}

export function ndjsonOf(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

/** The text of a cell, '' where the record has no such field. */
export function cellOf(row: Row, { path, plan }: TableColumn): string {
  const value = path.reduce<unknown>(
    (at, part) => (at === undefined ? undefined : (at as Record<string | number, unknown>)[part]),
    row,
  );
  if (value === undefined) return '';
  if (!Array.isArray(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  return value.length === 0 ? '|' : plan.kind === 'values' ? value.join('|') : '';
}

/** Rows as a table: headings and cells, of the columns that any row has. */
export function tableOf(
  type: RecordType,
  rows: readonly Row[],
): { readonly columns: readonly TableColumn[]; readonly cells: readonly (readonly string[])[] } {
  const columns = tableColumnsOf(type).filter((column) =>
    rows.some((row) => cellOf(row, column) !== ''),
  );
  return { columns, cells: rows.map((row) => columns.map((column) => cellOf(row, column))) };
}

export function csvOf(type: RecordType, rows: readonly Row[]): string {
  const { columns, cells } = tableOf(type, rows);
  return [columns.map(({ shortHeading }) => shortHeading), ...cells].map(csvLine).join('');
}
