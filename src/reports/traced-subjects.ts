import type { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import { trailRows } from '../../projections/form/trail.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import type { TrailEntry } from './trail.js';
import { trailEntries } from './trail-entries.js';
import { viewOfSubjects } from './view-of-ledger.js';
import type { TrailAsked } from './whole-trail.js';

/** With more subjects than one in so many of the ledger their records are not read by themselves. */
export const SUBJECTS_SHARE = 20;

/** The rows of a line that some cases and children have, and its rows of figures, from their own records alone. */
export function tracedEntries(
  file: LedgerReader,
  year: YearCheckpoint,
  subjects: readonly number[],
  { month, line, column }: Pick<TrailAsked, 'month' | 'line' | 'column'>,
): readonly TrailEntry[] {
  const cases = subjects.flatMap((subject) =>
    // Of a case nothing is read besides: no child record names one.
    file.casesNaming(subject).map((row) => row.subject),
  );
  const view = viewOfSubjects(file, year.asOf, new Set([...subjects, ...cases]));
  const rows = trailRows(view, month, year.asOf, line, {
    subjects: new Set(subjects),
    countyOf: (each) => year.countyOf(each),
    known: year.known,
  });
  return trailEntries(rows, file, column);
}
