import { TYPE_CODE } from '../../events/registry.js';
import type { LedgerRecord } from '../../events/record.js';
import type { Day } from '../../events/values/day.js';
import { CASE_SUBJECT, CHILD_SUBJECT, COUNTY_SUBJECT } from './codes.js';
import { encodeScalars } from './encode.js';
import type { RecordRefs } from './encode.js';
import { groupBySubject } from './record-columns.js';
import type { RecordColumns, SubjectRows } from './record-columns.js';

/** What a replay reads: records as scalars and the subjects that they are about. */
export interface LedgerView {
  readonly columns: RecordColumns;
  readonly bySubject: SubjectRows;
  /** By subject number: 0 the county, 1 a case, 2 a child. Number 0 is the county itself. */
  readonly subjectKinds: Uint8Array;
  /** By subject number; '' for the county and for subjects that this view does not hold. */
  readonly subjectIds: readonly string[];
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

  private count = 0;
  private capacity: number;
  private position: Uint32Array;
  private supersededAt: Uint32Array;
  private root: Uint32Array;
  private effective: Int32Array;
  private type: Uint8Array;
  private subject: Uint32Array;
  private argsStart: Uint32Array;
  private args: Float64Array;
  private argsCount = 0;

  /** @param sizeHint - how many records are about to come; saves copies */
  constructor(sizeHint = 1024) {
    this.capacity = Math.max(16, sizeHint);
    this.position = new Uint32Array(this.capacity);
    this.supersededAt = new Uint32Array(this.capacity);
    this.root = new Uint32Array(this.capacity);
    this.effective = new Int32Array(this.capacity);
    this.type = new Uint8Array(this.capacity);
    this.subject = new Uint32Array(this.capacity);
    this.argsStart = new Uint32Array(this.capacity + 1);
    this.args = new Float64Array(this.capacity * 3);
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
    if (this.count === this.capacity) this.growRows();
    const row = this.count;
    this.count += 1;
    this.position[row] = entry.position;
    this.root[row] = entry.root;
    this.effective[row] = entry.effective;
    this.type[row] = entry.typeCode;
    this.subject[row] = entry.subject;
    if (entry.corrects !== 0) this.supersede(entry.corrects, entry.position);
    this.refs.ref = entry.ref;
    this.refs.ref2 = entry.ref2;
    this.scalars.length = 0;
    if (entry.typeCode !== TYPE_CODE.RecordVoided) {
      encodeScalars(entry.record, this.refs, this.scalars);
    }
    this.takeScalars(row);
  }

  /** The finished view; the builder must not be used afterwards. */
  finish(): LedgerView {
    const columns: RecordColumns = {
      count: this.count,
      position: this.position.subarray(0, this.count),
      supersededAt: this.supersededAt.subarray(0, this.count),
      root: this.root.subarray(0, this.count),
      effective: this.effective.subarray(0, this.count),
      type: this.type.subarray(0, this.count),
      subject: this.subject.subarray(0, this.count),
      argsStart: this.argsStart.subarray(0, this.count + 1),
      args: this.args.subarray(0, this.argsCount),
    };
    return {
      columns,
      bySubject: groupBySubject(columns, this.ids.length),
      subjectKinds: Uint8Array.from(this.kinds),
      subjectIds: this.ids,
    };
  }

  private takeScalars(row: number): void {
    const needed = this.argsCount + this.scalars.length;
    if (needed > this.args.length) this.args = grown(this.args, needed * 2, Float64Array);
    for (const scalar of this.scalars) {
      this.args[this.argsCount] = scalar;
      this.argsCount += 1;
    }
    this.argsStart[row + 1] = this.argsCount;
  }

  private supersede(target: number, by: number): void {
    const row = rowOfPosition(this.position, this.count, target);
    if (row < 0) {
      throw new Error(
        `Record ${String(by)} corrects record ${String(target)}, which is not before it in this view.`,
      );
    }
    this.supersededAt[row] = by;
  }

  private growRows(): void {
    this.capacity *= 2;
    this.position = grown(this.position, this.capacity, Uint32Array);
    this.supersededAt = grown(this.supersededAt, this.capacity, Uint32Array);
    this.root = grown(this.root, this.capacity, Uint32Array);
    this.effective = grown(this.effective, this.capacity, Int32Array);
    this.type = grown(this.type, this.capacity, Uint8Array);
    this.subject = grown(this.subject, this.capacity, Uint32Array);
    this.argsStart = grown(this.argsStart, this.capacity + 1, Uint32Array);
  }
}

interface Growable {
  readonly length: number;
}

function grown<T extends Growable & { set(source: T): void }>(
  array: T,
  length: number,
  make: new (length: number) => T,
): T {
  const next = new make(length);
  next.set(array);
  return next;
}

/** Row of a position among ascending positions, -1 if absent. A whole ledger finds it at once. */
function rowOfPosition(position: Uint32Array, count: number, target: number): number {
  if (target >= 1 && target <= count && position[target - 1] === target) return target - 1;
  let low = 0;
  let high = count - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = position[middle]!;
    if (found === target) return middle;
    if (found < target) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
