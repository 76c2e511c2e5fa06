import type { County } from '../../../../events/values/county.js';
import type { PackedFailure } from '../bulk/append-answer.js';
import type { LedgerFile } from '../ledger-file.js';
import { eraseRecords } from './erase-records.js';
import type { OrderedErasure } from './erase-records.js';
import { removeTraces } from './remove-traces.js';

/** What is to be done to one county's ledger file, as plain data. */
export type ErasingWork =
  | {
      readonly kind: 'erase';
      readonly county: County;
      /** The size that the ledger must have. */
      readonly size: number;
      readonly erasures: readonly OrderedErasure[];
    }
  | { readonly kind: 'removeTraces'; readonly county: County; readonly waitMs: number };

/** Whether the ledger was as large as it had to be; of what was done before that was found out, nothing is undone. */
export type ErasingOutcome = 'done' | 'sizeDiffers';

/** What a thread says of it. */
export type ErasingAnswer =
  | { readonly kind: 'outcome'; readonly outcome: ErasingOutcome }
  | { readonly kind: 'failed'; readonly failure: PackedFailure };

/** Does it on an open file, synchronously. Throws what `eraseRecords` and `removeTraces` throw. */
export function eraseIn(file: LedgerFile, work: ErasingWork): ErasingOutcome {
  if (work.kind === 'removeTraces') {
    removeTraces(file, work.waitMs);
    return 'done';
  }
  for (const erasure of work.erasures) {
    if (eraseRecords(file, work.size, erasure) === 'sizeDiffers') return 'sizeDiffers';
  }
  return 'done';
}
