import type { LineNumber } from '../../events/line-numbers.js';
import type { Month } from '../../events/values/month.js';
import type { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import type { Column } from '../../projections/form/line.js';
import { trailRows } from '../../projections/form/trail.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import type { TrailEntry } from './trail.js';
import { trailEntries } from './trail-entries.js';
import { viewOfSubjects } from './view-of-ledger.js';

/** With more subjects than one in so many of the ledger their records are not read by themselves. */
export const SUBJECTS_SHARE = 20;

/** Which cell is traced. */
interface LineOfMonth {
  readonly month: Month;
  readonly line: LineNumber;
  readonly column: Column;
  /** How many records of a row are named; all where it is left out. */
  readonly recordsMax?: number | undefined;
}

/** The rows of a line that some cases and children have, and its rows of figures, from their own records alone. */
export function tracedEntries(
  file: LedgerReader,
  year: YearCheckpoint,
  subjects: readonly number[],
  { month, line, column, recordsMax }: LineOfMonth,
): readonly TrailEntry[] {
  const known = file.subjects();
  const cases = subjects
    // Of a case nothing is read besides.
    .filter((subject) => known[subject]?.kind === 'child')
    .flatMap((child) => file.casesNaming(child).map((row) => row.subject));
  const view = viewOfSubjects(file, year.asOf, new Set([...subjects, ...cases]));
  const rows = trailRows(view, month, year.asOf, line, {
    subjects: new Set(subjects),
    countyOf: (each) => year.countyOf(each),
    known: year.known,
  });
  return trailEntries(rows, file, column, recordsMax);
}
