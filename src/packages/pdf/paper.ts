import PDFDocument from 'pdfkit';

/** US Letter in points. */
export const PAGE = { width: 612, height: 792, margin: 36 } as const;

export const FONT = { plain: 'Helvetica', bold: 'Helvetica-Bold' } as const;

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
export type ElementOptions = NonNullable<Parameters<PDFKit.PDFDocument['struct']>[1]> & {
  readonly scope?: 'Row' | 'Column';
};

const CELL_PADDING = 2.5;
const SIZE_MIN = 4;

/**
 * Draws on the pages of a tagged PDF. Text goes into an element of the document's structure; lines
 * and shades are artifacts, which a reader aloud passes over.
 */
export class Paper {
  readonly document: PDFKit.PDFDocument;
  readonly root: Element;

  constructor(info: PDFKit.DocumentInfo) {
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
      info,
    });
    this.root = this.document.struct('Document');
    this.document.addStructure(this.root);
  }

  addPage(): void {
    this.document.addPage();
  }

  /** A new element inside another. */
  within(parent: Element, type: string): Element {
    const element = this.document.struct(type);
    parent.add(element);
    return element;
  }

  /** Text in a box, in an element of its own; answers nothing that depends on how it was broken. */
  text(
    parent: Element,
    type: string,
    text: string,
    box: Omit<Box, 'height'>,
    style: TextStyle,
    options: ElementOptions = {},
  ): void {
    const draw = (): void => {
      this.write(text, box, style);
    };
    parent.add(this.document.struct(type, options, draw));
  }

  /** Text that fits on one line of a box, smaller if it has to be, in the middle of its height. */
  textInCell(
    parent: Element,
    type: string,
    text: string,
    box: Box,
    style: TextStyle,
    options: ElementOptions = {},
  ): void {
    const inner = box.width - 2 * CELL_PADDING;
    let { size } = style;
    while (size > SIZE_MIN && this.widthOf(text, { ...style, size }) > inner) size -= 0.25;
    const y = box.y + (box.height - size) / 2 + 0.5;
    const place = { x: box.x + CELL_PADDING, y, width: inner };
    this.text(parent, type, text, place, { ...style, size }, options);
  }

  /** Height of text that is broken to a width. */
  heightOf(text: string, width: number, style: TextStyle): number {
    this.take(style);
    return this.document.heightOfString(printable(text), { width });
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
    this.take(style);
    this.document
      .fillColor(INK)
      .text(printable(text), x, y, { width, align: style.align ?? 'left' });
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

  private widthOf(text: string, style: TextStyle): number {
    this.take(style);
    return this.document.widthOfString(printable(text));
  }

  private take({ size, isBold = false }: TextStyle): void {
    this.document.font(isBold ? FONT.bold : FONT.plain).fontSize(size);
  }
}

/** Letters that are no letter with a mark, and what is nearest to them. */
const NEAREST: ReadonlyMap<string, string> = new Map([
  ['\u0110', 'D'],
  ['\u0111', 'd'],
  ['\u0126', 'H'],
  ['\u0127', 'h'],
  ['\u0131', 'i'],
  ['\u0141', 'L'],
  ['\u0142', 'l'],
  ['\u02bb', "'"],
  ['\u02bc', "'"],
  ['\u2010', '-'],
  ['\u2011', '-'],
]);

/** Letters beyond Latin-1 that the fonts of every reader have. */
const BEYOND_LATIN_1 = new Set(
  '\u20ac\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022\u0160\u0161\u017d\u017e\u0152\u0153\u0178',
);

/**
 * The text in letters that the fonts of every reader have: others lose their marks, or are shown
 * as a question mark. The exact text stands in version.json.
 */
export function printable(text: string): string {
  return Array.from(text.normalize('NFC'), printableLetter).join('');
}

function printableLetter(letter: string): string {
  if (isInFont(letter) || letter === '\n') return letter;
  const [base = ''] = letter.normalize('NFD');
  return isInFont(base) ? base : (NEAREST.get(base) ?? '?');
}

function isInFont(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  const isLatin1 = (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xff);
  return isLatin1 || BEYOND_LATIN_1.has(letter);
}
