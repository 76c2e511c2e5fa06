import { civilDayOf } from '../../../events/values/civil-day.js';
import { parseDay } from '../../../events/values/day.js';
import type { Day } from '../../../events/values/day.js';
import type { Instant } from '../../../events/values/instant.js';
import { counted, dayInWords, numberInWords } from '../words.js';

/** How a record stands: as it came, come after its month's end, or taken out of what stands. */
export type StandingOfRecord = 'stands' | 'late' | 'superseded';

/** One record of a timeline, with both its times. */
export interface TimelineRecord {
  readonly id: string;
  readonly happened: Day;
  /** The civil day of its recording. */
  readonly recorded: Day;
  readonly standing: StandingOfRecord;
  /** Whether it was recorded after the month in which it happened: what was taken out may have been too. */
  readonly isLate: boolean;
}

/** A life by the days on which things happened, and on which they became known. */
export interface TimelineView {
  readonly records: readonly TimelineRecord[];
  readonly first: Day;
  readonly last: Day;
  /** Earlier records that are in the table alone. */
  readonly left: number;
  /** First days of years, or of quarters where it is short. */
  readonly marks: readonly { readonly day: Day; readonly text: string }[];
}

/** Records that are drawn at most, the latest by recording. */
export const TIMELINE_RECORDS_MAX = 300;

/** What is drawn of records; null where there are none. */
export function timelineOf(
  records: readonly {
    readonly id: string;
    readonly effective: Day;
    readonly recorded: Instant;
    readonly late: string | null;
    readonly supersededBy: object | null;
  }[],
): TimelineView | null {
  const drawn = records
    .toSorted((one, other) => one.recorded - other.recorded)
    .slice(-TIMELINE_RECORDS_MAX)
    .map(({ id, effective, recorded, late, supersededBy }): TimelineRecord => ({
      id,
      happened: effective,
      recorded: civilDayOf(recorded),
      standing: supersededBy !== null ? 'superseded' : late === null ? 'stands' : 'late',
      isLate: late !== null,
    }));
  const days = drawn.flatMap(({ happened, recorded }) => [happened, recorded]);
  const [any] = days;
  if (any === undefined) return null;
  const first = days.reduce((a, b) => (b < a ? b : a), any);
  const last = days.reduce((a, b) => (b > a ? b : a), any);
  const left = records.length - drawn.length;
  return { records: drawn, first, last, left, marks: marksOf(first, last) };
}

/** What is to be seen in a timeline. */
export function timelineSays({ records, first, last, left }: TimelineView): string {
  const late = records.filter(({ isLate }) => isLate).length;
  const superseded = records.filter(({ standing }) => standing === 'superseded').length;
  const earlier = left === 0 ? '' : ` ${counted(left, 'earlier record')} in the table alone.`;
  return (
    `From ${dayInWords(first)} to ${dayInWords(last)}: ${counted(records.length, 'record')}, ` +
    `${superseded === 0 ? 'none' : numberInWords(superseded)} of them corrected or voided, ` +
    `${late === 0 ? 'none' : numberInWords(late)} recorded after the month in which they happened.${earlier}`
  );
}

const DAYS_OF_YEAR = 365;
const QUARTERS = ['01', '04', '07', '10'] as const;

/** First days of years; of quarters where not even three years are shown; of every few years where it is long. */
function marksOf(first: Day, last: Day): TimelineView['marks'] {
  const yearOf = (day: Day): number => Number(dayInWords(day).slice(-4));
  const [from, to] = [yearOf(first), yearOf(last)];
  const isShort = last - first < 3 * DAYS_OF_YEAR;
  const every = Math.max(1, Math.ceil((to - from) / 12));
  const spelt = Array.from({ length: to - from + 1 }, (_, index) => from + index)
    .filter((year) => (year - from) % every === 0)
    .flatMap((year) => (isShort ? QUARTERS : ['01']).map((month) => `${String(year)}-${month}-01`));
  return spelt.flatMap((text) => {
    const day = parseDay(text);
    if (day === null || day < first || day > last) return [];
    return [{ day, text: isShort ? dayInWords(day).slice(2) : text.slice(0, 4) }];
  });
}
