import { civilDayOf } from '../../../../events/values/civil-day.js';
import type { County } from '../../../../events/values/county.js';
import type { Instant } from '../../../../events/values/instant.js';
import { addMonths, ffyOf, monthOf } from '../../../../events/values/month.js';
import type { Month } from '../../../../events/values/month.js';
import type { Version } from '../../../../projections/versions/version.js';
import type { MomentOfLedger } from '../../../reports/moment-of-ledger.js';
import { countyHref, monthHref, versionHref } from '../../addresses.js';
import { standingOfMonth } from '../../version-words.js';
import type { MonthStanding } from '../../version-words.js';
import type { CountyFile } from '../../../exchange/files-of-county.js';
import { FILES_PAGE_MAX } from '../../../exchange/files-of-county.js';
import type { ShownSample } from '../../../samples/shown-sample.js';
import { counted, monthInWords } from '../../words.js';
import { MONTHS_SHOWN } from '../counties/view.js';

/** Months of one page of a county. */
export const COUNTY_MONTHS = 36;

export interface MonthLine {
  readonly month: Month;
  readonly text: string;
  readonly ffy: number;
  readonly href: string;
  readonly version: string | null;
  readonly standing: MonthStanding;
}

export interface CountyView {
  readonly moment: MomentOfLedger;
  readonly months: readonly MonthLine[];
  /** The month with which the page of earlier months begins; null where there is none. */
  readonly earlier: Month | null;
}

/**
 * A county's months, newest first: those with records and those with versions, and no fewer than the page of counties
 * tells of, where each of them is late or due. A county that began to send this month has them, too.
 *
 * What retention has erased is no month of it any more; its versions are on the page of submissions.
 *
 * @param of - the newest month of the page, null for the newest there is; the first month that is kept, null for all
 */
export function countyView(
  county: County,
  moment: MomentOfLedger,
  versions: readonly Version[],
  of: { readonly from: Month | null; readonly firstMonth: Month | null; readonly now: Instant },
): CountyView {
  const submitted = versions.map(({ month }) => month);
  const over = addMonths(monthOf(civilDayOf(of.now)), -1);
  const recorded = [moment.first, moment.recorded].flatMap((at) =>
    at === null ? [] : [monthOf(civilDayOf(at))],
  );
  const all = [...submitted, ...recorded];
  if (all.length === 0) return { moment, months: [], earlier: null };
  const newest = smaller(
    all.reduce((a, b) => (a > b ? a : b)),
    over,
  );
  const known = all.reduce(smaller, addMonths(newest, 1 - MONTHS_SHOWN));
  const oldest = of.firstMonth === null || known > of.firstMonth ? known : of.firstMonth;
  const end = smaller(newest, of.from ?? newest);
  const count = Math.max(0, Math.min(COUNTY_MONTHS, end - oldest + 1));
  const months = Array.from({ length: count }, (_, index) => addMonths(end, -index));
  const earlier = addMonths(end, -count);
  return {
    moment,
    months: months.map((month) => monthShown(county, month, versions, of.now)),
    earlier: earlier >= oldest ? earlier : null,
  };
}

function smaller(one: Month, other: Month): Month {
  return one < other ? one : other;
}

function monthShown(
  county: County,
  month: Month,
  versions: readonly Version[],
  now: Instant,
): MonthLine {
  const standing = standingOfMonth(versions, month, civilDayOf(now));
  const { version } = standing;
  return {
    month,
    text: monthInWords(month),
    ffy: ffyOf(month),
    href: monthHref(county, month),
    version: version === null ? null : versionHref(county, month, version),
    standing,
  };
}

/** What a county has besides its months, with the page that shows it. */
export interface Beside {
  readonly name: string;
  readonly href: string;
  readonly text: string;
}

/** @param of - null where it may not be seen */
export function besideOf(
  county: County,
  of: {
    readonly files: readonly CountyFile[] | null;
    readonly samples: readonly ShownSample[] | null;
    /** Who holds what, and who has access, are data of persons: they are on pages of their own. */
    readonly maySeeHolds: boolean;
    readonly maySeePeople: boolean;
  },
): readonly Beside[] {
  const { files, samples, maySeeHolds, maySeePeople } = of;
  return [
    ...(files === null
      ? []
      : [{ name: 'Files', href: `${countyHref(county)}/files`, text: filesText(files.length) }]),
    ...(samples === null
      ? []
      : [
          {
            name: 'Samples',
            href: `/audit?county=${county}`,
            text: samples.length === 0 ? 'none drawn yet' : counted(samples.length, 'sample'),
          },
        ]),
    ...(maySeeHolds
      ? [
          {
            name: 'Holds',
            href: `${countyHref(county)}/retention`,
            text: 'what is held, by whom and why',
          },
        ]
      : []),
    ...(maySeePeople
      ? [
          {
            name: 'People with access',
            href: `/access/accounts?county=${county}`,
            text: 'who may see or do what here',
          },
        ]
      : []),
  ];
}

function filesText(count: number): string {
  if (count === 0) return 'none received yet';
  return count < FILES_PAGE_MAX ? counted(count, 'file') : `${counted(count, 'file')} or more`;
}
