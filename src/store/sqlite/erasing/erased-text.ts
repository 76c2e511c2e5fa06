import { formatDay } from '../../../../events/values/day.js';
import { formatInstantMillis } from '../../../../events/values/instant.js';
import type { Erasure } from '../../erasure.js';
import type { ErasedRow } from './erased-table.js';

/** What is left of an erased record. */
export interface ErasedRemains extends ErasedRow {
  /** 32 bytes: the leaf hash that the record had. */
  readonly leaf: Uint8Array;
}

/** The same as JSON, which is what `plumbline record` prints in place of the record's bytes. */
export function erasedText(
  { position, recorded, leaf }: ErasedRemains,
  { order, on }: Erasure,
): string {
  return JSON.stringify({
    position,
    recorded: formatInstantMillis(recorded),
    leaf: Buffer.from(leaf).toString('hex'),
    erased: { order: String(order), on: formatDay(on) },
  });
}
