import type { County } from '../../events/values/county.js';
import { formatInstantMillis } from '../../events/values/instant.js';
import type { Instant } from '../../events/values/instant.js';
import { peopleTable } from './people-table.js';
import type { PeopleColumn } from './people-table.js';
import { WIDTH_MAX } from './table.js';

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

const COLUMNS: readonly PeopleColumn[] = [
  { head: 'County' },
  { head: 'Records', isRight: true },
  { head: 'First recorded' },
  { head: 'Last recorded' },
  { head: 'Merkle root', isWrapped: true },
];

/** The same for people; the root of each in as many lines as it needs. */
export function ledgersTable(ledgers: readonly LedgerSummary[], width = WIDTH_MAX): string {
  if (ledgers.length === 0) return 'No ledger has records yet.\n';
  const rows = ledgers.map(({ county, size, root, first, last }) => [
    county,
    // Also the ledger's last position, which can be pasted back.
    String(size),
    forPeople(first),
    forPeople(last),
    root,
  ]);
  return `${peopleTable(COLUMNS, rows, width).join('\n')}\n`;
}

/** To the second, which a reader of a table needs. */
function forPeople(instant: Instant): string {
  return formatInstantMillis(instant).replace(/\.\d{3}Z$/u, 'Z');
}
