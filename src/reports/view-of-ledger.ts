import { LedgerViewBuilder } from '../../projections/columns/ledger-view.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import type { LedgerFile } from '../store/sqlite/ledger-file.js';
import { segmentedView, segmentedViewOfSubjects } from '../store/sqlite/segments/segments.js';
import type { OnRecords, ReplaySource } from './queries.js';

/**
 * A county's ledger up to a position as scalars for a replay. Rows are read page by page and not
 * kept, so that a caseload of years stays in tens of bytes a record.
 */
export function viewOfLedger(
  file: LedgerFile,
  asOf: number,
  onRecords: OnRecords,
  source: ReplaySource = 'segments',
): LedgerView {
  if (asOf === 0) return new LedgerViewBuilder().finish();
  return segmentedView(file, asOf, source === 'rows', onRecords);
}

/**
 * What the explanation of one subject needs, with the numbers that subjects have in the ledger: a case
 * depends on its own records, a child on those of every case that ever named it, both on the county's.
 */
export function viewOfSubject(
  file: LedgerFile,
  asOf: number,
  kind: 'case' | 'child',
  number: number,
): LedgerView {
  const cases = kind === 'child' ? file.casesNaming(number).map((row) => row.subject) : [];
  return viewOfSubjects(file, asOf, new Set([COUNTY, number, ...cases]));
}

/** All records of some subjects up to a position, with the numbers that subjects have in the ledger. */
export function viewOfSubjects(
  file: LedgerFile,
  asOf: number,
  subjects: ReadonlySet<number>,
): LedgerView {
  return segmentedViewOfSubjects(file, subjects, asOf);
}

/** The subject number of the county itself. */
const COUNTY = 0;
