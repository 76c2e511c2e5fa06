import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import { EMPTY_ROOT } from '../../projections/seal/merkle.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { done } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { asOfWithin } from './as-of-within.js';

/** A moment of a ledger: a position, and what there was at it. */
export interface MomentOfLedger {
  readonly county: County;
  /** 0 for a ledger without records. */
  readonly position: number;
  /** Merkle root over the positions up to it, 64 hexadecimal digits. */
  readonly root: string;
  /** When the record at the position was recorded; null for a ledger without records. */
  readonly recorded: Instant | null;
  /** When the first record was recorded; null for a ledger without records. */
  readonly first: Instant | null;
  /** How many records there are now. */
  readonly size: number;
}

/** What a position (null: all there is) of a county's ledger is. */
export function momentOfLedger(
  ledgers: LedgerReaders,
  { county, asOf: asked }: { readonly county: County; readonly asOf: number | null },
): Answer<MomentOfLedger> {
  const file = ledgers.ledger(county);
  const size = file?.refresh() ?? 0;
  const asOf = asOfWithin(county, size, asked);
  if (asOf.kind !== 'done') return asOf;
  const position = asOf.value;
  const root = Buffer.from(file === null || position === 0 ? EMPTY_ROOT : file.root(position));
  const at = (of: number): Instant | null =>
    file === null || of === 0 ? null : file.recordedAt(of);
  return done({
    county,
    position,
    root: root.toString('hex'),
    recorded: at(position),
    first: at(Math.min(1, size)),
    size,
  });
}
