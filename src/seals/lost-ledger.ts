import type { County } from '../../events/values/county.js';
import type { ActLog } from '../ports/act-log.js';
import { LedgerContradicted } from '../ports/failures.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { missingLedger } from './contradictions.js';

/**
 * Throws `LedgerContradicted` where a county has no record and its acts say that it had some: zeros would be answered for
 * what is lost. Folders from before there were signed notes have only their acts to say so.
 */
export async function refuseLostLedger(
  ledgers: LedgerReaders,
  submissions: ActLog,
  county: County,
): Promise<void> {
  const size = ledgers.ledger(county)?.size ?? 0;
  if (size > 0) return;
  const acts = await submissions.read(county);
  const [first] = acts;
  if (first === undefined) return;
  throw new LedgerContradicted(county, missingLedger('Act 1 of its submissions'));
}
