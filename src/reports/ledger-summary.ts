import type { County } from '../../events/values/county.js';
import { formatInstantMillis } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { alignedTable, grouped } from './table.js';

/** What a data folder holds of one county. */
export interface LedgerSummary {
  readonly county: County;
  readonly size: number;
  /** Merkle root over all records, 64 hexadecimal digits. */
  readonly root: string;
  /** When the first record was recorded. */
  readonly first: Instant;
  /** When the last record was recorded. */
  readonly last: Instant;
}

export function ledgersJson(ledgers: readonly LedgerSummary[]): string {
  const shown = ledgers.map(({ county, size, root, first, last }) => ({
    county,
    size,
    root,
    first: formatInstantMillis(first),
    last: formatInstantMillis(last),
  }));
  return `${JSON.stringify(shown)}\n`;
}

/** The contract's JSON of the counties, on one line. */
export function countiesJson(counties: readonly Omit<LedgerSummary, 'root'>[]): string {
  const shown = counties.map(({ county, size, first, last }) => ({
    county,
    size,
    first: formatInstantMillis(first),
    last: formatInstantMillis(last),
  }));
  return `${JSON.stringify(shown)}\n`;
}

export function ledgersTable(ledgers: readonly LedgerSummary[]): string {
  if (ledgers.length === 0) return 'No ledger has records yet.\n';
  const rows = ledgers.flatMap(({ county, size, root, first, last }) => [
    [county, grouped(size), forPeople(first), forPeople(last), root.slice(0, 32)],
    ['', '', '', '', root.slice(32)],
  ]);
  const heads = ['County', 'Records', 'First recorded', 'Last recorded', 'Merkle root'];
  return `${alignedTable(heads, rows, new Set([1])).join('\n')}\n`;
}

/** To the second, which a reader of a table needs. */
function forPeople(instant: Instant): string {
  return formatInstantMillis(instant).replace(/\.\d{3}Z$/u, 'Z');
}
