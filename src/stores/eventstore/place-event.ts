import type { County } from '../../../events/values/county.js';
import { leafOf } from '../../../projections/seal/leaf.js';
import type { ErasedPlace, LedgerPlace } from '../../ports/erasure.js';
import { isErased } from '../../ports/erasure.js';
import { ERASED_TYPE, erasedInStream } from './moving/erased-event.js';
import type { RecordInStream } from './record-event.js';
import { recordInStream } from './record-event.js';
import type { StreamEvent } from './stream-events.js';

/** What is at one place of a ledger's stream. */
export type PlaceInStream =
  RecordInStream | { readonly kind: 'erased'; readonly erased: ErasedPlace };

/**
 * What the event of a position is.
 * @throws LedgerStreamDamaged where it is neither a record of this county nor what is left of one
 */
export const placeInStream = (
  county: County,
  stream: string,
  position: number,
  event: StreamEvent,
): PlaceInStream =>
  event.type === ERASED_TYPE
    ? { kind: 'erased', erased: erasedInStream(county, stream, position, event) }
    : recordInStream(county, stream, position, event);

/** The same without who wrote it; what was parsed once need not be parsed again. */
export const ledgerPlace = (place: PlaceInStream): LedgerPlace =>
  place.kind === 'record' ? { ...place.record, parsed: place.parsed } : place.erased;

/** The leaf hash of a place, 32 bytes. */
export const leafOfPlace = (place: LedgerPlace): Uint8Array =>
  isErased(place) ? place.leaf : leafOf(place.position, place.body, place.recorded);
