import type { GrowingColumns } from '../../../../projections/columns/growing-columns.js';
import type { RecordedColumns } from '../../../../projections/columns/record-columns.js';
import { columnsOfRows } from './row-columns.js';
import type { SegmentedLedger } from './segmented-ledger.js';

/** Where a record is: columns that were read at once, and the row in them. */
interface PlaceOfRow {
  readonly columns: RecordedColumns;
  readonly row: number;
}

/** The records of a ledger after a position, read from their rows as they come, by subject. */
export class LatestRows {
  readonly #bySubject = new Map<number, PlaceOfRow[]>();
  #from: number;
  #to: number;

  /** @param from - records after this position */
  constructor(from: number) {
    this.#from = from;
    this.#to = from;
  }

  /** The position after which they begin. */
  get from(): number {
    return this.#from;
  }

  /** The position of the last one that was read. */
  get to(): number {
    return this.#to;
  }

  /** How many positions they take. */
  get count(): number {
    return this.#to - this.#from;
  }

  /** Reads what has come in up to a position. */
  readTo(file: SegmentedLedger, to: number): void {
    if (to <= this.#to) return;
    const columns = columnsOfRows(file, this.#to + 1, to, untold);
    for (let row = 0; row < columns.count; row += 1) {
      const subject = columns.subject[row] ?? 0;
      const known = this.#bySubject.get(subject);
      if (known === undefined) this.#bySubject.set(subject, [{ columns, row }]);
      else known.push({ columns, row });
    }
    this.#to = to;
  }

  /** Adds the records of a subject at positions after `after` and up to `upTo`, in order. */
  addTo(columns: GrowingColumns, subject: number, after: number, upTo: number): void {
    for (const { columns: of, row } of this.#bySubject.get(subject) ?? []) {
      const position = of.position[row] ?? 0;
      if (position > upTo) return;
      if (position > after) columns.addRowOf(of, row);
    }
  }

  /** Forgets what is at positions up to this one. */
  forgetTo(position: number): void {
    for (const [subject, places] of this.#bySubject) {
      const left = places.filter(({ columns, row }) => (columns.position[row] ?? 0) > position);
      if (left.length === 0) this.#bySubject.delete(subject);
      else this.#bySubject.set(subject, left);
    }
    this.#from = Math.max(this.#from, position);
  }
}

/** What columns take in memory. */
export function bytesOfColumns(of: RecordedColumns): number {
  const { position, corrects, root, effective, type, subject, argsStart, args } = of;
  return [position, corrects, root, effective, type, subject, argsStart, args].reduce(
    (sum, { byteLength }) => sum + byteLength,
    0,
  );
}

function untold(): void {
  // A few records are read in a moment.
}
