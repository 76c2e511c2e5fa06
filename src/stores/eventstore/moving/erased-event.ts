import type { County } from '../../../../events/values/county.js';
import { formatInstantMillis } from '../../../../events/values/instant.js';
import { canonicalJson } from '../../../../events/wire/canonical.js';
import type { ErasedEntry } from '../../../ports/erasure.js';
import { LedgerStreamDamaged } from '../../../ports/server-failures.js';
import { JSON_CONTENT, instantOf } from '../record-event.js';
import type { RecordEvent } from '../record-event.js';
import type { StreamEvent } from '../stream-events.js';
import { jsonFields, uuidOfBytes } from './written-event.js';

/** The type of the event that stands in place of an erased record. Storage: never change it. */
export const ERASED_TYPE = 'Erased';

const HASH_FORM = /^[0-9a-f]{64}$/;
const ORDER_FORM = /^[1-9]\d{0,6}$/;

/** The event that says all that is kept of an erased record. Its id is made of the hash of the record's. */
export const erasedEvent = ({ recorded, order, idHash, leaf }: ErasedEntry): RecordEvent => ({
  id: uuidOfBytes(idHash),
  type: ERASED_TYPE,
  data: Buffer.from(
    canonicalJson({
      idHash: Buffer.from(idHash).toString('hex'),
      leaf: Buffer.from(leaf).toString('hex'),
      order: String(order),
      recorded: formatInstantMillis(recorded),
    }),
  ),
  metadata: Buffer.from('{}'),
});

/**
 * What is left of an erased record, as the event says it.
 * @throws LedgerStreamDamaged where the event is not exactly what this program writes
 */
export const erasedInStream = (
  county: County,
  stream: string,
  position: number,
  event: StreamEvent,
): ErasedEntry => {
  const damaged = (finding: string): LedgerStreamDamaged =>
    new LedgerStreamDamaged(county, stream, position, finding);
  if (event.revision !== position - 1) {
    throw damaged(`the next event has revision ${String(event.revision)}, so there is a gap.`);
  }
  const { idHash, leaf, order, recorded } = jsonFields(event.data) ?? {};
  const instant = typeof recorded === 'string' ? instantOf(recorded) : null;
  if (
    typeof idHash !== 'string' ||
    typeof leaf !== 'string' ||
    typeof order !== 'string' ||
    instant === null ||
    !HASH_FORM.test(idHash) ||
    !HASH_FORM.test(leaf) ||
    !ORDER_FORM.test(order)
  ) {
    throw damaged('the event does not say what is left of an erased record.');
  }
  const entry: ErasedEntry = {
    position,
    recorded: instant,
    order: Number(order),
    idHash: Buffer.from(idHash, 'hex'),
    leaf: Buffer.from(leaf, 'hex'),
  };
  const written = erasedEvent(entry);
  // Whatever else the event said would be kept with it.
  const isExact =
    event.contentType === JSON_CONTENT &&
    event.id === written.id &&
    Buffer.compare(event.data, written.data) === 0 &&
    Buffer.compare(event.metadata, written.metadata) === 0;
  if (!isExact)
    throw damaged('the event of an erased record has another id or says more than it may.');
  return entry;
};
