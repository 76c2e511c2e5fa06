import { minus, plus } from '../../events/values/cents-sum.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import { ffyOf, firstMonthOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { formatCents, formatCentsForPeople } from '../../events/values/money.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { editionOf } from '../form/editions.js';
import type { LineEntry } from '../form/line.js';
import type { LineNumber } from '../../events/line-numbers.js';
import { cellOf, sumOfCell } from '../form/report.js';
import type { ReportLines } from '../form/report.js';
import { monthRows } from './month-rows.js';
import type { MonthRows } from './month-rows.js';

/**
 * Something about a report that may be right and should be looked at. It never keeps anybody from
 * submitting; edit checks do (rules.md 9).
 */
export interface SenseWarning {
  readonly check: SenseCheck;
  /** One sentence with the figures. */
  readonly message: string;
  /** Subject numbers of the cases or children behind it, ascending; empty where it concerns none. */
  readonly subjects: readonly number[];
}

export type SenseCheck =
  | 'jump'
  | 'fell'
  | 'due-does-not-add-up'
  | 'open-twice'
  | 'child-on-no-case'
  | 'distribution-without-collection'
  | 'came-after-last-submission';

/** A point-in-time or monthly figure that changes by more than one part in so many of itself has jumped... */
const JUMP_PARTS = 5n;
/** ...if it changes by at least so many cases, children, cents or hundredths of an FTE. */
const JUMP_MIN: Readonly<Record<LineEntry['unit'], number>> = {
  cases: 10,
  children: 10,
  dollars: 1_000_000,
  fte: 500,
};

/** A month as of the position that is to be submitted, and the month before it as of the same. */
export interface ComparedMonths {
  readonly view: LedgerView;
  readonly month: Month;
  readonly asOf: number;
  readonly lines: ReportLines;
  readonly linesBefore: ReportLines;
}

/** What last month's latest version, not sent back, said; null if there is none. */
export interface SubmittedBefore {
  readonly asOf: number;
  readonly lines: ReportLines;
}

/** Figures that jumped against last month, and figures of the year to date that fell. */
export function againstLastMonth(compared: ComparedMonths): readonly SenseWarning[] {
  const { view, month, asOf } = compared;
  // A line that last month's edition had not is null there, and is compared with nothing.
  const flagged = editionOf(month).lines.flatMap((entry) => flagOf(entry, compared) ?? []);
  if (flagged.length === 0) return [];
  const before = monthRows(view, (month - 1) as Month, asOf, { hasCases: false });
  const now = monthRows(view, month, asOf, { hasCases: false });
  return flagged.map(({ line, check, message }) => ({
    check,
    message,
    subjects: subjectsBehind(line, check, before, now),
  }));
}

interface Flag {
  readonly line: LineNumber;
  readonly check: 'jump' | 'fell';
  readonly message: string;
}

function flagOf(entry: LineEntry, { month, lines, linesBefore }: ComparedMonths): Flag | null {
  const { line, period } = entry;
  const [was, is] = [
    sumOfCell(cellOf(linesBefore, line, 'a')),
    sumOfCell(cellOf(lines, line, 'a')),
  ];
  if (was === null || is === null) return null;
  const said = `Line ${line} column (a) went from ${shown(entry, was)} to ${shown(entry, is)}`;
  switch (period) {
    case 'point-in-time':
    case 'month': {
      const change = is > was ? minus(is, was) : minus(was, is);
      const isJump = isLargePart(change, was) && change >= JUMP_MIN[entry.unit];
      return isJump ? { line, check: 'jump', message: `${said} since last month.` } : null;
    }
    case 'ffy-to-date': {
      const isFirst = month === firstMonthOf(ffyOf(month));
      if (isFirst || is >= was) return null;
      return { line, check: 'fell', message: `${said}, though it counts from October on.` };
    }
    case 'prior-ffy':
      return null;
  }
}

/** @param change - not below zero */
function isLargePart(change: CentsSum, was: CentsSum): boolean {
  const size = BigInt(was < 0 ? -was : was);
  return BigInt(change) * JUMP_PARTS > size;
}

/** Who left, came, or has another amount; of a figure that fell, who left or has less. */
function subjectsBehind(
  line: LineNumber,
  check: Flag['check'],
  before: MonthRows,
  now: MonthRows,
): readonly number[] {
  const [was, is] = [sumsOf(before, line), sumsOf(now, line)];
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter((subject) => {
    const [one, other] = [was.get(subject) ?? 0, is.get(subject) ?? 0];
    return check === 'fell' ? other < one : other !== one;
  });
  return ascending(changed);
}

/**
 * Line 24 is last month's submitted Line 24 and this month's 24a, unless something that was
 * submitted has changed since or a case has left.
 */
export function dueThatDoesNotAddUp(
  compared: ComparedMonths,
  submitted: SubmittedBefore | null,
): readonly SenseWarning[] {
  const { view, month, asOf, lines } = compared;
  if (submitted === null || month === firstMonthOf(ffyOf(month))) return [];
  const before = sumOfCell(cellOf(submitted.lines, '24', 'a'));
  const inMonth = sumOfCell(cellOf(lines, '24a', 'a'));
  const due = sumOfCell(cellOf(lines, '24', 'a'));
  // An edition of the form on either side may have another line in their place.
  if (before === null || inMonth === null || due === null) return [];
  const expected = plus(before, inMonth);
  if (expected === due) return [];
  const [one, other, sum] = [due, before, inMonth].map(formatCentsForPeople);
  return [
    {
      check: 'due-does-not-add-up',
      message: `Line 24 is ${one ?? ''}, and last month's submitted ${other ?? ''} with this month's ${sum ?? ''} of Line 24a is ${formatCentsForPeople(expected)}.`,
      subjects: subjectsOfDue(view, month, asOf, Math.min(submitted.asOf, asOf)),
    },
  ];
}

function subjectsOfDue(
  view: LedgerView,
  month: Month,
  asOf: number,
  asOfBefore: number,
): readonly number[] {
  const options = { hasCases: false };
  const before = sumsOf(monthRows(view, (month - 1) as Month, asOfBefore, options), '24');
  const rows = monthRows(view, month, asOf, options);
  const [due, inMonth] = [sumsOf(rows, '24'), sumsOf(rows, '24a')];
  const subjects = [...new Set([...before.keys(), ...due.keys()])];
  return ascending(
    subjects.filter((subject) => {
      const expected = plus(before.get(subject) ?? 0, inMonth.get(subject) ?? 0);
      return (due.get(subject) ?? 0) !== expected;
    }),
  );
}

/** What each case or child adds to column (a) of a line. */
function sumsOf(rows: MonthRows, line: LineNumber): ReadonlyMap<number, CentsSum> {
  const sums = new Map<number, CentsSum>();
  for (const { subject, amount } of rows.get(line)?.rows() ?? []) {
    if (subject !== 0) sums.set(subject, plus(sums.get(subject) ?? 0, amount ?? 1));
  }
  return sums;
}

function shown({ unit }: LineEntry, value: CentsSum): string {
  switch (unit) {
    case 'cases':
    case 'children':
      return String(value);
    case 'dollars':
      return formatCentsForPeople(value);
    case 'fte':
      return formatCents(value);
  }
}

function ascending(subjects: readonly number[]): readonly number[] {
  return [...subjects].sort((a, b) => a - b);
}
