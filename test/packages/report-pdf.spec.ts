import { COUNTIES } from '../../events/values/county.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { countyName } from '../../events/values/county-names.js';
import { PRINTED_PAGES } from '../../src/packages/pdf/printed-form.js';
import { reportPdf } from '../../src/packages/pdf/report-pdf.js';
import { LINES, VERSION } from './printed-version.js';
import { readReport } from './written-form.js';

describe('the form as PDF', () => {
  it('has four tagged pages with a title, a language and structure', async () => {
    const { text, pages } = await readReport(await reportPdf({ printed: VERSION, lines: LINES }));
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
    const { pages } = await readReport(await reportPdf({ printed: VERSION, lines: LINES }));
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
    const { pages } = await readReport(await reportPdf({ printed: VERSION, lines: LINES }));
    const all = pages.join('');
    for (const line of LINE_NUMBERS) {
      for (const value of Object.values(LINES[line] ?? {})) {
        if (typeof value === 'number') expect(all).toContain(grouped(value));
      }
    }
    expect(all).toContain('$1,234,567.89');
    expect(all).toContain('$-0.50');
    expect(all).not.toContain('null');
  });

  it('says which submission it is, and who certified it when', async () => {
    const { pages, text } = await readReport(await reportPdf({ printed: VERSION, lines: LINES }));
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
    const { pages } = await readReport(await reportPdf({ printed: submitted, lines: LINES }));
    expect(pages[3]).toContain('NOTAPPROVED(submitted2006-10-12)');
    const returned = { by: 'DCSS', reason: 'wrong', at: '2006-10-20T00:00:00Z' };
    const sentBack = { ...VERSION, state: 'returned', approved: null, returned } as const;
    const again = await readReport(await reportPdf({ printed: sentBack, lines: LINES }));
    expect(again.pages[3]).toContain('NOTAPPROVED(returned2006-10-19)');
  });

  it('is the same bytes every time, whatever the clock', async () => {
    const one = await reportPdf({ printed: VERSION, lines: LINES });
    const other = await reportPdf({ printed: VERSION, lines: LINES });
    expect(Buffer.compare(one, other)).toBe(0);
    expect(Buffer.from(one).includes('(D:20061013063000Z)')).toBe(true);
  });

  it('knows the counties by name', () => {
    expect(COUNTIES.map(countyName).filter((name) => name === '')).toEqual([]);
    const names = COUNTIES.map(countyName);
    expect(names).toEqual([...names].sort());
    expect(names[57]).toBe('Yuba');
  });
});

function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
}
