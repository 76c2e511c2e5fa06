import { SheetXml } from './sheet-xml.js';
import type { SheetCell, SheetColumn } from './sheet-xml.js';
import { ZipWriter } from './zip-writer.js';

/** A table that becomes a sheet. Rows are asked for once, one after the other. */
export interface Sheet {
  /** What the tab says: letters, digits, blanks; at most 24 characters, no two alike. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: Iterable<readonly SheetCell[]>;
}

/** Where one sheet ends and a further one goes on. */
export interface SheetBounds {
  /** Rows of a sheet, its heading with them. */
  readonly rowsMax: number;
  /** UTF-16 code units of its XML, about: a reader holds a sheet as one text. */
  readonly lengthMax: number;
}

/** The rows that the programs have room for; half of the longest text that Node can hold. */
export const SHEET_BOUNDS: SheetBounds = { rowsMax: 1_048_576, lengthMax: 256 * 1024 * 1024 };

const SHEET_NAME = /^[A-Za-z0-9 ]{1,24}$/u;

/** UTF-16 code units that are put together into one write. */
const WRITE_LENGTH = 64 * 1024;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * An XLSX workbook, piece by piece, in memory that does not grow with it; the same tables are always the same
 * bytes. A table that is longer than a sheet goes on, under its heading, on sheets named `Line24 (2)`,
 * `Line24 (3)`, ... Throws a `RangeError` on a text longer than a cell, `FileTooLarge` beyond 4 GiB,
 * a `TypeError` on a name that is none; ECMA-376 part 1 (18.3) is the form.
 */
export function* workbookXlsx(
  sheets: Iterable<Sheet>,
  bounds: SheetBounds = SHEET_BOUNDS,
): Generator<Uint8Array, void, void> {
  const zip = new ZipWriter();
  const names: string[] = [];
  for (const sheet of sheets) yield* sheetEntries(zip, names, sheet, bounds);
  if (names.length === 0) throw new TypeError('A workbook has at least one sheet.');
  for (const [path, xml] of partsOf(names)) {
    zip.open(path);
    yield* zip.close(XML + xml);
  }
  yield* zip.finish();
}

function* sheetEntries(
  zip: ZipWriter,
  names: string[],
  { name, columns, rows }: Sheet,
  { rowsMax, lengthMax }: SheetBounds,
): Generator<Uint8Array, void, void> {
  if (!SHEET_NAME.test(name) || names.includes(name)) {
    throw new TypeError(`${JSON.stringify(name)} is no name for a further sheet.`);
  }
  const source = rows[Symbol.iterator]();
  let next = source.next();
  let page = 1;
  do {
    names.push(page === 1 ? name : `${name} (${page})`);
    zip.open(sheetPath(names.length));
    const xml = new SheetXml(columns);
    let text = XML + xml.head();
    let length = text.length;
    while (next.done !== true && xml.rowCount < rowsMax && length < lengthMax) {
      const row = xml.row(next.value);
      text += row;
      length += row.length;
      if (text.length >= WRITE_LENGTH) {
        yield* zip.write(text);
        text = '';
      }
      next = source.next();
    }
    yield* zip.close(text + xml.end());
    page += 1;
  } while (next.done !== true);
}

function sheetPath(number: number): string {
  return `xl/worksheets/sheet${number}.xml`;
}

/** All parts but the sheets, with their paths. */
function partsOf(names: readonly string[]): readonly (readonly [path: string, xml: string])[] {
  const numbers = names.map((_, index) => index + 1);
  const styles = `rId${names.length + 1}`;
  const sheets = names.map(
    (name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const sheetRelations = numbers.map((number) =>
    relation(`rId${number}`, 'worksheet', `worksheets/sheet${number}.xml`),
  );
  const overrides = numbers.map((number) => override(`/${sheetPath(number)}`, 'worksheet'));
  return [
    [
      'xl/workbook.xml',
      `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${sheets.join('')}</sheets></workbook>`,
    ],
    [
      'xl/_rels/workbook.xml.rels',
      relations([...sheetRelations, relation(styles, 'styles', 'styles.xml')]),
    ],
    ['xl/styles.xml', STYLES],
    ['_rels/.rels', relations([relation('rId1', 'officeDocument', 'xl/workbook.xml')])],
    [
      '[Content_Types].xml',
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${overrides.join('')}${override('/xl/styles.xml', 'styles')}</Types>`,
    ],
  ];
}

function relations(all: readonly string[]): string {
  return `<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`;
}

function relation(id: string, kind: string, target: string): string {
  return `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
}

function override(part: string, kind: string): string {
  return `<Override PartName="${part}" ContentType="${TYPE}.${kind}+xml"/>`;
}

/** In the order of `STYLE` in sheet-xml: plain, text, heading, amount, count. 49 is `@`, 2 is `0.00`, 1 is `0`. */
const FORMATS = [
  [0, 0],
  [49, 0],
  [49, 1],
  [2, 0],
  [1, 0],
] as const;

const STYLES = `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${FORMATS.length}">${FORMATS.map(
  ([format, font]) =>
    `<xf numFmtId="${format}" fontId="${font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
).join(
  '',
)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
