import type { LedgerRecord } from '../../events/record.js';
import type { Day } from '../../events/values/day.js';
import { CASE_SUBJECT, CHILD_SUBJECT, COUNTY_SUBJECT } from './codes.js';
import { encodeScalars } from './encode.js';
import type { RecordRefs } from './encode.js';
import { GrowingColumns } from './growing-columns.js';
import { blockOf } from './subject-block.js';
import type { SubjectBlock } from './record-columns.js';

/** What a replay reads: records as scalars and the subjects that they are about. */
export interface LedgerView {
  /** The records in runs of subjects; each call reads them anew, one run in memory at a time. */
  readonly blocks: () => Iterable<SubjectBlock>;
  /** The block with the county's own records (subject 0). */
  readonly county: SubjectBlock;
  /** One more than the greatest subject number. */
  readonly subjectCount: number;
  /** By subject number: 0 the county, 1 a case, 2 a child. Number 0 is the county itself. */
  readonly subjectKinds: Uint8Array;
  /** By subject number; '' for the county and for subjects that this view does not hold. */
  readonly subjectIds: readonly string[];
}

/** A view whose blocks can be read one by one, by several who share them. */
export interface ViewInBlocks extends LedgerView {
  readonly blockCount: number;
  /** The block with a number from 0 to `blockCount - 1`, in the order of `blocks`. */
  readonly block: (number: number) => SubjectBlock;
  /** Throws where all blocks together gave another number of records than the ledger has there. */
  readonly assertWhole: (records: number) => void;
}

/** One stored record on its way into a view. */
export interface ViewRecord {
  readonly position: number;
  readonly subject: number;
  readonly typeCode: number;
  readonly effective: Day;
  readonly root: number;
  readonly corrects: number;
  readonly ref: number;
  readonly ref2: number;
  /** The stored record itself (its canonical body, parsed). */
  readonly record: LedgerRecord;
}

/**
 * Builds a view from stored records. Subjects first, then records in order of position; the
 * records of some subjects only make a view of these (a correction and its target are always of
 * one subject).
 */
export class LedgerViewBuilder {
  private readonly kinds: number[] = [COUNTY_SUBJECT];
  private readonly ids: string[] = [''];
  private readonly childNumbers = new Map<string, number>();
  private readonly scalars: number[] = [];
  private readonly refs: { ref: number; ref2: number; childNumber: RecordRefs['childNumber'] } = {
    ref: 0,
    ref2: 0,
    childNumber: (id) => this.childNumbers.get(id) ?? 0,
  };

  private readonly columns: GrowingColumns;

  /** @param sizeHint - how many records are about to come; saves copies */
  constructor(sizeHint = 1024) {
    this.columns = new GrowingColumns(sizeHint);
  }

  addSubject(number: number, kind: 'case' | 'child', id: string): void {
    while (this.ids.length <= number) {
      this.ids.push('');
      this.kinds.push(COUNTY_SUBJECT);
    }
    this.ids[number] = id;
    this.kinds[number] = kind === 'case' ? CASE_SUBJECT : CHILD_SUBJECT;
    if (kind === 'child') this.childNumbers.set(id, number);
  }

  addRecord(entry: ViewRecord): void {
    const { position, subject, typeCode, effective, root, corrects } = entry;
    this.columns.addRow(position, subject, typeCode, effective, root, corrects);
    this.refs.ref = entry.ref;
    this.refs.ref2 = entry.ref2;
    this.scalars.length = 0;
    encodeScalars(entry.record, this.refs, this.scalars);
    this.columns.pushArgs(this.scalars, 0, this.scalars.length);
  }

  /** The finished view; the builder must not be used afterwards. */
  finish(): ViewInBlocks {
    const block = blockOf([this.columns.finish()], 0, this.ids.length);
    return {
      blocks: () => [block],
      blockCount: 1,
      block: () => block,
      assertWhole: () => undefined,
      county: block,
      subjectCount: this.ids.length,
      subjectKinds: Uint8Array.from(this.kinds),
      subjectIds: this.ids,
    };
  }
}
