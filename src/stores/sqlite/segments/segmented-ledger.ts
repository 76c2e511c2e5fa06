import type { County } from '../../../../events/values/county.js';
import type { RawRow, Subject } from '../../../ports/ledger-rows.js';
import type { LedgerConnection } from '../connection.js';
import type { LedgerTables } from '../ledger-tables.js';

/** What segments need of the ledger that they are made from. */
export interface SegmentedLedger {
  readonly county: County;
  readonly connection: LedgerConnection;
  readonly tables: LedgerTables;
  readonly size: number;
  readonly subjectCount: number;
  refresh(): number;
  scan(from: number, to: number): Iterable<readonly RawRow[]>;
  /** The raw rows after a position of a subject by its number (0: the county's own records), in order. */
  rawRowsOf(subject: number, after: number): readonly RawRow[];
  subjects(): readonly Subject[];
  subjectNumber(kind: 'case' | 'child', id: string): number;
  /** Throws `UnusableStore` where another process has erased records since `refresh`. */
  refuseErasedMeanwhile(): void;
}
