import { formatMonth } from '../../events/values/month.js';
import { MEASURES } from '../../projections/versions/measures.js';
import type { MeasureName } from '../../projections/versions/measures.js';
import { monthForPeople } from '../reports/table.js';
import { greatest, percentOf, trendOf } from './measures-text.js';
import type { MeasuredCounty } from './measures-text.js';
import type { MonthMeasures } from './state-questions.js';

const PANEL_WIDTH = 324;
const PANEL_HEIGHT = 130;
const PANELS_A_ROW = 3;
const TITLE_HEIGHT = 36;
const PLOT = { left: 34, top: 34, width: 272, height: 66 } as const;

/**
 * The measures by month as one small chart: a panel a measure, a line through its percentages with
 * gaps where it is not reported. The same measures give the same bytes; no script, no font of its own.
 */
export function measuresSvg(county: MeasuredCounty, months: readonly MonthMeasures[]): string {
  const rows = Math.ceil(MEASURES.length / PANELS_A_ROW);
  const width = PANEL_WIDTH * PANELS_A_ROW;
  const height = TITLE_HEIGHT + PANEL_HEIGHT * rows;
  const title = titleOf(county, months);
  const panels = MEASURES.map(({ name, title: measure }, index) => {
    const x = (index % PANELS_A_ROW) * PANEL_WIDTH;
    const y = TITLE_HEIGHT + Math.floor(index / PANELS_A_ROW) * PANEL_HEIGHT;
    return `<g transform="translate(${String(x)} ${String(y)})">${panel(measure, months, name)}</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(width)}" height="${String(height)}" viewBox="0 0 ${String(width)} ${String(height)}" role="img" aria-labelledby="title" font-family="sans-serif" font-size="11">`,
    `<title id="title">${title}</title>`,
    `<rect width="${String(width)}" height="${String(height)}" fill="#fff"/>`,
    `<text x="8" y="22" font-size="14" font-weight="bold">${title}</text>`,
    ...panels,
    '</svg>',
    '',
  ].join('\n');
}

function titleOf(county: MeasuredCounty, months: readonly MonthMeasures[]): string {
  const where = county === 'all' ? 'All counties' : `County ${county}`;
  const [first, last] = [months[0], months.at(-1)];
  if (first === undefined || last === undefined) return where;
  const name = ({ month }: MonthMeasures): string => monthForPeople(formatMonth(month));
  return `${where}: performance measures, ${name(first)} to ${name(last)}`;
}

function panel(measure: string, months: readonly MonthMeasures[], name: MeasureName): string {
  const percents = trendOf(months, name);
  const most = Math.ceil(greatest(percents) / 10) * 10;
  const { left, top, width, height } = PLOT;
  const x = (index: number): number =>
    percents.length === 1 ? left + width / 2 : left + (width * index) / (percents.length - 1);
  const y = (percent: number): number => top + height * (1 - percent / most);
  const last = percentOf(months.at(-1), name);
  return [
    `<text x="8" y="14" font-weight="bold">${measure}</text>`,
    `<text x="${String(left + width)}" y="28" text-anchor="end">${last === null ? 'not reported' : `${last}%`}</text>`,
    axis(most),
    ...runsOf(percents).map((run) => curve(run.map(([index, percent]) => [x(index), y(percent)]))),
    monthLabel(months[0], left, 'start'),
    monthLabel(months.at(-1), left + width, 'end'),
  ].join('');
}

function axis(most: number): string {
  const { left, top, width, height } = PLOT;
  const [right, bottom] = [left + width, top + height];
  return [
    `<path d="M${String(left)} ${String(top)}H${String(right)}M${String(left)} ${String(bottom)}H${String(right)}" stroke="#999" stroke-width="0.5"/>`,
    `<text x="${String(left - 4)}" y="${String(top + 4)}" text-anchor="end" fill="#444">${String(most)}</text>`,
    `<text x="${String(left - 4)}" y="${String(bottom + 4)}" text-anchor="end" fill="#444">0</text>`,
  ].join('');
}

function monthLabel(
  measured: MonthMeasures | undefined,
  x: number,
  anchor: 'start' | 'end',
): string {
  if (measured === undefined) return '';
  const y = PLOT.top + PLOT.height + 16;
  return `<text x="${String(x)}" y="${String(y)}" text-anchor="${anchor}" fill="#444">${formatMonth(measured.month)}</text>`;
}

type Point = readonly [index: number, percent: number];

/** The reported percentages, cut where one is missing. */
function runsOf(percents: readonly (number | null)[]): readonly (readonly Point[])[] {
  const runs: Point[][] = [];
  let run: Point[] | null = null;
  percents.forEach((percent, index) => {
    if (percent === null) {
      run = null;
      return;
    }
    if (run === null) {
      run = [];
      runs.push(run);
    }
    run.push([index, percent]);
  });
  return runs;
}

/** A line through points; one alone is a dot. */
function curve(points: readonly (readonly [x: number, y: number])[]): string {
  const placed = points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  const [only] = points;
  if (only !== undefined && points.length === 1) {
    return `<circle cx="${only[0].toFixed(1)}" cy="${only[1].toFixed(1)}" r="2" fill="#1f4e79"/>`;
  }
  return `<path d="M${placed.join('L')}" fill="none" stroke="#1f4e79" stroke-width="1.5"/>`;
}
