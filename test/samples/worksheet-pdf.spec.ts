import { isDrawnOnPaper, tooLargeForPaper } from '../../src/samples/worksheet-bounds.js';
import { worksheetPdf } from '../../src/samples/worksheet-pdf.js';
import { markedPieces, tagTree, walked } from '../packages/pdf/tag-tree.js';
import type { TagElement } from '../packages/pdf/tag-tree.js';
import { readReport } from '../packages/written-form.js';
import { HIDDEN_IN_TEXT, hostileText } from '../support/hostile-texts.js';
import { Random } from '../support/random.js';
import { rowOf, sampleOf } from './sample-on-paper.js';

const SEED = 24_001;
/** Of the columns of the table of rows, where none has an amount. */
const HEADS = 'RowColumnCaseorchildJudgementReasonTextandevidenceJudgedby,atRank(SHA-256)';

/** Without blanks: where a line ends is the page's. */
function words(text: string): string {
  return text.replaceAll(/\s/gu, '');
}

async function written(pdf: Uint8Array): Promise<string> {
  return (await readReport(pdf)).pages.join('');
}

function ofType(root: TagElement, type: string): readonly TagElement[] {
  return [...walked(root)].filter((each) => each.type === type);
}

describe('a worksheet as PDF', () => {
  it('given a sample half judged, then it has its drawing, its limits and every row, in words that are read', async () => {
    const judged = [
      { found: 'pass', evidence: ['order.pdf'] },
      { found: 'fail', reason: 'amount-differs', text: 'The order says $ 300.' },
    ] as const;
    const sample = sampleOf(4, judged, { reserve: [rowOf(5)] });
    const text = await written(await worksheetPdf(sample));
    for (const part of [
      'Worksheet of sample S-3, county 19 Los Angeles',
      `Root of the ledger${'ab'.repeat(32)}`,
      'Seed2007-DRA-19',
      'Methodthe rows of the smallest SHA-256 of the seed',
      'Efficiency50.0 % (1 of 2)',
      '95 % limits, Clopper-Pearson1.3 % to 98.7 %',
      'Earlier draw S-1D. Auditor, seed first, 47 not judged',
      'case 1900001passEvidence: order.pdf',
      'failamount-differsThe order says $ 300.',
      'C. Auditor2006-12-04T17:30:00Z',
      'End of the worksheet: 4 rows and 1 replacement.',
    ]) {
      expect(text).toContain(words(part));
    }
    for (const { rank } of [...sample.rows, ...sample.reserve]) expect(text).toContain(rank);
  });

  it('given amounts, then they stand with their cents in a column of their own', async () => {
    const rows = [
      { ...rowOf(1), amount: '1234567.50' },
      { ...rowOf(2), amount: '-12.00' },
    ];
    const text = await written(await worksheetPdf(sampleOf(2, [], { line: '24', rows })));
    expect(text).toContain('ColumnCaseorchildAmountJudgement');
    expect(text).toContain('case19000011,234,567.50');
    expect(text).toContain('case1900002-12.00');
  });

  it('is tagged: headings in order, heads of columns and rows, and every piece of it once', async () => {
    const pdf = await worksheetPdf(sampleOf(40, [{}], { reserve: [rowOf(41)] }));
    const root = tagTree(pdf);
    const tagged = [...walked(root)].flatMap(({ marked }) => marked);
    expect(tagged.toSorted()).toEqual([...markedPieces(pdf)].toSorted());
    const headings = root.elements.map(({ type }) => type).filter((type) => /^H\d$/u.test(type));
    expect(headings).toEqual(['H1', 'H2', 'H2', 'H2', 'H2', 'H2']);
    const tables = ofType(root, 'Table').map(({ elements }) => elements);
    expect(tables.map(({ length }) => length - 1).slice(-2)).toEqual([40, 1]);
    for (const [heads, ...rows] of tables) {
      expect(new Set(heads?.elements.map(({ type, scope }) => `${type} ${String(scope)}`))).toEqual(
        new Set(['TH Column']),
      );
      for (const { type, elements } of rows) {
        const [head, ...cells] = elements;
        expect([type, head?.type, head?.scope]).toEqual(['TR', 'TH', 'Row']);
        expect(cells).toHaveLength((heads?.elements.length ?? 0) - 1);
        expect(cells.every((cell) => cell.type === 'TD')).toBe(true);
      }
    }
    const { text } = await readReport(pdf);
    for (const part of ['/Marked true', '/Lang (en-US)', '/DisplayDocTitle true']) {
      expect(text).toContain(part);
    }
  });

  it('given more rows than a page has room for, then the heads stand on each page, and nothing leaves it', async () => {
    const { pages, ends } = await readReport(await worksheetPdf(sampleOf(40, [{}])));
    const first = pages.findIndex((page) => page.includes(HEADS));
    const ofRows = pages.slice(first);
    expect(ofRows.length).toBeGreaterThan(1);
    for (const [index, page] of ofRows.entries()) {
      expect(page.split(HEADS)).toHaveLength(2);
      expect(page).toContain(`-page${String(first + index + 1)}`);
    }
    for (const page of ends) {
      expect(Math.max(...page.map(({ y }) => y))).toBeLessThan(612 - 20);
      expect(Math.max(...page.map(({ x }) => x))).toBeLessThan(792 - 30);
    }
  });

  it('given a text higher than a page, then its row goes on there, and no letter of it is lost', async () => {
    const text = 'ا'.repeat(1000);
    const evidence = Array.from(
      { length: 20 },
      (_, place) => `${'W'.repeat(199)}${String(place % 10)}`,
    );
    const pdf = await worksheetPdf(sampleOf(2, [{ found: 'fail', text, evidence }, {}]));
    const { pages } = await readReport(pdf);
    const all = pages.join('');
    expect(all.split('[U+0627]').length - 1).toBe(1000);
    expect(all.match(/W{2,}/gu)?.join('')).toHaveLength(20 * 199);
    expect(pages.length).toBeGreaterThan(3);
    expect(ofType(tagTree(pdf), 'Table').at(-1)?.elements).toHaveLength(3);
  });

  it('given texts in many scripts, then letters that the fonts have are shown, and codes for the others', async () => {
    const shown = ['Đặng Žofie Nuñez', 'Ελένη', 'Наташа', '王小明', 'さくらカナ', '김철수'];
    const coded = ['محمد', 'שרה', 'สมชาย', 'राम'];
    const judged = [...shown, ...coded].map((by) => ({ by, text: by, evidence: [by] }));
    const text = await written(await worksheetPdf(sampleOf(10, judged, { seed: shown.join() })));
    for (const each of shown) {
      expect(text.split(words(each)).length - 1).toBeGreaterThanOrEqual(4);
    }
    for (const letter of coded.join('')) {
      const code = `[U+0${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase()}]`;
      expect(text).toContain(code);
      expect(text).not.toContain(letter);
    }
  });

  it(`given hostile texts (seed ${String(SEED)}), then nothing hides or turns what stands around it`, async () => {
    const random = new Random(SEED);
    const hostile = (): string => hostileText((below) => random.integer(0, below - 1));
    const judged = Array.from({ length: 4 }, () => ({
      ...{ by: hostile(), text: hostile(), evidence: [hostile()] },
    }));
    const sample = sampleOf(4, judged, { seed: hostile(), by: hostile() });
    const pdf = await worksheetPdf(sample);
    const { writing, text } = await readReport(pdf);
    expect(HIDDEN_IN_TEXT.exec(writing.join('\n'))).toBeNull();
    expect(text).not.toMatch(/\/(?:JavaScript|OpenAction|AA|URI|Launch)\b/u);
    expect(ofType(tagTree(pdf), 'Table').at(-1)?.elements).toHaveLength(5);
  });

  it('given the same sample, then it has the same bytes, and its time is that of the last judgement', async () => {
    const sample = sampleOf(2, [{}, { at: '2006-12-05T09:00:00Z' }]);
    const pdf = Buffer.from(await worksheetPdf(sample));
    expect(pdf.equals(await worksheetPdf(sample))).toBe(true);
    expect(pdf.toString('latin1')).toContain('(D:20061205090000Z)');
  });

  it('given more rows than are drawn on paper, then it is refused, and the workbook named', () => {
    const sample = sampleOf(990, [], { reserve: Array.from({ length: 10 }, (_, n) => rowOf(n)) });
    expect(isDrawnOnPaper(sample)).toBe(true);
    const larger = { ...sample, rows: [...sample.rows, rowOf(2000)] };
    expect(isDrawnOnPaper(larger)).toBe(false);
    expect(tooLargeForPaper(larger)).toBe(
      'S-3 has 1001 rows with its replacements, and a worksheet as PDF at most 1000: take the workbook.',
    );
  });
});
