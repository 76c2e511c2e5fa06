import { LINE_NUMBERS } from '../../events/line-numbers.js';
import {
  countyReportTable,
  stateReportTable,
  valueForPeople,
} from '../../src/reports/report-table.js';
import {
  alignedTable,
  fittedTable,
  grouped,
  monthForPeople,
  wrapped,
} from '../../src/reports/table.js';
import { ordinary, writtenReport } from './written-report.js';

describe('the table of a report', () => {
  const small = countyReportTable(writtenReport(ordinary(14, '1250.00'))).split('\n');

  it('says form, month, edition, county and position first', () => {
    expect(small.slice(0, 3)).toEqual([
      'CS 1257  Monthly State Performance Report',
      'September 2006, form of 2005-10',
      'County 19, as of position 1203',
    ]);
  });

  it('names every section and has every line once, in the form order', () => {
    const sections = small
      .filter((line) => /^[A-J]\. /u.test(line))
      .map((line) => line.slice(0, 1));
    expect(sections).toEqual('ABCDEFGHIJ'.split(''));
    const numbers = small.flatMap((line) => /^(\d+[a-i]?) {2}/u.exec(line)?.[1] ?? []);
    expect(numbers).toEqual([...LINE_NUMBERS]);
  });

  it.each([
    ['small', ordinary(14, '1250.00')],
    ['empty', ordinary(0, '0.00')],
    ['large', ordinary(99_999_999, '9999999999.99')],
  ] as const)('stays within 100 characters, columns aligned right: %s figures', (_name, values) => {
    const lines = countyReportTable(writtenReport(values)).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    const whole = lines.filter((line) => /^(?:1|24|25|44) /u.test(line));
    expect(new Set(whole.map((line) => line.length)).size).toBe(1);
    expect(lines.every((line) => line === line.trimEnd())).toBe(true);
  });

  it.each([
    ['all but a trillion', '999999999999.99', 4],
    ['a trillion', '1000000000000.00', 4],
    ['a quadrillion', '999999999999999.99', 4],
    ['ten quadrillion', '99999999999999999.99', 2],
    ['as many as ledgers can carry', '100000000000000000000000000000.99', 2],
    ['more than two in a row', `1${'0'.repeat(50)}.01`, 1],
  ] as const)('stays within 100 characters, aligned, with %s dollars', (_name, amount, perRow) => {
    const lines = countyReportTable(writtenReport(ordinary(7, amount))).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    const start = lines.findIndex((line) => line.startsWith('26 '));
    const cells = lines.slice(start + 1, start + 1 + 4 / perRow);
    const shown = Array.from({ length: perRow }, () => valueForPeople(amount));
    expect(cells.map((line) => line.trim().split(/ +/u))).toEqual(cells.map(() => shown));
    expect(lines[start]).toBe('26   Arrearages due for all fiscal years, interest included');
    // Figures end where the heads of their columns end, on every line.
    const ends = (line: string | undefined): readonly number[] =>
      [...(line ?? '').matchAll(/\S+(?: \S+)*/gu)].map(({ 0: text, index }) => index + text.length);
    const heads = lines.slice(4, 4 + 4 / perRow);
    expect(cells.map(ends)).toEqual(heads.map(ends));
    const counts = lines.indexOf('1    Cases open at the end of the month');
    expect(lines.slice(counts + 1, counts + 1 + 4 / perRow).map(ends)).toEqual(heads.map(ends));
  });

  it('shows amounts with separators, unreported lines as - and says what - means', () => {
    expect(small.find((line) => line.startsWith('24 '))).toMatch(/(?: +1,250\.00){4}$/u);
    expect(small.find((line) => line.startsWith('1d '))).toMatch(/(?: +-){4}$/u);
    expect(small.find((line) => line.startsWith('2e '))).toMatch(/open +14$/u);
    expect(small).toContain('-      The line is phased in and not reported yet.');
  });

  it('marks cells that differ', () => {
    const marked = countyReportTable(
      writtenReport(ordinary(14, '1250.00')),
      new Set(['1b', '24d']),
    ).split('\n');
    expect(marked.find((line) => line.startsWith('1 '))).toMatch(/ 14 +\*14 +14 +14$/u);
    expect(marked).toContain('*      The cell differs.');
  });

  it('says that a ledger has no records', () => {
    const report = writtenReport(ordinary(0, '0.00'), { asOf: 0, county: '58' });
    expect(countyReportTable(report)).toContain('County 58: no records in its ledger');
  });

  it('heads the state with the position of every county', () => {
    const one = writtenReport(ordinary(1, '1.00'));
    const counties = Array.from({ length: 30 }, (_, index) => ({ ...one, asOf: 1000 + index }));
    const { form, month, edition, lines } = one;
    const table = stateReportTable({
      form,
      month,
      edition,
      counties,
      leftOut: [],
      state: lines,
    }).split('\n');
    expect(table[2]).toContain('All counties (30 with records): 19 as of position 1000, 19');
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(
      stateReportTable({ form, month, edition, counties: [], leftOut: [], state: lines }),
    ).toContain('All counties: no ledger has records');
  });
});

describe('values for people', () => {
  it.each([
    [null, '-'],
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [1_234_567, '1,234,567'],
    ['0.00', '0.00'],
    ['1250.00', '1,250.00'],
    ['1234567.89', '1,234,567.89'],
    ['-1234.50', '-1,234.50'],
    ['-100.00', '-100.00'],
  ] as const)('%p is %s', (value, text) => {
    expect(valueForPeople(value)).toBe(text);
  });

  it('groups, wraps, aligns and names months', () => {
    expect([grouped(999), grouped(1000), grouped(1_000_000)]).toEqual([
      '999',
      '1,000',
      '1,000,000',
    ]);
    expect(wrapped('one two three four', 9)).toEqual(['one two', 'three', 'four']);
    expect(wrapped('a hyphenless', 6)).toEqual(['a', 'hyphen', 'less']);
    expect(wrapped('', 6)).toEqual(['']);
    expect(alignedTable(['a', 'number'], [['xyz', '1']], new Set([1]))).toEqual([
      'a    number',
      'xyz       1',
    ]);
    expect([
      monthForPeople('2006-09'),
      monthForPeople('1900-01'),
      monthForPeople('2100-12'),
    ]).toEqual(['September 2006', 'January 1900', 'December 2100']);
  });
});

describe('a table of columns', () => {
  const right = new Set([1, 2]);

  it('given that it fits to the character, then it is one', () => {
    const rows = [['24', '1'.repeat(45), '2'.repeat(46)]];
    const table = fittedTable(['Line', '(a)', '(b)'], rows, right);
    expect(table).toEqual(alignedTable(['Line', '(a)', '(b)'], rows, right));
    expect(table.map((line) => line.length)).toEqual([99, 99]);
  });

  it('given a character more than fits, then the last columns follow below with the first in front', () => {
    const [one, other] = ['1'.repeat(46), '2'.repeat(47)];
    expect(fittedTable(['Line', '(a)', '(b)'], [['24', one, other]], right)).toEqual([
      `Line  ${'(a)'.padStart(46)}`,
      `24    ${one}`,
      '',
      `Line  ${'(b)'.padStart(47)}`,
      `24    ${other}`,
    ]);
  });

  it('given one column that never fits, then it stands alone and the table ends', () => {
    const table = fittedTable(['Line', '(a)', '(b)'], [['24', '1'.repeat(120), '2']], right);
    expect(table.map((line) => line.length)).toEqual([126, 126, 0, 9, 9]);
  });
});
