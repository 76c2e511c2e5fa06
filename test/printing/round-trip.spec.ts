import { csvLine } from '../../src/reports/csv.js';
import { workbookXlsx } from '../../src/printing/xlsx/workbook.js';
import type { SheetColumn } from '../../src/printing/xlsx/sheet-xml.js';
import { seededRandom } from '../soak/seeded-random.js';
import { rounds } from '../support/soak.js';
import { ODD_IDS, hostileId, hostileText } from './hostile-texts.js';
import { readCsv, readWithExcelFile, readWithSheetJs } from './read-workbooks.js';

const SEED = Number(process.env['PLUMBLINE_SEED'] ?? '1257');
const COUNT = rounds(1_000, 10_000);

const COLUMNS: readonly SheetColumn[] = [
  { heading: 'Case ID', kind: 'text', width: 16 },
  { heading: 'Name', kind: 'text', width: 40 },
  { heading: 'End', kind: 'text', width: 5 },
];

/** A last column that is never empty, so that no reader passes over a row. */
function rowsOf(hasHalves: boolean): readonly (readonly string[])[] {
  const random = seededRandom(SEED);
  return Array.from({ length: COUNT }, (_, index) => [
    ODD_IDS[index] ?? hostileId(random),
    hostileText(random, hasHalves),
    '.',
  ]);
}

describe(`${String(COUNT)} hostile texts and ids (seed ${String(SEED)})`, () => {
  const headings = COLUMNS.map(({ heading }) => heading);

  it('come out of a workbook as they went in, whoever reads it', async () => {
    const rows = rowsOf(true);
    const bytes = Buffer.concat([...workbookXlsx([{ name: 'Hostile', columns: COLUMNS, rows }])]);
    const [sheet] = await readWithExcelFile(bytes, 3);
    expect(sheet?.rows.length).toBe(COUNT + 1);
    expect(sheet?.rows).toEqual([headings, ...rows]);
    const [again] = readWithSheetJs(bytes, 3);
    // SheetJS itself makes LF of every CR LF, of escaped ones too.
    const asRead = rows.map((row) => row.map((text) => text.replaceAll('\r\n', '\n')));
    expect(again?.rows).toEqual([headings, ...asRead]);
  });

  it('come out of a CSV file as they went in', () => {
    const rows = rowsOf(false);
    const bytes = Buffer.from([headings, ...rows].map(csvLine).join(''), 'utf8');
    expect(readCsv(bytes.toString('utf8'))).toEqual([headings, ...rows]);
  });
});
