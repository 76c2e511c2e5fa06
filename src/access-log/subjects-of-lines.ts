import type { County } from '../../events/values/county.js';
import { hashOfId } from '../../projections/seal/erasure-hashes.js';
import type { LedgerReader, LedgerReaders } from '../ports/ledger-reader.js';
import type { SubjectKey } from '../reports/subject.js';

/**
 * What a line has in place of a case's or child's id: SHA-256 of the id of its first record, as a hold has it, 64
 * hexadecimal digits. Null where the ledger does not know it, or has erased it.
 */
export function subjectHash(
  ledgers: LedgerReaders,
  county: County,
  { kind, id }: SubjectKey,
): string | null {
  const ledger = ledgers.ledger(county);
  return ledger === null ? null : hashOfSubject(ledger, ledger.subjectNumber(kind, id));
}

/** The same of the case or child that a record is of; null for one of the county itself. */
export function subjectHashOfRecord(
  ledgers: LedgerReaders,
  county: County,
  recordId: string,
): string | null {
  const ledger = ledgers.ledger(county);
  const row = ledger?.find(recordId) ?? null;
  return ledger === null || row === null ? null : hashOfSubject(ledger, row.subject);
}

function hashOfSubject(ledger: LedgerReader, number: number): string | null {
  const [first] = number === 0 ? [] : ledger.rowsOf(number);
  return first === undefined ? null : Buffer.from(hashOfId(first.id)).toString('hex');
}
