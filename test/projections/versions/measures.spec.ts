import { Decimal } from 'decimal.js';
import { applicablePercentage } from '../../../projections/versions/bands.js';
import {
  MEASURES,
  levelOf,
  measuresOf,
  roundedPercent,
} from '../../../projections/versions/measures.js';
import { LedgerViewBuilder } from '../../../projections/columns/ledger-view.js';
import { reportMonths } from '../../../projections/form/report.js';
import type { ReportLines } from '../../../projections/form/report.js';
import { parseMonth } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';

/**
 * OCSE's Annual Report to Congress for FY 2005, Table 37: state; line 21 of FFY 2004 and 2005; line 2
 * of FFY 2004 and 2005; the percentages it publishes.
 */
const TABLE_37 = `
ALABAMA 99049 102315 173462 173970 57.1 58.8
ALASKA 28384 36489 40410 41823 70.2 87.2
ARIZONA 122193 110409 164986 166265 74.1 66.4
ARKANSAS 74793 74720 100645 101997 74.3 73.3
CALIFORNIA 1039316 1019579 1411708 1414276 73.6 72.1
COLORADO 73530 74250 118894 120291 61.8 61.7
CONNECTICUT 101051 107016 141627 145703 71.4 73.4
DELAWARE 20154 21082 39902 41255 50.5 51.1
DC 25603 27187 32425 33707 79.0 80.7
FLORIDA 196361 220939 484519 515195 40.5 42.9
GEORGIA 276251 287390 347700 355457 79.5 80.9
GUAM 4179 4282 6316 7565 66.2 56.6
HAWAII 23552 25047 57296 58173 41.1 43.1
IDAHO 64972 70868 74261 79743 87.5 88.9
ILLINOIS 125185 143077 329976 356896 37.9 40.1
INDIANA 446 543 230270 236686 0.2 0.2
IOWA 114485 118680 156317 156684 73.2 75.7
KANSAS 46844 59194 96032 97968 48.8 60.4
KENTUCKY 110417 122705 240304 244535 45.9 50.2
LOUISIANA 193309 198934 196532 202829 98.4 98.1
MAINE 39713 40887 57981 58936 68.5 69.4
MARYLAND 105668 107765 206398 206150 51.2 52.3
MASSACHUSETTS 74165 82099 190187 197179 39.0 41.6
MICHIGAN 750431 766998 769462 777188 97.5 98.7
MINNESOTA 152971 158552 199585 203587 76.6 77.9
MISSISSIPPI 71603 74497 154018 160107 46.5 46.5
`
  .trim()
  .split('\n')
  .flatMap((row) => {
    const [state = '', ...numbers] = row.split(' ');
    const [n2004, n2005, d2004, d2005, p2004 = '', p2005 = ''] = numbers;
    return [
      { state, year: 2004, numerator: Number(n2004), denominator: Number(d2004), published: p2004 },
      { state, year: 2005, numerator: Number(n2005), denominator: Number(d2005), published: p2005 },
    ];
  });

const percentOf = (numerator: number | string, denominator: number | string): string | null => {
  const level = levelOf(numerator, denominator);
  return level === null ? null : roundedPercent(level);
};

function linesWith(cells: Readonly<Record<string, number | string | null>>): ReportLines {
  const month = parseMonth('2006-09') ?? (0 as Month);
  const [empty] = reportMonths(new LedgerViewBuilder().finish(), [month], 0);
  const changed = Object.entries(cells).map(([line, a]) => [
    line,
    { a, b: null, c: null, d: null },
  ]);
  return { ...empty?.lines, ...Object.fromEntries(changed) } as ReportLines;
}

describe('percentages', () => {
  it('has all 52 published ones', () => {
    expect(TABLE_37).toHaveLength(52);
  });

  it.each(TABLE_37)('of $state in $year is $published', ({ numerator, denominator, published }) => {
    expect(percentOf(numerator, denominator)).toBe(published);
  });

  it.each([
    [1, 2000, '0.1'], // 0.05 exactly: half up
    [1, 2001, '0.0'],
    [3, 2000, '0.2'],
    [1085, 1000, '108.5'], // not capped
    [0, 7, '0.0'],
    ['7664.38', '19962.12', '38.4'],
    ['9999999999999.99', '9999999999999.98', '100.0'],
    ['9995000000000000000000000000.00', '10000000000000000000000000000.00', '100.0'],
    ['9994999999999999999999999999.99', '10000000000000000000000000000.00', '99.9'],
  ])('of %p in %p is %p', (numerator, denominator, percent) => {
    expect(percentOf(numerator, denominator)).toBe(percent);
  });

  it('are not reported where there is nothing to divide by', () => {
    expect(levelOf(3, 0)).toBeNull();
    expect(levelOf('3.00', '0.00')).toBeNull();
    expect(levelOf(null, 3)).toBeNull();
    expect(levelOf(3, null)).toBeNull();
  });
});

describe('the tables of 45 CFR 305.33', () => {
  const band = (table: Parameters<typeof applicablePercentage>[0], level: string): string =>
    applicablePercentage(table, new Decimal(level));

  it.each([
    ['80', '100'],
    ['79.999', '98'],
    ['79', '98'],
    ['78', '96'],
    ['71', '82'],
    ['70', '80'],
    ['69.99', '79'],
    ['69', '79'],
    ['60', '70'],
    ['59', '69'],
    ['51', '61'],
    ['50', '60'],
  ])('give %s percent the applicable percentage %s in both tables', (level, expected) => {
    expect(band('paternity-and-orders', level)).toBe(expected);
    expect(band('current-and-arrears', level)).toBe(expected);
  });

  it('end at 50 percent for paternity and orders, at 40 for current and arrears', () => {
    expect(band('paternity-and-orders', '49.99')).toBe('0');
    expect(band('current-and-arrears', '49.99')).toBe('59');
    expect(band('current-and-arrears', '41')).toBe('51');
    expect(band('current-and-arrears', '40')).toBe('50');
    expect(band('current-and-arrears', '39.9999')).toBe('0');
    expect(band('paternity-and-orders', '108.55')).toBe('100');
  });
});

describe('the measures of a report', () => {
  it('are made of the lines that they are named for', () => {
    const lines = linesWith({
      '1': 200,
      '1c': 20,
      '2': 150,
      '2e': 10,
      '5a': 80,
      '6': 82,
      '8a': 0,
      '9': 7,
      '21': 70,
      '21a': 35,
      '24': '19962.12',
      '25': '7664.38',
      '28': 90,
      '29': 63,
      '44': 3,
      '45': 2,
    });
    const measures = measuresOf(lines);
    expect(measures).toEqual([
      { name: 'pep-iv-d', numerator: 82, denominator: 80, percent: '102.5', band: '100' },
      { name: 'pep-statewide', numerator: 7, denominator: 0, percent: null, band: null },
      { name: 'support-orders', numerator: 150, denominator: 200, percent: '75.0', band: '90' },
      {
        name: 'current-support',
        numerator: '7664.38',
        denominator: '19962.12',
        percent: '38.4',
        band: '0',
      },
      { name: 'arrears-cases', numerator: 63, denominator: 90, percent: '70.0', band: '80' },
      { name: 'medical-ordered', numerator: 70, denominator: 140, percent: '50.0', band: null },
      { name: 'medical-provided', numerator: 35, denominator: 70, percent: '50.0', band: null },
      { name: 'cases-paying-current', numerator: 2, denominator: 3, percent: '66.7', band: null },
      { name: 'cases-with-arrears', numerator: 90, denominator: 180, percent: '50.0', band: null },
    ]);
    expect(measures.map(({ name }) => name)).toEqual(MEASURES.map(({ name }) => name));
  });

  it('take the band by the unrounded level', () => {
    const [, , orders] = measuresOf(linesWith({ '1': 10_000, '2': 7996 }));
    expect(orders).toMatchObject({ percent: '80.0', band: '98' });
  });
});
