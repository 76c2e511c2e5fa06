import type { County } from '../../../../events/values/county.js';
import type { AppendOutcome } from '../../../ports/event-log.js';
import { DamagedLedger, UnusableStore } from '../../../ports/failures.js';
import type { UnusableStoreKind } from '../../../ports/failures.js';
import type { LentTables } from '../id-tables.js';
import type { LedgerFile } from '../ledger-file.js';
import type { Buffers, PackedEntries } from './packed-entries.js';

/** Tells whether a connection has seen an erasure that another one has not. */
export interface ErasedSoFar {
  readonly orders: number;
  readonly lastPosition: number;
}

/** What the appending thread is asked. */
export interface AppendQuestion {
  readonly county: County;
  readonly expectedSize: number;
  /** What had been erased when the entries were decided. */
  readonly erased: ErasedSoFar;
  /** With the first question about a county: what is in memory of its ids, which the appending thread adds to from then on. */
  readonly ids: LentTables | null;
  readonly entries: PackedEntries;
}

/** What the appending thread answers, with the buffers of the question. */
export interface BulkAnswer {
  readonly outcome: AppendOutcome | { readonly kind: 'failed'; readonly failure: PackedFailure };
  readonly buffers: Buffers;
}

/** What the connection has seen of erasures. */
export function erasedIn(file: LedgerFile | null): ErasedSoFar {
  const erased = file?.tables.erased;
  return { orders: erased?.erasures.length ?? 0, lastPosition: erased?.positions.last ?? 0 };
}

/** An error as it passes between threads, where classes are lost. */
export type PackedFailure =
  | {
      readonly kind: 'damaged';
      readonly county: DamagedLedger['county'];
      readonly position: number | null;
      readonly finding: string;
    }
  | {
      readonly kind: 'unusable';
      readonly why: UnusableStoreKind;
      readonly path: string;
      readonly message: string;
    }
  | { readonly kind: 'other'; readonly message: string; readonly stack: string };

export function packedFailure(error: unknown): PackedFailure {
  if (error instanceof DamagedLedger) {
    const { county, position, finding } = error;
    return { kind: 'damaged', county, position, finding };
  }
  if (error instanceof UnusableStore) {
    const { kind: why, path, message } = error;
    return { kind: 'unusable', why, path, message };
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { kind: 'other', message, stack: stack ?? message };
}

export function unpackedFailure(failure: PackedFailure): Error {
  switch (failure.kind) {
    case 'damaged':
      return new DamagedLedger(failure.county, failure.position, failure.finding);
    case 'unusable':
      return new UnusableStore(failure.why, failure.path, failure.message);
    case 'other': {
      const error = new Error(failure.message);
      error.stack = failure.stack;
      return error;
    }
  }
}
