import type { LedgerRecord } from '../../events/record.js';
import { TYPE_CODE } from '../../events/registry.js';
import { addMonths, lastDayOf } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import { CHILD_SUBJECT } from '../../projections/columns/codes.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { reportMonths } from '../../projections/form/report.js';
import type { ReportLines } from '../../projections/form/report.js';
import {
  casesOpenTwice,
  childrenOnNoCase,
  distributionsWithoutCollection,
  recordsAfterSubmission,
} from '../../projections/versions/record-checks.js';
import type { CaseParties } from '../../projections/versions/record-checks.js';
import { againstLastMonth, dueThatDoesNotAddUp } from '../../projections/versions/sense-checks.js';
import type {
  ComparedMonths,
  SenseCheck,
  SenseWarning,
  SubmittedBefore,
} from '../../projections/versions/sense-checks.js';
import { latestOf } from '../../projections/versions/version.js';
import type { Version } from '../../projections/versions/version.js';
import type { SubjectKey } from '../reports/subject.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { ROW } from '../ports/ledger-rows.js';
import type { RawRow } from '../ports/ledger-rows.js';

/** A sense check's warning with the cases and children behind it, in order of id. */
export interface NamedWarning {
  readonly check: SenseCheck;
  readonly message: string;
  readonly subjects: readonly SubjectKey[];
}

/** What is about to be submitted, and what was before. */
export interface ToSubmit {
  readonly month: Month;
  readonly asOf: number;
  readonly lines: ReportLines;
  readonly versions: readonly Version[];
}

/** What should be looked at before a report is approved; `view` is the ledger up to `asOf`. */
export function senseOf(
  file: LedgerReader,
  view: LedgerView,
  { month, asOf, lines, versions }: ToSubmit,
): readonly NamedWarning[] {
  const lastMonth = addMonths(month, -1);
  const [before] = reportMonths(view, [lastMonth], asOf);
  if (before === undefined) throw new Error('A replay left out its month.');
  const compared: ComparedMonths = { view, month, asOf, lines, linesBefore: before.lines };
  const previous = latestOf(versions, month);
  const warnings = [
    ...againstLastMonth(compared),
    ...dueThatDoesNotAddUp(compared, submittedFor(versions, lastMonth)),
    ...casesOpenTwice(view, month, asOf, partiesOf(file, month, asOf)),
    ...childrenOnNoCase(view, month, asOf),
    ...distributionsWithoutCollection(view, month, asOf),
    ...(previous === null ? [] : recordsAfterSubmission(view, month, asOf, previous.asOf)),
  ];
  return warnings.map((warning) => named(view, warning));
}

/** The latest version of a month that was not sent back. */
function submittedFor(versions: readonly Version[], month: Month): SubmittedBefore | null {
  return latestOf(
    versions.filter(({ decision }) => decision.state !== 'returned'),
    month,
  );
}

function named(view: LedgerView, { check, message, subjects }: SenseWarning): NamedWarning {
  const keys = subjects.map((subject): SubjectKey => ({
    kind: view.subjectKinds[subject] === CHILD_SUBJECT ? 'child' : 'case',
    id: view.subjectIds[subject] ?? '',
  }));
  return { check, message, subjects: keys.sort((a, b) => (a.id < b.id ? -1 : 1)) };
}

interface Opening extends CaseParties {
  readonly effective: number;
  readonly root: number;
}

/** Who owes and who receives in each case: its latest standing opening by the end of the month. */
function partiesOf(file: LedgerReader, month: Month, asOf: number): Iterable<CaseParties> {
  const lastDay = lastDayOf(month);
  const standing = new Map<number, Opening>();
  for (const page of file.scan(1, asOf)) {
    for (const row of page) {
      if (row[ROW.corrects] !== 0) standing.delete(row[ROW.corrects]);
      const opening = openingOf(row);
      if (opening !== null) standing.set(row[ROW.position], opening);
    }
  }
  const latest = new Map<number, Opening>();
  for (const opening of standing.values()) {
    if (opening.effective > lastDay) continue;
    const known = latest.get(opening.subject);
    if (known === undefined || isLater(opening, known)) latest.set(opening.subject, opening);
  }
  return latest.values();
}

function openingOf(row: RawRow): Opening | null {
  const type = row[ROW.typeCode];
  if (type !== TYPE_CODE.CaseOpened && type !== TYPE_CODE.CaseTransferredIn) return null;
  // Only records that passed the parser are stored, and the checksum covers the body.
  const record = JSON.parse(row[ROW.body]) as LedgerRecord;
  if (record.type !== 'CaseOpened' && record.type !== 'CaseTransferredIn') return null;
  const { ncp, payee } = record.data;
  return {
    subject: row[ROW.subject],
    ncp: ncp.participant,
    payee: payee.participant,
    effective: row[ROW.effective],
    root: row[ROW.root],
  };
}

/** Business order: by effective day, then by the first record of the chain. */
function isLater(one: Opening, other: Opening): boolean {
  if (one.effective !== other.effective) return one.effective > other.effective;
  return one.root > other.root;
}
