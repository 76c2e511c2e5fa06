import { TYPE_CODE } from '../../../../events/registry.js';
import type { Day } from '../../../../events/values/day.js';
import type { Ffy } from '../../../../events/values/month.js';
import { ffyOf, monthOf } from '../../../../events/values/month.js';
import { rowsOfYears } from '../../../../projections/checkpoints/split-years.js';
import { Tail, blocksOfYear } from '../../../../projections/checkpoints/year-rows.js';
import { rowsOfThese } from '../../../../projections/columns/subject-block.js';
import type { RecordedColumns } from '../../../../projections/columns/record-columns.js';
import { MonthMembers } from '../../../../projections/form/counted/month-members.js';
import type { LedgerFile } from '../ledger-file.js';
import { recordsBetween } from '../segments/records-between.js';
import type { OnRead } from '../segments/row-columns.js';
import { segmentedView } from '../segments/segments.js';
import type { KeptEntry, KeptList } from './kept-list.js';
import { readRows, readStart } from './read-year.js';
import type { YearStart } from './read-year.js';
import type { MadeYear } from './year-file.js';
import { PartsOfYear, YEAR_SIZES, YearMaker, isChildIn } from './year-maker.js';
import type { YearEnd, YearSizes } from './year-maker.js';
import { YEARS_MAX } from './years-from-records.js';

/** The county's subject number. */
const COUNTY = 0;

/**
 * Brings kept years level with a ledger: from the earliest year that a record since bears on, each is folded anew from
 * where its cases stood at its beginning. Yields these; the years before are not touched. Null where all have to be made
 * from the records.
 */
export function yearsBroughtOn(
  file: LedgerFile,
  folder: string,
  list: KeptList,
  onRead: OnRead,
  sizes: YearSizes = YEAR_SIZES,
): Generator<MadeYear> | null {
  const [oldest] = list.years;
  const last = list.years.at(-1);
  const tail = recordsBetween(file, list.size, file.size);
  onRead(tail.count);
  if (oldest === undefined || last === undefined || tail.count * 2 > file.size) return null;
  const { earliest, latest } = yearsTouched(file, tail);
  // The oldest has what was before it, and would have to go.
  if (latest - oldest.ffy >= YEARS_MAX) return null;
  const from = Math.max(oldest.ffy, Math.min(earliest, last.ffy));
  const first = list.years.find(({ ffy }) => ffy === from);
  if (first === undefined) return null;
  const start = readStart(folder, list, first);
  if (start === null) return null;
  const lastYear = Math.max(last.ffy, latest);
  return broughtOn(file, { folder, list, first, start, lastYear, tail, sizes });
}

interface BringingOn {
  readonly folder: string;
  readonly list: KeptList;
  /** The earliest year that is folded anew, and where it begins. */
  readonly first: KeptEntry;
  readonly start: YearStart;
  readonly lastYear: number;
  /** The records since, in order of position. */
  readonly tail: RecordedColumns;
  readonly sizes: YearSizes;
}

function* broughtOn(file: LedgerFile, of: BringingOn): Generator<MadeYear> {
  const { folder, list, first, start, lastYear, sizes } = of;
  const view = segmentedView(file, file.size, false);
  const isChild = isChildIn(view);
  const split = { asOf: file.size, isChild, partSubjects: sizes.partSubjects };
  const tail = new Tail(of.tail, view.subjectCount);
  const maker = new YearMaker(file, view, file.size);
  const kept = new Map(list.years.map((entry) => [entry.ffy, entry]));
  const { begins } = start.head;
  let before: YearEnd = {
    states: start.states,
    september: begins ? null : MonthMembers.of(start.september, view.subjectCount),
  };
  let lastKept = first;
  for (let ffy = first.ffy as Ffy; ffy <= lastYear; ffy = (ffy + 1) as Ffy) {
    const entry = kept.get(ffy) ?? lastKept;
    lastKept = entry;
    const isNew = !kept.has(ffy);
    const beginsHere = begins && entry === first && !isNew;
    const parts = function* (): Generator<RecordedColumns> {
      const old = readRows(folder, list, entry);
      // A new year begins with the children's records of the one before.
      const blocks = blocksOfYear(isNew ? ofSome(old, isChild) : old, tail);
      for (const [rows] of rowsOfYears(blocks, [ffy], beginsHere, split)) {
        if (rows !== undefined) yield rows;
      }
    };
    const rows = new PartsOfYear(parts, sizes.rowsAtATime);
    const { year, end } = maker.made({ ffy, before, rows });
    yield year;
    before = end;
  }
}

/** The rows of some subjects. */
function* ofSome(
  parts: Iterable<RecordedColumns>,
  isWanted: (subject: number) => boolean,
): Generator<RecordedColumns> {
  for (const rows of parts) yield rowsOfThese(rows, new Set(rows.subject.filter(isWanted)));
}

/** The years of the earliest day that a record of a tail bears on, by itself or by what it corrects, and of the latest. */
function yearsTouched(
  file: LedgerFile,
  tail: RecordedColumns,
): { readonly earliest: number; readonly latest: number } {
  let earliest = Infinity;
  let latest = -Infinity;
  const before = tail.position[0] ?? 0;
  tail.effective.forEach((day, row) => {
    // Participants are on no line, and many.
    if (tail.type[row] === TYPE_CODE.ParticipantRegistered) return;
    earliest = Math.min(earliest, day);
    if (tail.subject[row] !== COUNTY) latest = Math.max(latest, day);
    const corrects = tail.corrects[row] ?? 0;
    if (corrects === 0 || corrects >= before) return;
    earliest = Math.min(earliest, file.row(corrects).effective);
  });
  return {
    earliest: earliest === Infinity ? Infinity : yearOfDay(earliest),
    latest: latest === -Infinity ? -Infinity : yearOfDay(latest),
  };
}

function yearOfDay(day: number): Ffy {
  return ffyOf(monthOf(day as Day)); // written from a Day
}
