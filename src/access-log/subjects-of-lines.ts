import { isRecordId, isSubjectId } from '../../events/values/ids.js';
import type { County } from '../../events/values/county.js';
import { hashOfId } from '../../projections/seal/erasure-hashes.js';
import type { LedgerReader, LedgerReaders } from '../ports/ledger-reader.js';
import { firstRecordNaming } from '../reports/cases-of-participant.js';
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

/** The same of a participant, whose first record is the first one that names him. */
export function participantHash(
  ledgers: LedgerReaders,
  county: County,
  participant: string,
): string | null {
  const ledger = ledgers.ledger(county);
  const first = ledger === null ? null : firstRecordNaming(ledger, participant);
  return first === null ? null : hexHashOf(first);
}

/** The same of whatever an id is the id of: a record, a case, a child or a participant. */
export function hashOfSought(ledgers: LedgerReaders, county: County, id: string): string | null {
  const lower = id.toLowerCase();
  if (isRecordId(lower)) return subjectHashOfRecord(ledgers, county, lower);
  if (!isSubjectId(id)) return null;
  return (
    subjectHash(ledgers, county, { kind: 'case', id }) ??
    subjectHash(ledgers, county, { kind: 'child', id }) ??
    participantHash(ledgers, county, id)
  );
}

function hashOfSubject(ledger: LedgerReader, number: number): string | null {
  const [first] = number === 0 ? [] : ledger.rowsOf(number);
  return first === undefined ? null : hexHashOf(first.id);
}

function hexHashOf(id: string): string {
  return Buffer.from(hashOfId(id)).toString('hex');
}
