import { addMonths, ffyOf, firstMonthOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { LedgerView } from '../columns/ledger-view.js';
import { countyMonth } from '../county/county-fold.js';
import type { CountyMonth, Figure } from '../county/county-fold.js';
import { fteHundredths } from '../county/staff-fte.js';
import { windowOf } from '../month-window.js';
import { entryOf } from './catalogue.js';
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

/** The sources of a line in a month, in the order in which its rows stand; none while it is not reported. */
export function sourcesOf(
  entry: LineEntry,
  month: Month,
  countyOf: CountyOfMonth,
): readonly LineSource[] {
  const county = countyOf(month);
  if (!isReported(entry, county)) return [];
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
      return sourcesOf(entryOf(rule.line), priorSeptemberOf(month), countyOf);
    }
    case 'sumOfLines':
      return rule.lines.flatMap((line) => sourcesOf(entryOf(line), month, countyOf));
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

function figure(supplied: Figure | null): LineSource[] {
  return supplied === null
    ? []
    : [{ kind: 'figure', amount: supplied.value, position: supplied.position }];
}
