import { formatMonth } from '../../events/values/month.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { COLUMNS } from '../../projections/form/line.js';
import { LINE_NUMBERS } from '../../events/line-numbers.js';
import { reportMonths } from '../../projections/form/report.js';
import { trailRows } from '../../projections/form/trail.js';
import type { TrailRow } from '../../projections/form/trail.js';
import type { LedgerEntry } from '../../src/ports/event-log.js';
import { lineNamed, monthNamed } from './closed-month.js';

/** Months about which random ledgers are dense: edges of fiscal years, and the middle. */
export const MONTHS = ['2004-09', '2004-10', '2005-03', '2005-09', '2005-10', '2006-04', '2006-09'];

/** Some of the months, others for other seeds. */
export function monthsOf(seed: number, count: number): readonly string[] {
  return MONTHS.filter((_, index) => (index * 5 + seed) % MONTHS.length < count);
}

/** Every cell of some months, a line of text for each line of the form: "2006-09 2e 3 null null null". */
export function cellsOf(
  view: LedgerView,
  months: readonly string[],
  asOf: number,
): readonly string[] {
  return reportMonths(view, months.map(monthNamed), asOf).flatMap(({ month, lines }) =>
    LINE_NUMBERS.map((line) => {
      const cells = COLUMNS.map((column) => String(lines[line]?.[column]));
      return [formatMonth(month), line, ...cells].join(' ');
    }),
  );
}

/** The rows of a line, sorted, subjects and cases by number. */
export function rowsOf(
  view: LedgerView,
  month: string,
  asOf: number,
  line: string,
  rename: (row: TrailRow) => object = (row) => row,
): readonly string[] {
  return trailRows(view, monthNamed(month), asOf, lineNamed(line))
    .map((row) => JSON.stringify(rename(row)))
    .sort();
}

/**
 * The ledger in which no mistake was ever made: each active record stands where the first record of
 * its correction chain stood, and corrects nothing. What made a case or child known stays as it is
 * where it was voided: without it the ledger would have taken none of the subject's records.
 *
 * @param lastDay - what is effective later was never recorded either, but what made a subject known
 */
export function withoutMistakes(
  entries: readonly LedgerEntry[],
  lastDay = Infinity,
): readonly LedgerEntry[] {
  const superseded = new Set(entries.map(({ corrects }) => corrects));
  const voided = new Set(entries.filter(({ type }) => type === 'RecordVoided').map((e) => e.root));
  const first = firstPositions(entries);
  const isKept = ({ root }: LedgerEntry): boolean => voided.has(root) && first.has(root);
  const rightOnes = entries
    .filter((entry) => entry.type !== 'RecordVoided' && !superseded.has(entry.position))
    .filter(({ effective, root }) => effective <= lastDay || first.has(root))
    .map((entry) => ({ ...entry, position: entry.root, corrects: 0 }));
  return [...entries.filter(isKept), ...rightOnes].toSorted((a, b) => a.position - b.position);
}

/** Positions of the first record of each case and child: a child's is its registration. */
function firstPositions(entries: readonly LedgerEntry[]): ReadonlySet<number> {
  const first = new Map<number, number>();
  for (const { subject, position } of entries) {
    if (!first.has(subject)) first.set(subject, position);
  }
  return new Set(first.values());
}
