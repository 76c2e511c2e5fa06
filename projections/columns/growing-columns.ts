import { isNarrow } from './record-columns.js';
import type { RecordedColumns, Scalars } from './record-columns.js';

interface Settable {
  readonly length: number;
  set: (source: never) => void;
}

/** From so many rows on they grow by a half: twice the room would be half empty. */
const GROWING_BY_LESS = 65_536;

/** Record columns that grow at the end; scalars of a row are pushed before the row is closed. */
export class GrowingColumns {
  count = 0;
  private position: Uint32Array;
  private corrects: Uint32Array;
  private root: Uint32Array;
  private effective: Int32Array;
  private type: Uint8Array;
  private subject: Uint32Array;
  private argsStart: Uint32Array;
  /** Integers of 32 bits until a scalar comes that is none. */
  private args: Scalars;
  private argsCount = 0;
  private capacity: number;

  /** @param sizeHint - how many rows are about to come; saves copies */
  constructor(sizeHint: number) {
    this.capacity = Math.max(16, sizeHint);
    this.position = new Uint32Array(this.capacity);
    this.corrects = new Uint32Array(this.capacity);
    this.root = new Uint32Array(this.capacity);
    this.effective = new Int32Array(this.capacity);
    this.type = new Uint8Array(this.capacity);
    this.subject = new Uint32Array(this.capacity);
    this.argsStart = new Uint32Array(this.capacity + 1);
    this.args = new Int32Array(this.capacity * 4);
  }

  /** Adds a row without scalars; they follow by `pushArgs`. Answers the row. */
  // eslint-disable-next-line max-params -- called for each record that is read, and an object each would be made for it
  addRow(
    position: number,
    subject: number,
    type: number,
    effective: number,
    root: number,
    corrects: number,
  ): number {
    if (this.count === this.capacity) this.growRows();
    const row = this.count;
    this.count += 1;
    this.position[row] = position;
    this.subject[row] = subject;
    this.type[row] = type;
    this.effective[row] = effective;
    this.root[row] = root;
    this.corrects[row] = corrects;
    this.argsStart[row + 1] = this.argsCount;
    return row;
  }

  /** Adds a row of other columns, with its scalars. */
  addRowOf(of: RecordedColumns, row: number): void {
    this.addRow(
      of.position[row]!,
      of.subject[row]!,
      of.type[row]!,
      of.effective[row]!,
      of.root[row]!,
      of.corrects[row]!,
    );
    this.pushArgs(of.args, of.argsStart[row]!, of.argsStart[row + 1]!);
  }

  /** Adds rows of a subject that follow one another in other columns, with their scalars and as if they corrected none. */
  addRows(of: Omit<RecordedColumns, 'corrects'>, from: number, to: number): void {
    while (this.count + to - from > this.capacity) this.growRows();
    const { position, subject, type, effective, root, args, argsStart } = of;
    const firstArg = argsStart[from]!;
    const argsBefore = this.argsCount;
    let row = this.count;
    for (let at = from; at < to; at += 1, row += 1) {
      this.position[row] = position[at]!;
      this.subject[row] = subject[at]!;
      this.type[row] = type[at]!;
      this.effective[row] = effective[at]!;
      this.root[row] = root[at]!;
      this.corrects[row] = 0;
      this.argsStart[row + 1] = argsBefore + argsStart[at + 1]! - firstArg;
    }
    this.count = row;
    this.pushArgs(args, firstArg, argsStart[to]!);
  }

  /** Adds scalars to the row added last. */
  pushArgs(scalars: ArrayLike<number>, from: number, to: number): void {
    const needed = this.argsCount + to - from;
    if (needed > this.args.length)
      this.growArgs(Math.max(needed, Math.ceil(this.args.length * 1.5)));
    if (scalars instanceof Int32Array && this.args instanceof Int32Array) {
      const into = this.args;
      for (let i = from, at = this.argsCount; i < to; i += 1, at += 1) into[at] = scalars[i]!;
      this.argsCount = needed;
      this.argsStart[this.count] = needed;
      return;
    }
    for (let i = from; i < to; i += 1) {
      const scalar = scalars[i]!;
      if (!isNarrow(scalar) && this.args instanceof Int32Array) {
        this.args = Float64Array.from(this.args);
      }
      this.args[this.argsCount] = scalar;
      this.argsCount += 1;
    }
    this.argsStart[this.count] = this.argsCount;
  }

  /** Begins anew, in the same memory: what `finish` gave before is written over. */
  clear(): void {
    this.count = 0;
    this.argsCount = 0;
    if (this.args instanceof Float64Array) this.args = new Int32Array(this.args.length);
  }

  finish(): RecordedColumns {
    return {
      count: this.count,
      position: this.position.subarray(0, this.count),
      corrects: this.corrects.subarray(0, this.count),
      root: this.root.subarray(0, this.count),
      effective: this.effective.subarray(0, this.count),
      type: this.type.subarray(0, this.count),
      subject: this.subject.subarray(0, this.count),
      argsStart: this.argsStart.subarray(0, this.count + 1),
      args: this.args.subarray(0, this.argsCount),
    };
  }

  private growArgs(capacity: number): void {
    this.args =
      this.args instanceof Int32Array
        ? grown(this.args, new Int32Array(capacity))
        : grown(this.args, new Float64Array(capacity));
  }

  private growRows(): void {
    const isLarge = this.capacity >= GROWING_BY_LESS;
    this.capacity = isLarge ? Math.ceil(this.capacity * 1.5) : this.capacity * 2;
    this.position = grown(this.position, new Uint32Array(this.capacity));
    this.corrects = grown(this.corrects, new Uint32Array(this.capacity));
    this.root = grown(this.root, new Uint32Array(this.capacity));
    this.effective = grown(this.effective, new Int32Array(this.capacity));
    this.type = grown(this.type, new Uint8Array(this.capacity));
    this.subject = grown(this.subject, new Uint32Array(this.capacity));
    this.argsStart = grown(this.argsStart, new Uint32Array(this.capacity + 1));
  }
}

function grown<T extends Settable>(array: T, into: T): T {
  into.set(array as never); // the same kind of array
  return into;
}
