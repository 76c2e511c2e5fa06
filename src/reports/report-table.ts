import { SECTION_TITLES } from '../../projections/form/catalogue.js';
import { formatMonth } from '../../events/values/month.js';
import { COLUMNS } from '../../projections/form/line.js';
import type { Column, Section } from '../../projections/form/line.js';
import { cellOf } from '../../projections/form/report.js';
import type { Cell, ReportLines } from '../../projections/form/report.js';
import type { CountyReport, StateReport } from './county-report.js';
import { COLUMN_TITLES, FORM_TITLES, columnsOf, linesOfForm } from './form.js';
import type { FormLine } from './form.js';
import { WIDTH_MAX, monthForPeople, wrapped } from './table.js';

const LINE_WIDTH = 5;
const GAP = 2;
/** Where less is left for titles beside the cells, the cells stand below them. */
const TITLE_WIDTH_MIN = 20;
const NOT_REPORTED_YET = '-';

/** Cells to be marked with an asterisk, as `line` then column: `24b`. */
export type MarkedCells = ReadonlySet<string>;

const NONE_MARKED: MarkedCells = new Set();

/** How a report is put on a screen or paper. */
export interface ReportLook {
  /** In characters. */
  readonly width: number;
  readonly marked: MarkedCells;
}

/** A county's report for people, no line longer than `width` characters. */
export function countyReportTable(
  report: CountyReport,
  marked: MarkedCells = NONE_MARKED,
  width = WIDTH_MAX,
): string {
  const where =
    report.asOf === 0
      ? `County ${report.county}: no records in its ledger; it never sent any`
      : `County ${report.county}, as of position ${String(report.asOf)}`;
  return tableOf(report, wrapped(where, width), report.lines, { marked, width });
}

/** The sum of all counties for people; the counties' own cells are in the JSON and the CSV. */
export function stateReportTable(report: StateReport, width = WIDTH_MAX): string {
  const parts = report.counties.map(
    ({ county, asOf }) => `${county} as of position ${String(asOf)}`,
  );
  const count = report.counties.length;
  const where =
    count === 0
      ? 'All counties: no ledger has records'
      : `All counties (${String(count)} with records): ${parts.join(', ')}`;
  if (report.state === null) {
    const without = report.leftOut.map(({ county }) => county).join(', ');
    const why = `Left out: ${without}. A sum without a county would be wrong, so there is none.`;
    return `${[...wrapped(where, width), ...wrapped(why, width)].join('\n')}\n`;
  }
  return tableOf(report, wrapped(where, width), report.state, { marked: NONE_MARKED, width });
}

function tableOf(
  { form, month, edition }: Pick<CountyReport, 'form' | 'month' | 'edition'>,
  where: readonly string[],
  lines: ReportLines,
  { marked, width }: ReportLook,
): string {
  const formLines = linesOfForm(form, edition);
  const layout = layoutOf(cellWidth(formLines, lines, marked), width);
  const heads = COLUMNS.map((column) => `(${column}) ${COLUMN_TITLES[column]}`);
  const out = [
    `${form}  ${FORM_TITLES[form]}`,
    `${monthForPeople(formatMonth(month))}, form of ${edition}`,
    ...where,
    '',
    ...cellRows('', heads, layout),
  ];
  let section: Section | null = null;
  for (const line of formLines) {
    if (line.section !== section) {
      section = line.section;
      out.push('', ...wrapped(`${section}. ${SECTION_TITLES[line.section]}`, width));
    }
    const texts = COLUMNS.map((column) => cellText(line, column, lines, marked));
    out.push(...rowsOfLine(line, texts, layout));
  }
  out.push('', ...legend(formLines, lines, marked).flatMap((text) => legendRows(text, width)));
  return `${out.join('\n')}\n`;
}

/** How a table stays within its width. */
interface Layout {
  /** Of the whole. */
  readonly width: number;
  readonly cellWidth: number;
  /** Characters in front of the first cell; 0 where the cells have rows of their own below the title. */
  readonly cellsFrom: number;
  readonly cellsPerRow: number;
}

/** Cells beside the titles, or below them: all in a row, or two, or one. */
function layoutOf(ofCell: number, width: number): Layout {
  const room = width - COLUMNS.length * (ofCell + GAP);
  if (room >= LINE_WIDTH + TITLE_WIDTH_MIN) {
    return { width, cellWidth: ofCell, cellsFrom: room, cellsPerRow: COLUMNS.length };
  }
  const cellsPerRow = [COLUMNS.length, 2].find((count) => count * (ofCell + GAP) <= width) ?? 1;
  return { width, cellWidth: ofCell, cellsFrom: 0, cellsPerRow };
}

function rowsOfLine(
  { line, title }: FormLine,
  texts: readonly string[],
  layout: Layout,
): readonly string[] {
  const number = line.padEnd(LINE_WIDTH);
  if (layout.cellsFrom === 0) {
    const titles = titleRows(number, wrapped(title, layout.width - LINE_WIDTH - GAP));
    return [...titles, ...cellRows('', texts, layout)];
  }
  const [first = '', ...more] = wrapped(title, layout.cellsFrom - LINE_WIDTH - GAP);
  return [...cellRows(number + first, texts, layout), ...titleRows('', more)];
}

/** Parts of a title under each other; those after the first stand a little further in. */
function titleRows(number: string, titles: readonly string[]): readonly string[] {
  return titles.map((title, index) =>
    number !== '' && index === 0 ? number + title : `${' '.repeat(LINE_WIDTH + GAP)}${title}`,
  );
}

/** The cells behind what stands in front of them, in as many rows as the layout has. Empty rows are left out. */
function cellRows(
  front: string,
  texts: readonly string[],
  { cellWidth: width, cellsFrom, cellsPerRow }: Layout,
): readonly string[] {
  const rowCount = Math.ceil(texts.length / cellsPerRow);
  return Array.from({ length: rowCount }, (_, row) => {
    const ofRow = texts.slice(row * cellsPerRow, (row + 1) * cellsPerRow);
    const cells = ofRow.map((text) => ' '.repeat(GAP) + text.padStart(width));
    return `${front.padEnd(cellsFrom)}${cells.join('')}`.trimEnd();
  }).filter((row) => row !== '');
}

function cellWidth(
  formLines: readonly FormLine[],
  lines: ReportLines,
  marked: MarkedCells,
): number {
  const texts = formLines.flatMap((line) =>
    COLUMNS.map((column) => cellText(line, column, lines, marked)),
  );
  const heads = COLUMNS.map((column) => `(${column}) ${COLUMN_TITLES[column]}`);
  return Math.max(...[...texts, ...heads].map((text) => text.length));
}

function cellText(line: FormLine, column: Column, lines: ReportLines, marked: MarkedCells): string {
  if (!columnsOf(line).includes(column)) return '';
  const value = cellOf(lines, line.line, column);
  if (value === null) return NOT_REPORTED_YET;
  return `${marked.has(line.line + column) ? '*' : ''}${valueForPeople(value)}`;
}

/** A cell's value with thousands separators; amounts keep their two decimals. */
export function valueForPeople(value: Cell): string {
  if (value === null) return NOT_REPORTED_YET;
  const [whole = '', decimals] = String(value).split('.');
  const sign = whole.startsWith('-') ? '-' : '';
  const groupedWhole = whole.replace('-', '').replaceAll(/\B(?=(?:\d{3})+(?!\d))/gu, ',');
  return `${sign}${groupedWhole}${decimals === undefined ? '' : `.${decimals}`}`;
}

/** A sign and what it means; what it means is wrapped under itself. */
function legendRows(text: string, width: number): readonly string[] {
  const sign = /^[-*] {6}/u.exec(text)?.[0] ?? '';
  const lines = wrapped(text.slice(sign.length), width - sign.length);
  return lines.map((line, index) => (index === 0 ? sign : ' '.repeat(sign.length)) + line);
}

function legend(formLines: readonly FormLine[], lines: ReportLines, marked: MarkedCells): string[] {
  const hasUnreported = formLines.some((line) => cellOf(lines, line.line, 'a') === null);
  return [
    'Blank: the line does not report this column. Dollars and FTE have two decimals.',
    ...(hasUnreported ? ['-      The line is phased in and not reported yet.'] : []),
    ...(marked.size > 0 ? ['*      The cell differs.'] : []),
  ];
}
