import { Inject } from '@nestjs/common';
import { QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import { EMPTY_ROOT } from '../../projections/seal/merkle.js';
import { answered, asOfWithin, refused } from './answer.js';
import type { Answer } from './answer.js';
import type { LedgerSummary } from './ledger-summary.js';
import { LEDGERS } from '../ports/ledgers.js';
import type { Ledgers } from '../ports/ledgers.js';
import { LedgersQuery, RecordBytesQuery, RootQuery } from './queries.js';
import type { LedgerRoot } from './queries.js';

@QueryHandler(LedgersQuery)
export class LedgersHandler implements IQueryHandler<LedgersQuery> {
  constructor(@Inject(LEDGERS) private readonly ledgers: Ledgers) {}

  execute(): Promise<readonly LedgerSummary[]> {
    const summaries = this.ledgers.counties().flatMap((county): LedgerSummary[] => {
      const file = this.ledgers.ledger(county);
      const lastRecorded = file?.lastRecorded ?? null;
      if (file === null || lastRecorded === null) return [];
      const { size } = file;
      return [
        {
          county,
          size,
          root: hex(file.root(size)),
          first: file.recordedAt(1),
          last: lastRecorded,
        },
      ];
    });
    return Promise.resolve(summaries);
  }
}

@QueryHandler(RootQuery)
export class RootHandler implements IQueryHandler<RootQuery> {
  constructor(@Inject(LEDGERS) private readonly ledgers: Ledgers) {}

  execute(query: RootQuery): Promise<Answer<LedgerRoot>> {
    const { county } = query;
    const file = this.ledgers.ledger(county);
    const asOf = asOfWithin(county, file?.size ?? 0, query.asOf);
    if (asOf.kind === 'refused') return Promise.resolve(asOf);
    const size = asOf.value;
    const root = file === null || size === 0 ? EMPTY_ROOT : file.root(size);
    return Promise.resolve(answered({ county, size, root: hex(root) }));
  }
}

@QueryHandler(RecordBytesQuery)
export class RecordBytesHandler implements IQueryHandler<RecordBytesQuery> {
  constructor(@Inject(LEDGERS) private readonly ledgers: Ledgers) {}

  execute(query: RecordBytesQuery): Promise<Answer<Uint8Array>> {
    const { county, id } = query;
    const leaf = this.ledgers.ledger(county)?.leafOf(id) ?? null;
    return Promise.resolve(
      leaf === null
        ? refused(
            `The ledger of county ${county} has no record ${id}: check the id and the county.`,
          )
        : answered(Buffer.from(leaf.text, 'utf8')),
    );
  }
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
