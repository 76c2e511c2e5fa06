import { SECTION_TITLES } from '../../projections/form/catalogue.js';
import { formatMonth } from '../../events/values/month.js';
import { COLUMNS } from '../../projections/form/line.js';
import type { Column, Section } from '../../projections/form/line.js';
import { cellOf } from '../../projections/form/report.js';
import type { Cell, ReportLines } from '../../projections/form/report.js';
import type { CountyReport, StateReport } from './county-report.js';
import { COLUMN_TITLES, FORM_TITLES, columnsOf, linesOfForm } from './form.js';
import type { FormLine } from './form.js';
import { WIDTH_MAX, grouped, monthForPeople, wrapped } from './table.js';

const LINE_WIDTH = 5;
const GAP = 2;
/** Titles stay readable beside cells of a trillion dollars and more; the table is then wider. */
const TITLE_WIDTH_MIN = 12;
const NOT_REPORTED_YET = '-';

/** Cells to be marked with an asterisk, as `line` then column: `24b`. */
export type MarkedCells = ReadonlySet<string>;

const NONE_MARKED: MarkedCells = new Set();

/** A county's report for people, at most 100 characters wide. */
export function countyReportTable(report: CountyReport, marked: MarkedCells = NONE_MARKED): string {
  const where =
    report.asOf === 0
      ? `County ${report.county}: no records in its ledger`
      : `County ${report.county}, as of position ${grouped(report.asOf)}`;
  return tableOf(report, [where], report.lines, marked);
}

/** The sum of all counties for people; the counties' own cells are in the JSON and the CSV. */
export function stateReportTable(report: StateReport): string {
  const parts = report.counties.map(
    ({ county, asOf }) => `${county} as of position ${grouped(asOf)}`,
  );
  const count = report.counties.length;
  const where =
    count === 0
      ? 'All counties: no ledger has records'
      : `All counties (${String(count)} with records): ${parts.join(', ')}`;
  return tableOf(report, wrapped(where, WIDTH_MAX), report.state, NONE_MARKED);
}

function tableOf(
  { form, month, edition }: Pick<CountyReport, 'form' | 'month' | 'edition'>,
  where: readonly string[],
  lines: ReportLines,
  marked: MarkedCells,
): string {
  const formLines = linesOfForm(form, edition);
  const width = cellWidth(formLines, lines, marked);
  const titleWidth = Math.max(
    TITLE_WIDTH_MIN,
    WIDTH_MAX - LINE_WIDTH - COLUMNS.length * (width + GAP),
  );
  const out = [
    `${form}  ${FORM_TITLES[form]}`,
    `${monthForPeople(formatMonth(month))}, form of ${edition}`,
    ...where,
    '',
    row(
      '',
      '',
      COLUMNS.map((column) => `(${column}) ${COLUMN_TITLES[column]}`),
      titleWidth,
      width,
    ),
  ];
  let section: Section | null = null;
  for (const line of formLines) {
    if (line.section !== section) {
      section = line.section;
      out.push('', `${section}. ${SECTION_TITLES[line.section]}`);
    }
    const texts = COLUMNS.map((column) => cellText(line, column, lines, marked));
    const [title = '', ...more] = wrapped(line.title, titleWidth - 1);
    out.push(row(line.line, title, texts, titleWidth, width));
    for (const rest of more) out.push(`${' '.repeat(LINE_WIDTH)}  ${rest}`.trimEnd());
  }
  out.push('', ...legend(formLines, lines, marked));
  return `${out.join('\n')}\n`;
}

function row(
  line: string,
  title: string,
  texts: readonly string[],
  titleWidth: number,
  width: number,
): string {
  const cells = texts.map((text) => ' '.repeat(GAP) + text.padStart(width));
  return `${line.padEnd(LINE_WIDTH)}${title.padEnd(titleWidth)}${cells.join('')}`.trimEnd();
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

function legend(formLines: readonly FormLine[], lines: ReportLines, marked: MarkedCells): string[] {
  const hasUnreported = formLines.some((line) => cellOf(lines, line.line, 'a') === null);
  return [
    'Blank: the line does not report this column. Dollars and FTE have two decimals.',
    ...(hasUnreported ? ['-      The line is phased in and not reported yet.'] : []),
    ...(marked.size > 0 ? ['*      The cell differs.'] : []),
  ];
}
