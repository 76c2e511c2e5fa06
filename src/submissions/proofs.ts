import { Inject } from '@nestjs/common';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { IQueryHandler } from '@nestjs/cqrs';
import type { County } from '../../events/values/county.js';
import { consistencyProof, inclusionProof } from '../../projections/seal/merkle.js';
import { answered, asOfWithin, refused } from '../reports/answer.js';
import type { Answer } from '../reports/answer.js';
import { LEDGERS } from '../reports/ledgers.js';
import type { Ledgers } from '../reports/ledgers.js';

/** That a record is at a position of the ledger with a root; hashes are 64 hexadecimal digits. */
export interface RecordProof {
  readonly id: string;
  readonly position: number;
  readonly size: number;
  readonly root: string;
  readonly leaf: string;
  readonly hashes: readonly string[];
}

/** That the ledger of the first size is the beginning of that of the second. */
export interface BeginningProof {
  readonly from: number;
  readonly to: number;
  readonly hashes: readonly string[];
}

/** The inclusion proof of a record in a county's ledger as of a position (null: its size). */
export class RecordProofQuery extends Query<Answer<RecordProof>> {
  constructor(
    readonly county: County,
    readonly id: string,
    readonly asOf: number | null,
  ) {
    super();
  }
}

/** The consistency proof between two sizes of a county's ledger. */
export class BeginningProofQuery extends Query<Answer<BeginningProof>> {
  constructor(
    readonly county: County,
    readonly from: number,
    readonly to: number,
  ) {
    super();
  }
}

@QueryHandler(RecordProofQuery)
export class RecordProofHandler implements IQueryHandler<RecordProofQuery> {
  constructor(@Inject(LEDGERS) private readonly ledgers: Ledgers) {}

  execute({ county, id, asOf }: RecordProofQuery): Promise<Answer<RecordProof>> {
    return Promise.resolve(this.#prove(county, id, asOf));
  }

  #prove(county: County, id: string, asked: number | null): Answer<RecordProof> {
    const file = this.ledgers.ledger(county);
    const asOf = asOfWithin(county, file?.size ?? 0, asked);
    if (asOf.kind === 'refused') return asOf;
    const found = file?.leafOf(id) ?? null;
    if (file === null || found === null) {
      return refused(
        `The ledger of county ${county} has no record ${id}: check the id and the county.`,
      );
    }
    const { position, leaf } = found;
    const size = asOf.value;
    if (position > size) {
      return refused(
        `Record ${id} is at position ${String(position)}, after ${String(size)}: ask as of a position from ${String(position)} to ${String(file.size)}.`,
      );
    }
    const hashes = inclusionProof(file.subtrees(), position - 1, size).map(hex);
    return answered({ id, position, size, root: hex(file.root(size)), leaf: hex(leaf), hashes });
  }
}

@QueryHandler(BeginningProofQuery)
export class BeginningProofHandler implements IQueryHandler<BeginningProofQuery> {
  constructor(@Inject(LEDGERS) private readonly ledgers: Ledgers) {}

  execute({ county, from, to }: BeginningProofQuery): Promise<Answer<BeginningProof>> {
    return Promise.resolve(this.#prove(county, from, to));
  }

  #prove(county: County, from: number, to: number): Answer<BeginningProof> {
    const file = this.ledgers.ledger(county);
    if (file === null || to > file.size || from > to) {
      return refused(
        `The ledger of county ${county} has ${String(file?.size ?? 0)} records: prove from a smaller to a larger of its sizes, not from ${String(from)} to ${String(to)}.`,
      );
    }
    return answered({ from, to, hashes: consistencyProof(file.subtrees(), from, to).map(hex) });
  }
}

function hex(hash: Uint8Array): string {
  return Buffer.from(hash).toString('hex');
}
