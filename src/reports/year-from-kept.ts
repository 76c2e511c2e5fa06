import { TYPE_CODE } from '../../events/registry.js';
import type { Ffy, Month } from '../../events/values/month.js';
import { broughtOn, keptAsItIs } from '../../projections/checkpoints/bring-on.js';
import type { CasesBefore } from '../../projections/checkpoints/cases-from-before.js';
import { monthsOfYear } from '../../projections/checkpoints/kept-year.js';
import type { KeptYear, YearBase } from '../../projections/checkpoints/kept-year.js';
import type { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import { ChildrenByCase } from '../../projections/checkpoints/children-by-case.js';
import { perhapsTouchedBy } from '../../projections/checkpoints/touched.js';
import { isOfChild } from '../../projections/checkpoints/year-rows.js';
import type { RecordedColumns } from '../../projections/columns/record-columns.js';
import type { CountyMonth } from '../../projections/county/county-fold.js';
import { countyMonth } from '../../projections/county/county-fold.js';
import { EDITIONS } from '../../projections/form/editions.js';
import type { KnownEditions } from '../../projections/form/editions.js';
import type { MonthWindow } from '../../projections/month-window.js';
import type { Checkpoints } from '../ports/checkpoints.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { ROW } from '../ports/ledger-rows.js';
import type { RawRow } from '../ports/ledger-rows.js';
import { viewOfSubjects } from './view-of-ledger.js';

const COUNTY = 0;

/** What is asked of kept years by whoever brings them on. */
export type KeptOnDisk = Pick<Checkpoints, 'yearOf' | 'baseOfYear' | 'recordsBetween'>;

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
  checkpoints: KeptOnDisk,
  file: LedgerReader,
  asked: YearFromKept,
): YearCheckpoint | null {
  // What was known of the form earlier saw other lines.
  if (asked.known.length !== EDITIONS.length) return null;
  const year = yearOnce(checkpoints, file, asked);
  return year === 'replaced' ? unlessReplaced(yearOnce(checkpoints, file, asked)) : year;
}

/** Where another process has replaced what is kept while it was read, for the second time: then it is replayed. */
function unlessReplaced(year: YearCheckpoint | 'replaced' | null): YearCheckpoint | null {
  return year === 'replaced' ? null : year;
}

function yearOnce(
  checkpoints: KeptOnDisk,
  file: LedgerReader,
  { ffy, months, asOf, known }: YearFromKept,
): YearCheckpoint | 'replaced' | null {
  const { county } = file;
  const kept = checkpoints.yearOf(county, { ffy, months, asOf });
  if (kept === null) return null;
  if (kept.asOf === asOf) return keptAsItIs(kept, file.subjectCount + 1, known);
  const tail = checkpoints.recordsBetween(county, kept.asOf, asOf);
  const subjects = whoseRecords(tail, kept, file.subjectCount);
  const base = checkpoints.baseOfYear(county, { ffy, asOf: kept.asOf, subjects });
  if (base === null) return 'replaced';
  return broughtOn(
    kept,
    base,
    {
      asOf,
      subjectCount: file.subjectCount + 1,
      tail,
      dayOf: (position) => rawRow(file, position)[ROW.effective],
      isChild: (subject) => isOfChild(typeOfRoot(file, tail, tail.subject.indexOf(subject))),
      casesBefore: (from, cases) => casesBetween(checkpoints, file, kept, { from, cases }),
      ofCases: (cases) => viewOfSubjects(file, asOf, cases),
      county: isCountyTouched(file, tail) ? countyNow(file, asOf) : null,
    },
    known,
  );
}

/** Of more than one in so many subjects picking out the records costs more than having those of all in memory. */
const SUBJECTS_OF_ONE_PICKED = 3;

/** Whose records of a year are read to bring it on; null for those of all. */
function whoseRecords(
  tail: RecordedColumns,
  { children }: KeptYear,
  subjectCount: number,
): ReadonlySet<number> | null {
  const subjects = perhapsTouchedBy(tail, new ChildrenByCase(children));
  return subjects.size * SUBJECTS_OF_ONE_PICKED > subjectCount ? null : subjects;
}

/** Of the years from one on up to another; null where one of them is not kept as of the same position. */
function casesBetween(
  checkpoints: Pick<Checkpoints, 'baseOfYear'>,
  { county }: LedgerReader,
  { ffy, asOf }: KeptYear,
  { from, cases }: { readonly from: Ffy; readonly cases: ReadonlySet<number> },
): CasesBefore | null {
  const years: YearBase[] = [];
  for (let year = from; year < ffy; year = (year + 1) as Ffy) {
    const ofYear = checkpoints.baseOfYear(county, { ffy: year, asOf, subjects: cases });
    if (ofYear === null) return null;
    years.push(ofYear);
  }
  const [first] = years;
  return first === undefined
    ? null
    : { states: first.states, rows: years.flatMap(({ rows }) => rows) };
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
  return tail.subject.some(
    (subject, row) =>
      subject === COUNTY &&
      tail.type[row] !== TYPE_CODE.ParticipantRegistered &&
      typeOfRoot(file, tail, row) !== TYPE_CODE.ParticipantRegistered,
  );
}

/** The type of the record with which the chain of corrections of a later one begins; by it a void is of a case or child. */
function typeOfRoot(file: LedgerReader, tail: RecordedColumns, row: number): number {
  const root = tail.root[row] ?? 0;
  const place = tail.position[row] === root ? row : tail.position.indexOf(root);
  return tail.type[place] ?? rawRow(file, root)[ROW.typeCode];
}

/** A record without its subject: of these a ledger has many, and they need not be loaded for it. */
function rawRow(file: LedgerReader, position: number): RawRow {
  for (const page of file.scan(position, position)) for (const row of page) return row;
  throw new RangeError(`Record ${String(position)} of county ${file.county} is not there.`);
}
