import { formatMonth } from '../../../events/values/month.js';
import type { Ffy, Month } from '../../../events/values/month.js';
import { cellOf } from '../../../projections/form/report.js';
import type { ReportLines } from '../../../projections/form/report.js';
import { grouped, wrapped } from '../../reports/table.js';
import { OPENING_CSV } from '../opening-csv.js';
import { cellName } from './audit-figures.js';
import type { TableFigure } from './audit-figures.js';
import type { AuditLayout, AuditTable } from './layouts.js';

const WIDTH = 88;

/** What the text says about the tables of one package. */
export interface AuditReadmeFacts {
  readonly layout: AuditLayout;
  /** The fiscal year whose tables were asked for. */
  readonly ffy: Ffy;
  readonly month: Month;
  readonly figures: readonly TableFigure[];
  readonly lines: ReportLines;
}

/** README.txt of the tables: their figures, how to open them, and what stays empty in them and why. */
export function auditReadme({ layout, ffy, month, figures, lines }: AuditReadmeFacts): string {
  const blocks: readonly string[] = [
    `TABLES OF THE FEDERAL AUDIT, FFY ${ffy}`,
    `They are of the report of ${formatMonth(month)} and follow the layout of FFY ${layout.fromFfy} (${layout.source}).${otherLayout(layout, ffy)}`,
    ...(layout.caution === '' ? [] : [layout.caution]),
    'Each table is a CSV file; audit.xlsx has all of them, a sheet for each. Rows are in order of the id, and nobody is there twice.',
    'FIGURES',
    'They were compared with the report when the package was made; verify.mjs counts and adds them up anew, from the rows, and compares each row with the trail and with the workbook.',
    figureTable(figures),
    'HOW TO OPEN THEM',
    ...OPENING_CSV,
    'In audit.xlsx ids are text cells and nothing has to be chosen. A table that is longer than a sheet goes on, under its heading, on the next one: "Line24 (2)".',
    'Days are written YYYY-MM-DD and are texts in the workbook too, so that no program moves them. Amounts are dollars with two decimals: numbers in the workbook, but for amounts of more than 15 digits, which a spreadsheet would round; those are texts. A name that begins with = + - @ or a tab has an apostrophe in front of it in the CSV files, so that no program computes it; in the workbook it stands as it is.',
    'WHAT IS EMPTY, AND WHY',
    layout.tables.flatMap((table) => gapsOf(table, lines)).join('\n'),
  ];
  return `${blocks.map(shape).join('\n\n')}\n`;
}

function otherLayout({ fromFfy }: AuditLayout, ffy: Ffy): string {
  if (ffy === fromFfy) return '';
  return ` The layout of FFY ${ffy} is not known to the program: ask for that year's letter, and compare.`;
}

function figureTable(figures: readonly TableFigure[]): string {
  const width = Math.max(...figures.map(({ table }) => table.length));
  const counts = figures.map(({ rows }) => `${grouped(rows)} ${rows === 1 ? 'row' : 'rows'}`);
  const countWidth = Math.max(...counts.map((count) => count.length));
  return figures
    .map(({ table, sum, report }, index) => {
      const count = (counts[index] ?? '').padStart(countWidth);
      const amount = sum === null ? '' : `, ${sum} in all`;
      const cell = report === null ? '' : `: the report's ${cellName(report)}`;
      return `  ${table.padEnd(width)}  ${count}${amount}${cell}`;
    })
    .join('\n');
}

function gapsOf({ name, columns, gap, apart }: AuditTable, lines: ReportLines): readonly string[] {
  const figure =
    apart === undefined
      ? ''
      : ` Line ${apart} of the report is ${cellOf(lines, apart, 'a') ?? 'empty'}.`;
  return [
    ...(gap === undefined ? [] : [`- ${name}: ${gap}.${figure}`]),
    ...columns.flatMap((column) =>
      column.gap === undefined ? [] : [`- ${name}, ${column.name}: ${column.gap}.`],
    ),
  ];
}

/** Wraps what is longer than a line; a table stays as it is. */
function shape(block: string): string {
  return block
    .split('\n')
    .flatMap((line) => (line.startsWith('  ') ? [line] : wrapped(line, WIDTH)))
    .join('\n');
}
