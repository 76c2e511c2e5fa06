import type { Column } from '../../projections/form/line.js';
import type { TrailRow } from '../../projections/form/trail.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import type { Subject } from '../ports/ledger-rows.js';
import { RecordIds } from './record-ids.js';
import { compareTrailEntries } from './trail.js';
import type { TrailEntry, TrailSubject } from './trail.js';

/**
 * Rows of a trail with ids for numbers, in the order in which they are printed.
 *
 * @param recordsMax - how many records of a row are named, the first ones
 */
export function trailEntries(
  rows: readonly TrailRow[],
  file: LedgerReader,
  column: Column,
  recordsMax = Infinity,
): readonly TrailEntry[] {
  const ids = new RecordIds(file);
  const subjects = file.subjects();
  return rows
    .filter((row) => column === 'a' || row.column === column)
    .map((row) => ({
      line: row.line,
      column: row.column,
      subject: subjectOfRow(row, subjects),
      hundredths: row.cents ?? row.hundredths,
      value: row.value,
      records: ids.at(row.positions.slice(0, recordsMax)),
      ...(row.positions.length > recordsMax
        ? { recordsLeft: row.positions.length - recordsMax }
        : {}),
    }))
    .sort(compareTrailEntries);
}

/** @param subjects - by number */
function subjectOfRow(row: TrailRow, subjects: readonly Subject[]): TrailSubject {
  const idOf = (number: number): string => subjects[number]?.id ?? '';
  if (row.subject === 0) return { kind: 'county' };
  if (subjects[row.subject]?.kind === 'child') {
    return { kind: 'child', child: idOf(row.subject), cases: row.cases.map(idOf).sort() };
  }
  return { kind: 'case', case: idOf(row.subject) };
}
