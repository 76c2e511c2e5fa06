import { COUNTIES } from '../../../events/values/county.js';
import type { County } from '../../../events/values/county.js';
import type { LedgerWriter } from '../../ports/ledger-writer.js';
import type { LedgerReaders } from '../../ports/ledger-reader.js';
import { problemOf } from '../problems/problem-of-error.js';

/** How many counties a log is asked about at once. */
const COUNTIES_AT_ONCE = 8;

/** How the ledgers that are read compare with the log, which may be another store. */
export interface LedgerLags {
  /** Records that a county's ledger lacks; below 0 where it has more than the log. Others have 0. */
  readonly behind: ReadonlyMap<County, number>;
  /** Counties whose ledger is damaged: they are not served, and all others are. */
  readonly standingStill: readonly County[];
}

/** Looks at every county. Throws what the log throws where it concerns all of them. */
export async function ledgerLags(
  writer: LedgerWriter,
  ledgers: LedgerReaders,
): Promise<LedgerLags> {
  const behind = new Map<County, number>();
  const standingStill: County[] = [];
  const look = async (county: County): Promise<void> => {
    try {
      const lag = (await writer.log.size(county)) - (ledgers.ledger(county)?.refresh() ?? 0);
      if (lag !== 0) behind.set(county, lag);
    } catch (error) {
      const { kind } = problemOf(error);
      if (kind !== 'ledger-damaged' && kind !== 'ledger-stands-still') throw error;
      standingStill.push(county);
    }
  };
  for (let next = 0; next < COUNTIES.length; next += COUNTIES_AT_ONCE) {
    await Promise.all(COUNTIES.slice(next, next + COUNTIES_AT_ONCE).map(look));
  }
  return { behind, standingStill };
}
