import type { County } from '../../events/values/county.js';
import { EMPTY_ROOT } from '../../projections/seal/merkle.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { done } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { asOfWithin } from '../reports/as-of-within.js';
import { signCheckpoint } from './checkpoint.js';
import type { SignedCheckpoint } from './checkpoint.js';
import type { SigningKeys } from './signing-keys.js';

/** Signs a checkpoint of a county's ledger as of a position (null: its size). May make the first key. */
export function checkpointOfLedger(
  ledgers: LedgerReaders,
  keys: SigningKeys,
  { county, asOf }: { readonly county: County; readonly asOf: number | null },
): Answer<SignedCheckpoint> {
  const file = ledgers.ledger(county);
  const position = asOfWithin(county, file?.size ?? 0, asOf);
  if (position.kind !== 'done') return position;
  const size = position.value;
  const root = file === null || size === 0 ? EMPTY_ROOT : file.root(size);
  return done(signCheckpoint(keys, county, size, root));
}
