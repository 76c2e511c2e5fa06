import type { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import { knownWith } from '../../projections/form/editions.js';
import { trailRows } from '../../projections/form/trail.js';
import type { LedgerReader, LedgerReaders } from '../ports/ledger-reader.js';
import type { TrailEntry } from './trail.js';
import { missingLine } from './whole-trail.js';
import type { TrailAsked } from './whole-trail.js';
import { asOfWithin } from './as-of-within.js';
import { done } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { trailEntries } from './trail-entries.js';
import { SUBJECTS_SHARE, tracedEntries } from './traced-subjects.js';
import { viewOfLedger } from './view-of-ledger.js';
import type { Years } from './year-checkpoints.js';

/** A few of the rows of a line's cell, in the order of the whole. */
export interface TrailPageAsked extends Omit<TrailAsked, 'source'> {
  /** How many rows to pass over. */
  readonly after: number;
  /** Most rows of the page. */
  readonly limit: number;
}

/** Some rows of a trail that follow each other. */
export interface TrailPage {
  readonly rows: readonly TrailEntry[];
  /** How many rows the trail has. */
  readonly total: number;
}

/**
 * A page of a trail: the year's checkpoint says whose rows are on it and how many there are, and only the records of
 * these cases and children are read and traced.
 *
 * @param years - null where none is to be looked at
 */
export function trailPage(
  ledgers: LedgerReaders,
  years: Years | null,
  asked: TrailPageAsked,
): Answer<TrailPage> {
  const { county, month, limit, edition } = asked;
  const missing = missingLine(asked);
  if (missing !== null) return missing;
  const file = ledgers.ledger(county);
  const asOf = asOfWithin(county, file?.size ?? 0, asked.asOf);
  if (asOf.kind !== 'done') return asOf;
  if (file === null || asOf.value === 0) return done({ rows: [], total: 0 });
  // A page of many is cut from the whole trail.
  const isShort = limit * SUBJECTS_SHARE <= file.subjectCount;
  const year = isShort
    ? (years?.of(file, month, { asOf: asOf.value, known: knownWith(edition) }, untold) ?? null)
    : null;
  if (years === null || year === null) return done(cutPage(file, asked, asOf.value));
  const order = years.orderOf(file).numbers;
  return done(tracedPage(file, year, order, asked));
}

function cutPage(file: LedgerReader, query: TrailPageAsked, asOf: number): TrailPage {
  const { month, line, column, edition, after, limit } = query;
  const known = knownWith(edition);
  const rows = trailRows(viewOfLedger(file, asOf, untold), month, asOf, line, { known });
  const entries = trailEntries(rows, file, column);
  return { rows: entries.slice(after, after + limit), total: entries.length };
}

function tracedPage(
  file: LedgerReader,
  year: YearCheckpoint,
  order: Uint32Array,
  query: TrailPageAsked,
): TrailPage {
  const { after, limit } = query;
  const { subjects, before, count } = subjectsOfPage(year, order, query);
  const entries = tracedEntries(file, year, subjects, query);
  const figures = entries.filter(({ subject }) => subject.kind === 'county').length;
  const from = after - before;
  return { rows: entries.slice(from, from + limit), total: count + figures };
}

/**
 * Whose rows are on a page.
 *
 * @returns `before`: how many rows stand before the first of these subjects' rows; `count`: those of all subjects
 */
function subjectsOfPage(
  year: YearCheckpoint,
  order: Uint32Array,
  { month, line, column, after, limit }: TrailPageAsked,
): { readonly subjects: readonly number[]; readonly before: number; readonly count: number } {
  const rowsOf = year.rowsOfLine(month, line, column);
  const subjects: number[] = [];
  let before = 0;
  let count = 0;
  for (const subject of order) {
    const rows = rowsOf(subject);
    if (rows === 0) continue;
    if (count + rows <= after) before += rows;
    else if (count < after + limit) subjects.push(subject);
    count += rows;
  }
  return { subjects, before, count };
}

function untold(): void {
  // Nobody watches a page being made.
}
