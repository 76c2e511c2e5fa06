import { formatDay } from '../../../../events/values/day.js';
import { formatInstantMillis } from '../../../../events/values/instant.js';
import type { Erasure } from '../../../ports/erasure.js';
import type { ErasedRemains } from '../../../ports/ledger-reader.js';

/** What is left of an erased record as JSON, which is what `plumbline record` prints in place of the record's bytes. */
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
