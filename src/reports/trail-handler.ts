import { Inject } from '@nestjs/common';
import { QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { CHILD_SUBJECT } from '../../projections/columns/codes.js';
import type { LedgerView } from '../../projections/columns/ledger-view.js';
import { trailRows } from '../../projections/cs1257/trail.js';
import type { TrailRow } from '../../projections/cs1257/trail.js';
import { answered, asOfWithin } from './answer.js';
import type { Answer } from './answer.js';
import { LEDGERS } from './ledgers.js';
import type { Ledgers } from './ledgers.js';
import { TrailQuery } from './queries.js';
import { RecordIds } from './record-ids.js';
import { compareTrailEntries } from './trail.js';
import type { TrailEntry, TrailSubject } from './trail.js';
import { viewOfLedger } from './view-of-ledger.js';

@QueryHandler(TrailQuery)
export class TrailHandler implements IQueryHandler<TrailQuery> {
  constructor(@Inject(LEDGERS) private readonly ledgers: Ledgers) {}

  execute(query: TrailQuery): Promise<Answer<readonly TrailEntry[]>> {
    const { county, month, line, column, onRecords, source } = query;
    const file = this.ledgers.ledger(county);
    const asOf = asOfWithin(county, file?.size ?? 0, query.asOf);
    if (asOf.kind === 'refused') return Promise.resolve(asOf);
    if (file === null || asOf.value === 0) return Promise.resolve(answered([]));
    const view = viewOfLedger(file, asOf.value, onRecords, source);
    const ids = new RecordIds(file);
    const entries = trailRows(view, month, asOf.value, line)
      .filter((row) => column === 'a' || row.column === column)
      .map((row) => entryOfRow(row, view, ids))
      .sort(compareTrailEntries);
    return Promise.resolve(answered(entries));
  }
}

function entryOfRow(row: TrailRow, view: LedgerView, ids: RecordIds): TrailEntry {
  return {
    line: row.line,
    column: row.column,
    subject: subjectOfRow(row, view),
    hundredths: row.cents ?? row.hundredths,
    value: row.value,
    records: ids.at(row.positions),
  };
}

function subjectOfRow(row: TrailRow, view: LedgerView): TrailSubject {
  const idOf = (subject: number): string => view.subjectIds[subject] ?? '';
  if (row.subject === 0) return { kind: 'county' };
  if (view.subjectKinds[row.subject] === CHILD_SUBJECT) {
    return { kind: 'child', child: idOf(row.subject), cases: row.cases.map(idOf).sort() };
  }
  return { kind: 'case', case: idOf(row.subject) };
}
