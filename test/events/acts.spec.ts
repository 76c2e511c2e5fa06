import { parseReportAct, reportActJson } from '../../events/acts/report-acts.js';
import type { ReportAct } from '../../events/acts/report-acts.js';
import { parseRetentionAct, retentionActJson } from '../../events/acts/retention-acts.js';
import type { RetentionAct } from '../../events/acts/retention-acts.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { parseCounty } from '../../events/values/county.js';
import { parseDay } from '../../events/values/day.js';
import { parseMonth } from '../../events/values/month.js';
import { present } from '../store/present.js';
import { instantOfMs } from '../../events/values/instant.js';

const COUNTY = present(parseCounty('19'));
const MONTH = present(parseMonth('2006-09'));
const AT = instantOfMs(Date.UTC(2006, 9, 12, 18));
const HASH = 'a'.repeat(64);
const LINES = Object.fromEntries(
  LINE_NUMBERS.map((line) => [line, { a: 3, b: null, c: '-91999999999080.00', d: '0.50' }]),
) as Extract<ReportAct, { kind: 'submitted' }>['submission']['lines'];

const SUBMISSION = {
  ...{ month: MONTH, version: 1, asOf: 12, root: HASH, report: HASH, trail: HASH },
  ...{
    form: '2005-10',
    edition: '2005-10',
    program: '0.2.0',
    lines: LINES,
    comment: '"kind":"from"',
  },
};

const REPORT_ACTS: readonly ReportAct[] = [
  { kind: 'submitted', submission: SUBMISSION, by: 'A. Ortiz', at: AT },
  {
    kind: 'approved',
    month: MONTH,
    version: 1,
    by: 'D. Rector',
    telephone: '1',
    at: AT,
  },
  {
    kind: 'returned',
    month: MONTH,
    version: 2,
    by: 'D. Rector',
    reason: '\u2028"',
    at: AT,
  },
];

const ON = present(parseDay('2011-02-01'));
const DONE = { by: 'A', at: AT };
const DEED = { ...DONE, reason: 'it says "kind":"from"' };

const RETENTION_ACTS: readonly RetentionAct[] = [
  { kind: 'holdPlaced', hold: 1, target: { kind: 'from', month: MONTH }, ...DEED },
  ...(['case', 'child'] as const).map((kind): RetentionAct => ({
    kind: 'holdPlaced',
    hold: 2,
    target: { kind, firstRecord: HASH, position: 7 },
    ...DEED,
  })),
  { kind: 'holdReleased', hold: 1, ...DEED },
  { kind: 'ordered', order: 1, on: ON, plan: HASH, records: 12, ...DEED },
  ...(['begun', 'givenUp', 'applied', 'done'] as const).map((kind): RetentionAct => ({
    kind,
    order: 1,
    ...DONE,
  })),
];

describe('acts', () => {
  it.each(REPORT_ACTS)('about reports are read as they were written: $kind', (act) => {
    expect(parseReportAct(reportActJson(COUNTY, act))).toEqual(act);
  });

  it.each(RETENTION_ACTS)('about retention are read as they were written: $kind', (act) => {
    expect(parseRetentionAct(retentionActJson(COUNTY, act))).toEqual(act);
  });

  const BODIES = [
    ...REPORT_ACTS.map((act) => [reportActJson(COUNTY, act), parseReportAct] as const),
    ...RETENTION_ACTS.map((act) => [retentionActJson(COUNTY, act), parseRetentionAct] as const),
  ];

  it.each(BODIES)('lack no field, and have none more: act %#', (body, parse) => {
    const act = JSON.parse(body) as Record<string, unknown>;
    expect(Object.keys(act).length).toBeGreaterThan(4);
    for (const name of Object.keys(act)) {
      const without = Object.fromEntries(Object.entries(act).filter(([each]) => each !== name));
      expect(() => parse(JSON.stringify(without))).toThrow(
        /restore the latest backup|newer version/u,
      );
      expect(() => parse(JSON.stringify({ ...act, [name]: { of: 'another form' } }))).toThrow(
        /restore the latest backup|newer version/u,
      );
    }
    expect(() => parse(JSON.stringify({ ...act, more: 1 }))).toThrow('with a field more');
    expect(() => parse(JSON.stringify({ ...act, type: 'ReportForgotten' }))).toThrow(
      'of type ReportForgotten, which this program does not know',
    );
  });

  it.each(['', '[]', 'null', '"text"', '{"type":', '{}'])(
    'are JSON objects with a type: %j',
    (body) => {
      expect(() => parseReportAct(body)).toThrow(/The stream of submissions holds an act/u);
      expect(() => parseRetentionAct(body)).toThrow(/The stream of holds and orders holds an act/u);
    },
  );

  it.each([
    ['at', '2006-02-30T00:00:00Z'],
    ['county', '59'],
    ['month', '2006-13'],
    ['root', 'A'.repeat(64)],
    ['asOf', -1],
    ['version', 1.5],
    ['lines', { '1': { a: 1, b: 1, c: 1, d: 1 } }],
  ])('have their forms: %s is not %j', (name, value) => {
    const [submitted] = REPORT_ACTS;
    const act = JSON.parse(reportActJson(COUNTY, present(submitted ?? null))) as object;
    expect(() => parseReportAct(JSON.stringify({ ...act, [name]: value }))).toThrow(
      `where an act of type ReportSubmitted has its ${name}`,
    );
  });
});
