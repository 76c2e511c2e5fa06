import { encodeScalars } from '../../../../projections/columns/encode.js';
import { GrowingColumns } from '../../../../projections/columns/growing-columns.js';
import type { RecordedColumns } from '../../../../projections/columns/record-columns.js';
import type { SegmentedLedger } from './segmented-ledger.js';
import { ROW } from '../../../ports/ledger-rows.js';
import type { RawRow } from '../../../ports/ledger-rows.js';
import { recordForReplay } from './record-for-replay.js';

/** Told how many records were read so far. */
export type OnRead = (count: number) => void;

/**
 * The records at `from` to `to`, both included, read from their rows as columns in order of position:
 * every row is compared with its checksum, and nothing of it is kept but its scalars.
 */
export function columnsOfRows(
  file: SegmentedLedger,
  from: number,
  to: number,
  onRead: OnRead,
): RecordedColumns {
  const columns = new GrowingColumns(Math.max(0, to - from + 1));
  addRowsTo(columns, file, from, to, onRead);
  return columns.finish();
}

/** Adds the records at `from` to `to`, both included, to columns, read from their rows. */
export function addRowsTo(
  columns: GrowingColumns,
  file: SegmentedLedger,
  from: number,
  to: number,
  onRead: OnRead = () => undefined,
): void {
  const encoder = new RowEncoder(file, columns);
  for (const page of from <= to ? file.scan(from, to) : []) {
    for (const row of page) encoder.add(row);
    onRead(columns.count);
  }
}

/** The records of some subjects at positions after `after` and up to `asOf`, in order of position. */
export function columnsOfSubjects(
  file: SegmentedLedger,
  subjects: Iterable<number>,
  after: number,
  asOf: number,
): RecordedColumns {
  const rows = [...subjects]
    .flatMap((subject) => file.rawRowsOf(subject, after))
    .filter((row) => row[ROW.position] <= asOf)
    .sort((one, other) => one[ROW.position] - other[ROW.position]);
  const columns = new GrowingColumns(rows.length);
  const encoder = new RowEncoder(file, columns);
  for (const row of rows) encoder.add(row);
  return columns.finish();
}

/** Adds stored rows to columns. */
class RowEncoder {
  readonly #columns: GrowingColumns;
  readonly #scalars: number[] = [];
  readonly #refs;

  constructor(file: SegmentedLedger, columns: GrowingColumns) {
    this.#columns = columns;
    const childNumber = (id: string): number => file.subjectNumber('child', id);
    this.#refs = { ref: 0, ref2: 0, childNumber };
  }

  add(row: RawRow): void {
    this.#columns.addRow(
      row[ROW.position],
      row[ROW.subject],
      row[ROW.typeCode],
      row[ROW.effective],
      row[ROW.root],
      row[ROW.corrects],
    );
    this.#refs.ref = row[ROW.ref];
    this.#refs.ref2 = row[ROW.ref2];
    this.#scalars.length = 0;
    const record = recordForReplay(row[ROW.typeCode], row[ROW.body]);
    encodeScalars(record, this.#refs, this.#scalars);
    this.#columns.pushArgs(this.#scalars, 0, this.#scalars.length);
  }
}
