import type { County } from '../../events/values/county.js';
import { EMPTY_ROOT } from '../../projections/seal/merkle.js';
import type { ActLog } from '../ports/act-log.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { done } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import { asOfWithin } from '../reports/as-of-within.js';
import { headOfActs } from './act-trees.js';
import { originOf, signNote } from './checkpoint.js';
import type { SignedCheckpoint } from './checkpoint.js';
import type { SigningKeys } from './signing-keys.js';

/** What a checkpoint is made of. */
export interface CheckpointParts {
  readonly ledgers: LedgerReaders;
  readonly submissions: ActLog;
  readonly retention: ActLog;
}

/**
 * Signs a checkpoint of a county's ledger as of a position (null: its size); one of its size names the county's acts
 * as well. May make the first key.
 */
export async function checkpointOfLedger(
  { ledgers, submissions, retention }: CheckpointParts,
  keys: SigningKeys,
  { county, asOf }: { readonly county: County; readonly asOf: number | null },
): Promise<Outcome<SignedCheckpoint>> {
  const file = ledgers.ledger(county);
  const position = asOfWithin(county, file?.size ?? 0, asOf);
  if (position.kind !== 'done') return position;
  const size = position.value;
  const root = file === null || size === 0 ? EMPTY_ROOT : file.root(size);
  const ledger = { origin: originOf(county), size, root };
  const isWhole = size === (file?.size ?? 0);
  const acts = isWhole
    ? {
        submissions: headOfActs(await submissions.read(county)),
        retention: headOfActs(await retention.read(county)),
      }
    : null;
  return done(signNote(keys, { ledger, acts, takenInBy: null }));
}
