import { TYPE_CODE } from '../../../../events/registry.js';
import type { Ffy } from '../../../../events/values/month.js';
import { ffyOf, monthOf } from '../../../../events/values/month.js';
import type { Day } from '../../../../events/values/day.js';
import { CaseStates } from '../../../../projections/checkpoints/case-states.js';
import { foldYear } from '../../../../projections/checkpoints/fold-year.js';
import type { FoldedYear } from '../../../../projections/checkpoints/fold-year.js';
import { keptCountyOf } from '../../../../projections/checkpoints/kept-county.js';
import { caseChildren, monthsOfYear } from '../../../../projections/checkpoints/kept-year.js';
import { countByYear, rowsOfYears } from '../../../../projections/checkpoints/split-years.js';
import { YearRows } from '../../../../projections/checkpoints/year-rows.js';
import {
  monthSection,
  packChildren,
  packCounties,
  packMembers,
  packRows,
  packStates,
} from '../../../../projections/checkpoints/year-sections.js';
import type { SectionName } from '../../../../projections/checkpoints/year-sections.js';
import { CHILD_SUBJECT } from '../../../../projections/columns/codes.js';
import { GrowingColumns } from '../../../../projections/columns/growing-columns.js';
import type { LedgerView } from '../../../../projections/columns/ledger-view.js';
import { rowsOfThese } from '../../../../projections/columns/subject-block.js';
import type { RecordedColumns } from '../../../../projections/columns/record-columns.js';
import { countyMonth } from '../../../../projections/county/county-fold.js';
import { EDITIONS } from '../../../../projections/form/editions.js';
import { MonthMembers } from '../../../../projections/form/counted/month-members.js';
import { windowOf } from '../../../../projections/month-window.js';
import type { LedgerFile } from '../ledger-file.js';
import { columnsOfRows } from '../segments/row-columns.js';
import type { OnRead } from '../segments/row-columns.js';
import { segmentedView, segmentedViewOfSubjects } from '../segments/segments.js';
import type { KeptEntry, KeptList } from './kept-list.js';
import { readYear } from './read-year.js';
import type { YearFromFile } from './read-year.js';
import { DamagedYearFile } from './year-file.js';
import type { YearHead } from './year-file.js';

/** So many fiscal years are kept, the latest: whoever asks about an earlier one waits for a replay. */
export const YEARS_MAX = 15;

/**
 * A county's older cases are entered with what happened in years of which it reported nothing from here. The first year that
 * is kept has one in so many of its records: one before it is hardly asked about, and costs what any other does.
 */
const SHARE_OF_FIRST_YEAR = 50;

/** The county's subject number. */
const COUNTY = 0;

const NO_ROWS: RecordedColumns = new GrowingColumns(0).finish();

/** Records of years that are laid out in memory at a time: some 200 MB. */
const ROWS_AT_A_TIME = 4_000_000;

/** A fiscal year as it is kept: what its file says of itself, and its sections. */
export interface MadeYear {
  readonly head: YearHead;
  readonly sections: readonly (readonly [SectionName, Uint8Array])[];
}

/**
 * Makes the years of a ledger as of a position from its records, one after the other.
 *
 * @param from - the first of them; null: the first that is worth to be kept
 */
export function* yearsFromRecords(
  file: LedgerFile,
  asOf: number,
  onRead: OnRead,
  from: Ffy | null = null,
): Generator<MadeYear> {
  const view = segmentedView(file, asOf, false, onRead);
  const split = { asOf, isChild: isChildIn(view) };
  const counts = countByYear(view.blocks(), split);
  const years = latestYears(counts, from);
  const maker = new YearMaker(file, view, asOf);
  let before: FoldedYear | null = null;
  for (const group of inGroups(years, counts)) {
    const begins = before === null;
    const rows = rowsOfYears(view.blocks(), group, begins, split);
    for (const ofYear of rows) {
      const states = before?.states ?? CaseStates.none();
      const september = before?.members.at(-1) ?? null;
      const of = { ...ofYear, states, september };
      before = maker.folded(of);
      yield maker.made(of, before);
    }
  }
}

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
): Generator<MadeYear> | null {
  const [oldest] = list.years;
  const last = list.years.at(-1);
  const tail = columnsOfRows(file, list.size + 1, file.size, onRead);
  if (oldest === undefined || last === undefined || tail.count * 2 > file.size) return null;
  const { earliest, latest } = yearsTouched(file, tail);
  // The oldest has what was before it, and would have to go.
  if (latest - oldest.ffy >= YEARS_MAX) return null;
  const from = Math.max(oldest.ffy, Math.min(earliest, last.ffy));
  const first = list.years.find(({ ffy }) => ffy === from);
  if (first === undefined) return null;
  const months = monthsOfYear(first.ffy as Ffy).slice(0, 1); // written from an Ffy
  const start = readYear(folder, list, first, { months, hasBase: true });
  if (start === null) return null;
  return broughtOn(file, folder, list, {
    first,
    tail,
    start,
    lastYear: Math.max(last.ffy, latest),
  });
}

interface BringingOn {
  /** The earliest year that is folded anew, and what is kept of it. */
  readonly first: KeptEntry;
  readonly start: YearFromFile;
  readonly lastYear: number;
  /** The records since, in order of position. */
  readonly tail: RecordedColumns;
}

function* broughtOn(
  file: LedgerFile,
  folder: string,
  list: KeptList,
  { first, tail, start, lastYear }: BringingOn,
): Generator<MadeYear> {
  const view = segmentedView(file, file.size, false);
  const isChild = isChildIn(view);
  const split = { asOf: file.size, isChild };
  const maker = new YearMaker(file, view, file.size);
  const kept = new Map(list.years.map((entry) => [entry.ffy, entry]));
  const [september] = start.year.members.values();
  const { begins } = start.head;
  let states = start.year.base?.states ?? CaseStates.none();
  let before =
    begins || september === undefined ? null : MonthMembers.of(september, view.subjectCount);
  let old = start.year.base?.rows ?? NO_ROWS;
  for (let ffy = first.ffy as Ffy; ffy <= lastYear; ffy = (ffy + 1) as Ffy) {
    const entry = kept.get(ffy);
    if (entry === undefined) {
      // A new year begins with the children's records of the one before.
      old = ofSome(old, isChild);
    } else if (entry !== first) old = rowsKept(folder, list, entry);
    const [ofYear = { ffy, rows: NO_ROWS }] = rowsOfYears(
      new YearRows(old, tail, view.subjectCount).blocks(),
      [ffy],
      begins && entry === first,
      split,
    );
    const of = { ...ofYear, states, september: before };
    const folded = maker.folded(of);
    yield maker.made(of, folded);
    states = folded.states;
    before = folded.members.at(-1) ?? null;
  }
}

function rowsKept(folder: string, list: KeptList, entry: KeptEntry): RecordedColumns {
  const read = readYear(folder, list, entry, { months: [], hasBase: true });
  const base = read?.year.base ?? null;
  if (base === null) throw new DamagedYearFile('it is gone');
  return base.rows;
}

/** What a year is folded from. */
interface YearOf {
  readonly ffy: Ffy;
  readonly states: CaseStates;
  readonly september: MonthMembers | null;
  readonly rows: RecordedColumns;
}

class YearMaker {
  readonly #file: LedgerFile;
  readonly #view: LedgerView;
  readonly #asOf: number;
  readonly #root: string;

  constructor(file: LedgerFile, view: LedgerView, asOf: number) {
    this.#file = file;
    this.#view = view;
    this.#asOf = asOf;
    this.#root = Buffer.from(file.root(asOf)).toString('hex');
  }

  folded({ ffy, states, september, rows }: YearOf): FoldedYear {
    const { subjectCount } = this.#view;
    return foldYear({
      ffy,
      asOf: this.#asOf,
      subjectCount,
      states,
      september,
      known: EDITIONS,
      isChild: isChildIn(this.#view),
      blocks: () => new YearRows(rows, NO_ROWS, subjectCount).blocks(),
      ofCases: (cases) => segmentedViewOfSubjects(this.#file, cases, this.#asOf),
    });
  }

  made({ ffy, states, september, rows }: YearOf, folded: FoldedYear): MadeYear {
    const { county } = this.#file;
    const size = this.#asOf;
    const months = monthsOfYear(ffy);
    const counties = months.map((month) =>
      keptCountyOf(countyMonth(this.#view, windowOf(month), size)),
    );
    const members = months.map((month, place) => {
      const ofMonth = folded.members[place];
      if (ofMonth === undefined) throw new RangeError('A month of the year was not folded.');
      return [monthSection(month), packMembers(ofMonth.columns())] as const;
    });
    const head: YearHead = {
      county,
      ffy,
      size,
      root: this.#root,
      begins: september === null,
    };
    return {
      head,
      sections: [
        ['county', packCounties(counties)],
        ['children', packChildren(caseChildren(folded.children))],
        ...members,
        ['states', packStates(states)],
        ['rows', packRows(rows)],
      ],
    };
  }
}

function isChildIn({ subjectKinds }: LedgerView): (subject: number) => boolean {
  return (subject) => subjectKinds[subject] === CHILD_SUBJECT;
}

function latestYears(counts: ReadonlyMap<Ffy, number>, from: Ffy | null): readonly Ffy[] {
  if (counts.size === 0) return [];
  let records = 0;
  for (const count of counts.values()) records += count;
  const ofMany = [...counts].filter(([, count]) => count * SHARE_OF_FIRST_YEAR >= records);
  const last = Math.max(...counts.keys());
  const wanted = from ?? Math.min(last, ...ofMany.map(([ffy]) => ffy));
  const first = Math.max(wanted, last - YEARS_MAX + 1);
  return Array.from({ length: last - first + 1 }, (_, place) => (first + place) as Ffy);
}

function inGroups(years: readonly Ffy[], counts: ReadonlyMap<Ffy, number>): readonly Ffy[][] {
  const groups: Ffy[][] = [];
  let rows = Infinity;
  for (const ffy of years) {
    const count = counts.get(ffy) ?? 0;
    if (rows + count > ROWS_AT_A_TIME) {
      groups.push([]);
      rows = 0;
    }
    groups.at(-1)?.push(ffy);
    rows += count;
  }
  return groups;
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

/** The rows of some subjects. */
function ofSome(rows: RecordedColumns, isWanted: (subject: number) => boolean): RecordedColumns {
  return rowsOfThese(rows, new Set(rows.subject.filter(isWanted)));
}

/** The name of a year's file. */
export function fileOfYear({ ffy, size }: YearHead, crc: number): string {
  return `${String(ffy)}-${String(size)}-${crc.toString(16).padStart(8, '0')}.year`;
}
