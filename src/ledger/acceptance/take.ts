import type { RejectionCode } from '../../../events/rejections.js';
import { parseLine } from '../../../events/wire/parse.js';
import type { LedgerEntry, ReadRecord } from '../../ports/event-log.js';
import { acceptedEntry, untimelyEffective } from './decide.js';
import type { LedgerState } from './ledger-state.js';
import { entryNumbersOf } from './entry-numbers.js';

/** Why a record of another log cannot be what follows in this ledger. */
export type Impossibility =
  | 'POSITION_GAP'
  | 'RECORDED_BACKWARDS'
  | 'NOT_CANONICAL'
  | 'OTHER_LEDGER'
  | 'ID_REPEATED'
  | RejectionCode;

/** What came of a record taken from another log: its entry, or why there can be none. */
export type Taking =
  | { readonly kind: 'taken'; readonly entry: LedgerEntry }
  | {
      readonly kind: 'impossible';
      readonly position: number;
      readonly id: string;
      readonly why: Impossibility;
      readonly message: string;
    };

/**
 * Takes in the next record of another log, which was accepted there: the clock, the sender and his
 * rights are not asked again. A record that acceptance could not have let in here, whatever the
 * clock said, shows that the log is damaged or is not this ledger's: nothing is taken then.
 */
export function take(ledger: LedgerState, stored: ReadRecord): Taking {
  const { position, recorded, id, type, body } = stored;
  const impossible = (why: Impossibility, message: string): Taking => ({
    kind: 'impossible',
    position,
    id,
    why,
    message: `Record ${id} at position ${String(position)} of the log of county ${ledger.county} cannot stand there. ${message}`,
  });
  if (position !== ledger.size + 1) {
    return impossible('POSITION_GAP', `Position ${String(ledger.size + 1)} comes next.`);
  }
  if (ledger.lastRecordedAfter(recorded) !== null) {
    return impossible('RECORDED_BACKWARDS', 'It was recorded before the one in front of it.');
  }
  const parsed = stored.parsed ?? parseLine(body, 'live');
  if (parsed.kind === 'rejection') return impossible(parsed.code, parsed.message);
  if (parsed.body !== body || parsed.claims.id !== id || parsed.claims.type !== type) {
    return impossible(
      'NOT_CANONICAL',
      'Its body is not the canonical JSON of a record of its id and type.',
    );
  }
  if (parsed.claims.county !== ledger.county) {
    return impossible('OTHER_LEDGER', `It is of county ${parsed.claims.county}.`);
  }
  if (ledger.find(id) !== null)
    return impossible('ID_REPEATED', 'Its id is in the ledger already.');
  const untimely = untimelyEffective(parsed, recorded);
  if (untimely !== null) return impossible(untimely.code, untimely.message);
  const numbers = entryNumbersOf(ledger, parsed);
  if (numbers.kind === 'rejection') return impossible(numbers.code, numbers.message);
  const entry = acceptedEntry(ledger, parsed, recorded, numbers);
  ledger.add(entry, numbers.change);
  return { kind: 'taken', entry };
}
