import type { Ffy, Month } from '../../events/values/month.js';
import { ffyOfDay, firstDayOfFfy, firstMonthOf } from '../../events/values/month.js';
import type { Day } from '../../events/values/day.js';
import { GrowingColumns } from '../columns/growing-columns.js';
import type { RecordedColumns } from '../columns/record-columns.js';
import { rowsOfThese } from '../columns/subject-block.js';
import type { CaseStates } from './case-states.js';
import { ResumedCases } from './resumed-cases.js';
import type { ResumedRequest } from './resumed-cases.js';
import type { ReplaySink } from '../replay/replay.js';
import { YearRows } from './year-rows.js';

/** Going through so many records of a fiscal year takes about as long as reading one case from its first record. */
const RECORDS_WORTH_A_CASE = 150_000;

/** What reaches further back is of a few cases. */
const YEARS_BACK_MAX = 5;

/** Where some cases stand at the beginning of an earlier year, and their records of all years from there on. */
export interface CasesBefore {
  readonly states: CaseStates;
  /** Of the years one after the other: see `YearBase.rows`. */
  readonly rows: readonly RecordedColumns[];
}

/**
 * The fiscal year from whose beginning cases are best folded on, each of which is new from a day before another year on:
 * going back further costs the reading of one more year, and spares cases that would be read from their first record. Null
 * where all of them are.
 *
 * @param days - by case
 * @param ffy - the year that they are folded for
 * @param recordsOfYear - how many a year has
 */
export function yearToFoldFrom(
  days: ReadonlyMap<number, number>,
  ffy: Ffy,
  recordsOfYear: number,
): Ffy | null {
  const reached = [...days.values()].map((day) => ffyOfDay(day as Day)); // written from days
  const costOfYear = Math.max(1, recordsOfYear) / RECORDS_WORTH_A_CASE;
  let best: Ffy | null = null;
  let least = reached.length;
  for (let years = 1; years <= YEARS_BACK_MAX; years += 1) {
    const from = (ffy - years) as Ffy;
    const cost = years * costOfYear + reached.filter((each) => each < from).length;
    if (cost >= least) continue;
    best = from;
    least = cost;
  }
  return best;
}

/** Those of the cases that can be folded on from the beginning of a fiscal year. */
export function casesSince(days: ReadonlyMap<number, number>, from: Ffy): ReadonlySet<number> {
  const first = firstDayOfFfy(from);
  return new Set([...days].filter(([, day]) => day >= first).map(([subject]) => subject));
}

/** How the cases are folded. */
export interface FoldedFromBefore extends Omit<ResumedRequest, 'states' | 'first' | 'from'> {
  readonly cases: ReadonlySet<number>;
  /** The year that they begin with. */
  readonly from: Ffy;
  /** All later records, in order of position. */
  readonly tail: RecordedColumns;
  readonly subjectCount: number;
}

/**
 * Folds cases from the beginning of an earlier year through the windows of a later one.
 * @returns those that have to be folded from their first record
 */
export function foldFromBefore(
  { states, rows }: CasesBefore,
  { cases, from, tail, subjectCount, ...request }: FoldedFromBefore,
  sink: Pick<ReplaySink, 'onCase'>,
): ReadonlySet<number> {
  const first: Month = firstMonthOf(from);
  const folds = new ResumedCases({ ...request, states, first, from: 0 }, sink);
  const kept = bySubject(rows.map((part) => rowsOfThese(part, cases)));
  const ofCases = new YearRows([kept], rowsOfThese(tail, cases), subjectCount);
  const left = new Set<number>();
  for (const block of ofCases.blocks((subject) => cases.has(subject))) {
    for (let place = 0; place < block.subjectCount; place += 1) {
      const subject = block.firstSubject + place;
      if (cases.has(subject) && !folds.replay(block, subject)) left.add(subject);
    }
  }
  return left;
}

/** Rows of several years together, in order of subject and position: a late record stands in an earlier year. */
function bySubject(parts: readonly RecordedColumns[]): RecordedColumns {
  const places = parts
    .flatMap((part) => Array.from({ length: part.count }, (_, row) => ({ part, row })))
    .sort(
      (one, other) =>
        one.part.subject[one.row]! - other.part.subject[other.row]! ||
        one.part.position[one.row]! - other.part.position[other.row]!,
    );
  const rows = new GrowingColumns(places.length);
  for (const { part, row } of places) rows.addRowOf(part, row);
  return rows.finish();
}
