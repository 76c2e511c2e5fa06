import type { County } from '../../events/values/county.js';
import type { LedgerWriter, SenderManner } from '../ports/ledger-writer.js';
import { appendTogether } from './append-together.js';
import type { AppendPart, PartOutcome } from './append-together.js';

/** The records of several requests, which are all here, for the ledger of one county. */
export interface Bodies {
  readonly county: County;
  readonly bodies: readonly AppendPart[];
}

/** Takes them with one append: see `appendTogether`. */
export function appendBodies(
  writer: LedgerWriter,
  { county, bodies }: Bodies,
  { clock, mayCorrectFigures }: SenderManner,
): Promise<readonly PartOutcome[]> {
  return appendTogether(writer, county, bodies, {
    clock,
    scope: { county, mayCorrectFigures },
    isRecordedHonoured: false,
  });
}
