import type { SheetColumn } from '../../src/printing/xlsx/sheet-xml.js';
import {
  CELL_TEXT_LENGTH_MAX,
  cellText,
  isExactNumber,
} from '../../src/printing/xlsx/cell-text.js';
import { workbookXlsx } from '../../src/printing/xlsx/workbook.js';
import type { Sheet, SheetBounds } from '../../src/printing/xlsx/workbook.js';
import { FileTooLarge, ZipWriter } from '../../src/printing/xlsx/zip-writer.js';
import { partOf, readWithExcelFile, readWithSheetJs } from './read-workbooks.js';

const COLUMNS: readonly SheetColumn[] = [
  { heading: 'Case ID', kind: 'text', width: 16 },
  { heading: 'Amount Due', kind: 'amount', width: 18 },
  { heading: 'Rows', kind: 'count', width: 8 },
];

function written(sheets: readonly Sheet[], bounds?: SheetBounds): Buffer {
  return Buffer.concat([...workbookXlsx(sheets, bounds)]);
}

const sheet = (rows: Sheet['rows'], name = 'Line24'): Sheet => ({ name, columns: COLUMNS, rows });

describe('a workbook', () => {
  const IDS = ['0010001', '1E5', '2006-09', '00'];
  const bytes = written([
    sheet([...IDS.map((id) => [id, '100.00', '1'] as const), ['=1+1', '-0.50', null]]),
    sheet([], 'Line25'),
  ]);

  it('has ids as texts and amounts as numbers for two readers that know nothing of each other', async () => {
    const expected = [
      {
        name: 'Line24',
        rows: [
          ['Case ID', 'Amount Due', 'Rows'],
          ...IDS.map((id) => [id, 100, 1]),
          ['=1+1', -0.5, null],
        ],
      },
      { name: 'Line25', rows: [['Case ID', 'Amount Due', 'Rows']] },
    ];
    expect(readWithSheetJs(bytes, 3)).toEqual(expected);
    expect(await readWithExcelFile(bytes, 3)).toEqual(expected);
  });

  it('keeps its heading in view, names each row and cell, and has no formula', () => {
    const xml = partOf(bytes, 'xl/worksheets/sheet1.xml');
    expect(xml).toContain(
      '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>',
    );
    expect(xml).toContain(
      '<row r="2"><c r="A2" s="1" t="inlineStr"><is><t>0010001</t></is></c><c r="B2" s="3"><v>100.00</v></c>',
    );
    expect(xml.match(/<(?:row|c) (?!r=)/gu)).toBeNull();
    expect(xml).not.toContain('<f');
    expect(partOf(bytes, 'xl/styles.xml')).toContain('<xf numFmtId="49" fontId="0"');
  });

  it('is the same bytes whenever it is made', () => {
    const again = written([
      sheet([...IDS.map((id) => [id, '100.00', '1'] as const), ['=1+1', '-0.50', null]]),
      sheet([], 'Line25'),
    ]);
    expect(again.equals(bytes)).toBe(true);
  });

  it('has an amount of up to 15 digits as a number and a longer one as text', () => {
    expect(isExactNumber('9999999999999.99')).toBe(true);
    expect(isExactNumber('-0000.05')).toBe(true);
    expect(isExactNumber('90071992547409.91')).toBe(false);
    const long = written([
      sheet([
        ['1', '9999999999999.99', '1'],
        ['2', '90071992547409.91', '1'],
      ]),
    ]);
    expect(readWithSheetJs(long, 2)[0]?.rows.slice(1)).toEqual([
      ['1', 9999999999999.99],
      ['2', '90071992547409.91'],
    ]);
    expect(() => written([sheet([['1', '1,250.00', '1']])])).toThrow('"1,250.00" is no decimal');
  });

  it('writes while rows are still to come', () => {
    let asked = 0;
    const rows = function* (): Generator<readonly string[]> {
      for (asked = 0; asked < 100_000; asked += 1) yield [String(asked), '1.00', '1'];
    };
    const chunks = workbookXlsx([sheet(rows())]);
    expect(chunks.next().value?.length).toBeGreaterThan(0);
    let largest = 0;
    for (let taken = 0; taken < 20; taken += 1) {
      largest = Math.max(largest, chunks.next().value?.length ?? 0);
    }
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThan(50_000);
    expect(largest).toBeLessThan(1024 * 1024);
  });

  it('refuses to be without sheets, or with names that a program would not take', () => {
    expect(() => written([])).toThrow('at least one sheet');
    for (const name of ['', 'a/b', 'Line24 (2)', '[x]', 'x'.repeat(25)]) {
      expect(() => written([sheet([], name)])).toThrow('is no name for a further sheet');
    }
    expect(() => written([sheet([]), sheet([])])).toThrow('"Line24" is no name');
  });
});

describe('a table at the bounds of a sheet', () => {
  const rowsOf = (count: number): readonly (readonly string[])[] =>
    Array.from({ length: count }, (_, index) => [`C-${String(index + 1)}`, '1.00', '1']);
  const shapeOf = (bytes: Buffer): readonly (readonly [string, number])[] =>
    readWithSheetJs(bytes, 3).map(({ name, rows }) => [name, rows.length]);

  it('fits with its heading, and goes on under its heading one past it', () => {
    const bounds = { rowsMax: 5, lengthMax: 1_000_000 };
    expect(shapeOf(written([sheet(rowsOf(4))], bounds))).toEqual([['Line24', 5]]);
    const longer = written([sheet(rowsOf(9)), sheet([], 'Line25')], bounds);
    expect(shapeOf(longer)).toEqual([
      ['Line24', 5],
      ['Line24 (2)', 5],
      ['Line24 (3)', 2],
      ['Line25', 1],
    ]);
    const [, second, third] = readWithSheetJs(longer, 1);
    expect(second?.rows.flat()).toEqual(['Case ID', 'C-5', 'C-6', 'C-7', 'C-8']);
    expect(third?.rows.flat()).toEqual(['Case ID', 'C-9']);
  });

  it('goes on where its text grows too long for a reader', () => {
    const bytes = written([sheet(rowsOf(100))], { rowsMax: 1_000, lengthMax: 5_000 });
    const sheets = readWithSheetJs(bytes, 1);
    expect(sheets.length).toBeGreaterThan(2);
    expect(sheets.flatMap(({ rows }) => rows.slice(1))).toHaveLength(100);
  });

  it('holds a text as long as a cell, and refuses one that is longer', () => {
    const longest = 'x'.repeat(CELL_TEXT_LENGTH_MAX);
    expect(readWithSheetJs(written([sheet([[longest, null, null]])]), 1)[0]?.rows[1]).toEqual([
      longest,
    ]);
    expect(() => written([sheet([[`${longest}x`, null, null]])])).toThrow(
      'A text of 32768 characters does not fit into a cell of a workbook',
    );
  });

  it('is refused where the file would have no room for its own places', () => {
    const zip = new ZipWriter(1_000);
    zip.open('small.txt');
    expect(() => zip.close('x'.repeat(100))).not.toThrow();
    zip.open('large.txt');
    const noise = Array.from({ length: 5_000 }, (_, index) => (index * 7919).toString(36)).join('');
    expect(() => zip.close(noise)).toThrow(FileTooLarge);
  });
});

describe('the text of a cell', () => {
  it.each([
    ['_x0041_', '_x005F_x0041_'],
    ['_x0041_x0042_', '_x005F_x0041_x005F_x0042_'],
    ['_x0041', '_x0041'],
    ['_x0041\u0001', '_x005F_x0041_x0001_'],
    ['_X0041_', '_x005F_X0041_'],
    ['a\rb', 'a_x000D_b'],
    ['\u0000', '_x0000_'],
    ['\ufffe', '_xFFFE_'],
    ['\ud800', '_xD800_'],
    ['\ude00\ud83d', '_xDE00__xD83D_'],
    ['\u{1f600}', '\u{1f600}'],
    ['a\tb\nc\u2028', 'a\tb\nc\u2028'],
    ['<a>&"', '&lt;a&gt;&amp;&quot;'],
    ['0010001', '0010001'],
  ])('of %j is %j', (text, content) => {
    expect(cellText(text)).toBe(content);
  });
});
