import type { LedgerRecord } from '../../events/record.js';
import type { County } from '../../events/values/county.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { casesOfParticipant } from '../reports/cases-of-participant.js';
import type { SubjectKey } from '../reports/subject.js';
import { participantHash } from './subjects-of-lines.js';

/** The participants whom records of a case name, standing or not, by the hashes that lines have of them; a child names none. */
export function partiesOfCase(
  ledgers: LedgerReaders,
  county: County,
  { kind, id }: SubjectKey,
): ReadonlyMap<string, string> {
  const parties = new Map<string, string>();
  const ledger = kind === 'case' ? ledgers.ledger(county) : null;
  const number = ledger?.subjectNumber('case', id) ?? 0;
  if (ledger === null || number === 0) return parties;
  for (const { position } of ledger.rowsOf(number)) {
    // Only records that passed the parser are stored, and the checksum covers the body.
    const record = JSON.parse(ledger.row(position).body) as LedgerRecord;
    if (record.type !== 'CaseOpened' && record.type !== 'CaseTransferredIn') continue;
    for (const { participant } of [record.data.ncp, record.data.payee]) {
      const hash = participantHash(ledgers, county, participant);
      if (hash !== null) parties.set(hash, participant);
    }
  }
  return parties;
}

/** Whether the cases of a participant were shown with a case among them, as of a position. */
export function isCaseOfParticipant(
  ledgers: LedgerReaders,
  asked: { readonly county: County; readonly participant: string; readonly asOf: number | null },
  caseId: string,
): boolean {
  const cases = casesOfParticipant(ledgers, asked);
  return cases.kind === 'done' && cases.value.some((each) => each.case === caseId);
}
