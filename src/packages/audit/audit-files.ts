import { ffyOf, formatMonth } from '../../../events/values/month.js';
import type { Month } from '../../../events/values/month.js';
import { formatCents } from '../../../events/values/money.js';
import { CHILD_SUBJECT } from '../../../projections/columns/codes.js';
import { entryOf } from '../../../projections/cs1257/catalogue.js';
import type { TracedRow } from '../../../projections/packages/traced-rows.js';
import { csvLine } from '../../reports/csv.js';
import { wrapped } from '../../reports/table.js';
import type { DictionaryTable } from '../data-dictionary.js';
import type { Evidence } from '../evidence.js';
import type { Chunks } from '../package-writer.js';
import { AuditFacts } from './audit-facts.js';
import { layoutOf } from './layouts.js';
import type { AuditLayout, AuditSource, AuditTable } from './layouts.js';

const WIDTH = 88;

/** The tables of the federal audit for a version's fiscal year, and what is missing in them. */
export function* auditFiles(
  evidence: Evidence,
): Generator<{ readonly path: string; readonly chunks: Chunks }> {
  const { month } = evidence.version;
  const layout = layoutOf(ffyOf(month));
  const facts = new AuditFacts(evidence);
  for (const table of layout.tables) {
    yield { path: pathOf(table), chunks: csvOf(table, evidence, facts) };
  }
  yield { path: 'data/audit/GAPS.txt', chunks: [gapsText(layout, month)] };
}

/** The same tables for the data dictionary. */
export function auditTables(month: Month): readonly DictionaryTable[] {
  return layoutOf(ffyOf(month)).tables.map((table) => ({
    name: `audit-${table.name}`,
    path: pathOf(table),
    title: table.title,
    fields: table.columns.map(({ name, source, gap }) => ({
      name,
      type: 'string' as const,
      title: TITLES[source],
      values: gap === undefined ? '' : `empty: ${gap}`,
      isRequired: false,
    })),
  }));
}

const TITLES: Readonly<Record<AuditSource, string>> = {
  caseId: 'Case, spelt as in every other table',
  statusDate: 'Day on which the case was last opened or closed (YYYY-MM-DD)',
  caseStatus: 'Open or Closed, at the end of the month',
  payeeName: 'Custodial party of the latest opening, last name first',
  ncpName: 'Noncustodial parent of the latest opening, last name first',
  childId: 'Child, spelt as in every other table',
  childName: 'Child, last name first',
  childBirthDate: 'Birth date (YYYY-MM-DD)',
  paternityDate: 'Day of the establishment that stands (YYYY-MM-DD)',
  amount: 'Dollars with two decimals',
  unknown: 'Not in the ledger',
};

function pathOf({ name }: AuditTable): string {
  return `data/audit/${name}.csv`;
}

/** A row of an audit table: the case, the child, or both, and an amount. */
interface AuditRow {
  readonly case: number;
  readonly child: number;
  readonly amount: number | null;
}

function* csvOf(table: AuditTable, evidence: Evidence, facts: AuditFacts): Generator<string> {
  const { subjectIds } = evidence.view;
  yield csvLine(table.columns.map(({ name }) => name));
  const idOf = (subject: number): string => subjectIds[subject] ?? '';
  const rows = rowsOf(table, evidence, facts);
  const places = Array.from(rows, (row) => ({ row, key: idOf(row.child || row.case) }));
  places.sort((one, other) => (one.key < other.key ? -1 : Number(one.key > other.key)));
  for (const { row } of places) {
    yield csvLine(table.columns.map(({ source }) => valueOf(source, row, facts, idOf)));
  }
}

function* rowsOf(
  { rows }: AuditTable,
  { trail, view }: Evidence,
  facts: AuditFacts,
): Generator<AuditRow> {
  if (rows === null) return;
  if (rows === 'universe') {
    for (const subject of facts.cases.keys()) yield { case: subject, child: 0, amount: null };
    return;
  }
  const isMoney = entryOf(rows).unit === 'dollars';
  for (const row of trail.lines.get(rows)?.rows() ?? []) {
    // A figure of DCSS's has no case or child behind it.
    if (row.subject !== 0) yield auditRow(row, view.subjectKinds, isMoney);
  }
}

function auditRow(
  { subject, cases, amount }: TracedRow,
  kinds: Uint8Array,
  isMoney: boolean,
): AuditRow {
  const isChild = kinds[subject] === CHILD_SUBJECT;
  return {
    case: isChild ? (cases[0] ?? 0) : subject,
    child: isChild ? subject : 0,
    amount: isMoney ? amount : null,
  };
}

function valueOf(
  source: AuditSource,
  row: AuditRow,
  facts: AuditFacts,
  idOf: (subject: number) => string,
): string {
  switch (source) {
    case 'caseId':
      return idOf(row.case);
    case 'childId':
      return idOf(row.child);
    case 'statusDate':
      return facts.statusDate(row.case);
    case 'caseStatus':
      return facts.caseStatus(row.case);
    case 'payeeName':
      return inertText(facts.payeeName(row.case));
    case 'ncpName':
      return inertText(facts.ncpName(row.case));
    case 'childName':
      return inertText(facts.childName(row.child));
    case 'childBirthDate':
      return facts.childBirthDate(row.child);
    case 'paternityDate':
      return facts.paternityDate(row.child);
    case 'amount':
      return row.amount === null ? '' : formatCents(row.amount);
    case 'unknown':
      return '';
  }
}

/**
 * A text that a spreadsheet takes for a formula gets an apostrophe in front (OWASP, CSV injection).
 * Ids and amounts do not pass through here: they are letters, digits, hyphens and a point.
 */
export function inertText(text: string): string {
  return /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/u.test(text) ? `'${text}` : text;
}

/** GAPS.txt: which layout the tables follow, and what stays empty in them and why. */
function gapsText(layout: AuditLayout, month: Month): string {
  const ffy = ffyOf(month);
  const other =
    ffy === layout.fromFfy
      ? ''
      : ` The report is of FFY ${String(ffy)}: ask for that year's layout, and compare.`;
  const paragraphs = [
    `Tables of the federal audit for ${formatMonth(month)}`,
    `They follow the layout of FFY ${String(layout.fromFfy)} (${layout.source}).${other}`,
    ...(layout.caution === '' ? [] : [layout.caution]),
    'What is not in the ledger, and stays empty:',
    layout.tables.flatMap(gapsOf).join('\n'),
  ];
  return `${paragraphs.map(shape).join('\n\n')}\n`;
}

function gapsOf({ name, columns, gap }: AuditTable): readonly string[] {
  return [
    ...(gap === undefined ? [] : [`- ${name}: ${gap}.`]),
    ...columns.flatMap((column) =>
      column.gap === undefined ? [] : [`- ${name}, ${column.name}: ${column.gap}.`],
    ),
  ];
}

function shape(paragraph: string): string {
  return paragraph
    .split('\n')
    .flatMap((line) => wrapped(line, WIDTH))
    .join('\n');
}
