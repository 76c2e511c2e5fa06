import { fittingPart, restBehind } from './fitting.js';
import type { Element, Paper, TextStyle } from './paper.js';

/** A page's size and margins, in points. */
interface SheetSize {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
}

const FOOT: TextStyle = { size: 7 };
const FOOT_GAP = 6;

/** The pages of one document, filled from the top down; each has a foot with its number. */
export class Sheets {
  readonly paper: Paper;
  /** Where lines begin, and how long they are. */
  readonly left: number;
  readonly width: number;
  /** From a page's top to where nothing more has room. */
  readonly top: number;
  readonly bottom: number;
  readonly #size: SheetSize;
  readonly #foot: string;
  #pages = 0;
  #y = 0;

  /** @param foot - what stands at the foot of each page, before its number */
  constructor(paper: Paper, size: SheetSize, foot: string) {
    this.paper = paper;
    this.#size = size;
    this.#foot = foot;
    this.left = size.margin;
    this.width = size.width - 2 * size.margin;
    this.top = size.margin;
    this.bottom = size.height - size.margin;
    this.turn();
  }

  /** Where the page goes on. */
  get y(): number {
    return this.#y;
  }

  /** Pages so far. */
  get pages(): number {
    return this.#pages;
  }

  get room(): number {
    return this.bottom - this.#y;
  }

  down(height: number): void {
    this.#y += height;
  }

  /** Goes over to another page where there is less room than that. */
  need(height: number): void {
    if (height > this.room) this.turn();
  }

  turn(): void {
    const { paper, left, width } = this;
    paper.addPage(this.#size);
    this.#pages += 1;
    this.#y = this.top;
    const foot = `${this.#foot} - page ${String(this.#pages)}`;
    paper.artifact('Pagination', () => {
      paper.write(foot, { x: left, y: this.bottom + FOOT_GAP, width }, FOOT);
    });
  }

  /** Text as wide as the page, in one element; it goes on over the page's end. */
  text(parent: Element, type: string, text: string, style: TextStyle): void {
    const { paper, left, width } = this;
    const element = paper.within(parent, type);
    let rest = text;
    while (rest !== '') {
      const part = fittingPart(paper, rest, { width, height: this.room }, style);
      if (part === '') {
        this.turn();
        continue;
      }
      paper.text(element, 'Span', part, { x: left, y: this.#y, width }, style);
      this.#y += paper.heightOf(part, width, style);
      rest = restBehind(rest, part);
    }
    element.end();
  }
}
