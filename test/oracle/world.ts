import {
  daysFromTo,
  firstDayOf,
  firstMonthOfFfy,
  lastDayOf,
  monthsFromTo,
  type DayText,
  type MonthText,
} from './calendar.js';
import type { AnyHeld, Entry, RecordJson } from './records.js';

/** A case or a child, and its active records in business order. */
export interface SubjectFile {
  readonly id: string;
  readonly records: readonly AnyHeld[];
}

/** All that a report of one county and month, as of one position, may look at. */
export interface World {
  readonly month: MonthText;
  readonly monthFirst: DayText;
  /** M-end. */
  readonly monthEnd: DayText;
  readonly ffyFirst: DayText;
  /** The days of FFY-to-date. */
  readonly ffyDays: readonly DayText[];
  /** The months of FFY-to-date. */
  readonly ffyMonths: readonly MonthText[];
  readonly cases: readonly SubjectFile[];
  readonly children: readonly SubjectFile[];
  readonly countyRecords: readonly AnyHeld[];
}

/**
 * rules.md: "All rules use the active records as of n with an effective date on or before M-end, in
 * business order, per subject."
 */
export function worldOf(
  entries: readonly Entry[],
  county: string,
  month: MonthText,
  asOf: number,
): World {
  const monthEnd = lastDayOf(month);
  const firstMonth = firstMonthOfFfy(month);
  const records = activeRecords(entries, county, asOf)
    .filter((record) => record.effective <= monthEnd)
    .toSorted(inBusinessOrder);
  return {
    month,
    monthFirst: firstDayOf(month),
    monthEnd,
    ffyFirst: firstDayOf(firstMonth),
    ffyDays: daysFromTo(firstDayOf(firstMonth), monthEnd),
    ffyMonths: monthsFromTo(firstMonth, month),
    cases: filesBy(records, (record) => record.case),
    children: filesBy(records, (record) => record.child),
    countyRecords: records.filter(
      (record) => record.case === undefined && record.child === undefined,
    ),
  };
}

/**
 * records.md: "Active records as of n: positions 1..n, less those superseded at a position <= n, less
 * RecordVoided itself."
 */
export function activeRecords(
  entries: readonly Entry[],
  county: string,
  asOf: number,
): readonly AnyHeld[] {
  const held = entries
    .map(({ position, record }) => ({ position, record: record as RecordJson }))
    .filter(({ position, record }) => position <= asOf && record.county === county);
  const byId = new Map(held.map((entry) => [entry.record.id, entry]));
  const rootPosition = (id: string): number => {
    const entry = byId.get(id);
    if (entry === undefined)
      throw new Error(`Record ${id} is corrected, but is not in the ledger.`);
    return entry.record.corrects === undefined
      ? entry.position
      : rootPosition(entry.record.corrects);
  };
  const isSuperseded = (id: string): boolean => held.some(({ record }) => record.corrects === id);
  return held
    .filter(({ record }) => record.type !== 'RecordVoided' && !isSuperseded(record.id))
    .map(
      ({ position, record }) =>
        // The ledger has checked the record's data against its type.
        ({ ...record, position, rootPosition: rootPosition(record.id) }) as unknown as AnyHeld,
    );
}

/** records.md: "by effective date, then by the position of the first record in its correction chain." */
function inBusinessOrder(one: AnyHeld, other: AnyHeld): number {
  if (one.effective !== other.effective) return one.effective < other.effective ? -1 : 1;
  return one.rootPosition - other.rootPosition;
}

function filesBy(
  records: readonly AnyHeld[],
  subjectOf: (record: AnyHeld) => string | undefined,
): readonly SubjectFile[] {
  const ids = new Set(records.map(subjectOf).filter((id) => id !== undefined));
  return [...ids]
    .toSorted((one, other) => (one < other ? -1 : 1))
    .map((id) => ({ id, records: records.filter((record) => subjectOf(record) === id) }));
}
