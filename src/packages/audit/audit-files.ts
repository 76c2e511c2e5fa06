import type { Ffy } from '../../../events/values/month.js';
import { visible } from '../../../events/values/visible-text.js';
import type { SheetColumn } from '../../printing/xlsx/sheet-xml.js';
import { workbookXlsx } from '../../printing/xlsx/workbook.js';
import type { Sheet } from '../../printing/xlsx/workbook.js';
import { csvLine } from '../../reports/csv.js';
import type { DictionaryTable } from '../data-dictionary.js';
import type { Evidence } from '../evidence.js';
import type { Chunks } from '../package-writer.js';
import { AuditFacts } from './audit-facts.js';
import { TableTally, figuresJson, provedFigure } from './audit-figures.js';
import type { TableFigure } from './audit-figures.js';
import { auditReadme } from './audit-readme.js';
import { auditRows, kindOfSource } from './audit-rows.js';
import { layoutOf } from './layouts.js';
import type { AuditColumn, AuditSource, AuditTable } from './layouts.js';

const FOLDER = 'data/audit';

/**
 * The tables of the federal audit of a fiscal year, as CSV files and as one workbook, with their figures and
 * what is missing in them. Each file has to be written before the next is asked for. Throws where a
 * table does not give the report's figure.
 */
export function* auditFiles(
  evidence: Evidence,
  ffy: Ffy,
): Generator<{ readonly path: string; readonly chunks: Chunks }> {
  const layout = layoutOf(ffy);
  const { tables } = layout;
  const facts = new AuditFacts(evidence);
  const figures: TableFigure[] = [];
  for (const table of tables) {
    const tally = new TableTally();
    yield { path: pathOf(table), chunks: csvOf(table, auditRows(table, evidence, facts), tally) };
    figures.push(provedFigure(table, tally, evidence.replayed.lines));
  }
  const sheets = tables.map((table) => sheetOf(table, auditRows(table, evidence, facts)));
  yield { path: `${FOLDER}/audit.xlsx`, chunks: workbookXlsx(sheets) };
  yield { path: `${FOLDER}/figures.json`, chunks: [figuresJson(layout, ffy, figures)] };
  const { month } = evidence.version;
  const told = { layout, ffy, month, figures, lines: evidence.replayed.lines };
  yield { path: `${FOLDER}/README.txt`, chunks: [auditReadme(told)] };
}

/** The same tables for the data dictionary. */
export function auditTables(ffy: Ffy): readonly DictionaryTable[] {
  return layoutOf(ffy).tables.map((table) => ({
    name: `audit-${table.name}`,
    path: pathOf(table),
    title: table.title,
    fields: table.columns.map(fieldOf),
  }));
}

function fieldOf({ name, source, gap }: AuditColumn): DictionaryTable['fields'][number] {
  const kind = kindOfSource(source);
  return {
    name,
    type: kind === 'day' ? 'date' : 'string',
    title: TITLES[source],
    values: gap === undefined ? '' : `empty: ${gap}`,
    ...(kind === 'amount' ? { form: 'decimal' as const } : {}),
    isRequired: kind === 'id' || kind === 'amount',
  };
}

const TITLES: Readonly<Record<AuditSource, string>> = {
  caseId: 'Case, spelled as in every other table',
  statusDate: 'Day on which the case was last opened or closed (YYYY-MM-DD)',
  caseStatus: 'Open or Closed, at the end of the month',
  payeeName: 'Custodial party of the latest opening, last name first',
  ncpName: 'Noncustodial parent of the latest opening, last name first',
  childId: 'Child, spelled as in every other table',
  childName: 'Child, last name first',
  childBirthDate: 'Birth date (YYYY-MM-DD)',
  paternityDate: 'Day of the establishment that stands (YYYY-MM-DD)',
  amount: 'Dollars with two decimals',
  unknown: 'Not in the ledger',
};

function pathOf({ name }: AuditTable): string {
  return `${FOLDER}/${name}.csv`;
}

function* csvOf(
  { columns }: AuditTable,
  rows: Iterable<readonly string[]>,
  tally: TableTally,
): Generator<string> {
  const amountAt = columns.findIndex(({ source }) => source === 'amount');
  const isFree = columns.map(({ source }) => kindOfSource(source) === 'text');
  yield csvLine(columns.map(({ name }) => name));
  for (const row of rows) {
    tally.add(row[amountAt] ?? null);
    yield csvLine(row.map((text, index) => (isFree[index] === true ? inertText(text) : text)));
  }
}

const WIDTHS = { id: 16, text: 28, day: 14, amount: 20 } as const;

function sheetOf({ name, columns }: AuditTable, rows: Iterable<readonly string[]>): Sheet {
  return {
    name,
    columns: columns.map((column): SheetColumn => {
      const kind = kindOfSource(column.source);
      return {
        heading: column.name,
        kind: kind === 'amount' ? 'amount' : 'text',
        width: WIDTHS[kind],
      };
    }),
    rows,
  };
}

/**
 * A text that a spreadsheet takes for a formula gets an apostrophe in front (OWASP, CSV injection).
 * Ids and amounts do not pass through here: they are letters, digits, hyphens and a point.
 */
export function inertText(text: string): string {
  return /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u.test(text) ? `'${text}` : text;
}

/** The same for a sheet that people open: what would hide or turn the text around it is its code. */
export function inertForPeople(text: string): string {
  return inertText(visible(text));
}

/** The heading of a column of such texts, which says what the apostrophe is. */
export function headingOfInert(heading: string): string {
  return `${heading} (' before = + - @)`;
}
