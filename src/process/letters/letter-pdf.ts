import type { Day } from '../../../events/values/day.js';
import { formatDay } from '../../../events/values/day.js';
import { enclosed } from '../../../projections/process/letters/letter.js';
import type {
  Letter,
  LetterBlock,
  LetterField,
} from '../../../projections/process/letters/letter.js';
import { longDate } from '../../../projections/process/letters/letter-facts.js';
import { fittingPart, restBehind } from '../../packages/pdf/fitting.js';
import { drawnOnPaper, PAGE } from '../../packages/pdf/paper.js';
import type { Element, Paper, TextStyle } from '../../packages/pdf/paper.js';

const MARGIN = 56;
const WIDTH = PAGE.width - 2 * MARGIN;
const BOTTOM = PAGE.height - MARGIN;

const BODY: TextStyle = { size: 10 };
const LABEL: TextStyle = { size: 9, isBold: true };
const TITLE: TextStyle = { size: 13, isBold: true };
const HEADING: TextStyle = { size: 11, isBold: true };
const SMALL: TextStyle = { size: 8 };

const GAP = 7;
const NUMBER_WIDTH = 20;
const LABEL_WIDTH = 190;
const FIELD_PADDING = 4;
/** Room to write into where nothing stands. */
const BLANK_HEIGHT = 24;

/**
 * The edition of how letters are worded and drawn: a letter that was drawn by the same edition can be drawn again, byte
 * by byte. Whatever changes the bytes of any letter raises it; a test notices.
 */
export const LETTER_DRAWING = 1;

/** What makes the bytes of a letter its own, beside its words. */
export interface LetterStamp {
  /** The day of the act that made it; its time in the file. */
  readonly day: Day;
  /** What it belongs to, at the foot of each page: `T-1, act 17`. */
  readonly belongsTo: string;
}

/** A letter as tagged PDF with its fonts in it. The same letter and stamp give the same bytes. */
export function letterPdf(letter: Letter, stamp: LetterStamp): Promise<Uint8Array> {
  const info = {
    Title: letter.title,
    Subject: 'CCSAS Third Party Access Process',
    Author: letter.sender.at(-1) ?? '',
    Creator: 'Plumbline',
    Producer: 'Plumbline',
    CreationDate: new Date(`${formatDay(stamp.day)}T20:00:00Z`),
  };
  return drawnOnPaper(info, (paper) => {
    new LetterPages(paper, letter, stamp).draw();
  });
}

/** The pages of one letter, from the top down. */
class LetterPages {
  readonly #paper: Paper;
  readonly #letter: Letter;
  readonly #stamp: LetterStamp;
  #page = 0;
  #y = 0;

  constructor(paper: Paper, letter: Letter, stamp: LetterStamp) {
    this.#paper = paper;
    this.#letter = letter;
    this.#stamp = stamp;
  }

  draw(): void {
    const { day, sender, to, title, blocks, copies, enclosures } = this.#letter;
    this.#turn();
    this.#lines(sender, HEADING);
    if (day !== null) this.#lines([longDate(day)], BODY);
    if (to.length > 0) this.#lines(to, BODY);
    this.#text(this.#paper.root, 'H1', title, TITLE);
    this.#y += GAP;
    for (const block of blocks) this.#block(block);
    const end = [...copies.map((each) => `Copy: ${each}`), ...enclosures.map(enclosed)];
    if (end.length > 0) this.#lines(end, { size: 9 });
  }

  #block(block: LetterBlock): void {
    const { root } = this.#paper;
    switch (block.kind) {
      case 'heading':
        // A heading stands on the page of what follows it.
        this.#need(60);
        this.#text(root, 'H2', block.text, HEADING);
        this.#y += GAP / 2;
        return;
      case 'paragraph':
        this.#text(root, 'P', block.text, BODY);
        this.#y += GAP;
        return;
      case 'lines':
        this.#lines(block.lines, BODY);
        return;
      case 'list':
        this.#list(block.items);
        return;
      case 'fields':
        this.#fields(block.fields);
        return;
    }
  }

  #lines(lines: readonly string[], style: TextStyle): void {
    this.#text(this.#paper.root, 'P', lines.join('\n'), style);
    this.#y += GAP;
  }

  #list(items: readonly string[]): void {
    const paper = this.#paper;
    const list = paper.within(paper.root, 'L');
    for (const [index, item] of items.entries()) {
      const element = paper.within(list, 'LI');
      this.#need(paper.heightOf('x', WIDTH, BODY));
      const place = { x: MARGIN, y: this.#y, width: NUMBER_WIDTH };
      paper.text(element, 'Lbl', `${index + 1}.`, place, BODY);
      this.#text(element, 'LBody', item, BODY, { left: NUMBER_WIDTH });
      element.end();
      this.#y += GAP / 2;
    }
    list.end();
    this.#y += GAP / 2;
  }

  /** A table of two columns: what it is, and what is said of it or written into it. */
  #fields(fields: readonly LetterField[]): void {
    const paper = this.#paper;
    const table = paper.within(paper.root, 'Table');
    for (const [label, value] of fields) {
      const row = paper.within(table, 'TR');
      const labelWidth = LABEL_WIDTH - 2 * FIELD_PADDING;
      const labelHeight = paper.heightOf(label, labelWidth, LABEL);
      const valueWidth = WIDTH - LABEL_WIDTH - 2 * FIELD_PADDING;
      const valueHeight = value === '' ? BLANK_HEIGHT : paper.heightOf(value, valueWidth, BODY);
      this.#need(Math.min(Math.max(labelHeight, valueHeight), BOTTOM - MARGIN - 40) + 8);
      const top = this.#y;
      const labelPlace = { x: MARGIN + FIELD_PADDING, y: top + 4, width: labelWidth };
      paper.text(row, 'TH', label, labelPlace, { ...LABEL, element: { scope: 'Row' } });
      const cell = paper.within(row, 'TD');
      this.#y = top + 4;
      const left = LABEL_WIDTH + FIELD_PADDING;
      if (value !== '') this.#text(cell, 'P', value, BODY, { left, right: FIELD_PADDING });
      else this.#y += BLANK_HEIGHT;
      cell.end();
      row.end();
      // Where it went over to another page, the rule stands under what is there.
      const bottom = Math.max(this.#y, this.#y > top ? top + 4 + labelHeight : this.#y) + 4;
      paper.artifact('Layout', (document) => {
        document.lineWidth(0.5).moveTo(MARGIN, bottom);
        document.lineTo(MARGIN + WIDTH, bottom).stroke('#808080');
      });
      this.#y = bottom;
    }
    table.end();
    this.#y += GAP;
  }

  /** Text that goes on over the page's end, in one element. */
  #text(
    parent: Element,
    type: string,
    text: string,
    style: TextStyle,
    { left = 0, right = 0 }: { readonly left?: number; readonly right?: number } = {},
  ): void {
    const paper = this.#paper;
    const width = WIDTH - left - right;
    const element = paper.within(parent, type);
    let rest = text;
    while (rest !== '') {
      let fitting = this.#fitting(rest, width, style);
      if (fitting === '') {
        this.#turn();
        fitting = this.#fitting(rest, width, style);
      }
      const place = { x: MARGIN + left, y: this.#y, width };
      paper.text(element, 'Span', fitting, place, style);
      this.#y += paper.heightOf(fitting, width, style);
      rest = restBehind(rest, fitting);
    }
    element.end();
  }

  #fitting(text: string, width: number, style: TextStyle): string {
    return fittingPart(this.#paper, text, { width, height: BOTTOM - this.#y }, style);
  }

  #need(height: number): void {
    if (this.#y + height > BOTTOM) this.#turn();
  }

  #turn(): void {
    const paper = this.#paper;
    paper.addPage();
    this.#page += 1;
    this.#y = MARGIN;
    const foot = `${this.#letter.title} - ${this.#stamp.belongsTo} - page ${this.#page}`;
    paper.artifact('Pagination', () => {
      paper.write(foot, { x: MARGIN, y: BOTTOM + 24, width: WIDTH }, SMALL);
    });
  }
}
