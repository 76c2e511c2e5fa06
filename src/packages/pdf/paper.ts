import PDFDocument from 'pdfkit';
import { Lettering } from './lettering.js';
import type { Piece, SliceFaces } from './lettering.js';
import { brokenLines } from './line-breaks.js';
import { readSlice } from './typefaces.js';
import type { Slice, Typeface } from './typefaces.js';

/** US Letter in points. */
export const PAGE = { width: 612, height: 792, margin: 36 } as const;
/** The same, lying: for tables of many columns. */
export const WIDE_PAGE = { width: 792, height: 612, margin: 36 } as const;

export const INK = '#000000';
/** What is not to be reported in. */
export const SHADE = '#d4d4d4';
/** Lines that wait to be phased in, which the form shades blue. */
export const SHADE_OF_PHASE_IN = '#c6d9f1';

/** A box on the page, in points from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TextStyle {
  readonly size: number;
  readonly isBold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
}

/** Where a piece of the page belongs in the order in which it is read aloud. */
export type Element = PDFKit.PDFStructureElement;

/** What an element says besides its text: the scope of a head, words in place of the text. */
type ElementOptions = NonNullable<Parameters<PDFKit.PDFDocument['struct']>[1]> & {
  readonly scope?: 'Row' | 'Column';
};

/** What is said of the element that a text stands in. */
interface ElementStyle {
  readonly element?: ElementOptions;
}

const CELL_PADDING = 2.5;
const SIZE_MIN = 4;

/** From a line to the next, and from its top to where its letters stand, in parts of the font size. */
const LINE_HEIGHT = 1.156;
const BASELINE = 0.718;

/**
 * Draws a document and gives the finished file. What `draw` does must hang on nothing but the paper:
 * where a letter needs a font file that was not read yet, the document is drawn again.
 */
export async function drawnOnPaper(
  info: PDFKit.DocumentInfo,
  draw: (paper: Paper) => void | Promise<void>,
): Promise<Uint8Array> {
  const read = new Map<string, Typeface>();
  for (;;) {
    const paper = new Paper(info, read);
    await draw(paper);
    const { unreadSlices } = paper;
    if (unreadSlices.size === 0) return paper.finish();
    for (const [name, slice] of unreadSlices) read.set(name, await readSlice(slice));
  }
}

/**
 * Draws on the pages of a tagged PDF. Text goes into an element of the document's structure; lines
 * and shades are artifacts, which a reader aloud passes over.
 */
export class Paper {
  readonly document: PDFKit.PDFDocument;
  readonly root: Element;
  readonly #lettering: Lettering;

  constructor(info: PDFKit.DocumentInfo, read: SliceFaces) {
    this.document = new PDFDocument({
      size: [PAGE.width, PAGE.height],
      margin: 0,
      autoFirstPage: false,
      tagged: true,
      lang: 'en-US',
      displayTitle: true,
      pdfVersion: '1.7',
      // The same bytes by every version of the library that compresses.
      compress: false,
      // No font before a letter needs it.
      font: '',
      info,
    });
    this.#lettering = new Lettering(this.document, read);
    this.root = this.document.struct('Document');
    this.document.addStructure(this.root);
  }

  /** By their names, the font files without which a code stands for some letters. */
  get unreadSlices(): ReadonlyMap<string, Slice> {
    return this.#lettering.unread;
  }

  addPage({ width, height }: Pick<Box, 'width' | 'height'> = PAGE): void {
    this.document.addPage({ size: [width, height], margin: 0 });
  }

  /** An entry of the list of contents that a viewer shows; it leads to the page that is being drawn. */
  bookmark(title: string): void {
    // The whole page; the library's types do not name the option yet.
    const options: object = { fit: true };
    this.document.outline.addItem(title, options);
  }

  /** A new element inside another. */
  within(parent: Element, type: string, options: ElementOptions = {}): Element {
    const element = this.document.struct(type, options);
    parent.add(element);
    return element;
  }

  /** Text in a box, in an element of its own; answers nothing that depends on how it was broken. */
  text(
    parent: Element,
    type: string,
    text: string,
    box: Omit<Box, 'height'>,
    { element = {}, ...style }: TextStyle & ElementStyle,
  ): void {
    const draw = (): void => {
      this.write(text, box, style);
    };
    parent.add(this.document.struct(type, element, draw));
  }

  /** Text that fits on one line of a box, smaller if it has to be, in the middle of its height. */
  textInCell(parent: Element, type: string, text: string, box: Box, style: TextStyle): void {
    const inner = box.width - 2 * CELL_PADDING;
    const needed = this.widthOf(runsOf(this.piecesOf(text, style)));
    let { size } = style;
    while (size > SIZE_MIN && needed * size > inner) size -= 0.25;
    const y = box.y + (box.height - size) / 2 + 0.5;
    const place = { x: box.x + CELL_PADDING, y, width: inner };
    this.text(parent, type, text, place, { ...style, size });
  }

  /** Height of text that is broken to a width. */
  heightOf(text: string, width: number, style: TextStyle): number {
    return this.linesOf(text, width, style).length * LINE_HEIGHT * style.size;
  }

  /** Lines, boxes and other marks without meaning of their own. */
  artifact(type: 'Layout' | 'Pagination', draw: (document: PDFKit.PDFDocument) => void): void {
    this.document.markContent('Artifact', { type });
    draw(this.document);
    this.document.endMarkedContent();
  }

  box(box: Box, fill: string | null = null): void {
    this.artifact('Layout', (document) => {
      const { x, y, width, height } = box;
      document.lineWidth(0.5).rect(x, y, width, height);
      if (fill === null) document.stroke(INK);
      else document.fillAndStroke(fill, INK);
    });
  }

  /** A small box to tick. */
  tickBox(x: number, y: number, isTicked: boolean): void {
    const side = 8;
    this.box({ x, y, width: side, height: side });
    if (!isTicked) return;
    this.artifact('Layout', (document) => {
      document.lineWidth(1).moveTo(x + 1.5, y + 1.5);
      document.lineTo(x + side - 1.5, y + side - 1.5).moveTo(x + side - 1.5, y + 1.5);
      document.lineTo(x + 1.5, y + side - 1.5).stroke(INK);
    });
  }

  /** Writes without an element: what calls it stands in one, or in an artifact. */
  write(text: string, { x, y, width }: Omit<Box, 'height'>, style: TextStyle): void {
    const { size, align = 'left' } = style;
    this.document.fillColor(INK);
    for (const [index, line] of this.linesOf(text, width, style).entries()) {
      const runs = runsOf(line);
      const free = width - this.widthOf(runs) * size;
      const shift = align === 'left' ? 0 : align === 'right' ? free : free / 2;
      this.writeLine(runs, x + shift, y + (index * LINE_HEIGHT + BASELINE) * size, size);
    }
  }

  /** The finished file. */
  finish(): Promise<Uint8Array> {
    const { document } = this;
    return new Promise((resolve, reject) => {
      const chunks: Uint8Array[] = [];
      document.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      document.on('error', reject);
      document.on('end', () => {
        resolve(Buffer.concat(chunks));
      });
      this.root.end();
      document.end();
    });
  }

  private writeLine(runs: readonly Run[], x: number, y: number, size: number): void {
    const options = { lineBreak: false, baseline: 'alphabetic' } as const;
    let left = x;
    for (const { font, text } of runs) {
      this.document.font(font).fontSize(size).text(text, left, y, options);
      left += this.#lettering.widthOf(font, text) * size;
    }
  }

  private linesOf(text: string, width: number, style: TextStyle): readonly (readonly Piece[])[] {
    const room = width / style.size;
    return text.split('\n').flatMap((line) => brokenLines(this.piecesOf(line, style), room));
  }

  private piecesOf(text: string, { isBold = false }: TextStyle): readonly Piece[] {
    return this.#lettering.pieces(text, isBold ? 'Bold' : 'Regular');
  }

  /** Width of a line without the blanks at its end, in parts of the font size. */
  private widthOf(runs: readonly Run[]): number {
    return runs.reduce((sum, { font, text }, index) => {
      const shown = index === runs.length - 1 ? text.trimEnd() : text;
      return sum + this.#lettering.widthOf(font, shown);
    }, 0);
  }
}

/** Neighbours on a line that are drawn in one font. */
type Run = Pick<Piece, 'font' | 'text'>;

function runsOf(pieces: readonly Piece[]): readonly Run[] {
  const runs: Run[] = [];
  for (const { font, text } of pieces) {
    const last = runs.at(-1);
    if (last?.font === font) runs[runs.length - 1] = { font, text: last.text + text };
    else runs.push({ font, text });
  }
  return runs;
}
