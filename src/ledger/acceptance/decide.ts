import { rejectionOf } from '../../../events/rejections.js';
import type { Rejection } from '../../../events/rejections.js';
import { typeOfCode } from '../../../events/registry.js';
import type { County } from '../../../events/values/county.js';
import { formatDay } from '../../../events/values/day.js';
import {
  dayOfInstant,
  formatInstant,
  formatInstantMillis,
} from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';
import type { ParsedRecord } from '../../../events/wire/parse.js';
import type { LedgerEntry } from '../../ports/event-log.js';
import { NO_LEAF, leafOf } from '../../../projections/seal/leaf.js';
import type { FoundRecord } from '../../ports/accepted-records.js';
import type { LedgerState } from './ledger-state.js';
import { placeOf } from './place.js';
import type { Place } from './place.js';

/** What becomes of a record: an entry of the ledger, nothing (it is there already), or a rejection. */
export type RecordDecision =
  | { readonly kind: 'accepted'; readonly entry: LedgerEntry }
  | { readonly kind: 'duplicate' }
  | Rejection;

const DUPLICATE: RecordDecision = Object.freeze({ kind: 'duplicate' });

/**
 * Decides one parsed record against its county's ledger and what was accepted into it so far, in the
 * order of the contract's codes from WRONG_COUNTY on. An accepted record is in `ledger` from then
 * on, undecided until `commit`. `now` is the clock; `scope` the only county whose records the sender
 * may send, where he is scoped.
 */
export function decide(
  ledger: LedgerState,
  parsed: ParsedRecord,
  now: Instant,
  scope?: County,
): RecordDecision {
  const { record } = parsed;
  if (scope !== undefined && record.county !== scope) {
    const facts = { county: record.county, scopedTo: scope };
    return rejectionOf(record.id, 'WRONG_COUNTY', facts);
  }
  const found = ledger.find(record.id);
  if (found !== null) return repeated(parsed, found);
  const previous = ledger.lastRecorded ?? Number.NEGATIVE_INFINITY;
  const recorded = parsed.recorded ?? Math.max(now, previous);
  const untimely = untimelyRecorded(parsed, previous, now) ?? untimelyEffective(parsed, recorded);
  if (untimely !== null) return untimely;
  const place = placeOf(ledger, parsed);
  if (place.kind === 'rejection') return place;
  const leaf = ledger.isHashing ? leafOf(place.change.position, parsed.body, recorded) : NO_LEAF;
  const entry = acceptedEntry(parsed, recorded, place, leaf);
  ledger.add(entry, place.change);
  return { kind: 'accepted', entry };
}

/** FUTURE_EFFECTIVE for a record that is recorded at `recorded`, null if it has happened by then. */
export function untimelyEffective(parsed: ParsedRecord, recorded: Instant): Rejection | null {
  const recordedOn = dayOfInstant(recorded);
  if (parsed.effective <= recordedOn) return null;
  return rejectionOf(parsed.record.id, 'FUTURE_EFFECTIVE', {
    effective: formatDay(parsed.effective),
    recordedOn: formatDay(recordedOn),
  });
}

/** The entry of a record at its place. */
export function acceptedEntry(
  parsed: ParsedRecord,
  recorded: Instant,
  { subject, ref, ref2, change }: Place,
  leaf: Uint8Array,
): LedgerEntry {
  const { record, typeCode, subjectKind, subjectId, effective, body } = parsed;
  const { position, corrects, root } = change;
  return {
    position,
    recorded,
    id: record.id,
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
    leaf,
  };
}

/** The id is taken: the same content is a duplicate. Of an erased record its leaf hash still tells. */
function repeated({ record, body }: ParsedRecord, found: FoundRecord): RecordDecision {
  const { position } = found.record;
  const isSame =
    found.kind === 'kept'
      ? found.record.body === body
      : Buffer.compare(leafOf(position, body, found.record.recorded), found.record.leaf) === 0;
  return isSame ? DUPLICATE : rejectionOf(record.id, 'ID_REUSED', { id: record.id, position });
}

/** RECORDED_BACKWARDS or FUTURE_RECORDED of the record's own `recorded`. */
function untimelyRecorded(
  { record, recorded }: ParsedRecord,
  previous: Instant,
  now: Instant,
): Rejection | null {
  if (recorded === null) return null;
  if (recorded < previous) {
    return rejectionOf(record.id, 'RECORDED_BACKWARDS', {
      recorded: formatInstant(recorded),
      previous: formatInstantMillis(previous),
    });
  }
  if (recorded <= now) return null;
  return rejectionOf(record.id, 'FUTURE_RECORDED', {
    recorded: formatInstant(recorded),
    clock: formatInstantMillis(now),
  });
}
