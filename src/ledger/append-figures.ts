import { isFigureOfDcss } from '../../events/records/figures-of-dcss.js';
import { rejectionOf } from '../../events/rejections.js';
import type { Claims } from '../../events/claims.js';
import type { Instant } from '../../events/values/instant.js';
import type { LedgerWriter } from '../ports/ledger-writer.js';
import type { LedgerReader, LedgerReaders } from '../ports/ledger-reader.js';
import { appendToCounty } from './append-to-county.js';
import type { CountyAppendOutcome, CountyLines } from './append-to-county.js';
import type { ParsedLine } from './county-batch.js';

/**
 * Appends figures of DCSS, their corrections and what voids them, and nothing else: any other record is turned away by
 * its type. Otherwise as `appendToCounty`.
 */
export function appendFigures(
  { writer, ledgers }: { readonly writer: LedgerWriter; readonly ledgers: LedgerReaders },
  asked: CountyLines,
  clock: () => Instant,
): Promise<CountyAppendOutcome> {
  const ledger = ledgers.ledger(asked.county);
  const lines = onlyFigures(asked.lines, ledger);
  return appendToCounty(writer, { ...asked, lines }, { clock, mayCorrectFigures: true });
}

async function* onlyFigures(
  batches: AsyncIterable<readonly ParsedLine[]>,
  ledger: LedgerReader | null,
): AsyncGenerator<readonly ParsedLine[], void, undefined> {
  for await (const batch of batches) {
    yield batch.map((line) => ({ ...line, result: ofFigure(line.result, ledger) }));
  }
}

function ofFigure(result: Result, ledger: LedgerReader | null): Result {
  if (result.kind === 'rejection' || isFigure(result.claims, ledger)) return result;
  const problem =
    'must be StatewideFigureRecorded or LineMadeReportable here, or a RecordVoided of one: send other records to the records of the county.';
  return rejectionOf(result.claims.id, 'INVALID_FIELD', { path: 'type', problem });
}

type Result = ParsedLine['result'];

/** What voids a record that is not there, or is erased, is left to acceptance, which says so. */
function isFigure({ type: of, corrects }: Claims, ledger: LedgerReader | null): boolean {
  if (of !== 'RecordVoided') return isFigureOfDcss(of);
  const leaf = corrects === null ? null : (ledger?.leafOf(corrects) ?? null);
  const type = leaf === null ? null : typeIn(leaf.text);
  return type === null || isFigureOfDcss(type);
}

/** The type of a record as it was hashed; null of an erased one, of which nothing is left that says it. */
function typeIn(text: string): string | null {
  const { record } = JSON.parse(text) as { readonly record?: { readonly type: string } };
  return record?.type ?? null;
}
