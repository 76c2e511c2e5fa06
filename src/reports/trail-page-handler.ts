import { Inject, Optional } from '@nestjs/common';
import { QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type { YearCheckpoint } from '../../projections/checkpoints/year-checkpoint.js';
import { trailRows } from '../../projections/cs1257/trail.js';
import type { LedgerReader } from '../ports/ledger-reader.js';
import { answered, asOfWithin } from './answer.js';
import type { Answer } from './answer.js';
import { LEDGERS } from '../ports/ledgers.js';
import type { Ledgers } from '../ports/ledgers.js';
import { TrailPageQuery } from './queries.js';
import type { TrailPage } from './queries.js';
import { trailEntries } from './trail-entries.js';
import { viewOfLedger, viewOfSubjects } from './view-of-ledger.js';
import { YEAR_CHECKPOINTS } from './year-checkpoints.js';
import type { YearCheckpoints } from './year-checkpoints.js';

/** A page with more subjects than one in so many of the ledger is cut from the whole trail. */
const SUBJECTS_SHARE = 20;

/**
 * A page of a trail: the year's checkpoint says whose rows are on it and how many there are, and only the records of
 * these cases and children are read and traced.
 */
@QueryHandler(TrailPageQuery)
export class TrailPageHandler implements IQueryHandler<TrailPageQuery> {
  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Optional() @Inject(YEAR_CHECKPOINTS) private readonly checkpoints: YearCheckpoints | undefined,
  ) {}

  execute(query: TrailPageQuery): Promise<Answer<TrailPage>> {
    const { county, month, limit } = query;
    const file = this.ledgers.ledger(county);
    const asOf = asOfWithin(county, file?.size ?? 0, query.asOf);
    if (asOf.kind === 'refused') return Promise.resolve(asOf);
    if (file === null || asOf.value === 0) return Promise.resolve(answered({ rows: [], total: 0 }));
    const isShort = limit * SUBJECTS_SHARE <= file.subjectCount;
    const { checkpoints } = this;
    const year = isShort ? (checkpoints?.of(file, month, asOf.value, untold) ?? null) : null;
    if (checkpoints === undefined || year === null) {
      return Promise.resolve(answered(cutPage(file, query, asOf.value)));
    }
    const order = checkpoints.orderOf(file).numbers;
    return Promise.resolve(answered(tracedPage(file, year, order, query)));
  }
}

function cutPage(file: LedgerReader, query: TrailPageQuery, asOf: number): TrailPage {
  const { month, line, column, after, limit } = query;
  const rows = trailRows(viewOfLedger(file, asOf, untold), month, asOf, line);
  const entries = trailEntries(rows, file, column);
  return { rows: entries.slice(after, after + limit), total: entries.length };
}

function tracedPage(
  file: LedgerReader,
  year: YearCheckpoint,
  order: Uint32Array,
  query: TrailPageQuery,
): TrailPage {
  const { month, line, column, after, limit } = query;
  const { subjects, before, count } = subjectsOfPage(year, order, query);
  const cases = subjects.flatMap((subject) =>
    // Of a case nothing is read besides: no child record names one.
    file.casesNaming(subject).map((row) => row.subject),
  );
  const view = viewOfSubjects(file, year.asOf, new Set([...subjects, ...cases]));
  const rows = trailRows(view, month, year.asOf, line, new Set(subjects), (each) =>
    year.countyOf(each),
  );
  const entries = trailEntries(rows, file, column);
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
  { month, line, column, after, limit }: TrailPageQuery,
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
