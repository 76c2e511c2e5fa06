import { BrokenInput, OtherKind } from '../../input/input-faults.js';
import { csvRows } from '../../input/tables/csv-rows.js';
import { workbookRows } from '../../input/tables/workbook-rows.js';
import type { WorkbookCell } from '../../input/tables/workbook-cells.js';
import { inertText } from '../../packages/audit/audit-files.js';
import { workbookXlsx } from '../../printing/xlsx/workbook.js';
import { csvLine } from '../../reports/csv.js';
import { RESULT_HEADING } from './cbud-columns.js';
import type { CbudTable, CbudTableRow } from './cbud-columns.js';

/** How a request is sent, and answered. */
export type CbudFormat = 'xlsx' | 'csv';

/** Most bytes of a request: thousands of rows. */
export const CBUD_BYTES_MAX = 2 * 1024 * 1024;

/** Most rows of a request. */
export const CBUD_TABLE_ROWS_MAX = 2_000;

/** Columns beside the form's that may stand in it. */
const COLUMNS_MAX = 30;

/** Reads a request as a table of texts; else a sentence that says what is wrong with the file. Never throws. */
export async function tableOf(file: Uint8Array, format: CbudFormat): Promise<CbudTable | string> {
  if (file.length > CBUD_BYTES_MAX) {
    return `The file has more than ${String(CBUD_BYTES_MAX)} bytes: send it in parts.`;
  }
  try {
    const rows = format === 'xlsx' ? await sheetRows(file) : await textRows(file);
    const [heading, ...others] = rows;
    if (heading === undefined)
      return 'The file is empty: give a heading and a row for each person.';
    if (others.length > CBUD_TABLE_ROWS_MAX) {
      return `The file has ${String(others.length)} rows, more than ${String(CBUD_TABLE_ROWS_MAX)}: send it in parts.`;
    }
    if (rows.some(({ cells }) => cells.length > COLUMNS_MAX)) {
      return `The file has more than ${String(COLUMNS_MAX)} columns: send the form's six.`;
    }
    return { heading: heading.cells, rows: others };
  } catch (error) {
    if (error instanceof OtherKind) return `The file is ${error.what}: ${error.mend}.`;
    if (error instanceof BrokenInput) return `The file cannot be read: ${error.message}.`;
    throw error;
  }
}

async function sheetRows(file: Uint8Array): Promise<readonly CbudTableRow[]> {
  const stored = {
    size: file.length,
    read: (offset: number, length: number) =>
      Promise.resolve(Buffer.from(file.subarray(offset, offset + length))),
  };
  const rows = await workbookRows(stored);
  return rows.map(({ line, cells }) => ({ line, cells: cells.map(cellText) }));
}

function cellText(cell: WorkbookCell): string {
  if (cell === null) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  if ('number' in cell) return cell.number;
  return new Date(cell.date).toISOString().slice(0, 10);
}

async function textRows(file: Uint8Array): Promise<readonly CbudTableRow[]> {
  const rows: CbudTableRow[] = [];
  for await (const batch of csvRows(inOnePiece(file))) {
    rows.push(...batch.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')));
    if (rows.length > CBUD_TABLE_ROWS_MAX + 1) break;
  }
  return rows;
}

async function* inOnePiece(file: Uint8Array): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(file);
}

/** The same table with a column `Result`, in place of one that it had. */
export function answered(
  { heading, rows }: CbudTable,
  results: readonly string[],
  format: CbudFormat,
): Iterable<Uint8Array> {
  const isOther = (_: string, place: number): boolean =>
    heading[place]?.trim().toLowerCase() !== RESULT_HEADING.toLowerCase();
  const heads = [...heading.filter(isOther), RESULT_HEADING];
  const lines = rows.map(({ cells }, index) => {
    const padded = heading.map((_, place) => cells[place] ?? '');
    return [...padded.filter(isOther), results[index] ?? ''];
  });
  if (format === 'csv') {
    const text = [heads, ...lines.map((cells) => cells.map(inertText))].map(csvLine).join('');
    return [Buffer.from(text, 'utf8')];
  }
  const columns = heads.map((text) => ({ heading: text, kind: 'text' as const, width: 24 }));
  return workbookXlsx([{ name: 'Requests', columns, rows: lines }]);
}
