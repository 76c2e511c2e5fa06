import { LINE_NUMBERS } from '../../events/line-numbers.js';
import type { ReportLines } from '../../projections/form/report.js';
import { countyReportJson, stateReportJson } from '../../src/reports/county-report.js';
import { REPORT_CSV_HEAD, countyReportCsv, stateReportCsv } from '../../src/reports/report-csv.js';
import { csvLine } from '../../src/reports/csv.js';
import { ordinary, writtenReport } from './written-report.js';

const REPORT = writtenReport(ordinary(14, '1250.00'));

describe('the JSON of a report', () => {
  it('has the keys of the contract, the lines in the form order', () => {
    const json = countyReportJson(REPORT);
    expect(json.slice(0, 120)).toBe(
      '{"form":"CS 1257","county":"19","month":"2006-09","asOf":1203,"lines":{"1":{"a":14,"b":14,"c":14,"d":14},"1a":{"a":14,"b',
    );
    const written = [...json.matchAll(/"(\d+[a-i]?)":\{/gu)].map((match) => match[1]);
    expect(written).toEqual([...LINE_NUMBERS]);
    expect(json).not.toContain('\n');
  });

  it('has counts as numbers, dollars and FTE as strings, null where nothing is reported', () => {
    const { lines } = JSON.parse(countyReportJson(REPORT)) as { lines: object };
    expect(lines).toMatchObject({
      '2e': { a: 14, b: null, c: null, d: null },
      '1c': { a: 14, b: null, c: null, d: 14 },
      '1d': { a: null, b: null, c: null, d: null },
      '24': { a: '1250.00', b: '1250.00', c: '1250.00', d: '1250.00' },
      '30': { a: '1250.00', b: null, c: null, d: null },
    });
  });

  it('does not depend on the order in which the cells were put together', () => {
    const reversed = Object.fromEntries(
      Object.entries(REPORT.lines).toReversed(),
    ) as unknown as ReportLines;
    expect(countyReportJson({ ...REPORT, lines: reversed })).toBe(countyReportJson(REPORT));
  });

  it('leaves the state-only lines out of the CS 157', () => {
    const json = countyReportJson(writtenReport(ordinary(1, '1.00'), { form: 'CS 157' }));
    const { form, lines } = JSON.parse(json) as { form: string; lines: object };
    expect(form).toBe('CS 157');
    const absent = ['24a', '25a', '27a', '43', '44', '45', '46', '47', '48', '49'];
    expect(Object.keys(lines).toSorted()).toEqual(
      LINE_NUMBERS.filter((line) => !absent.includes(line)).toSorted(),
    );
  });

  it('nests the counties of the state', () => {
    const { form, month, edition, lines } = REPORT;
    const json = stateReportJson({
      form,
      month,
      edition,
      counties: [REPORT],
      leftOut: [],
      state: lines,
    });
    expect(JSON.parse(json)).toEqual({
      form: 'CS 1257',
      month: '2006-09',
      counties: { '19': JSON.parse(countyReportJson(REPORT)) as unknown },
      state: { lines: (JSON.parse(countyReportJson(REPORT)) as { lines: object }).lines },
    });
  });
});

describe('the CSV of a report', () => {
  it('has one row a line, cells not reported empty, and CRLF', () => {
    const rows = (REPORT_CSV_HEAD + countyReportCsv(REPORT)).split('\r\n');
    expect(rows).toHaveLength(LINE_NUMBERS.length + 2);
    expect(rows[0]).toBe('county,month,asOf,line,title,a,b,c,d');
    expect(rows[1]).toBe('19,2006-09,1203,1,Cases open at the end of the month,14,14,14,14');
    expect(rows).toContain('19,2006-09,1203,2e,"Arrears-only cases with orders, open",14,,,');
    expect(rows.at(-1)).toBe('');
  });

  it('names the state after the counties, with no position', () => {
    const { form, month, edition, lines } = REPORT;
    const csv = stateReportCsv({
      form,
      month,
      edition,
      counties: [REPORT],
      leftOut: [],
      state: lines,
    });
    expect(csv).toContain(
      '\r\nstate,2006-09,,1,Cases open at the end of the month,14,14,14,14\r\n',
    );
  });

  it('quotes quotes, commas, line ends and blanks at either end', () => {
    expect(csvLine(['a"b', 'c,d', 'e\nf', 'g\rh', ' plain '])).toBe(
      '"a""b","c,d","e\nf","g\rh"," plain "\r\n',
    );
  });
});
