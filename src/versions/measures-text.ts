import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { MEASURES } from '../../projections/versions/measures.js';
import type { MeasureName } from '../../projections/versions/measures.js';
import type { LeftOut } from '../reports/left-out.js';
import { valueForPeople } from '../reports/report-table.js';
import { labelled } from '../reports/people-table.js';
import { WIDTH_MAX, fittedTable, monthForPeople, wrapped } from '../reports/table.js';
import type { MonthMeasures } from './state-questions.js';

/** The state, or a county by its number. */
export type MeasuredCounty = 'all' | (string & {});

const NOT_REPORTED = 'not reported';

/** Heights of a spark line's bars, from the lowest. */
const BARS = ['\u2581', '\u2582', '\u2583', '\u2584', '\u2585', '\u2586', '\u2587', '\u2588'];
const NO_BAR = '\u00b7';

/** The contract's JSON of a month's measures, on one line. */
export function measuresJson(county: MeasuredCounty, { month, measures }: MonthMeasures): string {
  return JSON.stringify({ county, month: formatMonth(month), measures });
}

/** The same of a state of which counties are left out: it has no measures. */
export function unmeasuredJson(month: Month, leftOut: readonly LeftOut[]): string {
  const counties = leftOut.map(({ county }) => county);
  return JSON.stringify({ county: 'all', month: formatMonth(month), leftOut: counties });
}

/**
 * The measures of the last month for people, each with its percentages of all the months as a spark
 * line; bars of one measure are as high as its part of the larger of 100 and its greatest.
 */
export function measuresTable(
  county: MeasuredCounty,
  months: readonly MonthMeasures[],
  width = WIDTH_MAX,
): string {
  const last = months.at(-1);
  if (last === undefined) return '';
  const where = county === 'all' ? 'all counties' : `county ${county}`;
  const rows = last.measures.map(({ name, numerator, denominator, percent, band }) => [
    name,
    valueForPeople(numerator),
    valueForPeople(denominator),
    percent ?? NOT_REPORTED,
    band ?? '',
    sparkline(trendOf(months, name)),
  ]);
  const first = months[0] ?? last;
  const heads = ['Measure', 'Numerator', 'Denominator', 'Percent', 'Band', 'Trend'];
  return `${[
    `${monthForPeople(formatMonth(last.month))}, ${where}`,
    '',
    ...fittedTable(heads, rows, new Set([1, 2, 3, 4]), width),
    '',
    ...labelled(
      MEASURES.map(({ name, title }) => [name, title]),
      width,
    ),
    '',
    ...wrapped(
      'Band: the applicable percentage of 45 CFR 305.33, by the unrounded level; what an improvement over the year before earns below the lowest band is not in it.',
      width,
    ),
    ...wrapped(
      `Trend: month by month from ${monthForPeople(formatMonth(first.month))}, out of 100 percent or its greatest.`,
      width,
    ),
  ].join('\n')}\n`;
}

/** A measure's published percentage of a month; null where there is none. */
export function percentOf(month: MonthMeasures | undefined, name: MeasureName): string | null {
  return month?.measures.find((measure) => measure.name === name)?.percent ?? null;
}

/** A measure's published percentages by month, to be drawn; null where there is none. */
export function trendOf(
  months: readonly MonthMeasures[],
  name: MeasureName,
): readonly (number | null)[] {
  return months.map((month) => {
    const percent = percentOf(month, name);
    return percent === null ? null : Number(percent);
  });
}

function sparkline(percents: readonly (number | null)[]): string {
  const most = greatest(percents);
  return percents
    .map((percent) => {
      if (percent === null) return NO_BAR;
      const height = Math.round((percent / most) * (BARS.length - 1));
      return BARS[Math.min(height, BARS.length - 1)] ?? NO_BAR;
    })
    .join('');
}

/** What the top of a chart stands for: 100, or more where a measure goes above it. */
export function greatest(percents: readonly (number | null)[]): number {
  return Math.max(100, ...percents.map((percent) => percent ?? 0));
}
