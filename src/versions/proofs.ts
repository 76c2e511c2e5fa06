import type { County } from '../../events/values/county.js';
import { consistencyProof, inclusionProof } from '../../projections/seal/merkle.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { asOfWithin } from '../reports/as-of-within.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';

/** That a record is at a position of the ledger with a root; hashes are 64 hexadecimal digits. */
export interface RecordProof {
  readonly id: string;
  readonly position: number;
  readonly size: number;
  readonly root: string;
  readonly leaf: string;
  readonly hashes: readonly string[];
}

/** That the ledger of the first size is the beginning of that of the second. */
export interface BeginningProof {
  readonly from: number;
  readonly to: number;
  readonly hashes: readonly string[];
}

/** The inclusion proof of a record in a county's ledger as of a position (null: its size). */
export function proofOfRecord(
  ledgers: LedgerReaders,
  asked: { readonly county: County; readonly id: string; readonly asOf: number | null },
): Answer<RecordProof> {
  const { county, id } = asked;
  const file = ledgers.ledger(county);
  const asOf = asOfWithin(county, file?.size ?? 0, asked.asOf);
  if (asOf.kind !== 'done') return asOf;
  const found = file?.leafOf(id) ?? null;
  if (file === null || found === null) {
    return misaddressed(
      `The ledger of county ${county} has no record ${id}: check the id and the county.`,
    );
  }
  const { position, leaf } = found;
  const size = asOf.value;
  if (position > size) {
    return misaddressed(
      `Record ${id} is at position ${String(position)}, after ${String(size)}: ask as of a position from ${String(position)} to ${String(file.size)}.`,
    );
  }
  const hashes = inclusionProof(file.subtrees(), position - 1, size).map(hex);
  return done({ id, position, size, root: hex(file.root(size)), leaf: hex(leaf), hashes });
}

/** The consistency proof between two sizes of a county's ledger. */
export function proofOfBeginning(
  ledgers: LedgerReaders,
  { county, from, to }: { readonly county: County; readonly from: number; readonly to: number },
): Answer<BeginningProof> {
  const file = ledgers.ledger(county);
  if (file === null || to > file.size || from > to) {
    return misaddressed(
      `The ledger of county ${county} has ${String(file?.size ?? 0)} records: prove from a smaller to a larger of its sizes, not from ${String(from)} to ${String(to)}.`,
    );
  }
  return done({ from, to, hashes: consistencyProof(file.subtrees(), from, to).map(hex) });
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
