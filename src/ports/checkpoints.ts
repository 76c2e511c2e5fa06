import type { County } from '../../events/values/county.js';
import type { Ffy, Month } from '../../events/values/month.js';
import type { KeptYear, YearBase } from '../../projections/checkpoints/kept-year.js';
import type { RecordedColumns } from '../../projections/columns/record-columns.js';
import type { OnRecords } from './ledger-reader.js';

/** What is asked of a kept year. */
export interface KeptYearAsked {
  readonly ffy: Ffy;
  /** Months of the year, and the September before it. */
  readonly months: readonly Month[];
  /** As of which it is asked for: a year kept at a later position is none. */
  readonly asOf: number;
  /** Where it is given, none that has more records behind it. */
  readonly sinceMax?: number;
}

/** What is asked of where a kept year begins, and of its records. */
export interface YearBaseAsked {
  readonly ffy: Ffy;
  /** As of which it is kept. */
  readonly asOf: number;
  /** Whose records are read; null for those of all. */
  readonly subjects: ReadonlySet<number> | null;
}

/**
 * The fiscal years of counties as a replay found them, kept on disk so that a month costs the same however old its ledger
 * is. Derived from the records: dropping them changes no answer. What only reads writes none.
 */
export interface Checkpoints {
  /** Brings a county's years level with its records where that is worth it. Answers how many years are kept. */
  keepWhereWorth(county: County, onRecords: OnRecords): number;
  /** Drops a county's years and makes them anew from the records. Answers how many years are kept. */
  rebuild(county: County, onRecords: OnRecords): number;
  /** Drops a county's years. Answers how many there were. */
  drop(county: County): number;
  /**
   * A kept year, as it was kept: it may be of an earlier position. Null where none is kept that can be used: of another
   * ledger, rules or form, or not what was written.
   */
  yearOf(county: County, asked: KeptYearAsked): KeptYear | null;
  /**
   * What a year that is kept as of a position can be brought on from: where its cases stand at its beginning, and its
   * records, or those of some subjects alone. Null where it is not kept as of that position, or cannot be used.
   */
  baseOfYear(county: County, asked: YearBaseAsked): YearBase | null;
  /** The records after a position and up to another, in order. */
  recordsBetween(county: County, after: number, upTo: number): RecordedColumns;
}
