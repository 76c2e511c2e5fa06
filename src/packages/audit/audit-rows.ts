import { plus } from '../../../events/values/cents-sum.js';
import type { CentsSum } from '../../../events/values/cents-sum.js';
import { formatCents } from '../../../events/values/money.js';
import { CHILD_SUBJECT } from '../../../projections/columns/codes.js';
import { lastEntryOf } from '../../../projections/form/editions.js';
import type { LedgerView } from '../../../projections/columns/ledger-view.js';
import type { TracedRow } from '../../../projections/packages/traced-rows.js';
import type { Evidence } from '../evidence.js';
import type { AuditFacts } from './audit-facts.js';
import type { AuditSource, AuditTable } from './layouts.js';

/** A row of an audit table: the case, the child, or both, and an amount in cents. */
interface AuditRow {
  readonly case: number;
  readonly child: number;
  readonly amount: CentsSum | null;
}

/** The rows of a table as texts, one for each of its columns, in order of the child's or else the case's id. */
export function* auditRows(
  table: AuditTable,
  evidence: Evidence,
  facts: AuditFacts,
): Generator<readonly string[]> {
  const { subjectIds } = evidence.view;
  const idOf = (subject: number): string => subjectIds[subject] ?? '';
  const rows = rowsOf(table, evidence, facts);
  const places = Array.from(rows, (row) => ({ row, key: idOf(row.child || row.case) }));
  places.sort((one, other) => compareText(one.key, other.key));
  for (const { row } of places) {
    yield table.columns.map(({ source }) => valueOf(source, row, facts, idOf));
  }
}

function* rowsOf({ rows }: AuditTable, evidence: Evidence, facts: AuditFacts): Generator<AuditRow> {
  if (rows === null) return;
  if (rows === 'universe') {
    for (const subject of facts.cases.keys()) yield { case: subject, child: 0, amount: null };
    return;
  }
  const traced = evidence.trail.lines.get(rows)?.rows() ?? [];
  if (lastEntryOf(rows)?.unit === 'dollars') yield* amountsByCase(traced);
  else yield* subjectsOf(traced, evidence.view);
}

/** One row a case: what it has in each column, added up; none where that is nothing. */
function* amountsByCase(rows: Iterable<TracedRow>): Generator<AuditRow> {
  const sums = new Map<number, CentsSum>();
  for (const { subject, amount } of rows) {
    sums.set(subject, plus(sums.get(subject) ?? 0, amount ?? 0));
  }
  for (const [subject, amount] of sums) {
    if (amount !== 0) yield { case: subject, child: 0, amount };
  }
}

function* subjectsOf(rows: Iterable<TracedRow>, view: LedgerView): Generator<AuditRow> {
  const { subjectIds, subjectKinds } = view;
  for (const { subject, cases } of rows) {
    // A figure of DCSS's has no case or child behind it.
    if (subject === 0) continue;
    const isChild = subjectKinds[subject] === CHILD_SUBJECT;
    yield isChild
      ? { case: firstById(cases, subjectIds), child: subject, amount: null }
      : { case: subject, child: 0, amount: null };
  }
}

function firstById(cases: readonly number[], ids: readonly string[]): number {
  const idOf = (subject: number): string => ids[subject] ?? '';
  return cases.toSorted((one, other) => compareText(idOf(one), idOf(other)))[0] ?? 0;
}

/** Ids are ASCII, so comparing code units compares bytes. */
function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
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
      return facts.payeeName(row.case);
    case 'ncpName':
      return facts.ncpName(row.case);
    case 'childName':
      return facts.childName(row.child);
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

/** How the value of a column is written where texts, days and amounts differ. */
export function kindOfSource(source: AuditSource): 'id' | 'text' | 'day' | 'amount' {
  switch (source) {
    case 'caseId':
    case 'childId':
      return 'id';
    case 'statusDate':
    case 'childBirthDate':
    case 'paternityDate':
      return 'day';
    case 'amount':
      return 'amount';
    case 'caseStatus':
    case 'payeeName':
    case 'ncpName':
    case 'childName':
    case 'unknown':
      return 'text';
  }
}
