import { CATALOGUE } from '../../../projections/form/catalogue.js';
import type { ReportLines } from '../../../projections/form/report.js';
import { PRINTED_PAGES } from '../../../src/packages/pdf/printed-form.js';
import { reportPdf } from '../../../src/packages/pdf/report-pdf.js';
import { LINES, VERSION } from '../printed-version.js';
import { readReport } from '../written-form.js';
import { bookmarks, markedPieces, tagTree, walked } from './tag-tree.js';
import type { TagElement } from './tag-tree.js';

const printed = {
  ...VERSION,
  submitted: { ...VERSION.submitted, contactTelephone: '213 555 0199' },
  pep: 'statewide',
} as const;
let pdf: Uint8Array;
let root: TagElement;
beforeAll(async () => {
  pdf = await reportPdf({ printed, lines: LINES });
  root = tagTree(pdf);
});

const ofType = (type: string): readonly TagElement[] =>
  [...walked(root)].filter((each) => each.type === type);

describe('the structure of the form as PDF', () => {
  it('has every piece of its pages once, but lines and feet', () => {
    const tagged = [...walked(root)].flatMap(({ marked }) => marked);
    expect(tagged.toSorted()).toEqual([...markedPieces(pdf)].toSorted());
    expect(new Set(tagged).size).toBe(tagged.length);
    expect(tagged.length).toBeGreaterThan(400);
  });

  it('begins with one heading of the first level, and each further page with one of the second', () => {
    expect(root.type).toBe('Document');
    const headings = root.elements.map(({ type }) => type).filter((type) => /^H\d$/u.test(type));
    expect(headings).toEqual(['H1', 'H2', 'H2', 'H2']);
    const before = (table: number): string =>
      root.elements.slice(0, table).findLast(({ type }) => /^H\d$/u.test(type))?.type ?? 'none';
    const tables = root.elements.flatMap(({ type }, index) => (type === 'Table' ? [index] : []));
    expect(tables.map(before)).toEqual(['H1', 'H2', 'H2', 'H2']);
  });

  it('has tables of rows: heads of columns above, the head of each row in front of its four cells', () => {
    const rowsOfForm = PRINTED_PAGES.flat().flatMap(({ rows }) => rows).length;
    let rows = 0;
    for (const table of ofType('Table')) {
      const [heads, ...others] = table.elements;
      expect(heads?.elements.map(({ type, scope }) => `${type} ${String(scope)}`)).toEqual(
        Array.from({ length: 5 }, () => 'TH Column'),
      );
      for (const row of others) {
        expect(row.type).toBe('TR');
        const [head, ...cells] = row.elements;
        expect([head?.type, head?.scope]).toEqual(['TH', 'Row']);
        if (cells.length === 4) rows += 1;
        expect(cells.every(({ type }) => type === 'TD')).toBe(true);
      }
    }
    expect(rows).toBe(rowsOfForm);
  });

  it('says of boxes whether they are ticked, and which PEP is chosen or that it is unknown', async () => {
    const said = [...walked(root)].flatMap(({ actual }) => actual ?? []);
    expect(said).toEqual(
      expect.arrayContaining(['REVISED: yes.', 'NEW: no.', 'IV-D: no.', 'Statewide: yes.']),
    );
    const without = await reportPdf({ printed: VERSION, lines: LINES });
    const unsaid = [...walked(tagTree(without))].flatMap(({ actual }) => actual ?? []);
    expect(unsaid).toContain('Which is chosen is unknown.');
    expect((await readReport(without)).pages[1]).toContain('(unknown)');
  });

  it('has bookmarks for every section and for the certification', () => {
    expect(bookmarks(pdf)).toEqual([
      ...PRINTED_PAGES.flat().map(({ title }) => title),
      'COMMENTS AND CERTIFICATION',
    ]);
  });
});

describe('the form as evidence', () => {
  it('has the telephone numbers of the director and of the contact', async () => {
    const { pages } = await readReport(pdf);
    expect(pages[3]).toMatch(/TELEPHONENUMBER:2135550100.*TELEPHONENUMBER:2135550199/u);
  });

  it('keeps nine-digit amounts readable, and all of its rows on their pages', async () => {
    const lines = Object.fromEntries(
      Object.entries(LINES).map(([line, cells]) => [
        line,
        /^2[4-7]/u.test(line)
          ? { a: '999999999.99', b: '999999999.99', c: '999999999.99', d: '999999999.99' }
          : cells,
      ]),
    ) as ReportLines;
    const large = await reportPdf({ printed, lines });
    const text = Buffer.from(large).toString('latin1');
    const sizes = [...text.matchAll(/\/MCID \d+[^]*?BDC\n([^]*?)EMC/gu)]
      .map(([, content = '']) => content)
      .filter((content) => !content.includes(' 0 Tf'))
      .flatMap((content) =>
        [...content.matchAll(/ ([\d.]+) Tf/gu)].map(([, size]) => Number(size)),
      );
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(6.5);
    const { ends } = await readReport(large);
    for (const page of ends) {
      expect(Math.max(...page.map(({ y }) => y))).toBeLessThan(792 - 20);
      expect(Math.max(...page.map(({ x }) => x))).toBeLessThan(612 - 30);
    }
  });

  it('names no other time than the catalogue does, on any line', () => {
    const times = (title: string): readonly string[] =>
      [
        ...title
          .toLowerCase()
          .replaceAll('federal fiscal year', 'ffy')
          .replaceAll('the fiscal year', 'the ffy')
          .matchAll(/(?:current|prior) (?:month|period|ffy)/gu),
      ].map(([time]) => time);
    const titles = new Map(CATALOGUE.map(({ line, title }) => [line, title]));
    const rows = PRINTED_PAGES.flat().flatMap(({ rows: all }) => all);
    const different = rows.flatMap(({ line, title }) => {
      const [here, there] = [times(title), times(line === null ? '' : (titles.get(line) ?? ''))];
      // "the current month" of a count at its end is what the short title leaves out.
      const isSame =
        line === null ||
        here.join() === there.join() ||
        (there.length === 0 && here.join() === 'current month' && line === '5');
      return isSame ? [] : [`${line}: ${here.join()} / ${there.join()}`];
    });
    expect(different).toEqual([]);
  });
});
