import type { County } from '../../events/values/county.js';
import { formatMonth } from '../../events/values/month.js';
import type { Month } from '../../events/values/month.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';

/** A question about what an erasure has made unanswerable; the message names the first retained month. */
export class BeyondRetention extends Error {
  override readonly name = 'BeyondRetention';
}

/** Why months or positions of a county cannot be asked for after an erasure; null where they can. */
export function beyondRetention(
  ledgers: LedgerReaders,
  county: County,
  months: readonly Month[],
  positions: readonly (number | null)[],
): string | null {
  const inForce = ledgers.ledger(county)?.retention ?? null;
  if (inForce === null) return null;
  const { firstMonth, cut } = inForce;
  const first = `the first retained month of county ${county} is ${formatMonth(firstMonth)}`;
  const month = months.find((each) => each < firstMonth);
  if (month !== undefined) {
    return `${formatMonth(month)} is beyond retention: ${first}, and records that only earlier months needed are erased.`;
  }
  const position = positions.find((each) => each !== null && each >= 1 && each < cut);
  if (position === undefined || position === null) return null;
  return `Position ${String(position)} is beyond retention: ${first}, so ask as of a position from ${String(cut)} on.`;
}
