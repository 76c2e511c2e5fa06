import { TYPE_CODE } from '../../events/registry.js';
import type { Day } from '../../events/values/day.js';
import type { Month } from '../../events/values/month.js';
import { SUPPLIED_LINES } from '../columns/codes.js';
import { ActiveRows } from '../columns/active-rows.js';
import type { Scalars, SubjectBlock } from '../columns/record-columns.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { LineNumber } from '../../events/line-numbers.js';
import type { MonthWindow } from '../month-window.js';

/** A figure and the record that gives it. */
export interface Figure {
  readonly value: number;
  readonly position: number;
}

/** Staff of one line in ten-thousandths: full-time employees, and hours of part-time ones. */
export interface StaffFigure {
  readonly fullTime: number;
  readonly partTimeHours: number;
  readonly position: number;
}

/** What the county's own records say for one month (rules.md 6, 7, 8). */
export interface CountyMonth {
  /** The figure that DCSS supplied for a line in FFY-to-date; null if none stands. */
  readonly supplied: (line: LineNumber) => Figure | null;
  readonly staff: { readonly line30: StaffFigure; readonly line31: StaffFigure } | null;
  /** The notice that makes a phased-in line reportable; null while it is not. */
  readonly reportableBy: (line: LineNumber) => number | null;
}

/** The county's subject number. */
const COUNTY = 0;

/** Answers the county's facts of a month as of a position. */
export function countyMonth(view: LedgerView, window: MonthWindow, asOf: number): CountyMonth {
  const { county } = view;
  const { columns } = county;
  const supplied = new Map<LineNumber, Figure>();
  const reportable = new Map<LineNumber, number>();
  let staff: CountyMonth['staff'] = null;
  for (const row of standingRows(county, asOf)) {
    const day = columns.effective[row]! as Day; // written from a Day
    if (day > window.lastDay) break;
    const args = columns.args.subarray(columns.argsStart[row], columns.argsStart[row + 1]);
    const position = columns.position[row]!;
    const type: number = columns.type[row]!;
    switch (type) {
      case TYPE_CODE.StaffingReported:
        if (day >= window.firstDay) staff = staffOf(args, position);
        break;
      case TYPE_CODE.StatewideFigureRecorded:
        if (day >= window.ffyStart) {
          supplied.set(SUPPLIED_LINES[args[0]!]!, { value: args[1]!, position });
        }
        break;
      case TYPE_CODE.LineMadeReportable:
        noteReportable(reportable, args, position, window.month);
        break;
      default: // a RecordVoided stands for nothing
    }
  }
  return {
    supplied: (line) => supplied.get(line) ?? null,
    staff,
    reportableBy: (line) => reportable.get(line) ?? null,
  };
}

/** The rows of a county's block that were asked about last, and as of when. */
const STANDING = new WeakMap<SubjectBlock, { readonly asOf: number; readonly rows: Uint32Array }>();

/** The county's own records that stand, but for participants, in business order: the same for every month. */
function standingRows(county: SubjectBlock, asOf: number): Uint32Array {
  const known = STANDING.get(county);
  if (known?.asOf === asOf) return known.rows;
  const active = new ActiveRows();
  // Participants are on no line, and there are more of them than of all other records of the county.
  active.collect(county, COUNTY, asOf, Infinity, TYPE_CODE.ParticipantRegistered);
  const rows = active.rows.slice(0, active.count);
  STANDING.set(county, { asOf, rows });
  return rows;
}

function staffOf(args: Scalars, position: number): NonNullable<CountyMonth['staff']> {
  return {
    line30: { fullTime: args[0]!, partTimeHours: args[1]!, position },
    line31: { fullTime: args[2]!, partTimeHours: args[3]!, position },
  };
}

function noteReportable(
  reportable: Map<LineNumber, number>,
  args: Scalars,
  position: number,
  month: Month,
): void {
  if (args[0]! > month) return;
  for (const index of args.subarray(1)) {
    const line = LINE_NUMBERS[index]!;
    if (!reportable.has(line)) reportable.set(line, position);
  }
}
