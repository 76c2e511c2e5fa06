import { GrowingColumns } from './growing-columns.js';
import type { RecordColumns, RecordedColumns, SubjectBlock } from './record-columns.js';

/** Recorded rows in order of subject, then of position, and where each subject begins. */
export interface SortedRows {
  readonly columns: RecordedColumns;
  readonly firstSubject: number;
  readonly subjectCount: number;
  readonly start: Uint32Array;
}

/**
 * Puts recorded rows in order of subject, by a stable counting sort: linear in the records.
 *
 * @param parts - in order of position: every row of a part comes after those of the parts before it
 * @param firstSubject - the least subject number that the parts may hold
 * @param subjectCount - how many numbers from there on
 */
export function sortBySubject(
  parts: readonly RecordedColumns[],
  firstSubject: number,
  subjectCount: number,
): SortedRows {
  const start = startsOf(parts, firstSubject, subjectCount);
  const [only] = parts;
  if (only !== undefined && parts.length === 1 && isSorted(only)) {
    return { columns: only, firstSubject, subjectCount, start };
  }
  const columns = emptyColumns(start[subjectCount]!, parts);
  const next = start.slice();
  for (const part of parts) scatter(part, columns, next, firstSubject);
  placeArgs(parts, columns, start, firstSubject);
  return { columns, firstSubject, subjectCount, start };
}

/** A block of sorted rows: `sortBySubject`, and every correction looked up. */
export function blockOf(
  parts: readonly RecordedColumns[],
  firstSubject: number,
  subjectCount: number,
): SubjectBlock {
  const { columns, start } = sortBySubject(parts, firstSubject, subjectCount);
  const supersededAt = supersessions(columns, columns.corrects, start, firstSubject);
  const lookedUp = withSupersessions(columns, supersededAt);
  return { columns: lookedUp, firstSubject, subjectCount, start };
}

/**
 * Columns with every correction looked up. Spelt out, so that all that is ever folded has one form: the compiler throws
 * away what it made of a fold where columns come with their fields in another order.
 */
export function withSupersessions(
  { count, position, root, effective, type, subject, argsStart, args }: RecordedColumns,
  supersededAt: Uint32Array,
): RecordColumns {
  return { count, position, root, effective, type, subject, argsStart, args, supersededAt };
}

/** The rows of the subjects from `from` up to, not including, `to`, as columns of their own. */
export function rowsOfSubjects(sorted: SortedRows, from: number, to: number): RecordedColumns {
  const { columns, start, firstSubject, subjectCount } = sorted;
  const place = (subject: number): number =>
    start[Math.min(Math.max(subject - firstSubject, 0), subjectCount)]!;
  const first = place(from);
  const last = place(to);
  const argsFrom = columns.argsStart[first]!;
  return {
    count: last - first,
    position: columns.position.subarray(first, last),
    corrects: columns.corrects.subarray(first, last),
    root: columns.root.subarray(first, last),
    effective: columns.effective.subarray(first, last),
    type: columns.type.subarray(first, last),
    subject: columns.subject.subarray(first, last),
    argsStart: columns.argsStart.slice(first, last + 1).map((at) => at - argsFrom),
    args: columns.args.subarray(argsFrom, columns.argsStart[last]),
  };
}

/** The rows of some subjects wherever they stand, in the order in which they stand. */
export function rowsOfThese(
  columns: RecordedColumns,
  subjects: ReadonlySet<number>,
): RecordedColumns {
  const rows = new GrowingColumns(0);
  const { position, corrects, root, effective, type, subject, argsStart, args } = columns;
  let last = -1;
  let isWanted = false;
  for (let row = 0; row < columns.count; row += 1) {
    const of = subject[row]!;
    // Mostly a subject's rows stand together.
    if (of !== last) isWanted = subjects.has(of);
    last = of;
    if (!isWanted) continue;
    rows.addRow(position[row]!, of, type[row]!, effective[row]!, root[row]!, corrects[row]!);
    rows.pushArgs(args, argsStart[row]!, argsStart[row + 1]!);
  }
  return rows.finish();
}

function isSorted({ subject, count }: RecordedColumns): boolean {
  for (let i = 1; i < count; i += 1) if (subject[i - 1]! > subject[i]!) return false;
  return true;
}

function startsOf(
  parts: readonly RecordedColumns[],
  firstSubject: number,
  subjectCount: number,
): Uint32Array {
  const start = new Uint32Array(subjectCount + 1);
  if (parts.every(({ count }) => count === 0)) return start;
  for (const { subject, count } of parts) {
    for (let i = 0; i < count; i += 1) {
      const place = subject[i]! - firstSubject;
      if (place < 0 || place >= subjectCount) {
        throw new RangeError(`Subject ${String(subject[i])} does not belong to this block.`);
      }
      start[place + 1]! += 1;
    }
  }
  for (let s = 1; s < start.length; s += 1) start[s]! += start[s - 1]!;
  return start;
}

function emptyColumns(count: number, parts: readonly RecordedColumns[]): RecordedColumns {
  const areNarrow = parts.every(({ args }) => args instanceof Int32Array);
  const argsCount = parts.reduce((sum, part) => sum + part.args.length, 0);
  return {
    count,
    position: new Uint32Array(count),
    corrects: new Uint32Array(count),
    root: new Uint32Array(count),
    effective: new Int32Array(count),
    type: new Uint8Array(count),
    subject: new Uint32Array(count),
    argsStart: new Uint32Array(count + 1),
    args: areNarrow ? new Int32Array(argsCount) : new Float64Array(argsCount),
  };
}

/** Copies a part's rows to their places; the lengths of their scalars go to `argsStart` for now. */
function scatter(
  from: RecordedColumns,
  to: RecordedColumns,
  next: Uint32Array,
  firstSubject: number,
): void {
  for (let i = 0; i < from.count; i += 1) {
    const subject = from.subject[i]!;
    const row = next[subject - firstSubject]!;
    next[subject - firstSubject] = row + 1;
    to.subject[row] = subject;
    to.position[row] = from.position[i]!;
    to.root[row] = from.root[i]!;
    to.effective[row] = from.effective[i]!;
    to.type[row] = from.type[i]!;
    to.corrects[row] = from.corrects[i]!;
    to.argsStart[row + 1] = from.argsStart[i + 1]! - from.argsStart[i]!;
  }
}

function placeArgs(
  parts: readonly RecordedColumns[],
  to: RecordedColumns,
  start: Uint32Array,
  firstSubject: number,
): void {
  const { argsStart, args } = to;
  for (let row = 0; row < to.count; row += 1) argsStart[row + 1]! += argsStart[row]!;
  const next = start.slice();
  for (const part of parts) {
    for (let i = 0; i < part.count; i += 1) {
      const place = part.subject[i]! - firstSubject;
      let at = argsStart[next[place]!]!;
      next[place]! += 1;
      const end = part.argsStart[i + 1]!;
      for (let from = part.argsStart[i]!; from < end; from += 1) {
        args[at] = part.args[from]!;
        at += 1;
      }
    }
  }
}

/** A correction and its target are always of one subject, so the search is within its rows. */
function supersessions(
  { count, position, subject }: RecordedColumns,
  corrects: Uint32Array,
  start: Uint32Array,
  firstSubject: number,
): Uint32Array {
  const supersededAt = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) {
    const target = corrects[row]!;
    if (target === 0) continue;
    const found = rowOfPosition(position, start[subject[row]! - firstSubject]!, row, target);
    if (found < 0) {
      throw new Error(
        `Record ${String(position[row])} corrects record ${String(target)}, which is not among the records of its subject before it.`,
      );
    }
    supersededAt[found] = position[row]!;
  }
  return supersededAt;
}

/** Row of a position among the ascending positions of rows `low` to `high - 1`; -1 if absent. */
function rowOfPosition(position: Uint32Array, low: number, high: number, target: number): number {
  let from = low;
  let to = high - 1;
  while (from <= to) {
    const middle = (from + to) >>> 1;
    const found = position[middle]!;
    if (found === target) return middle;
    if (found < target) from = middle + 1;
    else to = middle - 1;
  }
  return -1;
}
