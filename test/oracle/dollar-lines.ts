import { lastDayOf } from './calendar.js';
import * as state from './case-state.js';
import type { Column } from './form.js';
import * as money from './money.js';
import type { SubjectFile, World } from './world.js';
import type { MonthText } from './calendar.js';

/** Cents of one case in one column of a dollar line. */
export interface Share {
  readonly column: Column;
  readonly cents: bigint;
}

type DollarRule = (world: World, file: SubjectFile) => readonly Share[];

/** "For cases in FFY (transferred-out ones included, no-jurisdiction ones not)" */
function isInDollarUniverse(world: World, file: SubjectFile): boolean {
  return state.isOpenInFfyToDate(world, file) && !state.hasNoJurisdictionAt(file, world.monthEnd);
}

/**
 * Section 3: "in the dollar lines 24-27a, each month's amount stands in the column of the status at that
 * month's end".
 */
const flow =
  (
    months: (world: World) => readonly MonthText[],
    amountIn: (file: SubjectFile, month: MonthText) => bigint,
  ): DollarRule =>
  (world, file) =>
    isInDollarUniverse(world, file)
      ? months(world).map((month) => ({
          column: state.statusColumnAt(file, lastDayOf(month)),
          cents: amountIn(file, month),
        }))
      : [];

const ofFfyToDate = (world: World): readonly MonthText[] => world.ffyMonths;
const ofTheMonth = (world: World): readonly MonthText[] => [world.month];

/** Section 5: the rule of each dollar line. */
export const DOLLAR_LINES: Readonly<Record<string, DollarRule>> = {
  // "24 = sum of due(k); 24a = due(M); 25 = sum of current(k); 25a = current(M); 27 = sum of arrears(k); 27a = arrears(M)"
  24: flow(ofFfyToDate, money.dueIn),
  '24a': flow(ofTheMonth, money.dueIn),
  25: flow(ofFfyToDate, money.currentIn),
  '25a': flow(ofTheMonth, money.currentIn),
  27: flow(ofFfyToDate, money.arrearsIn),
  '27a': flow(ofTheMonth, money.arrearsIn),
  // "26 = arrears due at M-end without this FFY's prior-period adjustments, columns bcd by status at M-end
  // or closing, cases in FFY that are not responding at M-end, not transferred out."
  26: (world, file) =>
    state.isInFfy(world, file) && !state.isRespondingAt(file, world.monthEnd)
      ? [
          {
            column: state.columnOf(world, file),
            cents: money.arrearsDueAt(
              file,
              world.monthEnd,
              money.leavesOutPriorPeriodOf(world.month),
            ),
          },
        ]
      : [],
  // "36 (a) = sum of medicalState(M)."
  36: (world, file) =>
    isInDollarUniverse(world, file)
      ? [{ column: 'a', cents: money.medicalStateIn(file, world.month) }]
      : [],
};
