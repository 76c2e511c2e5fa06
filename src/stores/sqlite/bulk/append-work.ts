import type { LedgerFolder } from '../ledger-folder.js';
import { RANGES } from '../segments/segments.js';
import type { RangeSizes } from '../segments/segments.js';
import { SegmentsOfInput } from '../segments/segments-of-input.js';
import { erasedIn, packedFailure } from './append-answer.js';
import type { BulkAnswer, AppendQuestion, ErasedSoFar } from './append-answer.js';

/** What the thread of a long input does: appends packed entries to a folder of its own, and makes their segments. */
export class AppendWork {
  readonly #folder: LedgerFolder;
  readonly #segments: SegmentsOfInput;

  constructor(folder: LedgerFolder, ranges: RangeSizes = RANGES) {
    this.#folder = folder;
    this.#segments = new SegmentsOfInput(ranges);
  }

  /** Appends the entries, which are not needed any more when it has answered. */
  answer(question: AppendQuestion): BulkAnswer {
    const { numbers, bytes, scalars } = question.entries;
    return { outcome: this.#outcomeOf(question), buffers: { numbers, bytes, scalars } };
  }

  /** Between two questions: stores the segments that are complete. */
  storeSegments(): void {
    this.#segments.store();
  }

  /** Nothing more comes. */
  close(): void {
    this.#segments.finish();
    this.#folder.close();
  }

  #outcomeOf(question: AppendQuestion): BulkAnswer['outcome'] {
    const { county, expectedSize, erased, ids, entries } = question;
    try {
      const file = this.#folder.ledgerForAppend(county);
      if (ids !== null) file.tables.ids.take(ids);
      // The other connection may have seen an erasure before this one.
      if (!isSame(erasedIn(file), erased)) file.refresh();
      // This one has seen an erasure that the other had not when it let the entries be decided. One that neither has
      // seen is noticed by the append.
      if (!isSame(erasedIn(file), erased)) {
        this.#segments.leave(county);
        return { kind: 'sizeDiffers', size: file.size };
      }
      const outcome = file.appendPacked(expectedSize, entries);
      if (outcome.kind === 'appended') this.#segments.appended(file, expectedSize, entries);
      else this.#segments.leave(county);
      return outcome;
    } catch (error) {
      return { kind: 'failed', failure: packedFailure(error) };
    }
  }
}

function isSame(one: ErasedSoFar, other: ErasedSoFar): boolean {
  return one.orders === other.orders && one.lastPosition === other.lastPosition;
}
