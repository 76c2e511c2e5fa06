import type { Day } from '../../events/values/day.js';
import { LedgerViewBuilder } from '../../projections/columns/ledger-view.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import type { LedgerFile } from '../store/sqlite/ledger-file.js';
import { ROW } from '../store/sqlite/rows.js';
import type { RawRow } from '../store/sqlite/rows.js';
import type { OnRecords } from './queries.js';
import { recordForReplay } from './record-for-replay.js';

/**
 * A county's ledger up to a position as scalars for a replay. Rows are read page by page and not
 * kept, so that a caseload of years stays in tens of bytes a record.
 */
export function viewOfLedger(file: LedgerFile, asOf: number, onRecords: OnRecords): LedgerView {
  const builder = new LedgerViewBuilder(asOf);
  addSubjects(builder, file, null);
  if (asOf > 0) {
    let count = 0;
    for (const page of file.scan(1, asOf)) {
      for (const row of page) addRow(builder, row);
      count += page.length;
      onRecords(count);
    }
  }
  return builder.finish();
}

/**
 * What the explanation of one subject needs, with the numbers that subjects have in the ledger: a case
 * depends on its own records, a child on those of every case that ever named it, both on the county's.
 */
export function viewOfSubject(
  file: LedgerFile,
  asOf: number,
  kind: 'case' | 'child',
  number: number,
): LedgerView {
  const cases = kind === 'child' ? file.casesNaming(number).map((row) => row.subject) : [];
  const subjects = new Set([COUNTY, number, ...cases]);
  const rows = [...subjects]
    .flatMap((subject) => file.rawRowsOf(subject))
    .filter((row) => row[ROW.position] <= asOf)
    .sort((one, other) => one[ROW.position] - other[ROW.position]);
  const builder = new LedgerViewBuilder(rows.length);
  addSubjects(builder, file, subjects);
  for (const row of rows) addRow(builder, row);
  return builder.finish();
}

/** The subject number of the county itself. */
const COUNTY = 0;

function addSubjects(
  builder: LedgerViewBuilder,
  file: LedgerFile,
  only: ReadonlySet<number> | null,
): void {
  for (const { number, kind, id } of file.subjects()) {
    if (kind === 'county' || (only !== null && !only.has(number))) continue;
    builder.addSubject(number, kind, id);
  }
}

function addRow(builder: LedgerViewBuilder, row: RawRow): void {
  builder.addRecord({
    position: row[ROW.position],
    subject: row[ROW.subject],
    typeCode: row[ROW.typeCode],
    // The row's checksum says that this is the day that was written.
    effective: row[ROW.effective] as Day,
    root: row[ROW.root],
    corrects: row[ROW.corrects],
    ref: row[ROW.ref],
    ref2: row[ROW.ref2],
    record: recordForReplay(row[ROW.typeCode], row[ROW.body]),
  });
}
