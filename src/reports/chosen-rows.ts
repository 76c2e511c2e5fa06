import type { CentsSum } from '../../events/values/cents-sum.js';
import type { TrailEntry } from './trail.js';

/** Which rows of a trail are asked for, and in which order; without any of these all, by id. */
export interface RowsChosen {
  /** The beginning of the id of a case or child, in capitals or not. */
  readonly id?: string | undefined;
  /** The least amount in hundredths; rows without an amount are then left out. */
  readonly least?: number | undefined;
  /** The largest amount first; rows of the same amount by id. */
  readonly order?: 'amount' | undefined;
}

/** A row as far as choosing it needs. */
export interface ChoosableRow {
  /** Empty for a figure that counts nobody. */
  readonly id: string;
  readonly hundredths: CentsSum | null;
}

/** The rows that are chosen, in the order asked for. @param rows - by id */
export function chosenOf<Row extends ChoosableRow>(
  rows: readonly Row[],
  { id = '', least, order }: RowsChosen,
): readonly Row[] {
  const begins = id.toLowerCase();
  const chosen = rows.filter(
    (row) =>
      row.id.toLowerCase().startsWith(begins) &&
      (least === undefined || (row.hundredths !== null && row.hundredths >= least)),
  );
  return order === undefined
    ? chosen
    : chosen.toSorted((one, other) => compareSums(other.hundredths ?? 0, one.hundredths ?? 0));
}

/** A row of a trail with what it is chosen by. */
export function choosable(entry: TrailEntry): ChoosableRow & { readonly entry: TrailEntry } {
  return { id: idOfEntry(entry), hundredths: entry.hundredths, entry };
}

/** The id of whom a row counts; empty where it counts nobody. */
export function idOfEntry({ subject }: TrailEntry): string {
  switch (subject.kind) {
    case 'case':
      return subject.case;
    case 'child':
      return subject.child;
    case 'county':
      return '';
  }
}

function compareSums(one: CentsSum, other: CentsSum): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
