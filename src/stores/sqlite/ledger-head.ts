import type SQLite from 'better-sqlite3';
import type { County } from '../../../events/values/county.js';
import { instantOfMs } from '../../../events/values/instant.js';
import type { Instant } from '../../../events/values/instant.js';
import { DamagedLedger } from '../../ports/failures.js';
import { rowChecksum } from './checksum.js';

/** What a ledger file says of itself, in its one row of `ledger`. */
export interface LedgerHead {
  readonly county: string;
  readonly size: number;
  /** When the last record was recorded, null while the ledger is empty. */
  readonly lastRecorded: Instant | null;
  /** How many cases and children it knows: the greatest subject number. */
  readonly subjects: number;
}

type HeadRow = readonly [
  county: string,
  size: number,
  lastRecorded: number,
  subjects: number,
  crc: number,
];

export function newHead(county: County): LedgerHead {
  return { county, size: 0, lastRecorded: null, subjects: 0 };
}

/** Reads the head. Throws `DamagedLedger` if it is missing, not what was written, or another county's. */
export function readHead(database: SQLite.Database, county: County): LedgerHead {
  const row = database
    .prepare<[], HeadRow>('SELECT county, size, last_recorded, subjects, crc FROM ledger')
    .raw()
    .get();
  if (row === undefined) {
    throw new DamagedLedger(county, null, 'the row that tells its size is missing.');
  }
  const [named, size, lastRecorded, subjects, crc] = row;
  if (typeof named !== 'string' || checksum(named, size, lastRecorded, subjects) !== crc) {
    throw new DamagedLedger(county, null, 'the row that tells its size is not what was written.');
  }
  if (named !== county) {
    throw new DamagedLedger(county, null, `its file holds the ledger of county ${named}.`);
  }
  return {
    county: named,
    size,
    lastRecorded: size === 0 ? null : instantOfMs(lastRecorded),
    subjects,
  };
}

/** Writes the head, inside the caller's transaction. */
export function writeHead(database: SQLite.Database, head: LedgerHead): void {
  const { county, size, subjects } = head;
  const lastRecorded = head.lastRecorded ?? 0;
  database
    .prepare(
      'INSERT OR REPLACE INTO ledger (one, county, size, last_recorded, subjects, crc) VALUES (1, ?, ?, ?, ?, ?)',
    )
    .run(county, size, lastRecorded, subjects, checksum(county, size, lastRecorded, subjects));
}

function checksum(county: string, size: number, lastRecorded: number, subjects: number): number {
  return rowChecksum('ledger', [size, lastRecorded, subjects], county);
}
