import { addMonths, ffyOf, firstMonthOf } from '../../events/values/month.js';
import type { LineNumber } from '../../events/line-numbers.js';
import type { Month } from '../../events/values/month.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { countyMonth } from '../county/county-fold.js';
import type { CountyMonth, Figure } from '../county/county-fold.js';
import { fteHundredths } from '../county/staff-fte.js';
import { windowOf } from '../month-window.js';
import { EDITIONS, editionOf } from './editions.js';
import type { KnownEditions } from './editions.js';
import type { LineEntry } from './line.js';

/** Where some of a line's rows come from. A line's rows are those of its sources, and of nothing else. */
export type LineSource =
  | {
      /** The cases or children on a line at the end of a month, the line's own or another's. */
      readonly kind: 'subjects';
      readonly of: 'cases' | 'children';
      readonly entry: LineEntry;
      readonly month: Month;
    }
  | {
      /** A figure of the county's own records. `amount`: as it was supplied, or hundredths of an FTE. */
      readonly kind: 'figure';
      readonly amount: number;
      readonly position: number;
    };

/** The cases or children among a line's sources. */
export type SubjectSource = Extract<LineSource, { readonly kind: 'subjects' }>;

/** What the county's own records say for a month. */
export type CountyOfMonth = (month: Month) => CountyMonth;

/** What the county's own records in a view say for a month, worked out once for each. */
export function countyOfView(view: LedgerView, asOf: number): CountyOfMonth {
  const known = new Map<Month, CountyMonth>();
  return (month) => {
    const found = known.get(month) ?? countyMonth(view, windowOf(month), asOf);
    known.set(month, found);
    return found;
  };
}

/**
 * The sources of a line in a month, in the order in which its rows stand; null while the line is not reported.
 *
 * @param entry - of the month's edition
 * @param known - what another line or month that it rests on is looked up in
 */
export function sourcesOf(
  entry: LineEntry,
  month: Month,
  countyOf: CountyOfMonth,
  known: KnownEditions = EDITIONS,
): readonly LineSource[] | null {
  const county = countyOf(month);
  if (!isReported(entry, county)) return null;
  const { rule } = entry;
  switch (rule.kind) {
    case 'countCases':
    case 'sumByStatus':
    case 'sumCases':
      return [{ kind: 'subjects', of: 'cases', entry, month }];
    case 'countChildren':
      return [{ kind: 'subjects', of: 'children', entry, month }];
    case 'supplied':
      return figure(county.supplied(entry.line));
    case 'suppliedOrPriorSeptember': {
      const supplied = figure(county.supplied(entry.line));
      if (supplied.length > 0) return supplied;
      return sourcesOfLine(rule.line, priorSeptemberOf(month), countyOf, known);
    }
    case 'sumOfLines':
      return rule.lines.reduce<readonly LineSource[] | null>((all, line) => {
        const more = sourcesOfLine(line, month, countyOf, known);
        return all === null || more === null ? null : [...all, ...more];
      }, []);
    case 'staff': {
      const staff = county.staff?.[rule.staff];
      const hundredths = staff === undefined ? 0 : fteHundredths(staff);
      // "An amount of 0.00 has none."
      if (staff === undefined || hundredths === 0) return [];
      return [{ kind: 'figure', amount: hundredths, position: staff.position }];
    }
    case 'notReportedByCounties':
      return [];
  }
}

/** Null too where the month's edition has no such line. */
function sourcesOfLine(
  line: LineNumber,
  month: Month,
  countyOf: CountyOfMonth,
  known: KnownEditions,
): readonly LineSource[] | null {
  const entry = editionOf(month, known).entryOf(line);
  return entry === null ? null : sourcesOf(entry, month, countyOf, known);
}

/** Whether a line is reported: a phased-in one only once DCSS's notice stands. */
export function isReported(entry: LineEntry, county: CountyMonth): boolean {
  return !entry.isPhasedIn || county.reportableBy(entry.line) !== null;
}

/** September of the fiscal year before the month's own: where Line 5a comes from. */
export function priorSeptemberOf(month: Month): Month {
  return addMonths(firstMonthOf(ffyOf(month)), -1);
}

/** Whether a line's cases and children are its own, in its own columns; those of other lines stand in (a). */
export function hasOwnSubjects({ rule }: LineEntry): boolean {
  switch (rule.kind) {
    case 'countCases':
    case 'sumByStatus':
    case 'sumCases':
    case 'countChildren':
      return true;
    case 'supplied':
    case 'suppliedOrPriorSeptember':
    case 'sumOfLines':
    case 'staff':
    case 'notReportedByCounties':
      return false;
  }
}

/** Whether a line sums dollars of cases: each of its rows then has an amount. */
export function isSumOfCases({ rule }: LineEntry): boolean {
  return rule.kind === 'sumByStatus' || rule.kind === 'sumCases';
}

function figure(supplied: Figure | null): LineSource[] {
  return supplied === null
    ? []
    : [{ kind: 'figure', amount: supplied.value, position: supplied.position }];
}
