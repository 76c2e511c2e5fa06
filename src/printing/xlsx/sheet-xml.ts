import { cellText, hasBlanksToKeep, isExactNumber } from './cell-text.js';

/** How the cells of a column are written. */
export type SheetCellKind =
  /** Ids, names, days: text cells, which no program takes for anything else. */
  | 'text'
  /** Dollars with two decimals. */
  | 'amount'
  /** Whole numbers. */
  | 'count'
  /** Either: what has a decimal point is an amount, what has none a count. */
  | 'figure';

export interface SheetColumn {
  readonly heading: string;
  readonly kind: SheetCellKind;
  /** In characters. */
  readonly width: number;
}

/** The value of a cell; a number as a decimal, never as a binary fraction. Null and '' are an empty cell. */
export type SheetCell = string | null;

/** Places of the formats in the workbook's styles. */
const STYLE = { text: 1, heading: 2, amount: 3, count: 4 } as const;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Makes the XML of one sheet, row after row; its heading stays in view. */
export class SheetXml {
  readonly #columns: readonly SheetColumn[];
  readonly #letters: readonly string[];
  #rowCount = 0;

  constructor(columns: readonly SheetColumn[]) {
    this.#columns = columns;
    this.#letters = columns.map((_, index) => columnLetters(index));
  }

  /** Rows so far, the heading with them. */
  get rowCount(): number {
    return this.#rowCount;
  }

  /** All before the first row of the table. */
  head(): string {
    const widths = this.#columns.map(
      ({ width }, index) =>
        `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
    );
    const headings = this.#columns.map(({ heading }, index) =>
      textCell(this.#place(index, 1), heading, STYLE.heading),
    );
    this.#rowCount = 1;
    return `<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${headings.join('')}</row>`;
  }

  row(cells: readonly SheetCell[]): string {
    this.#rowCount += 1;
    let xml = `<row r="${this.#rowCount}">`;
    for (const [index, { kind }] of this.#columns.entries()) {
      const cell = cells[index] ?? '';
      if (cell !== '') xml += cellXml(this.#place(index, this.#rowCount), cell, kind);
    }
    return `${xml}</row>`;
  }

  /** All after the last row: that ids look like numbers is no error to be marked. */
  end(): string {
    const all = `A1:${this.#place(this.#columns.length - 1, this.#rowCount)}`;
    return `</sheetData><ignoredErrors><ignoredError sqref="${all}" numberStoredAsText="1"/></ignoredErrors></worksheet>`;
  }

  #place(index: number, row: number): string {
    return `${this.#letters[index] ?? ''}${row}`;
  }
}

function cellXml(place: string, cell: string, kind: SheetCellKind): string {
  if (kind === 'text' || !isExactNumber(cell)) return textCell(place, cell, STYLE.text);
  const style = kind === 'figure' ? (cell.includes('.') ? 'amount' : 'count') : kind;
  return `<c r="${place}" s="${STYLE[style]}"><v>${cell}</v></c>`;
}

/** A string of its own in the cell: no program computes it, whatever it begins with. */
function textCell(place: string, text: string, style: number): string {
  const space = hasBlanksToKeep(text) ? ' xml:space="preserve"' : '';
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t${space}>${cellText(text)}</t></is></c>`;
}

/** 0 is A, 25 is Z, 26 is AA. */
function columnLetters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : columnLetters(Math.floor(index / 26) - 1) + last;
}
