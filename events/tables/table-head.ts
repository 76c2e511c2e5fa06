import type { RecordType } from '../registry.js';
import { quoted } from '../rejections.js';
import { tableColumnsOf } from './table-columns.js';
import type { TableColumn } from './table-columns.js';
import { partFor } from './mapping.js';
import type { Mapping, MappingPart } from './mapping.js';

/** A column of a file and the field that its cells give; null where it is passed over. */
export interface HeadColumn {
  /** The heading as the file has it. */
  readonly own: string;
  readonly column: TableColumn | null;
}

/** What the first row of a table says. */
export interface TableHead {
  readonly type: RecordType;
  /** In the order of the file. */
  readonly columns: readonly HeadColumn[];
  /** Values of fields that no column gives. */
  readonly constants: readonly (readonly [TableColumn, string])[];
  readonly part: MappingPart;
  readonly hasIds: boolean;
}

export type HeadRead =
  | { readonly kind: 'head'; readonly head: TableHead }
  | { readonly kind: 'fault'; readonly message: string };

/** Most columns of a table: more than any type has fields, twice over. */
export const COLUMNS_MAX = 500;

/** Most headings that a sentence names. */
const NAMED_MAX = 10;

/** Reads the first row of a table of one type. What no field and no mapping has is named, and not guessed. */
export function readTableHead(
  type: RecordType,
  cells: readonly string[],
  mapping: Mapping,
): HeadRead {
  if (cells.length > COLUMNS_MAX) {
    return fault(`has ${String(cells.length)} columns: send at most ${String(COLUMNS_MAX)}.`);
  }
  const part = partFor(mapping, type);
  const byName = namesOf(type);
  const read = cells.map((cell) => headColumn(cell.trim(), part, byName));
  const unknown = read.flatMap((each) => (typeof each === 'string' ? [each] : []));
  if (unknown.length > 0) {
    return fault(
      `has headings that are no field of ${type}: ${namedList(unknown)}; correct their spelling, or map them (null passes one over).`,
    );
  }
  const columns = read.filter((each) => typeof each !== 'string');
  const twice = columns.find(
    ({ column }, index) =>
      column !== null && columns.findIndex((other) => other.column === column) !== index,
  );
  if (twice?.column) {
    return fault(`gives ${twice.column.heading} in two columns: leave one out.`);
  }
  const given = new Set(columns.map(({ column }) => column));
  const constants = [...part.constants].flatMap(([name, text]) => {
    const column = byName.get(name);
    return column === undefined || given.has(column) ? [] : [[column, text] as const];
  });
  const hasIds = columns.some(({ column }) => column?.heading === 'id');
  return { kind: 'head', head: { type, columns, constants, part, hasIds } };
}

function fault(rest: string): HeadRead {
  return { kind: 'fault', message: `Its first row ${rest}` };
}

/** What a heading of a file becomes: a field, nothing (null), or unknown. */
export interface HeadingMeaning {
  readonly heading: string;
  readonly field: string | null;
  readonly isKnown: boolean;
}

/** What each heading of a table becomes, for whoever maps them. */
export function headingMeanings(
  type: RecordType,
  cells: readonly string[],
  mapping: Mapping,
): readonly HeadingMeaning[] {
  const part = partFor(mapping, type);
  const byName = namesOf(type);
  return cells.map((cell) => {
    const read = headColumn(cell.trim(), part, byName);
    if (typeof read === 'string') return { heading: cell, field: null, isKnown: false };
    return { heading: read.own, field: read.column?.heading ?? null, isKnown: true };
  });
}

/** The fields of a type by every name that a heading may give them. */
function namesOf(type: RecordType): ReadonlyMap<string, TableColumn> {
  const columns = tableColumnsOf(type);
  return new Map([
    ...columns.map((column) => [column.shortHeading, column] as const),
    ...columns.map((column) => [column.heading, column] as const),
  ]);
}

function headColumn(
  own: string,
  { headings }: MappingPart,
  byName: ReadonlyMap<string, TableColumn>,
): HeadColumn | string {
  const mapped = headings.get(own);
  if (mapped === null) return { own, column: null };
  const column = byName.get(mapped ?? own);
  if (column !== undefined) return { own, column };
  return mapped === undefined ? own : `${own} (mapped to ${mapped})`;
}

function namedList(names: readonly string[]): string {
  const shown = names.slice(0, NAMED_MAX).map(quoted).join(', ');
  const rest = names.length - NAMED_MAX;
  return rest > 0 ? `${shown} and ${String(rest)} more` : shown;
}
