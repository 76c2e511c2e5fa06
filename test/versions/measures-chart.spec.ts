import { parseMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { MEASURES } from '../../projections/versions/measures.js';
import { measuresSvg } from '../../src/versions/measures-svg.js';
import { measuresTable } from '../../src/versions/measures-text.js';
import type { MonthMeasures } from '../../src/versions/state-questions.js';

/** Months from October 2005 in which every measure has these percentages. */
function monthsOf(percents: readonly (string | null)[]): readonly MonthMeasures[] {
  const first = parseMonth('2005-10') ?? (0 as Month);
  return percents.map((percent, index) => ({
    month: (first + index) as Month,
    measures: MEASURES.map(({ name }) => ({
      name,
      numerator: 1,
      denominator: 2,
      percent,
      band: null,
    })),
  }));
}

const YEAR = monthsOf(['0.0', '25.0', null, '50.0', '100.0', '120.0', null, '90.0']);

describe('the chart of the measures', () => {
  const svg = measuresSvg('19', YEAR);

  it('has a panel for each measure, a line for each run of months and a dot for a month alone', () => {
    expect(svg.match(/<g /gu)).toHaveLength(MEASURES.length);
    expect(svg.match(/stroke="#1f4e79"/gu)).toHaveLength(MEASURES.length * 2);
    expect(svg.match(/<circle/gu)).toHaveLength(MEASURES.length);
    expect(svg).toContain('County 19: performance measures, October 2005 to May 2006');
    expect(svg).toContain('>120</text>'); // not capped: the top is above 100
    expect(svg).toContain('>90.0%</text>');
  });

  it('is well-formed, without scripts, and the same every time', () => {
    expect(measuresSvg('19', YEAR)).toBe(svg);
    const open: string[] = [];
    for (const [, slash, name, end] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/gu)) {
      if (slash === '/') expect(open.pop()).toBe(name);
      else if (end !== '/') open.push(name ?? '');
    }
    expect(open).toEqual([]);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|<script|&/u);
  });

  it('says that a measure is not reported, never zero', () => {
    const none = measuresSvg('all', monthsOf([null]));
    expect(none.match(/not reported/gu)).toHaveLength(MEASURES.length);
    expect(none).not.toContain('<circle');
  });
});

describe('the table of the measures', () => {
  it('has a spark line with a mark for a month that is not reported', () => {
    const row = measuresTable('19', YEAR)
      .split('\n')
      .find((line) => line.startsWith('pep-iv-d '));
    expect(row).toMatch(/1\s+2\s+90\.0\s+▁▂·▄▇█·▆$/u);
  });

  it('is at most 100 characters wide', () => {
    const widths = measuresTable('all', YEAR)
      .split('\n')
      .map((line) => line.length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(100);
    expect(measuresTable('all', monthsOf([null]))).toContain('not reported');
  });
});
