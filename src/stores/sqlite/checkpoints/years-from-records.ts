import type { Ffy } from '../../../../events/values/month.js';
import { CaseStates } from '../../../../projections/checkpoints/case-states.js';
import { countByYear, rowsOfYears } from '../../../../projections/checkpoints/split-years.js';
import type { SplitAsked } from '../../../../projections/checkpoints/split-years.js';
import type { LedgerView } from '../../../../projections/columns/ledger-view.js';
import { copyOf } from '../../../../projections/columns/record-columns.js';
import type { RecordedColumns } from '../../../../projections/columns/record-columns.js';
import type { LedgerFile } from '../ledger-file.js';
import type { OnRead } from '../segments/row-columns.js';
import { segmentedView } from '../segments/segments.js';
import type { MadeYear } from './year-file.js';
import { PartsOfYear, YEAR_SIZES, YearMaker, isChildIn } from './year-maker.js';
import type { YearEnd, YearSizes } from './year-maker.js';

/** So many fiscal years are kept, the latest: whoever asks about an earlier one waits for a replay. */
export const YEARS_MAX = 15;

/**
 * A county's older cases are entered with what happened in years of which it reported nothing from here. The first year that
 * is kept has one in so many of its records: one before it is hardly asked about, and costs what any other does.
 */
const SHARE_OF_FIRST_YEAR = 50;

/**
 * Makes the years of a ledger as of a position from its records, one after the other: the sections of one are asked for
 * before the next year is.
 *
 * @param from - the first of them; null: the first that is worth to be kept
 */
export function* yearsFromRecords(
  file: LedgerFile,
  asOf: number,
  onRead: OnRead,
  {
    from = null,
    sizes = YEAR_SIZES,
  }: { readonly from?: Ffy | null; readonly sizes?: YearSizes } = {},
): Generator<MadeYear> {
  const view = segmentedView(file, asOf, false, onRead);
  const { partSubjects, rowsAtATime } = sizes;
  const split: SplitAsked = { asOf, isChild: isChildIn(view), partSubjects };
  const counts = countByYear(view.blocks(), asOf);
  const maker = new YearMaker(file, view, asOf);
  let before: YearEnd = { states: CaseStates.none(), september: null };
  for (const group of inGroups(latestYears(counts, from), counts, rowsAtATime)) {
    const begins = before.september === null;
    for (const { ffy, rows } of ofGroup(view, group, { begins, split })) {
      const { year, end } = maker.made({ ffy, before, rows });
      yield year;
      before = end;
    }
  }
}

/** Fiscal years that are gone through together. */
interface GroupOfYears {
  readonly years: readonly Ffy[];
  /** Whether it is a year with so many records that they are not held, but gone through once more. */
  readonly isLarge: boolean;
}

interface SplitOfGroup {
  readonly begins: boolean;
  readonly split: SplitAsked;
}

function ofGroup(
  view: LedgerView,
  { years, isLarge }: GroupOfYears,
  { begins, split }: SplitOfGroup,
): readonly { readonly ffy: Ffy; readonly rows: PartsOfYear }[] {
  const parts = (): Generator<readonly RecordedColumns[]> =>
    rowsOfYears(view.blocks(), years, begins, split);
  const held: readonly RecordedColumns[][] = years.map(() => []);
  if (!isLarge) {
    for (const ofYears of parts())
      ofYears.forEach((rows, place) => held[place]?.push(copyOf(rows)));
  }
  return years.map((ffy, place) => ({
    ffy,
    rows: new PartsOfYear(() => (isLarge ? firstOf(parts()) : (held[place] ?? [])), 0),
  }));
}

/** Of a group of one year. */
function* firstOf(parts: Iterable<readonly RecordedColumns[]>): Generator<RecordedColumns> {
  for (const [rows] of parts) if (rows !== undefined) yield rows;
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

function inGroups(
  years: readonly Ffy[],
  counts: ReadonlyMap<Ffy, number>,
  rowsAtATime: number,
): readonly GroupOfYears[] {
  const groups: { years: Ffy[]; isLarge: boolean }[] = [];
  let rows = Infinity;
  for (const ffy of years) {
    const count = counts.get(ffy) ?? 0;
    if (rows + count > rowsAtATime) {
      groups.push({ years: [], isLarge: count > rowsAtATime });
      rows = 0;
    }
    groups.at(-1)?.years.push(ffy);
    rows += count;
  }
  return groups;
}
