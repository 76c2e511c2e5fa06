import {
  ffyOf,
  firstDayOfFfy,
  lastDayOf,
  lastMonthOf,
  monthOf,
} from '../../events/values/month.js';
import type { Day } from '../../events/values/day.js';
import type { Ffy } from '../../events/values/month.js';
import { GrowingColumns } from '../columns/growing-columns.js';
import type { RecordedColumns, SubjectBlock } from '../columns/record-columns.js';

/** The county's subject number. */
const COUNTY = 0;
/** Of so many subjects the rows of a year are one part, and one section of its file. */
export const PART_SUBJECTS = 16_384;

/** How the records of a ledger are laid out by fiscal year. */
export interface SplitAsked {
  readonly asOf: number;
  readonly isChild: (subject: number) => boolean;
  readonly partSubjects: number;
}

/** How many records of cases and children, standing or not, are effective in each fiscal year. */
export function countByYear(
  blocks: Iterable<SubjectBlock>,
  asOf: number,
): ReadonlyMap<Ffy, number> {
  const counts = new Map<Ffy, number>();
  const yearOf = yearsOfDays();
  for (const { columns, start, firstSubject } of blocks) {
    const { position, effective, count } = columns;
    // The county's own come first.
    for (let row = firstSubject === COUNTY ? start[1]! : 0; row < count;) {
      const ffy = yearOf(effective[row]!);
      let ofYear = 0;
      for (; row < count && yearOf(effective[row]!) === ffy; row += 1) {
        if (position[row]! <= asOf) ofYear += 1;
      }
      if (ofYear > 0) counts.set(ffy, (counts.get(ffy) ?? 0) + ofYear);
    }
  }
  return counts;
}

/**
 * The records of some fiscal years that stand, of each as `YearBase.rows` has them: of cases those effective in it, of
 * children all up to its end. Yields part by part, the first of the subjects from 1 on, the rows of every year; they lie in
 * the same memory as those of the part before.
 *
 * @param years - ascending
 * @param begins - the first of them has whatever is effective before it as well
 */
export function* rowsOfYears(
  blocks: Iterable<SubjectBlock>,
  years: readonly Ffy[],
  begins: boolean,
  { asOf, isChild, partSubjects }: SplitAsked,
): Generator<readonly RecordedColumns[]> {
  const columns = years.map(() => new GrowingColumns(1024));
  const spans = years.map((ffy, place) => ({
    firstDay: begins && place === 0 ? -Infinity : firstDayOfFfy(ffy),
    lastDay: lastDayOf(lastMonthOf(ffy)),
  }));
  const take = (block: SubjectBlock, subject: number): void => {
    const ofChild = isChild(subject);
    spans.forEach(({ firstDay, lastDay }, place) => {
      const span = { firstDay: ofChild ? -Infinity : firstDay, lastDay, asOf };
      addStanding(columns[place]!, block, subject, span);
    });
  };
  const finished = (): readonly RecordedColumns[] => columns.map((ofYear) => ofYear.finish());
  let end = COUNTY + 1 + partSubjects;
  for (const block of blocks) {
    const blockEnd = block.firstSubject + block.subjectCount;
    for (let from = block.firstSubject; from < blockEnd;) {
      for (; from >= end; end += partSubjects) {
        yield finished();
        for (const ofYear of columns) ofYear.clear();
      }
      const to = Math.min(end, blockEnd);
      for (let subject = Math.max(from, COUNTY + 1); subject < to; subject += 1) {
        if (hasRows(block, subject)) take(block, subject);
      }
      from = to;
    }
  }
  yield finished();
}

function hasRows({ firstSubject, start }: SubjectBlock, subject: number): boolean {
  const place = subject - firstSubject;
  return start[place]! < start[place + 1]!;
}

interface SpanAsOf {
  readonly firstDay: number;
  readonly lastDay: number;
  readonly asOf: number;
}

/** Adds the records of a subject that stand and are effective in a span of days, as many at a time as lie together. */
function addStanding(
  to: GrowingColumns,
  { columns, firstSubject, start }: SubjectBlock,
  subject: number,
  { firstDay, lastDay, asOf }: SpanAsOf,
): void {
  const { position, supersededAt, effective } = columns;
  const end = start[subject - firstSubject + 1]!;
  let from = start[subject - firstSubject]!;
  for (let row = from; row < end; row += 1) {
    const day = effective[row]!;
    const superseded = supersededAt[row]!;
    const stands = position[row]! <= asOf && (superseded === 0 || superseded > asOf);
    if (stands && day >= firstDay && day <= lastDay) continue;
    if (from < row) to.addRows(columns, from, row);
    from = row + 1;
  }
  if (from < end) to.addRows(columns, from, end);
}

/** The fiscal year of a day; that of the day before is mostly the same. */
function yearsOfDays(): (day: number) => Ffy {
  let ffy = 0 as Ffy; // of no day
  let firstDay = Infinity;
  let lastDay = -Infinity;
  return (day) => {
    if (day < firstDay || day > lastDay) {
      ffy = ffyOf(monthOf(day as Day)); // written from a Day
      firstDay = firstDayOfFfy(ffy);
      lastDay = lastDayOf(lastMonthOf(ffy));
    }
    return ffy;
  };
}
