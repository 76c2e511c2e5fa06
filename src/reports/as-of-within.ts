import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';

/**
 * The position as of which a ledger is to be read: its size where nothing else was asked, which is 0
 * for a ledger without records. A position that the ledger does not have is refused.
 */
export function asOfWithin(county: string, size: number, asked: number | null): Answer<number> {
  if (asked === null) return done(size);
  if (size === 0) {
    return misaddressed(
      `The ledger of county ${county} has no records, so there is no position ${String(asked)}: check the county, or ingest records first.`,
    );
  }
  if (asked < 1 || asked > size) {
    return misaddressed(
      `The ledger of county ${county} has no position ${String(asked)}: give one from 1 to ${String(size)}.`,
    );
  }
  return done(asked);
}
