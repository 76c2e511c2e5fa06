import { TYPE_CODE } from '../../../events/registry.js';
import { DamagedLedger } from '../../ports/failures.js';
import type { LedgerFile } from './ledger-file.js';
import { ROW } from '../../ports/ledger-rows.js';
import type { RawRow } from '../../ports/ledger-rows.js';

/** Makes the chains anew from the rows, in order of position, and compares. */
export class ChainChecker {
  readonly #ledger: LedgerFile;
  /** By subject number: its last record so far, and the last `ChildAddedToCase` so far that names it. */
  readonly #last: Uint32Array;
  readonly #lastNaming: Uint32Array;
  #subjects = 0;
  #isComplete = true;

  constructor(ledger: LedgerFile) {
    this.#ledger = ledger;
    this.#last = new Uint32Array(ledger.subjectCount + 1);
    this.#lastNaming = new Uint32Array(ledger.subjectCount + 1);
  }

  /** A row could not be read: from here on a chain may rightly differ from the one made anew. */
  miss(): void {
    this.#isComplete = false;
  }

  *findings(row: RawRow): Generator<string> {
    const subject = row[ROW.subject];
    if (subject > this.#subjects) {
      if (subject !== this.#nextSubject() && this.#isComplete) {
        yield `Its subject has number ${String(subject)} and should have the next, ${String(this.#nextSubject())}.`;
      }
      this.#subjects = subject;
    }
    if (row[ROW.previous] !== this.#last[subject] && this.#isComplete) {
      yield "It does not lead to its subject's previous record.";
    }
    this.#last[subject] = row[ROW.position];
    const isNaming = row[ROW.typeCode] === TYPE_CODE.ChildAddedToCase;
    const child = row[ROW.ref];
    const previousNaming = isNaming ? this.#lastNaming[child] : 0;
    if (row[ROW.previousNaming] !== previousNaming && this.#isComplete) {
      yield 'It does not lead to the previous record that adds its child to a case.';
    }
    if (isNaming) this.#lastNaming[child] = row[ROW.position];
  }

  /** The next number that is not an erased subject's. */
  #nextSubject(): number {
    const { subjects } = this.#ledger.tables;
    let next = this.#subjects + 1;
    while (subjects.subject(next)?.kind === 'county') next += 1;
    return next;
  }

  *endFindings(): Generator<string> {
    const { subjectCount, tables } = this.#ledger;
    if (this.#nextSubject() !== subjectCount + 1) {
      yield `The records are about ${String(this.#subjects)} cases and children, and the ledger remembers ${String(subjectCount)}.`;
    }
    for (let subject = 0; subject <= subjectCount; subject += 1) {
      try {
        const { last, lastNaming } = tables.chainEnds.endsNow(subject);
        if (last !== this.#last[subject] || lastNaming !== this.#lastNaming[subject]) {
          yield `The last record of subject ${String(subject)} is not the one that the ledger remembers.`;
        }
      } catch (error) {
        if (!(error instanceof DamagedLedger)) throw error;
        yield error.finding;
        return;
      }
    }
  }
}
