/**
 * Records as scalars in typed arrays: what a replay folds. Row i of every array is one record;
 * rows stand in order of position. A record counts as of n when position <= n and it is not
 * superseded at a position <= n (records.md, Corrections).
 */
export interface RecordColumns {
  readonly count: number;
  readonly position: Uint32Array;
  /** Position of the record that replaced or voided this one; 0 while it stands. */
  readonly supersededAt: Uint32Array;
  /** Position of the first record of the correction chain. */
  readonly root: Uint32Array;
  /** Civil day, days since 1970-01-01. */
  readonly effective: Int32Array;
  readonly type: Uint8Array;
  /** Subject number; 0 is the county. */
  readonly subject: Uint32Array;
  /** Scalars of row i: `args[argsStart[i]] .. args[argsStart[i + 1] - 1]`. */
  readonly argsStart: Uint32Array;
  readonly args: Float64Array;
}

/** Rows of each subject: `rows[start[s]] .. rows[start[s + 1] - 1]`, in order of position. */
export interface SubjectRows {
  readonly start: Uint32Array;
  readonly rows: Uint32Array;
}

/** Groups rows by subject with a stable counting sort: linear in the records. */
export function groupBySubject(columns: RecordColumns, subjectCount: number): SubjectRows {
  const start = new Uint32Array(subjectCount + 2);
  const { subject, count } = columns;
  for (let i = 0; i < count; i += 1) start[subject[i]! + 1]! += 1;
  for (let s = 1; s < start.length; s += 1) start[s]! += start[s - 1]!;
  const next = start.slice();
  const rows = new Uint32Array(count);
  for (let i = 0; i < count; i += 1) {
    const s = subject[i]!;
    rows[next[s]!] = i;
    next[s]! += 1;
  }
  return { start, rows };
}

/**
 * Collects the active rows of one subject as of a position, up to a day, in business order
 * (effective day, then root position) into a scratch array that is used again.
 */
export class ActiveRows {
  rows = new Uint32Array(256);
  count = 0;

  /** @param lastDay - rows effective after it are left out; `Infinity` for all */
  collect(
    columns: RecordColumns,
    bySubject: SubjectRows,
    subject: number,
    asOf: number,
    lastDay: number,
  ): void {
    const from = bySubject.start[subject]!;
    const to = bySubject.start[subject + 1]!;
    if (this.rows.length < to - from) this.rows = new Uint32Array((to - from) * 2);
    const { position, supersededAt, effective, root } = columns;
    let count = 0;
    let inOrder = true;
    let lastEffective = -Infinity;
    let lastRoot = 0;
    for (let at = from; at < to; at += 1) {
      const row = bySubject.rows[at]!;
      if (position[row]! > asOf) break;
      const superseded = supersededAt[row]!;
      if (superseded !== 0 && superseded <= asOf) continue;
      const day = effective[row]!;
      if (day > lastDay) continue;
      if (day < lastEffective || (day === lastEffective && root[row]! < lastRoot)) inOrder = false;
      lastEffective = day;
      lastRoot = root[row]!;
      this.rows[count] = row;
      count += 1;
    }
    this.count = count;
    if (!inOrder) sortBusinessOrder(this.rows.subarray(0, count), effective, root);
  }
}

const INSERTION_SORT_MAX = 4096;

/** Nearly sorted runs are the rule (late records are few), so insertion sort with a bound on its size. */
function sortBusinessOrder(rows: Uint32Array, effective: Int32Array, root: Uint32Array): void {
  if (rows.length > INSERTION_SORT_MAX) {
    rows.sort((a, b) => effective[a]! - effective[b]! || root[a]! - root[b]!);
    return;
  }
  for (let i = 1; i < rows.length; i += 1) {
    const row = rows[i]!;
    const day = effective[row]!;
    const chain = root[row]!;
    let j = i - 1;
    while (j >= 0) {
      const other = rows[j]!;
      const otherDay = effective[other]!;
      if (otherDay < day || (otherDay === day && root[other]! <= chain)) break;
      rows[j + 1] = other;
      j -= 1;
    }
    rows[j + 1] = row;
  }
}
