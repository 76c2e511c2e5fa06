import { join } from 'node:path';
import { parseCounty } from '../events/values/county.js';
import type { County } from '../events/values/county.js';
import { addMonths, parseMonth } from '../events/values/month.js';
import type { Month } from '../events/values/month.js';

/** What everything is measured on: one simulated county, and the files that are made of it. */
export interface Caseload {
  readonly cases: number;
  readonly seed: string;
  /** The records as they are sent, NDJSON in order of recording. */
  readonly ndjson: string;
  /** A data folder that holds them, with segments. */
  readonly store: string;
  /** The bytes of all segments, one after the other. */
  readonly segmentBytes: string;
  /** The same records as typed tables of DuckDB. */
  readonly duckdb: string;
  /** The same records as streams of emmett's SQLite store. */
  readonly emmett: string;
  /** Where emmett is installed; null where it is left out. */
  readonly emmettFolder: string | null;
  /** Where ingest makes a store of its own. */
  readonly scratch: string;
}

/** The county of every simulated caseload. */
export const COUNTY: County = known(parseCounty('19'));

/** 24 months are recorded; the second twelve, a whole federal fiscal year, are reported. */
export const FIRST_MONTH: Month = known(parseMonth('2004-10'));
export const LAST_MONTH: Month = known(parseMonth('2006-09'));
export const REPORTED_MONTHS: readonly Month[] = Array.from({ length: 12 }, (_, index) =>
  addMonths(FIRST_MONTH, 12 + index),
);

/** The caseload of a size in a folder. */
export function caseloadIn(
  folder: string,
  cases: number,
  seed: string,
  emmettFolder: string | null,
): Caseload {
  const path = (name: string): string =>
    join(folder, `${String(cases)}-${encodeURIComponent(seed)}-${name}`);
  return {
    cases,
    seed,
    ndjson: path('records.ndjson'),
    store: path('store'),
    segmentBytes: path('segments.bytes'),
    duckdb: path('records.duckdb'),
    emmett: path('emmett.db'),
    emmettFolder,
    scratch: path('scratch'),
  };
}

function known<T>(value: T | null): T {
  if (value === null) throw new Error('A constant of the benchmark is no county or month.');
  return value;
}
