import { TYPE_CODE } from '../../events/registry.js';
import type { Ffy, Month } from '../../events/values/month.js';
import { broughtOn, keptAsItIs } from '../../projections/checkpoints/bring-on.js';
import { monthsOfYear } from '../../projections/checkpoints/kept-year.js';
import type { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import type { RecordedColumns } from '../../projections/columns/record-columns.js';
import type { CountyMonth } from '../../projections/county/county-fold.js';
import { countyMonth } from '../../projections/county/county-fold.js';
import { EDITIONS } from '../../projections/form/editions.js';
import type { KnownEditions } from '../../projections/form/editions.js';
import type { MonthWindow } from '../../projections/month-window.js';
import type { Checkpoints } from '../ports/checkpoints.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { viewOfSubjects } from './view-of-ledger.js';

const COUNTY = 0;

/** What is asked of a fiscal year. */
export interface YearFromKept {
  readonly ffy: Ffy;
  /** Its months and the September before it, as far as they are asked for. */
  readonly months: readonly Month[];
  readonly asOf: number;
  readonly known: KnownEditions;
}

/**
 * A fiscal year from what is kept on disk, brought on where it was kept at an earlier position. Null where nothing is kept
 * that serves: then it is replayed.
 */
export function yearFromKept(
  checkpoints: Pick<Checkpoints, 'yearOf' | 'recordsBetween'>,
  file: LedgerReader,
  { ffy, months, asOf, known }: YearFromKept,
): YearCheckpoint | null {
  // What was known of the form earlier saw other lines.
  if (known.length !== EDITIONS.length) return null;
  const { county } = file;
  const kept = checkpoints.yearOf(county, { ffy, months, asOf });
  if (kept === null) return null;
  if (kept.asOf === asOf) return keptAsItIs(kept, file.subjectCount + 1, known);
  if (kept.base === null) return null;
  const tail = checkpoints.recordsBetween(county, kept.asOf, asOf);
  return broughtOn(
    kept,
    kept.base,
    {
      asOf,
      subjectCount: file.subjectCount + 1,
      tail,
      dayOf: (position) => file.row(position).effective,
      isChild: (subject) => file.subjects()[subject]?.kind === 'child',
      ofCases: (cases) => viewOfSubjects(file, asOf, cases),
      county: isCountyTouched(file, tail) ? countyNow(file, asOf) : null,
    },
    known,
  );
}

/**
 * A fiscal year as it is kept on disk, as of then: for whoever brings it on by himself, because few records have come in
 * since. Null where nothing is kept that serves.
 *
 * @param sinceMax - so many records at most
 */
export function yearAsKept(
  checkpoints: Pick<Checkpoints, 'yearOf'>,
  file: LedgerReader,
  { ffy, months, asOf, known }: YearFromKept,
  sinceMax: number,
): YearCheckpoint | null {
  if (known.length !== EDITIONS.length) return null;
  const kept = checkpoints.yearOf(file.county, { ffy, months, asOf, sinceMax });
  return kept === null ? null : keptAsItIs(kept, file.subjectCount + 1, known);
}

/** The months of a fiscal year that are asked about, and the September before it. */
export function monthsAskedOf(ffy: Ffy, month: Month, others: readonly Month[]): readonly Month[] {
  return monthsOfYear(ffy).filter(
    (each, place) => place === 0 || each === month || others.includes(each),
  );
}

function countyNow(file: LedgerReader, asOf: number): (window: MonthWindow) => CountyMonth {
  const view = viewOfSubjects(file, asOf, new Set([COUNTY]));
  return (window) => countyMonth(view, window, asOf);
}

/** Participants are on no line, and many are registered; what corrects or voids one has its root. */
function isCountyTouched(file: LedgerReader, tail: RecordedColumns): boolean {
  return tail.subject.some((subject, row) => {
    if (subject !== COUNTY || tail.type[row] === TYPE_CODE.ParticipantRegistered) return false;
    return file.row(tail.root[row] ?? 0).typeCode !== TYPE_CODE.ParticipantRegistered;
  });
}
