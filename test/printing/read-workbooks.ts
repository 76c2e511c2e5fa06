import { read } from '@e965/xlsx';
import readXlsxFile from 'read-excel-file/node';
import { unzipSync } from 'fflate';

/** A cell as a reader takes it: texts as texts, numbers as numbers, null where nothing is. */
export type ReadCell = string | number | null;

export interface ReadSheet {
  readonly name: string;
  readonly rows: readonly (readonly ReadCell[])[];
}

/** All sheets as SheetJS reads them, which is the reader of many programs. Every row is `width` cells. */
export function readWithSheetJs(bytes: Uint8Array, width: number): readonly ReadSheet[] {
  const { SheetNames, Sheets } = read(bytes, { type: 'buffer', dense: true, cellHTML: false });
  return SheetNames.map((name) => {
    const rows = (Sheets[name]?.['!data'] ?? []) as readonly (
      | readonly ({ readonly t: string; readonly v?: unknown; readonly f?: string } | undefined)[]
      | undefined
    )[];
    const cellsOf = (row: (typeof rows)[number]): readonly ReadCell[] =>
      Array.from({ length: width }, (_, index) => {
        const cell = row?.[index];
        if (cell?.f !== undefined) throw new Error(`A cell is taken for a formula: ${cell.f}`);
        return cellOf(cell?.v);
      });
    return { name, rows: rows.map(cellsOf) };
  });
}

/** All sheets as read-excel-file reads them, with an XML parser of its own. */
export async function readWithExcelFile(
  bytes: Uint8Array,
  width: number,
): Promise<readonly ReadSheet[]> {
  const sheets = await readXlsxFile(Buffer.from(bytes), { trim: false });
  return sheets.map(({ sheet, data }) => ({
    name: sheet,
    rows: data.map((row) => Array.from({ length: width }, (_, index) => cellOf(row[index]))),
  }));
}

function cellOf(value: unknown): ReadCell {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  throw new Error(`A cell is neither text nor number but ${typeof value}.`);
}

/** The XML of a part of a workbook. */
export function partOf(bytes: Uint8Array, path: string): string {
  const part = unzipSync(bytes)[path];
  if (part === undefined) throw new Error(`The workbook has no ${path}.`);
  return Buffer.from(part).toString('utf8');
}

/** Fields of a CSV text as RFC 4180 has it, read character by character. */
export function readCsv(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text.charAt(at + 1) === '"') {
        field += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"') {
      isQuoted = true;
    } else if (character === ',') {
      row.push(field);
      field = '';
    } else if (character === '\r' && text.charAt(at + 1) === '\n') {
      rows.push([...row, field]);
      [row, field] = [[], ''];
      at += 1;
    } else {
      field += character;
    }
  }
  if (row.length > 0 || field !== '') throw new Error('The last line of the CSV has no end.');
  return rows;
}
