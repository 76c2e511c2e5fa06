import { instantOfMs } from '../../../../events/values/instant.js';
import type { Erasure } from '../../../ports/erasure.js';
import { UnusableStore } from '../../../ports/failures.js';
import { recordChecksum } from '../checksum.js';
import { readHead } from '../ledger-head.js';
import { dropYears, yearsFolder } from '../checkpoints/kept-list.js';
import type { LedgerFile } from '../ledger-file.js';
import type { LedgerTables } from '../ledger-tables.js';
import { ROW, idOf } from '../../../ports/ledger-rows.js';
import type { RawRow } from '../../../ports/ledger-rows.js';
import { SegmentTable } from '../segments/segment-table.js';
import { ERASED_TABLES } from './erased-table.js';
import { hashOfId } from '../../../../projections/seal/erasure-hashes.js';
import { PositionRanges } from './position-ranges.js';

/** An order and what it erases: ranges of positions, both ends included, in order. */
export interface OrderedErasure extends Omit<Erasure, 'records' | 'size'> {
  readonly ranges: readonly (readonly [first: number, last: number])[];
  /** How many records the order erases of the whole ledger, where this file is a copy that has not all of it. */
  readonly records?: number;
  /** How large the whole ledger was when it was decided, where this file is a copy of it. */
  readonly size?: number;
}

/** The subject number of the county itself. */
const COUNTY = 0;

/**
 * Erases records from a ledger file, open for writing, in one transaction: readers see the ledger before or
 * after it. Answers `sizeDiffers` and changes nothing where the ledger has grown since the plan was made.
 * What was erased is then still in free pages and in the log: `removeTraces` takes it out of the file.
 *
 * @param ranges - whole groups of cases and children, and whole correction chains of the county's records
 */
export function eraseRecords(
  file: LedgerFile,
  plannedSize: number,
  erasure: OrderedErasure,
): 'erased' | 'sizeDiffers' {
  const { database } = file.connection;
  const { tables } = file;
  database.pragma('secure_delete = ON');
  file.refresh();
  file.subjects();
  const outcome = database
    .transaction((): 'erased' | 'sizeDiffers' => {
      if (readHead(database, file.county).size !== plannedSize || tables.erased.isBehind()) {
        return 'sizeDiffers';
      }
      // Two who apply the order at once: the other was first.
      if (tables.erased.erasures.some(({ order }) => order === erasure.order)) return 'erased';
      database.exec(ERASED_TABLES);
      const positions = PositionRanges.ofRanges(erasure.ranges);
      eraseIn(file, erasure, positions);
      return 'erased';
    })
    .immediate();
  file.refresh();
  // Kept years hold sums of those who were erased, too: nobody would use them any more.
  if (outcome === 'erased') dropYears(yearsFolder(file.path, file.county));
  return outcome;
}

function eraseIn(file: LedgerFile, erasure: OrderedErasure, positions: PositionRanges): void {
  const { tables, size, connection } = file;
  const { ranges, ...order } = erasure;
  tables.chainEnds.begin(size);
  const subjects = new Set<number>();
  for (const [first, last] of ranges) {
    for (const page of tables.records.pages(first, last)) {
      for (const row of page) {
        const remains = {
          position: row[ROW.position],
          recorded: instantOfMs(row[ROW.recorded]),
          order: erasure.order,
        };
        tables.erased.add(remains, hashOfId(idOf(row[ROW.body])));
        subjects.add(row[ROW.subject]);
      }
    }
  }
  if (subjects.delete(COUNTY)) rechainCounty(file, positions);
  for (const subject of subjects) {
    refuseKeptRecords(file, subject, positions);
    tables.chainEnds.set(subject, { last: 0, lastNaming: 0 });
    tables.subjects.erase(subject);
  }
  const remove = connection.database.prepare('DELETE FROM records WHERE position BETWEEN ? AND ?');
  for (const [first, last] of ranges) remove.run(first, last);
  tables.chainEnds.flush(size);
  tables.ids.erase(size, (position) => positions.has(position));
  // Segments hold the scalars of erased records: they are built anew from what is left.
  const segments = new SegmentTable(connection);
  segments.prepare();
  segments.clear();
  const { records = positions.count, size: decidedSize = size } = erasure;
  tables.erased.addErasure({ ...order, records, size: decidedSize });
}

/** The county's chain goes past what is erased of it. */
function rechainCounty({ tables, connection }: LedgerFile, positions: PositionRanges): void {
  const { last, lastNaming } = tables.chainEnds.current(COUNTY);
  const relink = connection.database.prepare(
    'UPDATE records SET previous = ?, crc = ? WHERE position = ?',
  );
  let previous = 0;
  for (const row of tables.records.chain('subject', last)) {
    const position = row[ROW.position];
    if (positions.has(position)) continue;
    if (row[ROW.previous] !== previous) {
      const relinked: RawRow = row.with(ROW.previous, previous) as unknown as RawRow; // the same columns
      relink.run(previous, recordChecksum(relinked), position);
    }
    previous = position;
  }
  tables.chainEnds.set(COUNTY, { last: previous, lastNaming });
}

/** A case or child goes with all its records, or the plan is not one of whole groups. */
function refuseKeptRecords(
  { tables, county, path }: LedgerFile,
  subject: number,
  positions: PositionRanges,
): void {
  for (const row of chainOf(tables, subject)) {
    if (positions.has(row[ROW.position])) continue;
    throw new UnusableStore(
      'refused',
      path,
      `Nothing of county ${county} was erased: the plan leaves the record at position ${String(row[ROW.position])} of a case or child that it erases. Report this.`,
    );
  }
}

function chainOf(tables: LedgerTables, subject: number): readonly RawRow[] {
  return tables.records.chain('subject', tables.chainEnds.current(subject).last);
}
