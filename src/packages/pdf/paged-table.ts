import { fittingPart, restBehind } from './fitting.js';
import type { Box, Element, TextStyle } from './paper.js';
import type { Sheets } from './sheets.js';

/** A column of a table that goes on over pages. */
export interface PagedColumn {
  readonly head: string;
  /** In points, its padding in it. */
  readonly width: number;
  /** Numbers stand at the right. */
  readonly isRight?: true;
  /** Below the size of the others, for what is long and seldom read. */
  readonly size?: number;
}

type PlacedColumn = PagedColumn & { readonly x: number };

const HEAD: TextStyle = { size: 7.5, isBold: true };
const CELL_SIZE = 8;
const PADDING = 3;
/** A row that is higher than a page begins where at least that much of it has room. */
const PART_HEIGHT_MIN = 60;
const HEAD_FILL = '#eeeeee';

/**
 * A table with a head above its columns and at the beginning of each row. On every further page the heads of its
 * columns stand again, as an artifact: a reader aloud has heard them. A row goes over to the next page as a whole, and
 * one that is higher than a page goes on there.
 */
export class PagedTable {
  readonly #sheets: Sheets;
  readonly #columns: readonly PlacedColumn[];
  readonly #heightMin: number;
  readonly #table: Element;

  /** @param heightMin - of a row, in points: room to write into by hand */
  constructor(sheets: Sheets, columns: readonly PagedColumn[], heightMin: number) {
    this.#sheets = sheets;
    this.#heightMin = heightMin;
    let x = sheets.left;
    this.#columns = columns.map((column) => {
      const placed = { ...column, x };
      x += column.width;
      return placed;
    });
    // A head is never the last of a page.
    sheets.need(this.#headHeight + PART_HEIGHT_MIN);
    this.#table = sheets.paper.within(sheets.paper.root, 'Table');
    this.#heads();
  }

  /** The texts of a row, column by column; the first is its head. */
  row(texts: readonly string[]): void {
    const sheets = this.#sheets;
    const { paper } = sheets;
    const height = this.#heightOf(texts);
    const page = sheets.bottom - sheets.top - this.#headHeight;
    if (height > sheets.room && (height <= page || sheets.room < PART_HEIGHT_MIN)) this.#turn();
    const row = paper.within(this.#table, 'TR');
    const cells = texts.map((_, index) =>
      index === 0 ? paper.within(row, 'TH', { scope: 'Row' }) : paper.within(row, 'TD'),
    );
    if (height <= sheets.room) this.#draw(cells, texts, height);
    else this.#drawInParts(cells, texts);
    for (const cell of cells) cell.end();
    row.end();
  }

  end(): void {
    this.#table.end();
  }

  #drawInParts(cells: readonly Element[], texts: readonly string[]): void {
    let rest = texts;
    for (;;) {
      const { paper, room } = this.#sheets;
      const parts = this.#columns.map((column, index) => {
        const box = { width: innerWidth(column), height: room - 2 * PADDING };
        return fittingPart(paper, rest[index] ?? '', box, styleOf(column));
      });
      this.#draw(cells, parts, this.#heightOf(parts));
      rest = rest.map((text, index) => restBehind(text, parts[index] ?? ''));
      if (rest.every((text) => text === '')) return;
      this.#turn();
    }
  }

  #draw(cells: readonly Element[], texts: readonly string[], height: number): void {
    const { paper, y } = this.#sheets;
    for (const [index, column] of this.#columns.entries()) {
      const { x, width } = column;
      paper.box({ x, y, width, height });
      const [cell, text] = [cells[index], texts[index] ?? ''];
      if (cell === undefined || text === '') continue;
      const place = { x: x + PADDING, y: y + PADDING, width: innerWidth(column) };
      paper.text(cell, 'Span', text, place, styleOf(column));
    }
    this.#sheets.down(height);
  }

  #turn(): void {
    const sheets = this.#sheets;
    const { paper } = sheets;
    sheets.turn();
    this.#headBoxes();
    paper.artifact('Pagination', () => {
      for (const column of this.#columns)
        paper.write(column.head, this.#headPlace(column), headStyleOf(column));
    });
    sheets.down(this.#headHeight);
  }

  #heads(): void {
    const sheets = this.#sheets;
    const { paper } = sheets;
    const row = paper.within(this.#table, 'TR');
    this.#headBoxes();
    for (const column of this.#columns) {
      const style = { ...headStyleOf(column), element: { scope: 'Column' } } as const;
      paper.text(row, 'TH', column.head, this.#headPlace(column), style);
    }
    row.end();
    sheets.down(this.#headHeight);
  }

  #headBoxes(): void {
    const { paper, y } = this.#sheets;
    const height = this.#headHeight;
    for (const { x, width } of this.#columns) paper.box({ x, y, width, height }, HEAD_FILL);
  }

  #headPlace(column: PlacedColumn): Omit<Box, 'height'> {
    const y = this.#sheets.y + PADDING;
    return { x: column.x + PADDING, y, width: innerWidth(column) };
  }

  get #headHeight(): number {
    const heights = this.#columns.map((column) =>
      this.#sheets.paper.heightOf(column.head, innerWidth(column), HEAD),
    );
    return Math.max(...heights) + 2 * PADDING;
  }

  #heightOf(texts: readonly string[]): number {
    const heights = this.#columns.map((column, index) => {
      const text = texts[index] ?? '';
      if (text === '') return 0;
      return this.#sheets.paper.heightOf(text, innerWidth(column), styleOf(column));
    });
    return Math.max(this.#heightMin, Math.max(...heights) + 2 * PADDING);
  }
}

function styleOf({ size = CELL_SIZE, isRight }: PagedColumn): TextStyle {
  return isRight === true ? { size, align: 'right' } : { size };
}

function headStyleOf({ isRight }: PagedColumn): TextStyle {
  return isRight === true ? { ...HEAD, align: 'right' } : HEAD;
}

function innerWidth({ width }: PagedColumn): number {
  return width - 2 * PADDING;
}
