import type { County } from '../../../events/values/county.js';
import { leafOf } from '../../../projections/seal/leaf.js';
import type { ErasedEntry, ReadEntry } from '../../ports/erasure.js';
import { isErased } from '../../ports/erasure.js';
import { ERASED_TYPE, erasedInStream } from './moving/erased-event.js';
import type { RecordInStream } from './record-event.js';
import { recordInStream } from './record-event.js';
import type { StreamEvent } from './stream-events.js';

/** What is at one position of a ledger's stream. */
export type EntryInStream =
  RecordInStream | { readonly kind: 'erased'; readonly erased: ErasedEntry };

/**
 * What the event of a position is.
 * @throws LedgerStreamDamaged where it is neither a record of this county nor what is left of one
 */
export const entryInStream = (
  county: County,
  stream: string,
  position: number,
  event: StreamEvent,
): EntryInStream =>
  event.type === ERASED_TYPE
    ? { kind: 'erased', erased: erasedInStream(county, stream, position, event) }
    : recordInStream(county, stream, position, event);

/** The same without who wrote it; what was parsed once need not be parsed again. */
export const readEntryOf = (entry: EntryInStream): ReadEntry =>
  entry.kind === 'record' ? { ...entry.record, parsed: entry.parsed } : entry.erased;

/** The leaf hash of an entry, 32 bytes. */
export const leafOfEntry = (entry: ReadEntry): Uint8Array =>
  isErased(entry) ? entry.leaf : leafOf(entry.position, entry.body, entry.recorded);
