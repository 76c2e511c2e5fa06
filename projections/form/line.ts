import type { CaseFacts } from '../case/case-facts.js';
import type { CaseAmounts } from '../case/case-amounts.js';
import type { CaseFact } from '../case/case-month.js';
import type { ChildMonth } from '../child/child-month.js';
import type { CentsByStatus } from '../case/money.js';
import type { CentsSum } from '../../events/values/cents-sum.js';
import type { Status } from '../columns/codes.js';
import type { LineNumber } from '../../events/line-numbers.js';

/** Sections of the form. */
export type Section = 'A' | 'B' | 'C' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J';

/** Columns: (a) total, (b) current, (c) former, (d) never assistance. */
export type Column = 'a' | 'b' | 'c' | 'd';
export const COLUMNS: readonly Column[] = ['a', 'b', 'c', 'd'];
/** The column of each status, by its code. */
export const STATUS_COLUMNS = ['b', 'c', 'd'] as const;

/** What a line counts or sums, and how the fold's facts give it. */
export type LineRule =
  | {
      /** Cases, each once: in the column of its status, or in the one column that the line has. */
      readonly kind: 'countCases';
      readonly counts: (c: CaseFacts) => boolean;
      readonly column: 'status' | 'a' | 'b';
    }
  | {
      /** Dollars of cases by the status at each month's end. */
      readonly kind: 'sumByStatus';
      readonly when: (c: CaseFacts) => boolean;
      readonly amounts: (c: CaseAmounts) => CentsByStatus;
      readonly fact: CaseFact;
    }
  | {
      /** Dollars of cases in the column of the status at M-end, or in (a). */
      readonly kind: 'sumCases';
      readonly when: (c: CaseFacts) => boolean;
      readonly amount: (c: CaseAmounts) => CentsSum;
      readonly fact: CaseFact;
      readonly column: 'status' | 'a';
    }
  | {
      /** Children, each once. `cases`: the cases that a row of the trail names. */
      readonly kind: 'countChildren';
      readonly counts: (k: ChildMonth) => boolean;
      readonly column: 'a' | ((k: ChildMonth) => Status);
      readonly cases: 'open' | 'ffy' | 'open-not-responding';
    }
  /** A figure that DCSS supplies: the latest one recorded in FFY-to-date, 0 if none. */
  | { readonly kind: 'supplied' }
  /** A figure that DCSS supplies, else another line of the prior FFY's September as of the same n. */
  | { readonly kind: 'suppliedOrPriorSeptember'; readonly line: LineNumber }
  /** Column (a) of the lines added up. */
  | { readonly kind: 'sumOfLines'; readonly lines: readonly LineNumber[] }
  /** FTE of the latest staffing report of the month. */
  | { readonly kind: 'staff'; readonly staff: 'line30' | 'line31' }
  /** Not reported by counties: 0.00. */
  | { readonly kind: 'notReportedByCounties' };

/** A rule that sums an amount of cases: it picks one, see `CaseAmounts`. */
export type SumRule = Extract<LineRule, { readonly kind: 'sumByStatus' | 'sumCases' }>;

/** One line of the form: what it is called, where it stands, what it counts and why. */
export interface LineEntry {
  readonly line: LineNumber;
  readonly section: Section;
  readonly title: string;
  readonly unit: 'cases' | 'children' | 'dollars' | 'fte';
  /** The columns that the line reports besides their sum in (a): 'bcd', or one of them alone. */
  readonly columns: 'a' | 'b' | 'd' | 'bcd';
  readonly period: 'point-in-time' | 'month' | 'ffy-to-date' | 'prior-ffy';
  /** Lines that this one never exceeds, column by column. */
  readonly subsetOf: readonly LineNumber[];
  /** Null in every column until DCSS makes it reportable. */
  readonly isPhasedIn: boolean;
  /** Left out of the CS 157. */
  readonly isStateOnly: boolean;
  readonly suppliedBy: 'county' | 'dcss';
  /** Place in the instructions attached to CSS Letter 06-35. */
  readonly citation: string;
  /** How we read the letter where it leaves a choice; null where it leaves none. */
  readonly reading: string | null;
  readonly rule: LineRule;
}

/** Whether a line's amounts are in hundredths, of a dollar or of an FTE; else they are counts. */
export function isInHundredths({ unit }: LineEntry): boolean {
  return unit === 'dollars' || unit === 'fte';
}

type Optional = 'subsetOf' | 'isPhasedIn' | 'isStateOnly' | 'suppliedBy' | 'reading';

/** A catalogue entry, frozen, with what most lines have in common filled in. */
export function line(
  entry: Omit<LineEntry, Optional> & Partial<Pick<LineEntry, Optional>>,
): LineEntry {
  return Object.freeze({
    subsetOf: [],
    isPhasedIn: false,
    isStateOnly: false,
    suppliedBy: 'county' as const,
    reading: null,
    ...entry,
  });
}
