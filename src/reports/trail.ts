import type { CentsSum } from '../../events/values/cents-sum.js';
import { formatCents } from '../../events/values/money.js';
import type { Column } from '../../projections/form/line.js';
import { csvLine } from './csv.js';

/** Whom a trail row counts; a value row counts nobody. */
export type TrailSubject =
  | { readonly kind: 'case'; readonly case: string }
  /** `cases` are those through which the child is counted, in order of id. */
  | { readonly kind: 'child'; readonly child: string; readonly cases: readonly string[] }
  | { readonly kind: 'county' };

/** One row of a line's audit trail. */
export interface TrailEntry {
  readonly line: string;
  readonly column: Column;
  readonly subject: TrailSubject;
  /** Cents of dollars, or hundredths of an FTE; null on a line that counts. */
  readonly hundredths: CentsSum | null;
  /** A figure that DCSS supplied; null on every other row. */
  readonly value: number | null;
  /** Ids of the active records that put the row there, in order of position. */
  readonly records: readonly string[];
  /** How many more put it there, where only the first were asked for. */
  readonly recordsLeft?: number;
}

/** By id of the case or child (bytes), then column; value rows come after all subjects. */
export function compareTrailEntries(one: TrailEntry, other: TrailEntry): number {
  const oneIsValue = one.subject.kind === 'county';
  const otherIsValue = other.subject.kind === 'county';
  if (oneIsValue !== otherIsValue) return oneIsValue ? 1 : -1;
  return compareText(subjectId(one), subjectId(other)) || compareText(one.column, other.column);
}

/** The row as the contract's JSON, without a newline. */
export function trailEntryJson(entry: TrailEntry): string {
  return JSON.stringify({
    line: entry.line,
    column: entry.column,
    ...subjectFields(entry.subject),
    ...(entry.hundredths === null ? {} : { amount: formatCents(entry.hundredths) }),
    ...(entry.value === null ? {} : { value: entry.value }),
    records: entry.records,
  });
}

/** The first line of a trail's CSV. */
export const TRAIL_CSV_HEAD = csvLine([
  'line',
  'column',
  'case',
  'child',
  'cases',
  'amount',
  'value',
  'records',
]);

/** The row as a CSV line (RFC 4180); lists are joined by a space, which no id holds. */
export function trailEntryCsv(entry: TrailEntry): string {
  const { subject } = entry;
  return csvLine([
    entry.line,
    entry.column,
    subject.kind === 'case' ? subject.case : '',
    subject.kind === 'child' ? subject.child : '',
    subject.kind === 'child' ? subject.cases.join(' ') : '',
    entry.hundredths === null ? '' : formatCents(entry.hundredths),
    String(entry.value ?? ''),
    entry.records.join(' '),
  ]);
}

function subjectFields(subject: TrailSubject): object {
  switch (subject.kind) {
    case 'case':
      return { case: subject.case };
    case 'child':
      return { child: subject.child, cases: subject.cases };
    case 'county':
      return {};
  }
}

function subjectId(entry: TrailEntry): string {
  switch (entry.subject.kind) {
    case 'case':
      return entry.subject.case;
    case 'child':
      return entry.subject.child;
    case 'county':
      return '';
  }
}

/** Ids are ASCII, so comparing code units compares bytes. */
function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
