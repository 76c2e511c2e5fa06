import type { County } from '../../events/values/county.js';
import { EMPTY_ROOT } from '../../projections/seal/merkle.js';
import type { LedgerReaders } from '../ports/ledger-reader.js';
import { done, misaddressed } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { asOfWithin } from './as-of-within.js';
import { faultOfCounty, leftOutOf, readableCounties } from './left-out.js';
import type { LeftOut } from './left-out.js';
import type { LedgerSummary } from './ledger-summary.js';

/** The Merkle root over the first positions of a ledger. */
export interface LedgerRoot {
  readonly county: County;
  readonly size: number;
  /** 64 hexadecimal digits. */
  readonly root: string;
}

/** The ledgers of a folder, and the counties whose cannot be read. */
export interface LedgersListed {
  readonly ledgers: readonly LedgerSummary[];
  readonly leftOut: readonly LeftOut[];
}

/** The counties with records, and those whose ledger cannot be read. */
export interface CountiesListed {
  /** In order of county number. */
  readonly counties: readonly Omit<LedgerSummary, 'root'>[];
  readonly leftOut: readonly LeftOut[];
}

/** All ledgers with at least one record, in order of county. */
export function ledgerSummaries(readers: LedgerReaders): LedgersListed {
  const readable = readableCounties(readers);
  const ledgers: LedgerSummary[] = [];
  const leftOut: LeftOut[] = [];
  for (const file of readable.ledgers) {
    const { county, size, lastRecorded } = file;
    if (lastRecorded === null) continue;
    try {
      const first = file.recordedAt(1);
      ledgers.push({ county, size, root: hex(file.root(size)), first, last: lastRecorded });
    } catch (error) {
      leftOut.push({ county, fault: faultOfCounty(error) });
    }
  }
  return { ledgers, leftOut: leftOutOf(readable.leftOut, leftOut) };
}

/** The same without the roots, for whoever looks which counties there are. */
export function countySummaries(readers: LedgerReaders): CountiesListed {
  const { ledgers, leftOut } = readableCounties(readers);
  const counties = ledgers.flatMap(({ county, size, lastRecorded: last }, index) => {
    const first = size === 0 ? null : (ledgers[index]?.recordedAt(1) ?? null);
    return first === null || last === null ? [] : [{ county, size, first, last }];
  });
  return { counties, leftOut };
}

/** The counties that come before and behind one in order of the number of their records, where there are such. */
export function neighboursInSize(readers: LedgerReaders, county: County): readonly County[] {
  const { ledgers } = readableCounties(readers);
  const inOrder = ledgers
    .filter(({ size }) => size > 0)
    .toSorted((one, other) => one.size - other.size || (one.county < other.county ? -1 : 1))
    .map((file) => file.county);
  const place = inOrder.indexOf(county);
  if (place < 0) return [];
  return [inOrder[place - 1], inOrder[place + 1]].filter((each) => each !== undefined);
}

/** The root of a county's ledger as of a position (null: its size). */
export function rootOfLedger(
  ledgers: LedgerReaders,
  { county, asOf: asked }: { readonly county: County; readonly asOf: number | null },
): Answer<LedgerRoot> {
  const file = ledgers.ledger(county);
  const asOf = asOfWithin(county, file?.refresh() ?? 0, asked);
  if (asOf.kind !== 'done') return asOf;
  const size = asOf.value;
  const root = file === null || size === 0 ? EMPTY_ROOT : file.root(size);
  return done({ county, size, root: hex(root) });
}

/** The canonical bytes that the leaf hash of a record is made of. */
export function bytesOfRecord(
  ledgers: LedgerReaders,
  { county, id }: { readonly county: County; readonly id: string },
): Answer<Uint8Array> {
  const leaf = ledgers.ledger(county)?.leafOf(id) ?? null;
  return leaf === null
    ? misaddressed(
        `The ledger of county ${county} has no record ${id}: check the id and the county.`,
      )
    : done(Buffer.from(leaf.text, 'utf8'));
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
