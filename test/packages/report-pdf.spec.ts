import { RULE_EDITION } from '../../projections/cs1257/catalogue.js';
import type { ReportLines } from '../../projections/cs1257/report.js';
import { COUNTIES } from '../../events/values/county.js';
import { parseCounty } from '../../events/values/county.js';
import type { County } from '../../events/values/county.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { countyName } from '../../src/packages/pdf/county-names.js';
import { printable } from '../../src/packages/pdf/paper.js';
import { PRINTED_PAGES } from '../../src/packages/pdf/printed-form.js';
import { reportPdf } from '../../src/packages/pdf/report-pdf.js';
import type { PrintedVersion } from '../../src/versions/version-json.js';
import { readReport } from './written-form.js';

const VERSION: PrintedVersion = {
  form: 'CS 1257',
  county: parseCounty('19') ?? ('01' as County),
  month: '2006-09',
  version: 2,
  kind: 'REVISED',
  state: 'approved',
  asOf: 1203,
  root: '1'.repeat(64),
  report: '2'.repeat(64),
  trail: '3'.repeat(64),
  submitted: { by: 'A. Clerk', at: '2006-10-12T18:00:00Z' },
  approved: { by: 'D. Rector', telephone: '213 555 0100', at: '2006-10-13T06:30:00Z' },
  returned: null,
  due: '2006-10-15',
  daysLate: 0,
  comment: 'Late records came in.',
};

/** Every cell has a number of its own, so that it can be found on the page. */
const LINES = Object.fromEntries(
  LINE_NUMBERS.map((line, index) => {
    const base = 10_000 + index * 10;
    if (line === '1d') return [line, { a: null, b: null, c: null, d: null }];
    if (line === '24') return [line, { a: '1234567.89', b: '1.00', c: '2.00', d: '-0.50' }];
    return [line, { a: base, b: null, c: base + 2, d: base + 3 }];
  }),
) as ReportLines;

describe('the form as PDF', () => {
  it('has four tagged pages with a title, a language and structure', async () => {
    const { text, pages } = readReport(await reportPdf({ printed: VERSION, lines: LINES }));
    expect(pages).toHaveLength(4);
    expect(text).toContain('/Marked true');
    expect(text).toContain('/StructTreeRoot');
    expect(text).toContain('/Lang (en-US)');
    expect(text).toContain('/DisplayDocTitle true');
    for (const type of ['Document', 'H1', 'H2', 'Table', 'TR', 'TH', 'TD', 'P']) {
      expect(text).toContain(`/S /${type}\n`);
    }
    expect(text).toContain('/Scope /Column');
    expect(text).toContain('/Scope /Row');
  });

  it('has every line of the form once, on its page and in its order', async () => {
    const { pages } = readReport(await reportPdf({ printed: VERSION, lines: LINES }));
    PRINTED_PAGES.forEach((sections, index) => {
      let from = 0;
      for (const words of sections.flatMap(({ title, rows }) => [
        title,
        ...rows.map((r) => r.title),
      ])) {
        const place = (pages[index] ?? '').indexOf(words.replaceAll(/\s/gu, ''), from);
        expect({ words, isThere: place >= 0 }).toEqual({ words, isThere: true });
        from = place;
      }
    });
    const lines = PRINTED_PAGES.flat().flatMap(({ rows }) =>
      rows.flatMap(({ line }) => line ?? []),
    );
    expect(lines).toEqual(LINE_NUMBERS);
  });

  it('has every reported value, and none where the form is shaded', async () => {
    const { pages } = readReport(await reportPdf({ printed: VERSION, lines: LINES }));
    const all = pages.join('');
    for (const line of LINE_NUMBERS) {
      for (const value of Object.values(LINES[line])) {
        if (typeof value === 'number') expect(all).toContain(grouped(value));
      }
    }
    expect(all).toContain('$1,234,567.89');
    expect(all).toContain('$-0.50');
    expect(all).not.toContain('null');
  });

  it('says which submission it is, and who certified it when', async () => {
    const { pages, text } = readReport(await reportPdf({ printed: VERSION, lines: LINES }));
    const [first = '', , , last = ''] = pages;
    expect(first).toContain('19LosAngeles');
    expect(first).toContain('September2006');
    expect(text).toContain('(REVISED: yes.)');
    expect(text).toContain('(NEW: no.)');
    expect(last).toContain('Thiscertifiesthattheinformationonthisformisaccurateandtrue');
    expect(last).toContain('D.Rector(approvedelectronically)');
    expect(last).toContain('2135550100');
    // The day in California: it was the evening before.
    expect(last).toContain('DATE:2006-10-12');
    expect(last).toContain('A.Clerk');
    expect(last).toContain('Laterecordscamein.');
    expect(last).toContain(VERSION.root);
    expect(last).toContain(VERSION.report);
  });

  it('does not look approved while it is not', async () => {
    const submitted = { ...VERSION, state: 'submitted', approved: null } as const;
    const { pages } = readReport(await reportPdf({ printed: submitted, lines: LINES }));
    expect(pages[3]).toContain('NOTAPPROVED(submitted2006-10-12)');
    const returned = { by: 'DCSS', reason: 'wrong', at: '2006-10-20T00:00:00Z' };
    const sentBack = { ...VERSION, state: 'returned', approved: null, returned } as const;
    const again = readReport(await reportPdf({ printed: sentBack, lines: LINES }));
    expect(again.pages[3]).toContain('NOTAPPROVED(returned2006-10-19)');
  });

  it('is the same bytes every time, whatever the clock', async () => {
    const one = await reportPdf({ printed: VERSION, lines: LINES });
    const other = await reportPdf({ printed: VERSION, lines: LINES });
    expect(Buffer.compare(one, other)).toBe(0);
    expect(readReport(one).text.includes('(D:20061013063000Z)')).toBe(true);
  });

  it('keeps long names and comments inside of four pages', async () => {
    const by = 'W'.repeat(100);
    const approved = { by, telephone: '9'.repeat(100), at: '2006-10-13T06:30:00Z' };
    const long = { ...VERSION, approved, comment: 'Wide words '.repeat(45) };
    const { pages } = readReport(await reportPdf({ printed: long, lines: LINES }));
    expect(pages).toHaveLength(4);
    expect(pages[3]).toContain(by.slice(0, 20));
  });

  it('prints letters that its fonts do not have as the nearest that they have', () => {
    expect(printable('Đặng Nguyễn, Łukasz, Dvořák')).toBe('Dang Nguyen, Lukasz, Dvorák');
    expect(printable('Peña – “José” €')).toBe('Peña – “José” €');
    expect(printable('李 🙂')).toBe('? ?');
  });

  it('knows the counties by name', () => {
    expect(COUNTIES.map(countyName).filter((name) => name === '')).toEqual([]);
    const names = COUNTIES.map(countyName);
    expect(names).toEqual([...names].sort());
    expect(names[57]).toBe('Yuba');
    expect(RULE_EDITION).toBe('2005-10');
  });
});

function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
}
