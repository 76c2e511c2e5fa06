import { Inject } from '@nestjs/common';
import { QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { trailRows } from '../../projections/cs1257/trail.js';
import { answered, asOfWithin } from './answer.js';
import type { Answer } from './answer.js';
import { LEDGERS } from '../ports/ledgers.js';
import type { Ledgers } from '../ports/ledgers.js';
import { TrailQuery } from './queries.js';
import type { TrailEntry } from './trail.js';
import { trailEntries } from './trail-entries.js';
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
    const rows = trailRows(view, month, asOf.value, line);
    return Promise.resolve(answered(trailEntries(rows, file, column)));
  }
}
