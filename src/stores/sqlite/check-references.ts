import type { LedgerRecord } from '../../../events/record.js';
import { firstReferenceOf, secondReferenceOf } from '../../../events/named-ids.js';
import type { Reference } from '../../../events/named-ids.js';
import { DamagedLedger } from '../../ports/failures.js';
import type { LedgerFile } from './ledger-file.js';
import { ROW } from '../../ports/ledger-rows.js';
import type { RawRow } from '../../ports/ledger-rows.js';

/** Introductions are remembered up to this many, so that an order is not read again for each charge on it. */
const REMEMBERED_MAX = 50_000;

/** What an introducing record introduces, for comparison. */
interface Introduction {
  readonly subject: number;
  readonly reference: string;
}

/** Checks the columns that hold positions of other records against the names in the records. */
export class ReferenceChecker {
  readonly #ledger: LedgerFile;
  readonly #introductions = new Map<number, Introduction>();

  constructor(ledger: LedgerFile) {
    this.#ledger = ledger;
  }

  *findings(row: RawRow, record: LedgerRecord): Generator<string> {
    yield* this.#correctionFindings(row, record);
    const position = row[ROW.position];
    const { ref, ref2 } = { ref: row[ROW.ref], ref2: row[ROW.ref2] };
    if (record.type === 'ChildAddedToCase' || record.type === 'ChildRemovedFromCase') {
      if (ref !== this.#ledger.tables.subjects.numberOf('child', record.data.child)) {
        yield 'The column "ref" does not lead to the child that it names.';
      }
    } else {
      const first = firstReferenceOf(record);
      const isOwn = first?.isIntroduced === true && row[ROW.root] === position;
      if (isOwn ? ref !== position : !this.#isIntroducedAt(row, first, ref)) {
        yield 'The column "ref" does not lead to the record that introduced the id that it names.';
      }
    }
    if (!this.#isIntroducedAt(row, secondReferenceOf(record), ref2)) {
      yield 'The column "ref2" does not lead to the record that introduced the id that it names.';
    }
  }

  *#correctionFindings(row: RawRow, record: LedgerRecord): Generator<string> {
    const position = row[ROW.position];
    const corrected = record.corrects === undefined ? 0 : this.#positionOf(record.corrects);
    if (row[ROW.corrects] !== corrected) {
      yield 'The column "corrects" does not lead to the record that it names.';
      return;
    }
    const target = corrected === 0 ? null : this.#rowAt(corrected, position);
    if (corrected !== 0 && target === null) return;
    if (row[ROW.root] !== (target?.[ROW.root] ?? position)) {
      yield 'The column "root" does not lead to the first record of its correction chain.';
    }
    if (target !== null && target[ROW.subject] !== row[ROW.subject]) {
      yield 'It corrects a record of another subject.';
    }
  }

  /** Whether the record at `at` introduced what is named, for the same subject; 0 where nothing is named. */
  #isIntroducedAt(row: RawRow, reference: Reference | null, at: number): boolean {
    if (reference === null || at === 0) return reference === null && at === 0;
    const found = this.#introductionAt(at, row[ROW.position]);
    // The introducing record cannot be read, which is a fault of its own.
    if (found === null) return at <= row[ROW.position];
    return found.subject === row[ROW.subject] && found.reference === spelt(reference);
  }

  #introductionAt(at: number, before: number): Introduction | null {
    const known = this.#introductions.get(at);
    if (known !== undefined) return known;
    const row = this.#rowAt(at, before);
    if (row === null) return null;
    // What is not read back as a record shows at its own position.
    const first = firstReferenceOf(JSON.parse(row[ROW.body]) as LedgerRecord);
    const isIntroducing = first?.isIntroduced === true && row[ROW.root] === at;
    const found = { subject: row[ROW.subject], reference: isIntroducing ? spelt(first) : '' };
    if (this.#introductions.size >= REMEMBERED_MAX) this.#introductions.clear();
    this.#introductions.set(at, found);
    return found;
  }

  #positionOf(id: string): number {
    try {
      return this.#ledger.tables.positionOf(id);
    } catch (error) {
      if (error instanceof DamagedLedger) return 0;
      throw error;
    }
  }

  /** The row at a position, null if it is later than `before`, or damaged, which is a fault of its own. */
  #rowAt(position: number, before: number): RawRow | null {
    if (position < 1 || position > before) return null;
    try {
      return this.#ledger.tables.records.row(position);
    } catch (error) {
      if (error instanceof DamagedLedger) return null;
      throw error;
    }
  }
}

function spelt({ kind, id }: Reference): string {
  return `${kind} ${id}`;
}
