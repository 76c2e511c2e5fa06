import type { CaseFold } from '../case/case-fold.js';
import { StateReader, StateWriter } from '../case/state-numbers.js';

/** In place of the state of a case that can only be folded from its first record: a byte, and every state has more. */
const FROM_RECORDS = 0;
const FROM_RECORDS_BYTES = 1;

/**
 * A case in which more has moved, cents, has no state: some 20 million dollars. Its sums are numbers in every ledger of up
 * to four million subjects, so that what is saved does not depend on how many there are.
 */
const MOVED_MAX = 2 ** 31;

/** Where a case stands: nothing is known of it yet, it has to be folded from its first record, or its state. */
export type CaseAtYearStart =
  | { readonly kind: 'none' }
  | { readonly kind: 'fromRecords' }
  | { readonly kind: 'saved'; readonly state: StateReader };

const NONE: CaseAtYearStart = { kind: 'none' };
const FROM_FIRST: CaseAtYearStart = { kind: 'fromRecords' };

/** Where each case of a ledger stands at the beginning of a fiscal year. */
export class CaseStates {
  /** By subject number: where its bytes begin; one more entry than there are subjects. */
  readonly start: Uint32Array;
  readonly bytes: Uint8Array;

  constructor(start: Uint32Array, bytes: Uint8Array) {
    this.start = start;
    this.bytes = bytes;
  }

  /** Before the first record of a ledger. */
  static none(): CaseStates {
    return new CaseStates(new Uint32Array(1), new Uint8Array(0));
  }

  of(subject: number): CaseAtYearStart {
    const from = this.start[subject];
    const to = this.start[subject + 1];
    if (from === undefined || to === undefined || from === to) return NONE;
    if (to - from === FROM_RECORDS_BYTES) return FROM_FIRST;
    return { kind: 'saved', state: new StateReader(this.bytes, from) };
  }
}

/** Collects the states of cases, in whatever order they come. */
export class CaseStatesWriter {
  readonly #writer = new StateWriter();
  readonly #from: Uint32Array;
  readonly #count: Uint32Array;

  constructor(subjectCount: number) {
    this.#from = new Uint32Array(subjectCount);
    this.#count = new Uint32Array(subjectCount);
  }

  /** @param fold - at the end of a fiscal year; null for a case that has to be folded from its first record */
  put(subject: number, fold: CaseFold | null): void {
    const before = this.#writer.count;
    if (fold === null || fold.money.moved > MOVED_MAX) this.#writer.put(FROM_RECORDS);
    else fold.save(this.#writer);
    this.#from[subject] = before;
    this.#count[subject] = this.#writer.count - before;
  }

  /** All of them in order of subject, up to the last that has one. */
  finish(): CaseStates {
    const { written } = this.#writer;
    const counts = this.#count.subarray(0, this.#count.findLastIndex((count) => count > 0) + 1);
    const start = new Uint32Array(counts.length + 1);
    counts.forEach((count, subject) => {
      start[subject + 1] = start[subject]! + count;
    });
    const bytes = new Uint8Array(start.at(-1) ?? 0);
    counts.forEach((count, subject) => {
      const from = this.#from[subject]!;
      bytes.set(written.subarray(from, from + count), start[subject]);
    });
    return new CaseStates(start, bytes);
  }
}
