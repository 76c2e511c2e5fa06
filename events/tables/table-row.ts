import type { Rejection } from '../rejections.js';
import { rejectionOf } from '../rejections.js';
import type { County } from '../values/county.js';
import { dayFrom, monthFrom } from './date-forms.js';
import type { DateForm } from './date-forms.js';
import { LIST_SEPARATOR } from './table-columns.js';
import type { CellPlan, TableColumn } from './table-columns.js';
import type { TableHead } from './table-head.js';

/** A record as its row gives it, to be parsed as any JSON value is. */
type Draft = Record<string, unknown>;

export type RowRead =
  { readonly kind: 'value'; readonly value: Readonly<Record<string, unknown>> } | Rejection;

/** How rows become records: what the head says, and whose the file is. */
export type RowReader = (cells: readonly string[]) => RowRead;

/**
 * Makes the reader of a table's rows (contract/intake.md, CSV): true and false are booleans, an empty cell is a field
 * that is not there, ids of a list are joined by `|`. A required list is empty where its cell is, and any where the cell
 * is `|` alone. Where no column gives the county it is the sender's.
 */
export function rowReader(head: TableHead, county: County): RowReader {
  const { type, columns, constants, part } = head;
  const writers = columns.map(({ column }) => (column === null ? null : cellWriter(column, part)));
  const fixed = constants.map(([column, text]) => [cellWriter(column, part), text] as const);
  return (cells) => {
    if (cells.length !== columns.length) {
      return rejectionOf(idOf(head, cells), 'INVALID_FIELD', {
        path: 'row',
        problem: `has ${String(cells.length)} cells and the first row ${String(columns.length)}: give as many, or check its quotes.`,
      });
    }
    const draft: Draft = { type, data: {} };
    for (const [index, writer] of writers.entries()) writer?.put(draft, cells[index] ?? '');
    for (const [writer, text] of fixed) writer.put(draft, text);
    draft['county'] ??= county;
    closeArrays(draft);
    return { kind: 'value', value: draft };
  };
}

function idOf({ columns }: TableHead, cells: readonly string[]): string | null {
  const index = columns.findIndex(({ column }) => column?.heading === 'id');
  return cells[index] ?? null;
}

interface CellWriter {
  readonly put: (draft: Draft, cell: string) => void;
}

function cellWriter(
  { path, plan, isOptional, heading, shortHeading }: TableColumn,
  part: TableHead['part'],
): CellWriter {
  const codes = part.codes.get(heading) ?? part.codes.get(shortHeading);
  const valueOf = valueReader(plan, part.dates, codes);
  const isEmptyList = plan.kind === 'values' && !isOptional && plan.lengthMin === 0;
  return {
    put: (draft, cell) => {
      if (cell === '' && !isEmptyList) return;
      setAt(draft, path, cell === '' ? [] : valueOf(cell));
    },
  };
}

function valueReader(
  plan: CellPlan,
  dates: DateForm | null,
  codes: ReadonlyMap<string, string> | undefined,
): (cell: string) => unknown {
  const decoded = (text: string): string => codes?.get(text) ?? text;
  switch (plan.kind) {
    case 'values': {
      const itemOf = valueReader(plan.item, dates, codes);
      return (cell) => (cell === LIST_SEPARATOR ? [] : cell.split(LIST_SEPARATOR).map(itemOf));
    }
    case 'boolean':
      return (cell) => {
        const text = decoded(cell);
        return text === 'true' ? true : text === 'false' ? false : text;
      };
    case 'integer':
      return (cell) => {
        const text = decoded(cell);
        return /^(?:0|[1-9]\d{0,15})$/u.test(text) ? Number(text) : text;
      };
    case 'constant':
      return (cell) => (plan.value === true && cell === 'true' ? true : decoded(cell));
    case 'form': {
      if (dates === null || (plan.form !== 'day' && plan.form !== 'month')) return decoded;
      const from = plan.form === 'day' ? dayFrom : monthFrom;
      return (cell) => from(decoded(cell), dates);
    }
    case 'choice':
    case 'anything':
      return decoded;
  }
}

/** Arrays of objects are gathered by number first, because cells may come in any order. */
class ItemsByNumber {
  readonly items = new Map<number, Draft>();
}

function setAt(draft: Draft, path: readonly (string | number)[], value: unknown): void {
  let at = draft;
  for (let index = 0; index < path.length - 1; index += 1) {
    const name = String(path[index]);
    const next = path[index + 1];
    if (typeof next === 'number') {
      const list = at[name] instanceof ItemsByNumber ? at[name] : new ItemsByNumber();
      at[name] = list;
      const item = list.items.get(next) ?? {};
      list.items.set(next, item);
      at = item;
      index += 1;
      continue;
    }
    // Only drafts are put where an object belongs.
    at = (at[name] ??= {}) as Draft;
  }
  at[String(path.at(-1))] = value;
}

/** Numbers that were left empty between others are passed over. */
function closeArrays(draft: Draft): void {
  const data = draft['data'] as Draft; // the reader has put it there
  for (const [name, value] of Object.entries(data)) {
    if (!(value instanceof ItemsByNumber)) continue;
    data[name] = [...value.items].sort(([one], [other]) => one - other).map(([, item]) => item);
  }
}
