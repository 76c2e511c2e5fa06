import type { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import { knownWith } from '../../projections/form/editions.js';
import type { Column } from '../../projections/form/line.js';
import { trailRows } from '../../projections/form/trail.js';
import type { LedgerReader, LedgerReaders } from '../ports/ledger-reader.js';
import { choosable, chosenOf, idOfEntry } from './chosen-rows.js';
import type { ChoosableRow, RowsChosen } from './chosen-rows.js';
import type { TrailEntry } from './trail.js';
import { missingLine } from './whole-trail.js';
import type { WholeTrailAsked } from './whole-trail.js';
import { asOfWithin } from './as-of-within.js';
import { done } from '../ports/outcome.js';
import type { Answer } from '../ports/outcome.js';
import { trailEntries } from './trail-entries.js';
import { SUBJECTS_SHARE, tracedEntries } from './traced-subjects.js';
import { viewOfLedger } from './view-of-ledger.js';
import type { Years } from './year-checkpoints.js';

/** A few of the rows of a line's cell, in the order of the whole. */
export interface TrailPageAsked extends Omit<WholeTrailAsked, 'source'> {
  /** How many rows to pass over. */
  readonly after: number;
  /** Most rows of the page. */
  readonly limit: number;
  /** Which rows, and in which order; all by id where it is left out. */
  readonly chosen?: RowsChosen | undefined;
  /** How many records of a row are named, the first ones; all where it is left out. */
  readonly recordsMax?: number | undefined;
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
  const { chosen } = asked;
  return done(
    chosen === undefined
      ? tracedPage(file, year, order, asked)
      : chosenPage(file, year, order, { ...asked, chosen }),
  );
}

function cutPage(file: LedgerReader, query: TrailPageAsked, asOf: number): TrailPage {
  const { month, line, column, edition, after, limit, recordsMax } = query;
  const known = knownWith(edition);
  const rows = trailRows(viewOfLedger(file, asOf, untold), month, asOf, line, { known });
  const entries = chosenEntries(trailEntries(rows, file, column, recordsMax), query.chosen);
  return { rows: entries.slice(after, after + limit), total: entries.length };
}

function chosenEntries(
  entries: readonly TrailEntry[],
  chosen: RowsChosen | undefined,
): readonly TrailEntry[] {
  if (chosen === undefined) return entries;
  return chosenOf(entries.map(choosable), chosen).map(({ entry }) => entry);
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

/** A row as a checkpoint knows it. */
interface KnownRow extends ChoosableRow {
  readonly subject: number;
  /** Null on a line without amounts, where it is not known apart. */
  readonly column: Column | null;
}

/** Every row of cases and children that a checkpoint has, by id: whose it is, and what it amounts to. */
function knownRows(
  file: LedgerReader,
  year: YearCheckpoint,
  order: Uint32Array,
  { month, line, column }: TrailPageAsked,
): readonly KnownRow[] {
  const known = file.subjects();
  const amountsOf = year.amountsOfLine(month, line, column);
  const rowsOf = year.rowsOfLine(month, line, column);
  return Array.from(order).flatMap((subject): readonly KnownRow[] => {
    const id = known[subject]?.id ?? '';
    if (amountsOf === null) {
      const row = { subject, id, column: null, hundredths: null };
      return Array.from({ length: rowsOf(subject) }, () => row);
    }
    return amountsOf(subject).map(({ column: of, cents }) => {
      return { subject, id, column: of, hundredths: cents };
    });
  });
}

/** A page of chosen rows: only the records of those who are on it are read. */
function chosenPage(
  file: LedgerReader,
  year: YearCheckpoint,
  order: Uint32Array,
  query: TrailPageAsked & { readonly chosen: RowsChosen },
): TrailPage {
  const { after, limit, chosen } = query;
  const found = chosenOf(knownRows(file, year, order, query), chosen);
  const page = found.slice(after, after + limit);
  const entries = tracedEntries(file, year, [...new Set(page.map((row) => row.subject))], query);
  const isFigure = ({ subject }: TrailEntry): boolean => subject.kind === 'county';
  const figures = chosenEntries(entries.filter(isFigure), chosen);
  const known = file.subjects();
  const bySubject = Map.groupBy(
    entries.filter((entry) => !isFigure(entry)),
    (entry) => `${entry.subject.kind} ${idOfEntry(entry)}`,
  );
  const shown = page.flatMap(({ subject, id, column }) => {
    const own = bySubject.get(`${known[subject]?.kind ?? ''} ${id}`) ?? [];
    const at = own.findIndex((entry) => column === null || entry.column === column);
    return at < 0 ? [] : own.splice(at, 1);
  });
  const from = Math.max(0, after - found.length);
  return {
    rows: [...shown, ...figures.slice(from, from + limit - shown.length)],
    total: found.length + figures.length,
  };
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
