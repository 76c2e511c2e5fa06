import { createHash } from 'node:crypto';
import type { SampleDraw } from '../../events/acts/sample-acts.js';
import type { County } from '../../events/values/county.js';
import { formatMonth } from '../../events/values/month.js';
import { drawSample } from '../../projections/samples/draw.js';
import type { DrawnRow, PopulationRow } from '../../projections/samples/draw.js';
import type { LedgerReaders, OnRecords } from '../ports/ledger-reader.js';
import { done, misaddressed, refusedByRule } from '../ports/outcome.js';
import type { Outcome } from '../ports/outcome.js';
import type { TrailEntry } from '../reports/trail.js';
import { wholeTrail } from '../reports/whole-trail.js';

/** What a draw is a function of, before its population is known. */
export type DrawAsked = Omit<SampleDraw, 'sample' | 'root' | 'population' | 'version'> & {
  readonly county: County;
};

/** The rows of a sample with what puts them on the line. */
export interface DrawnSample {
  readonly rows: readonly SampleRow[];
  readonly reserve: readonly SampleRow[];
  /** Rows of the trail that can be drawn. */
  readonly population: number;
  /** Rows that are figures, with no case or child behind them. */
  readonly leftOut: number;
}

/** A drawn row and the ids of the records that put it there. */
export interface SampleRow extends DrawnRow {
  readonly records: readonly string[];
}

/**
 * Draws a sample, or draws it again: the trail's rows are replayed each time. Refused, `INVALID_FIELD`, where the line has
 * no rows of cases or children, or no dollars where it is drawn by them.
 */
export function drawnRows(
  ledgers: LedgerReaders,
  asked: DrawAsked,
  onRecords: OnRecords,
): Outcome<DrawnSample> {
  const { county, month, line, column, asOf, form: edition } = asked;
  const firstMonth = ledgers.ledger(county)?.retention?.firstMonth;
  if (firstMonth !== undefined && month < firstMonth) {
    return misaddressed(
      `The rows of ${formatMonth(month)} are not kept any more: the first month that is kept is ${formatMonth(firstMonth)}.`,
    );
  }
  const of = { county, month, line, column: column ?? 'a', asOf, edition } as const;
  const trail = wholeTrail(ledgers, { ...of, source: 'segments' }, onRecords);
  if (trail.kind !== 'done') return trail;
  const found = trail.value.flatMap((entry) => {
    const row = populationRow(entry);
    return row === null ? [] : [{ row, records: entry.records }];
  });
  const leftOut = trail.value.length - found.length;
  if (found.length === 0) {
    const why =
      leftOut > 0 ? 'it is a figure without cases or children behind it' : 'it has no rows';
    return refusedByRule(
      'INVALID_FIELD',
      `\`line\` ${line} cannot be drawn from, for ${why}: name a line that has cases or children in that month.`,
    );
  }
  if (asked.method === 'dollars' && found[0]?.row.cents === null) {
    return refusedByRule(
      'INVALID_FIELD',
      `\`method\`: Line ${line} counts and has no dollars: draw by rows.`,
    );
  }
  const records = new Map(found.map((each) => [rowKey(each.row), each.records]));
  const drawn = drawSample(
    found.map(({ row }) => row),
    asked,
    (text) => createHash('sha256').update(text, 'utf8').digest(),
  );
  if (drawn.kind === 'refused') return refusedByRule('INVALID_FIELD', drawn.message);
  const withRecords = (row: DrawnRow): SampleRow => ({
    ...row,
    records: records.get(rowKey(row)) ?? [],
  });
  return done({
    rows: drawn.rows.map(withRecords),
    reserve: drawn.reserve.map(withRecords),
    population: found.length,
    leftOut,
  });
}

function rowKey({ column, subject: { kind, id } }: PopulationRow): string {
  return `${column} ${kind} ${id}`;
}

function populationRow({ column, subject, hundredths }: TrailEntry): PopulationRow | null {
  const cents = hundredths === null ? null : BigInt(hundredths);
  switch (subject.kind) {
    case 'case':
      return { column, subject: { kind: 'case', id: subject.case }, cents };
    case 'child':
      return { column, subject: { kind: 'child', id: subject.child }, cents };
    case 'county':
      return null;
  }
}
