import type { LineNumber } from '../../events/line-numbers.js';
import type { County } from '../../events/values/county.js';
import { ffyOf, formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { CHILD_SUBJECT } from '../../projections/columns/codes.js';
import { cellOf } from '../../projections/form/report.js';
import { COLUMNS } from '../../projections/form/line.js';
import type { Column } from '../../projections/form/line.js';
import type { TracedRow } from '../../projections/packages/traced-rows.js';
import { gatherEvidence } from '../packages/evidence.js';
import type { Evidence } from '../packages/evidence.js';
import { AuditFacts } from '../packages/audit/audit-facts.js';
import { auditRows } from '../packages/audit/audit-rows.js';
import { layoutOf } from '../packages/audit/layouts.js';
import type { ActLog } from '../ports/act-log.js';
import type { LedgerReaders, OnRecords } from '../ports/ledger-reader.js';
import { ROW, idOf } from '../ports/ledger-rows.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { readVersions } from '../versions/county-acts.js';
import { findVersion } from '../versions/decide-version.js';
import { outdatedVersions } from '../versions/version-questions.js';

/** What auditors look at before they judge, in their order (contract/audit.md, Before judging). */
export type CheckName =
  | 'trail-against-cells'
  | 'subject-twice'
  | 'outside-universe'
  | 'audit-files'
  | 'later-records'
  | 'changed-months';

/** A check: how many it found, and which, as far as they are listed. */
export interface SampleCheck {
  readonly check: CheckName;
  readonly count: number;
  readonly rows: readonly Readonly<Record<string, string | number | null>>[];
}

/** Most findings of one check that are listed. */
export const CHECK_ROWS_MAX = 1_000;

/** The checks of a version of a county's month. */
export async function sampleChecks(
  { ledgers, submissions }: { readonly ledgers: LedgerReaders; readonly submissions: ActLog },
  {
    county,
    month,
    version: number,
  }: { readonly county: County; readonly month: Month; readonly version: number },
  onRecords: OnRecords,
): Promise<Answer<readonly SampleCheck[]>> {
  const { versions } = await readVersions(submissions, county);
  const found = findVersion(versions, { county, month, version: number });
  if (found.kind !== 'done') return found;
  const file = ledgers.ledger(county);
  if (file === null) return misaddressed(`County ${county} has no ledger.`);
  const firstMonth = file.retention?.firstMonth;
  if (firstMonth !== undefined && month < firstMonth) {
    return misaddressed(
      `The rows of ${formatMonth(month)} are not kept any more: the first month that is kept is ${formatMonth(firstMonth)}.`,
    );
  }
  const version = found.value;
  const evidence = gatherEvidence(file, version, [], onRecords);
  const facts = new AuditFacts(evidence);
  const outdated = await outdatedVersions(ledgers, submissions, { county }, onRecords);
  const changed = outdated.map((each) => ({
    month: formatMonth(each.month),
    version: each.version,
    cells: each.cells.length,
  }));
  return done([
    listed('trail-against-cells', differentCells(evidence)),
    listed('subject-twice', subjectsTwice(evidence)),
    listed('outside-universe', outsideUniverse(evidence, facts)),
    listed('audit-files', differentFiles(evidence, facts)),
    listed('later-records', laterRecords(evidence)),
    listed('changed-months', changed),
  ]);
}

type Finding = Readonly<Record<string, string | number | null>>;

function listed(check: CheckName, findings: Iterable<Finding>): SampleCheck {
  const rows: Finding[] = [];
  let count = 0;
  for (const finding of findings) {
    count += 1;
    if (rows.length < CHECK_ROWS_MAX) rows.push(finding);
  }
  return { check, count, rows };
}

function* rowsOfLines({ trail }: Evidence): Generator<readonly [LineNumber, TracedRow]> {
  for (const [line, rows] of trail.lines) {
    for (const row of rows.rows()) yield [line, row];
  }
}

/** What the rows of a cell come to, counted or summed, where the version has another figure in it. */
function* differentCells(evidence: Evidence): Generator<Finding> {
  const { version } = evidence;
  for (const [line, rows] of evidence.trail.lines) {
    const sums = new Map<Column, bigint>(COLUMNS.map((column) => [column, 0n]));
    for (const { column, amount } of rows.rows()) {
      const units = amount === null ? 1n : BigInt(amount);
      sums.set(column, (sums.get(column) ?? 0n) + units);
      if (column !== 'a') sums.set('a', (sums.get('a') ?? 0n) + units);
    }
    for (const column of COLUMNS) {
      const frozen = cellOf(version.lines, line, column);
      const units = frozen === null ? 0n : BigInt(String(frozen).replace('.', ''));
      const found = sums.get(column) ?? 0n;
      if (found !== units) {
        yield {
          line,
          column,
          rows: String(found),
          frozen: frozen === null ? null : String(frozen),
        };
      }
    }
  }
}

function* subjectsTwice(evidence: Evidence): Generator<Finding> {
  for (const [line, rows] of evidence.trail.lines) {
    const seen = new Set<string>();
    for (const { column, subject } of rows.rows()) {
      if (subject === 0) continue;
      const key = `${column} ${String(subject)}`;
      if (seen.has(key)) yield { line, column, ...named(evidence, subject) };
      seen.add(key);
    }
  }
}

/** A case that is not among the county's cases, or a child none of whose cases is. */
function* outsideUniverse(evidence: Evidence, { cases }: AuditFacts): Generator<Finding> {
  for (const [line, row] of rowsOfLines(evidence)) {
    if (row.subject === 0) continue;
    const isIn =
      row.cases.length === 0 ? cases.has(row.subject) : row.cases.some((each) => cases.has(each));
    if (!isIn && !isChildWithoutCases(evidence, row)) {
      yield { line, column: row.column, ...named(evidence, row.subject) };
    }
  }
}

/** A child that is counted by itself has no case on the row. */
function isChildWithoutCases(evidence: Evidence, { subject, cases }: TracedRow): boolean {
  return cases.length === 0 && evidence.view.subjectKinds[subject] === CHILD_SUBJECT;
}

/** Tables of the federal audit whose rows, or their sum, are not the version's figure. */
function* differentFiles(evidence: Evidence, facts: AuditFacts): Generator<Finding> {
  const { version } = evidence;
  for (const table of layoutOf(ffyOf(version.month)).tables) {
    if (table.proof === null) continue;
    const amountAt = table.columns.findIndex(({ source }) => source === 'amount');
    let found = 0n;
    for (const row of auditRows(table, evidence, facts)) {
      found += amountAt === -1 ? 1n : BigInt((row[amountAt] ?? '0').replace('.', ''));
    }
    const { line, columns } = table.proof;
    const frozen = columns.reduce((sum, column) => {
      const cell = cellOf(version.lines, line, column);
      return sum + (cell === null ? 0n : BigInt(String(cell).replace('.', '')));
    }, 0n);
    if (found !== frozen) {
      yield { table: table.name, line, rows: String(found), frozen: String(frozen) };
    }
  }
}

/** Records of cases and children on the month's lines that came after the version. */
function* laterRecords(evidence: Evidence): Generator<Finding> {
  const { file, version } = evidence;
  if (file.size === version.asOf) return;
  const onLines = new Set<number>();
  for (const [, { subject, cases }] of rowsOfLines(evidence)) {
    for (const each of [subject, ...cases]) onLines.add(each);
  }
  onLines.delete(0);
  for (const page of file.scan(version.asOf + 1, file.size)) {
    for (const row of page) {
      const subject = row[ROW.subject];
      if (!onLines.has(subject)) continue;
      yield {
        ...named(evidence, subject),
        position: row[ROW.position],
        record: idOf(row[ROW.body]),
      };
    }
  }
}

function named({ view }: Evidence, subject: number): Finding {
  const id = view.subjectIds[subject] ?? '';
  return view.subjectKinds[subject] === CHILD_SUBJECT ? { child: id } : { case: id };
}
