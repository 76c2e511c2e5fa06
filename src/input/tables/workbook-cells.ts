import readXlsxFile from 'read-excel-file/node';

/** A cell as a workbook has it: a text, a number by its digits, a date by its milliseconds, a truth, or nothing. */
export type WorkbookCell =
  string | boolean | null | { readonly number: string } | { readonly date: number };

/** The rows of one sheet. */
export interface WorkbookSheet {
  readonly name: string;
  readonly rows: readonly (readonly WorkbookCell[])[];
}

/** What the thread that reads a workbook answers. */
export type WorkbookRead =
  | { readonly kind: 'read'; readonly sheets: readonly WorkbookSheet[] }
  | { readonly kind: 'damaged'; readonly message: string };

/** Reads a workbook that is all here; its unpacked size has to be looked at first. Never throws. */
export async function readWorkbook(bytes: Uint8Array): Promise<WorkbookRead> {
  try {
    const sheets = await readXlsxFile<{ readonly number: string }>(Buffer.from(bytes), {
      trim: false,
      parseNumber: (number) => ({ number }),
    });
    return {
      kind: 'read',
      sheets: sheets.map(({ sheet, data }) => ({
        name: sheet,
        rows: data.map((row) => row.map(cellOf)),
      })),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { kind: 'damaged', message };
  }
}

function cellOf(cell: unknown): WorkbookCell {
  if (cell === null || cell === undefined || cell === '') return null;
  if (typeof cell === 'string' || typeof cell === 'boolean') return cell;
  if (cell instanceof Date) return { date: cell.getTime() };
  if (typeof cell === 'object' && 'number' in cell) return { number: String(cell.number) };
  return null;
}
