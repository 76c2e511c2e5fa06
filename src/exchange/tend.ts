import { join } from 'node:path';
import type { County } from '../../events/values/county.js';
import type { Instant } from '../../events/values/instant.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import type { ClaimAlone } from '../ports/lone-worker.js';
import { cleanUp } from './clean-up.js';
import { tendOutbox } from './outbox.js';
import { EXCHANGE } from './paths.js';
import { removeKeptErased } from './positions-of-file.js';

/** What tending a county's files needs. */
export interface TendingParts {
  readonly folder: string;
  readonly ledgers: LedgerReaders;
  readonly claimAlone: ClaimAlone;
}

/** Takes away what is not kept any longer of a county's files, and notes what it has fetched. */
export async function tendExchange(
  { folder, ledgers, claimAlone }: TendingParts,
  { county, watched }: { readonly county: County; readonly watched: string | null },
  now: Instant,
): Promise<void> {
  const exchange = join(folder, EXCHANGE);
  await cleanUp(exchange, watched, county, now);
  if (watched !== null) await tendOutbox({ exchange, claimAlone }, { watched, county }, now);
  await forgetErased({ folder, ledgers }, county);
}

/** Removes kept files that hold an erased record; a sentence where there were any, for whoever erased it. */
export async function forgetErased(
  { folder, ledgers }: Omit<TendingParts, 'claimAlone'>,
  county: County,
): Promise<readonly string[]> {
  const file = ledgers.ledger(county);
  if (file === null || file.erasures.length === 0) return [];
  const exchange = join(folder, EXCHANGE);
  const removed = await removeKeptErased(exchange, county, (position) => file.isErasedAt(position));
  if (removed.length === 0) return [];
  return [
    `Kept files of county ${county} held erased records and were removed: ${removed.join(', ')}; their receipts stay.`,
  ];
}
