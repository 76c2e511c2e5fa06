import { LedgerViewBuilder } from '../../projections/columns/ledger-view.js';
import type { LedgerView, ViewInBlocks } from '../../projections/columns/ledger-view.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import type { OnRecords, ReplaySource } from '../ports/ledger-reader.js';

/**
 * A county's ledger up to a position as scalars for a replay. Rows are read page by page and not
 * kept, so that a caseload of years stays in tens of bytes a record.
 */
export function viewOfLedger(
  file: LedgerReader,
  asOf: number,
  onRecords: OnRecords,
  source: ReplaySource = 'segments',
): ViewInBlocks {
  if (asOf === 0) return new LedgerViewBuilder().finish();
  return file.columns(asOf, source, (count) => {
    onRecords(count, asOf);
  });
}

/**
 * What the explanation of one subject needs, with the numbers that subjects have in the ledger: a case
 * depends on its own records, a child on those of every case that ever named it, both on the county's.
 */
export function viewOfSubject(
  file: LedgerReader,
  asOf: number,
  kind: 'case' | 'child',
  number: number,
): LedgerView {
  const cases = kind === 'child' ? file.casesNaming(number).map((row) => row.subject) : [];
  return viewOfSubjects(file, asOf, new Set([COUNTY, number, ...cases]));
}

/** All records of some subjects up to a position, with the numbers that subjects have in the ledger. */
export function viewOfSubjects(
  file: LedgerReader,
  asOf: number,
  subjects: ReadonlySet<number>,
): LedgerView {
  return file.columnsOf(subjects, asOf);
}

/** The subject number of the county itself. */
const COUNTY = 0;
