import type { County } from '../../events/values/county.js';
import type { LineNumber } from '../../events/line-numbers.js';
import type { Month } from '../../events/values/month.js';
import type { Column } from '../../projections/form/line.js';
import { editionOf, knownWith, noSuchLine } from '../../projections/form/editions.js';
import { trailRows } from '../../projections/form/trail.js';
import type { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import type {
  LedgerReader,
  LedgerReaders,
  OnRecords,
  ReplaySource,
} from '../ports/ledger-reader.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { asOfWithin } from './as-of-within.js';
import type { TrailEntry } from './trail.js';
import { trailEntries } from './trail-entries.js';
import { SUBJECTS_SHARE, tracedEntries } from './traced-subjects.js';
import { viewOfLedger } from './view-of-ledger.js';
import type { Years } from './year-checkpoints.js';

/** The rows of a line's cell; column (a) has the rows of all columns. */
export interface WholeTrailAsked {
  readonly county: County;
  readonly month: Month;
  readonly line: LineNumber;
  readonly column: Column;
  readonly asOf: number | null;
  /** Id of the edition of the form that is the newest, as for a version that was made under it; without it, what is known now. */
  readonly edition?: string | undefined;
  readonly source: ReplaySource;
}

/**
 * Every row of a line's cell, in the order in which they are printed. Where its year is kept and few have rows, only their
 * records are read.
 *
 * @param years - null where none is to be looked at
 */
export function wholeTrail(
  ledgers: LedgerReaders,
  years: Years | null,
  asked: WholeTrailAsked,
  onRecords: OnRecords,
): Answer<readonly TrailEntry[]> {
  const { county, month, line, column, edition, source } = asked;
  const missing = missingLine(asked);
  if (missing !== null) return missing;
  const file = ledgers.ledger(county);
  const asOf = asOfWithin(county, file?.size ?? 0, asked.asOf);
  if (asOf.kind !== 'done') return asOf;
  if (file === null || asOf.value === 0) return done([]);
  const year = source === 'rows' ? null : keptYearOf(years, file, asked, asOf.value);
  const subjects = year === null ? null : fewWithRows(file, year, asked);
  if (year !== null && subjects !== null) return done(tracedEntries(file, year, subjects, asked));
  const view = viewOfLedger(file, asOf.value, onRecords, source);
  const rows = trailRows(view, month, asOf.value, line, { known: knownWith(edition) });
  return done(trailEntries(rows, file, column));
}

function keptYearOf(
  years: Years | null,
  file: LedgerReader,
  { month, edition }: WholeTrailAsked,
  asOf: number,
): YearCheckpoint | null {
  if (years?.isOnDisk !== true) return null;
  return years.of(file, month, { asOf, known: knownWith(edition) }, () => undefined);
}

/** Whose rows there are; null where they are many, whose records are read more quickly with all others. */
function fewWithRows(
  file: LedgerReader,
  year: YearCheckpoint,
  { month, line, column }: WholeTrailAsked,
): readonly number[] | null {
  const rowsOf = year.rowsOfLine(month, line, column);
  const most = file.subjectCount / SUBJECTS_SHARE;
  const subjects: number[] = [];
  for (let subject = 1; subject <= file.subjectCount; subject += 1) {
    if (rowsOf(subject) === 0) continue;
    subjects.push(subject);
    if (subjects.length > most) return null;
  }
  return subjects;
}

/** Why a month's form has no rows of a line at all; null where it has the line. */
export function missingLine({
  month,
  line,
  edition,
}: Pick<WholeTrailAsked, 'month' | 'line' | 'edition'>): Answer<never> | null {
  const ofMonth = editionOf(month, knownWith(edition));
  if (ofMonth.entryOf(line) !== null) return null;
  return misaddressed(noSuchLine(line, month, ofMonth));
}
