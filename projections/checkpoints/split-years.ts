import { ffyOf, monthOf } from '../../events/values/month.js';
import type { Day } from '../../events/values/day.js';
import type { Ffy } from '../../events/values/month.js';
import { GrowingColumns } from '../columns/growing-columns.js';
import type { RecordColumns, RecordedColumns, SubjectBlock } from '../columns/record-columns.js';

/** The county's subject number. */
const COUNTY = 0;
/** What a record corrects stands no more, and is not there. */
const NOTHING = 0;

/** How the records of a ledger are laid out by fiscal year. */
export interface SplitAsked {
  readonly asOf: number;
  readonly isChild: (subject: number) => boolean;
}

/** How many records of cases and children, standing or not, are effective in each fiscal year. */
export function countByYear(
  blocks: Iterable<SubjectBlock>,
  { asOf, isChild }: SplitAsked,
): ReadonlyMap<Ffy, number> {
  const counts = new Map<Ffy, number>();
  const yearOf = yearsOfDays();
  for (const block of blocks) {
    eachRow(block, isChild, (row) => {
      if (block.columns.position[row]! > asOf) return;
      const ffy = yearOf(block.columns.effective[row]!);
      counts.set(ffy, (counts.get(ffy) ?? 0) + 1);
    });
  }
  return counts;
}

/** The records of a fiscal year. */
export interface YearRowsSplit {
  readonly ffy: Ffy;
  readonly rows: RecordedColumns;
}

/**
 * The records of some fiscal years that stand, of each as `YearBase.rows` has them: of cases those effective in it, of
 * children all up to its end.
 *
 * @param years - ascending
 * @param begins - the first of them has whatever is effective before it as well
 */
export function rowsOfYears(
  blocks: Iterable<SubjectBlock>,
  years: readonly Ffy[],
  begins: boolean,
  { asOf, isChild }: SplitAsked,
): readonly YearRowsSplit[] {
  const columns = years.map(() => new GrowingColumns(1024));
  const yearOf = yearsOfDays();
  const [first] = years;
  for (const block of blocks) {
    eachRow(block, isChild, (row, ofChild, subject) => {
      if (!stands(block.columns, row, asOf)) return;
      const ffy = yearOf(block.columns.effective[row]!);
      if (ofChild) {
        years.forEach((year, place) => {
          if (ffy <= year) addRow(columns[place]!, block.columns, row, subject);
        });
        return;
      }
      const place = begins && first !== undefined && ffy < first ? 0 : years.indexOf(ffy);
      if (place >= 0) addRow(columns[place]!, block.columns, row, subject);
    });
  }
  return years.map((ffy, place) => ({ ffy, rows: columns[place]!.finish() }));
}

function eachRow(
  block: SubjectBlock,
  isChild: (subject: number) => boolean,
  onRow: (row: number, ofChild: boolean, subject: number) => void,
): void {
  for (let place = 0; place < block.subjectCount; place += 1) {
    const subject = block.firstSubject + place;
    if (subject === COUNTY) continue;
    const from = block.start[place]!;
    const to = block.start[place + 1]!;
    if (from === to) continue;
    const ofChild = isChild(subject);
    for (let row = from; row < to; row += 1) onRow(row, ofChild, subject);
  }
}

function stands({ position, supersededAt }: RecordColumns, row: number, asOf: number): boolean {
  const superseded = supersededAt[row]!;
  return position[row]! <= asOf && (superseded === 0 || superseded > asOf);
}

function addRow(to: GrowingColumns, from: RecordColumns, row: number, subject: number): void {
  const { position, type, effective, root, args, argsStart } = from;
  to.addRow(position[row]!, subject, type[row]!, effective[row]!, root[row]!, NOTHING);
  to.pushArgs(args, argsStart[row]!, argsStart[row + 1]!);
}

/** The fiscal year of a day, worked out once for each. */
function yearsOfDays(): (day: number) => Ffy {
  const known = new Map<number, Ffy>();
  return (day) => {
    const found = known.get(day) ?? ffyOf(monthOf(day as Day)); // written from a Day
    known.set(day, found);
    return found;
  };
}
