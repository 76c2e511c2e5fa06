import type { County } from '../../events/values/county.js';
import type { LedgerReader, LedgerReaders } from '../ports/ledger-reader.js';
import { ROW } from '../ports/ledger-rows.js';
import { done } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { asOfWithin } from './as-of-within.js';

/** Which records of a ledger are written out. */
export interface RecordsAsked {
  readonly county: County;
  /** The first position, from 1. */
  readonly from: number;
}

/**
 * The records of a ledger from a position on as they can be sent again: canonical JSON, one a line, in order, in
 * pages. Without the instant at which this ledger learned of them. Erased records are left out.
 */
export function recordsOfLedger(
  ledgers: LedgerReaders,
  { county, from }: RecordsAsked,
): Answer<Iterable<string>> {
  const file = ledgers.ledger(county);
  const first = asOfWithin(county, file?.size ?? 0, from);
  if (first.kind !== 'done') return first;
  return done(file === null ? [] : linesOf(file, first.value));
}

function* linesOf(file: LedgerReader, from: number): Iterable<string> {
  for (const page of file.scan(from, file.size)) {
    yield page.map((row) => `${row[ROW.body]}\n`).join('');
  }
}
