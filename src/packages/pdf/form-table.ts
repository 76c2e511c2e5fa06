import type { Pep } from '../../../events/values/pep.js';
import { COLUMNS } from '../../../projections/form/line.js';
import type { Column } from '../../../projections/form/line.js';
import type { Edition } from '../../../projections/form/editions.js';
import type { LineEntry } from '../../../projections/form/line.js';
import { cellOf } from '../../../projections/form/report.js';
import type { Cell, ReportLines } from '../../../projections/form/report.js';
import { valueForPeople } from '../../reports/report-table.js';
import { PAGE, SHADE, SHADE_OF_PHASE_IN } from './paper.js';
import type { Element, Paper } from './paper.js';
import type { PrintedRow, PrintedSection } from './printed-form.js';

const WIDTH = PAGE.width - 2 * PAGE.margin;
/** Nine-digit amounts with cents stand in it in letters of 8 points. */
const CELL_WIDTH = 72;
const ITEM_WIDTH = WIDTH - COLUMNS.length * CELL_WIDTH;
const HEAD_HEIGHT = 26;
const SECTION_HEIGHT = 16;
const ROW_HEIGHT_MIN = 17;
const INDENT = 14;
const PADDING = 3;
const ITEM_SIZE = 7.5;
const VALUE_SIZE = 8.5;

const HEADS: Readonly<Record<Column, string>> = {
  a: '(a)\nTOTAL',
  b: '(b) CURRENT\nASSISTANCE',
  c: '(c) FORMER\nASSISTANCE',
  d: '(d) NEVER\nASSISTANCE',
};

/** An edition of the form with the figures of a report. */
export interface FilledForm {
  readonly edition: Edition;
  readonly lines: ReportLines;
  /** The state's choice of PEP; null where none was set. */
  readonly pep: Pep | null;
}

/** Draws a page's sections as one table from `top` down; answers where it ends. */
export function drawFormTable(
  paper: Paper,
  sections: readonly PrintedSection[],
  { edition, lines, pep }: FilledForm,
  top: number,
): number {
  const table = paper.within(paper.root, 'Table');
  let y = drawHeads(paper, table, top);
  for (const section of sections) {
    paper.bookmark(section.title);
    y = drawSectionHead(paper, table, section, pep, y);
    for (const row of section.rows) y = drawRow(paper, table, row, { edition, lines, pep }, y);
  }
  table.end();
  return y;
}

function drawHeads(paper: Paper, table: Element, y: number): number {
  const row = paper.within(table, 'TR');
  const x = PAGE.margin;
  const element = { scope: 'Column' } as const;
  const style = { size: 7, isBold: true, align: 'center', element } as const;
  paper.box({ x, y, width: ITEM_WIDTH, height: HEAD_HEIGHT });
  const place = { x, y: y + 9, width: ITEM_WIDTH };
  paper.text(row, 'TH', 'ITEMS', place, style);
  for (const [index, column] of COLUMNS.entries()) {
    const left = cellLeft(index);
    paper.box({ x: left, y, width: CELL_WIDTH, height: HEAD_HEIGHT });
    const inside = { x: left, y: y + 5, width: CELL_WIDTH };
    paper.text(row, 'TH', HEADS[column], inside, style);
  }
  row.end();
  return y + HEAD_HEIGHT;
}

function drawSectionHead(
  paper: Paper,
  table: Element,
  { title, hasPepOption }: PrintedSection,
  pep: Pep | null,
  y: number,
): number {
  const row = paper.within(table, 'TR');
  const x = PAGE.margin;
  paper.box({ x, y, width: WIDTH, height: SECTION_HEIGHT }, '#eeeeee');
  const style = { size: 8, isBold: true } as const;
  const width = hasPepOption ? ITEM_WIDTH : WIDTH;
  const place = { x: x + PADDING, y: y + 4.5, width: width - PADDING };
  paper.text(row, 'TH', title, place, { ...style, element: { scope: 'Row' } });
  if (hasPepOption) drawPepOption(paper, row, pep, y);
  row.end();
  return y + SECTION_HEIGHT;
}

/** The measure that the state had chosen when the report was submitted; unknown where none was set. */
function drawPepOption(paper: Paper, row: Element, pep: Pep | null, y: number): void {
  const left = cellLeft(0);
  const cell = paper.within(row, 'TD');
  const style = { size: 7 } as const;
  const text = (words: string, x: number, actual: string): void => {
    paper.text(cell, 'Span', words, { x, y: y + 5, width: 90 }, { ...style, element: { actual } });
  };
  text('Select PEP Option:', left, 'PEP option:');
  const choices = [
    ['iv-d', 'IV-D', left + 85],
    ['statewide', 'Statewide', left + 150],
  ] as const;
  for (const [choice, name, x] of choices) {
    paper.tickBox(x, y + 4, choice === pep);
    const isChosen = pep === null ? 'unknown' : choice === pep ? 'yes' : 'no';
    text(name, x + 15, `${name}: ${isChosen}.`);
  }
  if (pep === null) text('(unknown)', left + 225, 'Which is chosen is unknown.');
  cell.end();
}

function drawRow(
  paper: Paper,
  table: Element,
  { line, title, isLettered }: PrintedRow,
  { edition, lines }: FilledForm,
  y: number,
): number {
  const row = paper.within(table, 'TR');
  const x = PAGE.margin;
  const indent = PADDING + (isLettered ? INDENT : 0);
  const width = ITEM_WIDTH - indent - PADDING;
  const style = { size: ITEM_SIZE };
  const textHeight = paper.heightOf(title, width, style);
  const height = Math.max(ROW_HEIGHT_MIN, textHeight + 2 * PADDING);
  paper.box({ x, y, width: ITEM_WIDTH, height });
  const place = { x: x + indent, y: y + (height - textHeight) / 2 + 0.5, width };
  paper.text(row, 'TH', title, place, { ...style, element: { scope: 'Row' } });
  for (const [index, column] of COLUMNS.entries()) {
    const box = { x: cellLeft(index), y, width: CELL_WIDTH, height };
    const entry = line === null ? null : edition.entryOf(line);
    const value = line === null ? null : cellOf(lines, line, column);
    paper.box(box, value === null ? shadeOf(entry, lines) : null);
    const style = { size: VALUE_SIZE, align: 'right' } as const;
    paper.textInCell(row, 'TD', shownValue(entry, value), box, style);
  }
  row.end();
  return y + height;
}

/** Blue where a line waits to be phased in, grey where a column is never reported. */
function shadeOf(entry: LineEntry | null, lines: ReportLines): string {
  if (entry?.isPhasedIn !== true) return SHADE;
  return cellOf(lines, entry.line, 'a') === null ? SHADE_OF_PHASE_IN : SHADE;
}

function shownValue(entry: LineEntry | null, value: Cell): string {
  if (value === null) return '';
  const shown = valueForPeople(value);
  return entry?.unit === 'dollars' ? `$ ${shown}` : shown;
}

function cellLeft(index: number): number {
  return PAGE.margin + ITEM_WIDTH + index * CELL_WIDTH;
}
