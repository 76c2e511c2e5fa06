import { isFigureOfDcss } from '../../../events/records/figures-of-dcss.js';
import { rejectionOf } from '../../../events/rejections.js';
import type { Rejection } from '../../../events/rejections.js';
import { typeOfCode } from '../../../events/registry.js';
import { formatDay } from '../../../events/values/day.js';
import {
  dayOfInstant,
  formatInstant,
  formatInstantMillis,
} from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';
import type { ClaimedRecord } from '../../../events/wire/parse.js';
import type { LedgerEntry } from '../../ports/event-log.js';
import { leafOf } from '../../../projections/seal/leaf.js';
import type { FoundRecord } from '../../ports/accepted-records.js';
import type { SenderScope } from '../../ports/ledger-writer.js';
import { bulkEntryOf } from './bulk-entry.js';
import { claimsOfBody } from './ledger-state.js';
import type { LedgerState } from './ledger-state.js';
import { entryNumbersOf } from './entry-numbers.js';
import type { EntryNumbers } from './entry-numbers.js';

/** What becomes of a record: an entry of the ledger, nothing (it is there already), or a rejection. */
export type RecordDecision =
  | { readonly kind: 'accepted'; readonly entry: LedgerEntry }
  | { readonly kind: 'duplicate' }
  | Rejection;

const DUPLICATE: RecordDecision = Object.freeze({ kind: 'duplicate' });

/**
 * Decides one parsed record against its county's ledger and what was accepted into it so far, in the
 * order of the contract's codes from WRONG_COUNTY on. An accepted record is in `ledger` from then
 * on, undecided until `commit`. `now` is the clock; `scope` what the sender may send, where that is
 * not everything.
 */
export function decide(
  ledger: LedgerState,
  parsed: ClaimedRecord,
  now: Instant,
  scope?: SenderScope,
): RecordDecision {
  const { id } = parsed.claims;
  const outOfScope = scope === undefined ? null : beyondScope(ledger, parsed, scope);
  if (outOfScope !== null) return outOfScope;
  const found = ledger.find(id);
  if (found !== null) return repeated(parsed, found);
  const recorded = parsed.recorded ?? ledger.lastRecordedAfter(now) ?? now;
  const untimely = untimelyRecorded(ledger, parsed, now) ?? untimelyEffective(parsed, recorded);
  if (untimely !== null) return untimely;
  const numbers = entryNumbersOf(ledger, parsed);
  if (numbers.kind === 'rejection') return numbers;
  const entry = acceptedEntry(ledger, parsed, recorded, numbers);
  ledger.add(entry, numbers.change);
  return { kind: 'accepted', entry };
}

/** WRONG_COUNTY, or NOT_PERMITTED of a correction of a figure of DCSS, null if the sender may send such a record. */
function beyondScope(
  ledger: LedgerState,
  { claims: { id, county, corrects } }: ClaimedRecord,
  { county: scopedTo, mayCorrectFigures }: SenderScope,
): Rejection | null {
  if (county !== scopedTo) return rejectionOf(id, 'WRONG_COUNTY', { county, scopedTo });
  if (mayCorrectFigures || corrects === null) return null;
  const target = ledger.find(corrects);
  // Figures are of the county, and are never erased (contract/retention.md).
  if (target?.kind !== 'kept' || target.record.subject !== 0) return null;
  const { type } = claimsOfBody(target.record.body);
  return isFigureOfDcss(type) ? rejectionOf(id, 'NOT_PERMITTED', { corrects, type }) : null;
}

/** The entry of a record with its numbers, as whoever appends it needs it: see `LedgerState.isForBulk`. */
export function acceptedEntry(
  ledger: LedgerState,
  parsed: ClaimedRecord,
  recorded: Instant,
  numbers: EntryNumbers,
): LedgerEntry {
  if (ledger.isForBulk) return bulkEntryOf(ledger, parsed, recorded, numbers);
  const { typeCode, subjectKind, subjectId, effective, body } = parsed;
  const { subject, ref, ref2 } = numbers;
  const { position, corrects, root } = numbers.change;
  return {
    position,
    recorded,
    id: parsed.claims.id,
    type: typeOfCode(typeCode),
    typeCode,
    subjectKind,
    subjectId,
    subject,
    effective,
    corrects,
    root,
    ref,
    ref2,
    body,
    leaf: leafOf(position, body, recorded),
  };
}

/** FUTURE_EFFECTIVE for a record that is recorded at `recorded`, null if it has happened by then. */
export function untimelyEffective(parsed: ClaimedRecord, recorded: Instant): Rejection | null {
  const recordedOn = dayOfInstant(recorded);
  if (parsed.effective <= recordedOn) return null;
  return rejectionOf(parsed.claims.id, 'FUTURE_EFFECTIVE', {
    effective: formatDay(parsed.effective),
    recordedOn: formatDay(recordedOn),
  });
}

/** The id is taken: the same content is a duplicate. Of an erased record its leaf hash still tells. */
function repeated({ claims: { id }, body }: ClaimedRecord, found: FoundRecord): RecordDecision {
  const { position } = found.record;
  const isSame =
    found.kind === 'kept'
      ? found.record.body === body
      : Buffer.compare(leafOf(position, body, found.record.recorded), found.record.leaf) === 0;
  return isSame ? DUPLICATE : rejectionOf(id, 'ID_REUSED', { id, position });
}

/** RECORDED_BACKWARDS or FUTURE_RECORDED of the record's own `recorded`. */
function untimelyRecorded(
  ledger: LedgerState,
  { claims: { id }, recorded }: ClaimedRecord,
  now: Instant,
): Rejection | null {
  if (recorded === null) return null;
  const previous = ledger.lastRecordedAfter(recorded);
  if (previous !== null) {
    return rejectionOf(id, 'RECORDED_BACKWARDS', {
      recorded: formatInstant(recorded),
      previous: formatInstantMillis(previous),
    });
  }
  if (recorded <= now) return null;
  return rejectionOf(id, 'FUTURE_RECORDED', {
    recorded: formatInstant(recorded),
    clock: formatInstantMillis(now),
  });
}
