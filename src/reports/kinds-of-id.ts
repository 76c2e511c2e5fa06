import type { County } from '../../events/values/county.js';
import { isRecordId, isSubjectId } from '../../events/values/ids.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { casesOfParticipant } from './cases-of-participant.js';

/** What an id may be the id of, in the order in which it is looked for. */
export type KindOfId = 'case' | 'child' | 'participant' | 'record';

/** What a county's ledger knows under an id: mostly one thing, or none. Indexes are asked; no record is read through. */
export function kindsOfId(
  ledgers: LedgerReaders,
  { county, id }: { readonly county: County; readonly id: string },
): readonly KindOfId[] {
  const file = ledgers.ledger(county);
  if (file === null) return [];
  const lower = id.toLowerCase();
  if (isRecordId(lower)) {
    return file.positionOf(lower) > 0 || file.findErased(lower) !== null ? ['record'] : [];
  }
  if (!isSubjectId(id)) return [];
  const subjects = (['case', 'child'] as const).filter(
    (kind) => file.subjectNumber(kind, id) !== 0,
  );
  if (subjects.length > 0) return subjects;
  const cases = casesOfParticipant(ledgers, { county, participant: id, asOf: null });
  return cases.kind === 'done' ? ['participant'] : [];
}
